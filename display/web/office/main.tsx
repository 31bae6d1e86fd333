// The manager's office: signed in by cookie; the hall live, and what its days were like.
import { render } from 'preact';
import { learn } from '@lib/catalogue.ts';
import { wind } from '@lib/clock.ts';
import { Staff } from '@lib/door.ts';
import { dress } from '@lib/look.ts';
import { Office } from './office.tsx';
import '@lib/staff.css';

dress();
wind();
void learn();
const staff = new Staff();
void staff
  .comeIn('office')
  .then((first) =>
    render(<Office staff={staff} first={first} />, document.getElementById('page') as HTMLElement),
  );
