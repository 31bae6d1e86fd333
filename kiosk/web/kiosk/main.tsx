// The kiosk: a visitor finds a matter and takes a number; it never invents one, and gives one per press.
import { effect } from '@preact/signals';
import { type JSX, render } from 'preact';
import { keepHall } from '@lib/catalogue.ts';
import { reloadWhenOutdated, startDevice } from '@lib/device.ts';
import { keepPlace } from '@lib/keep-place.ts';
import { learnLanguages } from '@lib/look.ts';
import { Unpaired } from '@lib/pairing.tsx';
import { listenToAgent, portIn } from './agent.ts';
import { Kiosk } from './kiosk.tsx';
import { keepOwn } from './own.ts';
import { listenForReaders, takeFromAgent } from './readers.ts';
import { readWith } from './reading.ts';
import { large, passSecond, touched, untouched } from './walk.ts';
import './kiosk.css';
import './choose.css';
import './taken.css';
import './landscape.css';
import './large.css';

void learnLanguages();

const page = document.getElementById('page') as HTMLElement;
void startDevice('kiosk').then(({ entered, pass, api, live }) => {
  if (api && live) {
    reloadWhenOutdated(live, untouched);
    for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove'])
      addEventListener(kind, touched, { capture: true, passive: true });
    addEventListener('contextmenu', (event) => event.preventDefault());
    readWith(pass?.token ?? '');
    void keepOwn(api);
    listenForReaders();
    const agent = portIn(location.search);
    if (agent) listenToAgent(agent, live, takeFromAgent);
    setInterval(passSecond, 1000);
    keepHall(live.board);
    keepPlace();
    effect(() => {
      document.documentElement.dataset.letters = large.value ? 'large' : 'normal';
    });
  }

  function Page(): JSX.Element {
    if (!api || !live || live.unknown) return <Unpaired page="kiosk" entered={entered} />;
    return <Kiosk api={api} live={live} />;
  }

  render(<Page />, page);
});
