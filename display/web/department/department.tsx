// A department's page in parts: what is to do, then the office's parts, which know whose rows they show.
import type { JSX } from 'preact';
import { Cases } from '@lib/cases.tsx';
import type { Staff } from '@lib/door.ts';
import { StaffPage } from '@lib/frame.tsx';
import { InParts } from '@lib/nav.tsx';
import type { Part } from '@lib/parts-of.ts';
import { Scores } from '@lib/scores.tsx';
import type { StaffView } from '@lib/types.ts';
import { county } from '@lib/words/county.ts';
import { department as words } from '@lib/words/department.ts';
import { office } from '@lib/words/office.ts';
import { roster } from '@lib/words/roster.ts';
import { County } from '@office/county.tsx';
import { Letters } from '@office/letters.tsx';
import { People } from '@office/people.tsx';
import { Projects } from '@office/projects.tsx';
import { Promises } from '@office/promises.tsx';
import { Rectifications } from '@office/rectifications.tsx';
import { Roster } from '@office/roster.tsx';
import { Sittings } from '@office/sittings.tsx';
import { Times } from '@office/times.tsx';
import { Told } from '@office/told.tsx';
import { First } from './first.tsx';
import { Months } from './months.tsx';

export function Department({ staff, first }: { staff: Staff; first: StaffView | undefined }): JSX.Element {
  return (
    <StaffPage staff={staff} first={first} title={words.title}>
      {() => <InParts page="department" parts={partsOf(staff)} />}
    </StaffPage>
  );
}

function partsOf(staff: Staff): Part[] {
  const part = (slug: string, title: Part['title'], may: boolean, show: Part['show']): Part => ({
    slug,
    title,
    may,
    show,
  });
  const reports = staff.may('report.read');
  return [
    part('first', words.todo, staff.may('department.own'), () => <First staff={staff} />),
    part('cases', office.partCases, staff.may('case.read'), () => <Cases api={staff.api} />),
    part('people', office.partPeople, staff.may('secondment.read'), () => <People staff={staff} />),
    part('scores', office.partScores, staff.may('score.read'), () => (
      <>
        <Months staff={staff} />
        <Scores staff={staff} />
      </>
    )),
    part('waits', office.partWaits, reports, () => <Times staff={staff} report="waits" />),
    part('services', office.partServices, reports, () => <Times staff={staff} report="service-times" />),
    part('county', county.part, reports, () => <County staff={staff} />),
    part('promises', office.partPromises, reports, () => <Promises staff={staff} />),
    part('told', office.partTold, reports, () => <Told staff={staff} />),
    part('roster', roster.title, staff.may('roster.read'), () => <Roster staff={staff} />),
    part('posts', office.partPosts, staff.may('score.read'), () => <Sittings staff={staff} />),
    part('ratings', office.partRatings, staff.may('rectification.read'), () => (
      <Rectifications staff={staff} />
    )),
    part('letters', office.partLetters, staff.may('letter.read'), () => <Letters staff={staff} />),
    part('projects', office.partProjects, staff.may('project.read'), () => <Projects staff={staff} />),
  ];
}
