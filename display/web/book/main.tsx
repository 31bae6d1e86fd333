// The page on which visitors book a time by themselves, move it and give it up: no app, no account.
import { render } from 'preact';
import { keepHall, learn } from '@lib/catalogue.ts';
import { wind } from '@lib/clock.ts';
import { keepPlace } from '@lib/keep-place.ts';
import { dress, learnLanguages, speakAsVisitor } from '@lib/look.ts';
import { Book } from './book.tsx';
import { readKey } from './booking.ts';
import './book.css';

dress();
speakAsVisitor();
void learnLanguages();
wind();
keepPlace();
void learn().then(() => keepHall());
render(<Book known={readKey(location.hash)} />, document.getElementById('page') as HTMLElement);
addEventListener('hashchange', () => location.reload());
