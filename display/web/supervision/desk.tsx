// The desk in parts, each with an address of its own: what is found, why, and what is to be decided.
import type { JSX } from 'preact';
import type { Staff } from '@lib/door.ts';
import { StaffPage } from '@lib/frame.tsx';
import { InParts } from '@lib/nav.tsx';
import type { Part } from '@lib/parts-of.ts';
import { Scores } from '@lib/scores.tsx';
import type { StaffView } from '@lib/types.ts';
import { office } from '@lib/words/office.ts';
import { supervision as words } from '@lib/words/supervision.ts';
import { Feed } from './feed.tsx';
import { Findings } from './findings.tsx';
import { First } from './first.tsx';
import { Inbox } from './inbox.tsx';
import { Departments } from './ranking.tsx';
import { Rates } from './rates.tsx';
import { Readings } from './readings.tsx';
import { StoryPage } from './story-page.tsx';
import { Verify } from './verify.tsx';

export function Desk({ staff, first }: { staff: Staff; first: StaffView | undefined }): JSX.Element {
  return (
    <StaffPage staff={staff} first={first} title={words.title}>
      {() => (
        <div class="desk">
          <InParts page="supervision" parts={partsOf(staff)} />
        </div>
      )}
    </StaffPage>
  );
}

function partsOf(staff: Staff): Part[] {
  const part = (slug: string, title: Part['title'], show: Part['show']): Part => ({
    slug,
    title,
    may: true,
    show,
  });
  return [
    part('first', words.firstTitle, () => <First staff={staff} />),
    part('departments', words.departmentsTitle, () => <Departments staff={staff} />),
    part('findings', words.findingsTitle, () => <Findings staff={staff} />),
    part('rates', words.ratesTitle, () => <Rates staff={staff} />),
    part('feed', words.feedTitle, () => <Feed staff={staff} />),
    part('inbox', words.inboxTitle, () => <Inbox staff={staff} />),
    part('story', words.storyTitle, () => <StoryPage staff={staff} />),
    part('scores', office.partScores, () => <Scores staff={staff} />),
    part('verify', words.verifyTitle, () => <Verify staff={staff} />),
    part('readings', words.readingsTitle, () => <Readings staff={staff} />),
  ];
}
