// The rating device at a window: asks after each service, takes one answer, is idle again.
import { type JSX, render } from 'preact';
import { reloadWhenOutdated, startDevice } from '@lib/device.ts';
import { keepPlace } from '@lib/keep-place.ts';
import { learnLanguages } from '@lib/look.ts';
import { Unpaired } from '@lib/pairing.tsx';
import { ownPath } from '@lib/prefix.ts';
import type { Delta } from '@lib/types.ts';
import { Asking, RatePage } from './rate.tsx';
import './rate.css';

void learnLanguages();

let asking: Asking | undefined;
void startDevice('rate', {
  onDelta: (delta: Delta) => asking?.hears(delta),
  onSnapshot: () => void asking?.look(),
}).then(({ entered, api, live, pass }) => {
  const window = ownPath()[1] ?? pass?.window ?? '';
  if (api && live) {
    keepPlace();
    asking = new Asking(api, window);
    reloadWhenOutdated(live, () => !asking?.due.peek());
  }

  function Page(): JSX.Element {
    if (!api || !live || live.unknown || !asking) return <Unpaired page="rate" entered={entered} />;
    return <RatePage asking={asking} live={live} />;
  }

  render(<Page />, document.getElementById('page') as HTMLElement);
});
