// The supervision office: signed in by cookie; every figure opens the events behind it.
import { render } from 'preact';
import { learn } from '@lib/catalogue.ts';
import { wind } from '@lib/clock.ts';
import { Staff } from '@lib/door.ts';
import { dress } from '@lib/look.ts';
import { Desk } from './desk.tsx';
import '@lib/staff.css';
import '@lib/people.css';
import './desk.css';

dress();
wind();
void learn();
const staff = new Staff();
void staff
  .comeIn('supervision')
  .then((first) =>
    render(<Desk staff={staff} first={first} />, document.getElementById('page') as HTMLElement),
  );
