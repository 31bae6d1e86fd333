// A department's own page: signed in by cookie; only its own rows come.
import { render } from 'preact';
import { learn } from '@lib/catalogue.ts';
import { wind } from '@lib/clock.ts';
import { Staff } from '@lib/door.ts';
import { dress } from '@lib/look.ts';
import { Department } from './department.tsx';
import '@lib/staff.css';
import './department.css';

dress();
wind();
void learn();
const staff = new Staff();
void staff
  .comeIn('department')
  .then((first) =>
    render(<Department staff={staff} first={first} />, document.getElementById('page') as HTMLElement),
  );
