// The office: its parts, by who is signed in; each answers one question and has an address of its own.
import type { JSX } from 'preact';
import { Cases } from '@lib/cases.tsx';
import type { Staff } from '@lib/door.ts';
import { Emergencies } from '@lib/emergency.tsx';
import { Floor } from '@lib/floor.ts';
import { StaffPage } from '@lib/frame.tsx';
import { Messages } from '@lib/messages.tsx';
import { InParts } from '@lib/nav.tsx';
import type { Part } from '@lib/parts-of.ts';
import { at, ownPath } from '@lib/prefix.ts';
import { Scores } from '@lib/scores.tsx';
import type { StaffView } from '@lib/types.ts';
import { accounts } from '@lib/words/accounts.ts';
import { bookings } from '@lib/words/bookings.ts';
import { county } from '@lib/words/county.ts';
import { devices as deviceWords } from '@lib/words/devices.ts';
import { messages as messageWords } from '@lib/words/messages.ts';
import { now } from '@lib/words/now.ts';
import { office as words } from '@lib/words/office.ts';
import { roster } from '@lib/words/roster.ts';
import { scheme } from '@lib/words/scheme.ts';
import { setup } from '@lib/words/setup.ts';
import { staffing } from '@lib/words/staffing.ts';
import { tickets } from '@lib/words/tickets.ts';
import { Accounts } from './accounts.tsx';
import { Bookings } from './bookings.tsx';
import { Catalogue } from './catalogue.tsx';
import { County } from './county.tsx';
import { Devices } from './devices.tsx';
import { Server } from './doctor.tsx';
import { HallPlan } from './hall-plan.tsx';
import { Letters } from './letters.tsx';
import { Notices } from './notices.tsx';
import { Now } from './now.tsx';
import { Paper } from './paper.tsx';
import { People } from './people.tsx';
import { Projects } from './projects.tsx';
import { Promises } from './promises.tsx';
import { Rectifications } from './rectifications.tsx';
import { Roster } from './roster.tsx';
import { Rules } from './rules.tsx';
import { Scheme } from './scheme.tsx';
import { Setup } from './setup.tsx';
import { Sittings } from './sittings.tsx';
import { Staffing } from './staffing.tsx';
import { listen } from './stream.ts';
import { Tickets } from './tickets.tsx';
import { Times } from './times.tsx';
import { Told } from './told.tsx';
import { Versions } from './versions.tsx';

export function Office({ staff, first }: { staff: Staff; first: StaffView | undefined }): JSX.Element {
  return (
    <StaffPage staff={staff} first={first} title={words.title}>
      {(who) => (who.role === 'department' ? <Elsewhere /> : <Parts staff={staff} />)}
    </StaffPage>
  );
}

/** A department has a page of its own, with the same parts at the same names. */
function Elsewhere(): null {
  const [, ...rest] = ownPath();
  location.replace(at(['/department', ...rest].join('/')) + location.search);
  return null;
}

let floor: Floor | undefined;

/** The office's parts, below whatever emergency goes on. */
function Parts({ staff }: { staff: Staff }): JSX.Element {
  if (staff.may('emergency.see')) floor ??= new Floor(staff.api, 0);
  if (staff.may('live.staff')) listen(staff, { page: 'office', floor, aloud: true });
  return (
    <>
      {floor && <Emergencies floor={floor} />}
      <InParts page="office" parts={partsOf(staff)} />
    </>
  );
}

/** In the order of a manager's day: what is, how long it takes, what is promised, who sits there. */
function partsOf(staff: Staff): Part[] {
  const part = (slug: string, title: Part['title'], may: boolean, show: Part['show']): Part => ({
    slug,
    title,
    may,
    show,
  });
  const setting: typeof part = (...row) => ({ ...part(...row), group: now.settings });
  return [
    part('now', words.partNow, staff.may('board.read'), () => <Now staff={staff} />),
    part('staffing', staffing.title, staff.may('window.plan'), () => <Staffing staff={staff} />),
    part('waits', words.partWaits, staff.may('report.read'), () => <Times staff={staff} report="waits" />),
    part('services', words.partServices, staff.may('report.read'), () => (
      <Times staff={staff} report="service-times" />
    )),
    part('tickets', tickets.title, staff.may('ticket.past'), () => <Tickets staff={staff} />),
    part('county', county.part, staff.may('report.read'), () => <County staff={staff} />),
    part('cases', words.partCases, staff.may('case.read'), () => (
      <Cases api={staff.api} departments={staff.seesAll} />
    )),
    part('promises', words.partPromises, staff.may('report.read'), () => <Promises staff={staff} />),
    part('told', words.partTold, staff.may('report.read'), () => <Told staff={staff} />),
    part('people', words.partPeople, staff.may('secondment.read'), () => <People staff={staff} />),
    part('roster', roster.title, staff.may('roster.read'), () => <Roster staff={staff} />),
    part('posts', words.partPosts, staff.may('score.read'), () => <Sittings staff={staff} />),
    part('scores', words.partScores, staff.may('score.read'), () => <Scores staff={staff} />),
    part('ratings', words.partRatings, staff.may('rectification.read'), () => (
      <Rectifications staff={staff} />
    )),
    part('letters', words.partLetters, staff.may('letter.read'), () => <Letters staff={staff} />),
    part('bookings', bookings.title, staff.may('appointment.book'), () => <Bookings staff={staff} />),
    part('projects', words.partProjects, staff.may('project.read'), () => <Projects staff={staff} />),
    part('messages', messageWords.title, floor !== undefined, () => (
      <>{floor && <Messages floor={floor} />}</>
    )),
    part('notices', words.partNotices, staff.may('notice.write'), () => <Notices staff={staff} />),
    setting('setup', setup.title, staff.may('catalogue.write'), () => <Setup staff={staff} />),
    setting('hall', setup.hall, staff.may('catalogue.write'), () => <HallPlan staff={staff} />),
    setting('catalogue', words.partCatalogue, staff.may('catalogue.read'), () => <Catalogue staff={staff} />),
    setting('versions', setup.versions, staff.may('catalogue.read'), () => <Versions staff={staff} />),
    setting('scheme', scheme.title, staff.may('score.read'), () => <Scheme staff={staff} />),
    setting('rules', words.partRules, staff.may('rules.publish'), () => <Rules staff={staff} />),
    setting('printers', words.partPrinters, staff.may('printer.read'), () => <Paper staff={staff} />),
    setting('devices', words.partDevices, staff.may('device.register'), () => <Devices staff={staff} />),
    setting('server', deviceWords.partServer, staff.may('doctor.ask'), () => <Server staff={staff} />),
    setting('accounts', accounts.title, staff.may('account.keep'), () => <Accounts staff={staff} />),
  ];
}
