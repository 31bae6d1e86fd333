// A kiosk is stopped with words that stand on it, and opened again.
import type { JSX } from 'preact';
import { type Ask, AskButton, SAID } from '@lib/asking.tsx';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { filled } from '@lib/message.ts';
import type { DeviceView } from '@lib/types.ts';
import { devices as words } from '@lib/words/devices.ts';

interface Wishes {
  device: DeviceView;
  staff: Staff;
  onDone: () => void;
}

export function StopKiosk({ device, staff, onDone }: Wishes): JSX.Element {
  const path = `/kiosks/${encodeURIComponent(device.name)}`;
  if (device.stopped)
    return (
      <button
        type="button"
        class="plain"
        data-act="open"
        onClick={() => void staff.api.post(`${path}/open`).then(onDone, onDone)}
      >
        {t(words.openKiosk)}
      </button>
    );
  const ask: Ask = {
    id: 'stop',
    title: filled(words.stopSure, { name: device.name }),
    how: words.stopHow,
    save: words.stopKiosk,
    path: `${path}/stop`,
    fixed: {},
    fields: SAID,
  };
  return <AskButton staff={staff} ask={ask} plain onDone={onDone} />;
}
