// What the hall's order is, in a sentence.
import { render } from 'preact';
import { dress } from '@lib/look.ts';

dress();
render(<h1>先到先办，法定优先除外</h1>, document.getElementById('page') as HTMLElement);
