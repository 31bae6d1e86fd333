// The hall's front door: staff sign in and go to their page; a device is opened as what it is.
import { render } from 'preact';
import { learn } from '@lib/catalogue.ts';
import { wind } from '@lib/clock.ts';
import { Staff } from '@lib/door.ts';
import { dress } from '@lib/look.ts';
import { Front } from './front.tsx';
import '@lib/staff.css';
import './front.css';

dress();
wind();
void learn();
const staff = new Staff();
void staff
  .comeIn('front')
  .then((first) =>
    render(<Front staff={staff} first={first} />, document.getElementById('page') as HTMLElement),
  );
