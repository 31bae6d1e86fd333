// The lobby board: who is called to which window, how many wait for what; never lies about being stale.
import { render, type JSX } from 'preact';
import { reloadWhenOutdated, startDevice } from '../lib/device.ts';
import { asks } from '../lib/look.ts';
import { Unpaired } from '../lib/parts.tsx';
import { Board } from './board.tsx';
import './board.css';

const page = document.getElementById('page') as HTMLElement;
const { entered, pass, live } = await startDevice('board');
if (live) reloadWhenOutdated(live);

function Page(): JSX.Element {
  if (!live || live.unknown) return <Unpaired command="hall link display board-1" entered={entered} />;
  return <Board live={live} name={asks('screen') ?? pass?.name ?? ''} />;
}

render(<Page />, page);
