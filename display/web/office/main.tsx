// The manager's office: signed in by cookie; the hall live, and what its days were like.
import { render } from 'preact';
import { learn } from '@lib/catalogue.ts';
import { wind } from '@lib/clock.ts';
import { enter, Staff } from '@lib/door.ts';
import { dress } from '@lib/look.ts';
import { Office } from './office.tsx';
import '@lib/staff.css';

dress();
wind();
void learn();
const staff = new Staff();
await enter('office'); // a one-time link leaves a cookie; its problem shows as the sign-in form
const first = await staff.me().catch(() => undefined);
render(<Office staff={staff} first={first} />, document.getElementById('page') as HTMLElement);
