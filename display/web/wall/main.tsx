// The hall on an office's wall: counts only, told by its own live line; never lies about being stale.
import { type JSX, render } from 'preact';
import { keepHall } from '@lib/catalogue.ts';
import { reloadWhenOutdated, startDevice } from '@lib/device.ts';
import { learnLanguages } from '@lib/look.ts';
import { Unpaired } from '@lib/pairing.tsx';
import { Wall } from './wall.tsx';
import './wall.css';

void learnLanguages();
void startDevice('wall').then(({ entered, api, live }) => {
  if (live) {
    reloadWhenOutdated(live);
    keepHall(live.board);
  }

  function Page(): JSX.Element {
    if (!live || !api || live.unknown) return <Unpaired page="wall" entered={entered} />;
    return <Wall live={live} api={api} />;
  }

  render(<Page />, document.getElementById('page') as HTMLElement);
});
