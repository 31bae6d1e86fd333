// The desk: its sections, and the ticket that somebody asked about, by whichever of them.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Staff } from '@lib/door.ts';
import { StaffPage } from '@lib/frame.tsx';
import { t } from '@lib/look.ts';
import { Scores } from '@lib/scores.tsx';
import type { StaffView } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';
import { Feed } from './feed.tsx';
import { Overview } from './overview.tsx';
import { type Asked, Search } from './search.tsx';
import { Disputes, Reports } from './verdicts.tsx';
import { Verify } from './verify.tsx';

export function Desk({ staff, first }: { staff: Staff; first: StaffView | undefined }): JSX.Element {
  const [asked, ask] = useState<Asked | undefined>(undefined);
  const onTicket = (ticket: Asked): void => {
    ask(ticket);
    document.getElementById('search')?.scrollIntoView({ block: 'start' });
  };
  return (
    <StaffPage staff={staff} first={first} title={words.title}>
      {() => (
        <div class="desk">
          <p class="soft noted">{t(words.noted)}</p>
          <Overview staff={staff} onTicket={onTicket} />
          <Search staff={staff} asked={asked} onAsk={ask} />
          <Feed staff={staff} onTicket={onTicket} />
          <Reports staff={staff} />
          <Disputes staff={staff} />
          <Scores staff={staff} />
          <Verify staff={staff} />
        </div>
      )}
    </StaffPage>
  );
}
