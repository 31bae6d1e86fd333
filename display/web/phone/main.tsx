// The visitor's phone page: one's own number by an unguessable link; no app, no account.
import { render } from 'preact';
import { learn } from '@lib/catalogue.ts';
import { wind } from '@lib/clock.ts';
import { asDevice } from '@lib/door.ts';
import { readFragment } from '@lib/fragment.ts';
import { keepPlace } from '@lib/keep-place.ts';
import { dress, learnLanguages, speakAsVisitor } from '@lib/look.ts';
import { Follower } from './follower.ts';
import { NoTicket, Phone } from './phone.tsx';
import './phone.css';

dress();
speakAsVisitor();
void learnLanguages();
wind();
keepPlace();
void learn();
const page = document.getElementById('page') as HTMLElement;
// it stays in the address: the visitor's own key, to reload by
const { follow, token } = readFragment(location.hash);
const key = follow ?? token;
if (key) render(<Phone follower={new Follower(asDevice(key), key)} />, page);
else render(<NoTicket />, page);
addEventListener('hashchange', () => location.reload());
