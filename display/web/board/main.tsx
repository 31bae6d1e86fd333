// The lobby board: who is called to which window, how many wait for what; never lies about being stale.
import { type JSX, render } from 'preact';
import { keepHall } from '@lib/catalogue.ts';
import { reloadWhenOutdated, startDevice } from '@lib/device.ts';
import { asks, learnLanguages } from '@lib/look.ts';
import { Unpaired } from '@lib/pairing.tsx';
import { Board } from './board.tsx';
import './board.css';

void learnLanguages();
const page = document.getElementById('page') as HTMLElement;
void startDevice('board').then(({ entered, pass, api, live }) => {
  if (live) {
    reloadWhenOutdated(live);
    keepHall(live.board);
  }

  function Page(): JSX.Element {
    if (!live || !api || live.unknown) return <Unpaired page="board" entered={entered} />;
    return <Board live={live} api={api} name={asks('screen') ?? pass?.name ?? ''} />;
  }

  render(<Page />, page);
});
