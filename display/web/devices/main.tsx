// The technician's own page: signed in by cookie.
import { render } from 'preact';
import { learn } from '@lib/catalogue.ts';
import { wind } from '@lib/clock.ts';
import { Staff } from '@lib/door.ts';
import { dress } from '@lib/look.ts';
import { Technician } from './devices.tsx';
import '@lib/staff.css';
import '@office/devices.css';

dress();
wind();
void learn();
const staff = new Staff();
void staff
  .comeIn('devices')
  .then((first) =>
    render(<Technician staff={staff} first={first} />, document.getElementById('page') as HTMLElement),
  );
