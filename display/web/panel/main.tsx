// The panel over one window: its number, its state, the ticket it serves, and under which letter.
import { render } from 'preact';
import { reloadWhenOutdated, startDevice } from '../lib/device.ts';
import { Unpaired } from '../lib/parts.tsx';
import { Panel } from './panel.tsx';
import './panel.css';

const page = document.getElementById('page') as HTMLElement;
const { entered, pass, api, live } = await startDevice('panel');
const window = decodeURIComponent(location.pathname.split('/')[2] ?? '') || (pass?.window ?? '');
if (live && api) {
  reloadWhenOutdated(live);
  render(<Panel live={live} api={api} code={window} />, page);
} else {
  render(<Unpaired command={`hall link display panel-${window || '1'}`} entered={entered} />, page);
}
