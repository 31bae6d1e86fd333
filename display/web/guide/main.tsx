// The guide desk, on a tablet: numbers for anybody, priority with
// its evidence, missed numbers, reprints, calls for help, concerns.
import { type JSX, render } from 'preact';
import { isCall } from '@lib/board-state.ts';
import { reloadWhenOutdated, startDevice } from '@lib/device.ts';
import { Floor } from '@lib/floor.ts';
import { HallAlarms } from '@lib/hall-alarms.ts';
import { keepPlace } from '@lib/keep-place.ts';
import { Unpaired } from '@lib/pairing.tsx';
import type { Delta } from '@lib/types.ts';
import { Bell } from './bell.ts';
import { Guide } from './guide.tsx';
import './guide.css';

const FLOOR_MS = 30_000; // beside what the staff stream says at once
let bell: Bell | undefined;
let floor: Floor | undefined;
let alarms: HallAlarms | undefined;
void startDevice('guide', {
  onDelta: (delta: Delta) => {
    floor?.hears(delta);
    alarms?.hears(delta);
    if (delta.kind.startsWith('help.') || isCall(delta)) void bell?.look();
  },
  onSnapshot: () => {
    void bell?.look();
    void alarms?.look();
  },
}).then(({ entered, api, live }) => {
  if (api && live) {
    keepPlace();
    bell = new Bell(api);
    floor = new Floor(api, FLOOR_MS);
    alarms = new HallAlarms(api, 'guide', ['help']); // calls for help ring by themselves
    reloadWhenOutdated(live, () => document.activeElement === document.body);
  }

  function Page(): JSX.Element {
    if (!api || !live || live.unknown || !bell || !floor || !alarms)
      return <Unpaired page="guide" entered={entered} />;
    return <Guide api={api} live={live} bell={bell} floor={floor} alarms={alarms} />;
  }

  render(<Page />, document.getElementById('page') as HTMLElement);
});
