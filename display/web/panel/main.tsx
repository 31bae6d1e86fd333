// The panel over one window: its number, its state, the ticket it serves, and under which letter.
import { type JSX, render } from 'preact';
import { keepHall } from '@lib/catalogue.ts';
import { reloadWhenOutdated, startDevice } from '@lib/device.ts';
import { learnLanguages } from '@lib/look.ts';
import { Unpaired } from '@lib/pairing.tsx';
import { ownPath } from '@lib/prefix.ts';
import { Panel } from './panel.tsx';
import './panel.css';

void learnLanguages();
const page = document.getElementById('page') as HTMLElement;
void startDevice('panel').then(({ entered, pass, api, live }) => {
  const window = ownPath()[1] ?? pass?.window ?? '';
  if (live) reloadWhenOutdated(live);
  keepHall(live?.board);

  function Page(): JSX.Element {
    if (!live || !api || live.unknown) return <Unpaired page="panel" entered={entered} />;
    return <Panel live={live} api={api} code={window} />;
  }

  render(<Page />, page);
});
