// Why a number was or was not called: the visitor's own, by the key on the slip.
import { render } from 'preact';
import { untilAnswered } from '@lib/api.ts';
import { learn } from '@lib/catalogue.ts';
import { wind } from '@lib/clock.ts';
import { asDevice } from '@lib/door.ts';
import { readFragment } from '@lib/fragment.ts';
import { keepPlace } from '@lib/keep-place.ts';
import { dress, learnLanguages, speakAsVisitor } from '@lib/look.ts';
import type { TicketView, WhyView } from '@lib/types.ts';
import { Empty, Why } from './why.tsx';
import './why.css';

dress();
speakAsVisitor();
void learnLanguages();
wind();
keepPlace();
void learn();
const page = document.getElementById('page') as HTMLElement;
const { follow, token } = readFragment(location.hash); // it stays in the address, as on the phone page
const key = follow ?? token;

async function show(): Promise<void> {
  const api = asDevice(key ?? '');
  const ticket = await api.get<TicketView>('/tickets/mine');
  render(<Why why={await api.get<WhyView>(`/tickets/${ticket.id}/why`)} back={`/t#${key}`} />, page);
}

if (key) untilAnswered(show).catch(() => render(<Empty />, page));
else render(<Empty />, page);
addEventListener('hashchange', () => location.reload());
