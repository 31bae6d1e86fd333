// The announcer's page: chime, Chinese, English, for one zone or the whole hall.
import { type JSX, render } from 'preact';
import { catalogue } from '@lib/catalogue.ts';
import { reloadWhenOutdated, startDevice } from '@lib/device.ts';
import { asks } from '@lib/look.ts';
import { Unpaired } from '@lib/pairing.tsx';
import type { Delta } from '@lib/types.ts';
import { Announcer } from './announcer.ts';
import { AnnouncerPage } from './view.tsx';
import './announcer.css';

let announcer: Announcer | undefined;
void startDevice('announcer', {
  onDelta: (delta: Delta) => announcer?.hears(delta),
  onSnapshot: () => announcer?.startsAnew(announcer.live?.board.peek()),
}).then(({ entered, pass, live }) => {
  const zone = (): string =>
    asks('zone') ??
    catalogue.value?.screens.find((each) => each.code === (asks('screen') ?? pass?.name))?.zone ??
    '';
  if (live && pass) {
    announcer = new Announcer(pass.token, zone);
    announcer.live = live;
    reloadWhenOutdated(live, () => !announcer?.now.peek() && !announcer?.queue.peek().length);
  }

  function Page(): JSX.Element {
    if (!live || live.unknown || !announcer) return <Unpaired page="announcer" entered={entered} />;
    return <AnnouncerPage live={live} announcer={announcer} zone={zone()} />;
  }

  render(<Page />, document.getElementById('page') as HTMLElement);
});
