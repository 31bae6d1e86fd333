// The office: its sections, by who is signed in.
import type { JSX } from 'preact';
import { Cases } from '@lib/cases.tsx';
import type { Staff } from '@lib/door.ts';
import { StaffPage } from '@lib/frame.tsx';
import { Scores } from '@lib/scores.tsx';
import type { StaffView } from '@lib/types.ts';
import { office as words } from '@lib/words-staff.ts';
import { Catalogue } from './catalogue.tsx';
import { Devices } from './devices.tsx';
import { Letters } from './letters.tsx';
import { Notices } from './notices.tsx';
import { Paper } from './paper.tsx';
import { People } from './people.tsx';
import { Projects } from './projects.tsx';
import { Promises } from './promises.tsx';
import { Rectifications } from './rectifications.tsx';
import { Report } from './report.tsx';
import { Sittings } from './sittings.tsx';
import { Today } from './today.tsx';

const READS_PLAN = new Set(['manager', 'supervision']);
const FLOOR = new Set(['manager', 'technician']);

export function Office({ staff, first }: { staff: Staff; first: StaffView | undefined }): JSX.Element {
  return (
    <StaffPage staff={staff} first={first} title={words.title}>
      {({ role }) => (
        <>
          {role !== 'department' && role !== 'technician' && <Today staff={staff} role={role} />}
          {role !== 'technician' && (
            <Report staff={staff} report="service-times" title={words.serviceTimes} by="secondment" />
          )}
          {role !== 'technician' && <Report staff={staff} report="waits" title={words.waits} by="line" />}
          {role !== 'technician' && <Cases api={staff.api} departments={role !== 'department'} />}
          {role !== 'technician' && <Promises staff={staff} />}
          {role !== 'technician' && <Scores staff={staff} role={role} />}
          {role !== 'technician' && <Sittings staff={staff} />}
          {role !== 'technician' && <Rectifications staff={staff} role={role} />}
          {role !== 'technician' && <People staff={staff} role={role} />}
          {role !== 'technician' && <Letters staff={staff} role={role} />}
          {role !== 'technician' && <Projects staff={staff} role={role} />}
          {READS_PLAN.has(role) && <Catalogue staff={staff} role={role} />}
          {role !== 'department' && <Paper staff={staff} role={role} />}
          {FLOOR.has(role) && <Devices staff={staff} />}
          {role === 'manager' && <Notices staff={staff} />}
        </>
      )}
    </StaffPage>
  );
}
