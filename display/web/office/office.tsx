// The office: its sections, by who is signed in.
import type { JSX } from 'preact';
import { Cases } from '@lib/cases.tsx';
import type { Staff } from '@lib/door.ts';
import { StaffPage } from '@lib/frame.tsx';
import { Scores } from '@lib/scores.tsx';
import type { StaffView } from '@lib/types.ts';
import { office as words } from '@lib/words/office.ts';
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

export function Office({ staff, first }: { staff: Staff; first: StaffView | undefined }): JSX.Element {
  return (
    <StaffPage staff={staff} first={first} title={words.title}>
      {() => (
        <>
          {staff.may('board.read') && <Today staff={staff} />}
          {staff.may('report.read') && (
            <>
              <Report staff={staff} report="service-times" title={words.serviceTimes} by="secondment" />
              <Report staff={staff} report="waits" title={words.waits} by="line" />
            </>
          )}
          {staff.may('case.read') && <Cases api={staff.api} departments={staff.seesAll} />}
          {staff.may('report.read') && <Promises staff={staff} />}
          {staff.may('score.read') && <Scores staff={staff} />}
          {staff.may('score.read') && <Sittings staff={staff} />}
          {staff.may('rectification.read') && <Rectifications staff={staff} />}
          {staff.may('secondment.read') && <People staff={staff} />}
          {staff.may('letter.read') && <Letters staff={staff} />}
          {staff.may('project.read') && <Projects staff={staff} />}
          {staff.may('catalogue.read') && <Catalogue staff={staff} />}
          {staff.may('printer.read') && <Paper staff={staff} />}
          {staff.may('device.register') && <Devices staff={staff} />}
          {staff.may('notice.write') && <Notices staff={staff} />}
        </>
      )}
    </StaffPage>
  );
}
