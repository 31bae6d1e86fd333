// The public page: what the hall does, what it costs, who may
// decide, how it goes today; for anybody, without a login.
import { render } from 'preact';
import { keepHall, learn } from '@lib/catalogue.ts';
import { wind } from '@lib/clock.ts';
import { keepPlace } from '@lib/keep-place.ts';
import { dress, learnLanguages, speakAsVisitor } from '@lib/look.ts';
import { Public } from './public.tsx';
import './public.css';

dress();
speakAsVisitor();
void learnLanguages();
wind();
keepPlace();
void learn().then(() => keepHall());
render(<Public />, document.getElementById('page') as HTMLElement);
