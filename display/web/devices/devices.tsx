// The technician's page in parts: what is wrong now, devices, printers and paper, the server itself.
import type { JSX } from 'preact';
import type { Staff } from '@lib/door.ts';
import { StaffPage } from '@lib/frame.tsx';
import { InParts } from '@lib/nav.tsx';
import type { Part } from '@lib/parts-of.ts';
import type { StaffView } from '@lib/types.ts';
import { devices as words } from '@lib/words/devices.ts';
import { office } from '@lib/words/office.ts';
import { outbox } from '@lib/words/outbox.ts';
import { Devices } from '@office/devices.tsx';
import { Server } from '@office/doctor.tsx';
import { Outbox } from '@office/outbox.tsx';
import { Paper } from '@office/paper.tsx';
import { listen } from '@office/stream.ts';
import { First } from './first.tsx';

export function Technician({ staff, first }: { staff: Staff; first: StaffView | undefined }): JSX.Element {
  return (
    <StaffPage staff={staff} first={first} title={words.partFleet}>
      {() => <Parts staff={staff} />}
    </StaffPage>
  );
}

function Parts({ staff }: { staff: Staff }): JSX.Element {
  if (staff.may('live.staff')) listen(staff, { page: 'devices', aloud: false });
  return <InParts page="devices" parts={partsOf(staff)} />;
}

function partsOf(staff: Staff): Part[] {
  return [
    {
      slug: 'first',
      title: words.wrongNow,
      may: staff.may('alarm.see'),
      show: () => <First staff={staff} />,
    },
    {
      slug: 'devices',
      title: words.title,
      may: staff.may('device.register'),
      show: () => <Devices staff={staff} />,
    },
    {
      slug: 'printers',
      title: office.partPrinters,
      may: staff.may('printer.read'),
      show: () => <Paper staff={staff} />,
    },
    {
      slug: 'outbox',
      title: outbox.title,
      may: staff.may('outbox.read'),
      show: () => <Outbox staff={staff} />,
    },
    {
      slug: 'server',
      title: words.partServer,
      may: staff.may('doctor.ask'),
      show: () => <Server staff={staff} />,
    },
  ];
}
