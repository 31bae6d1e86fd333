// What gives numbers, a kiosk or a line, is stopped with words for visitors, and opened again.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { type Ask, AskButton, type Field } from '@lib/asking.tsx';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { filled } from '@lib/message.ts';
import { Refused } from '@lib/parts.tsx';
import type { DeviceView, LineNow, Words } from '@lib/types.ts';
import { devices as words } from '@lib/words/devices.ts';
import { now } from '@lib/words/now.ts';

/** What stands where something is stopped: in Chinese or English, or both. */
const SAID: Field[] = [
  { name: 'zh', label: words.stopZh, optional: true, most: 60 },
  { name: 'en', label: words.stopEn, optional: true, most: 120 },
];

interface Acting {
  staff: Staff;
  onDone: () => void;
}

interface Wishes extends Acting {
  path: string;
  stopped: boolean;
  ask: Pick<Ask, 'id' | 'title' | 'how' | 'save'>;
  open: { id: string; said: Words };
}

function StopOrOpen({ staff, path, stopped, ask, open, onDone }: Wishes): JSX.Element {
  const [refused, refuse] = useState<Words | undefined>(undefined);
  if (!stopped) {
    const whole: Ask = { ...ask, path: `${path}/stop`, fixed: {}, fields: SAID };
    return <AskButton staff={staff} ask={whole} plain onDone={onDone} />;
  }
  const again = (): void =>
    void staff.api.post(`${path}/open`).then(onDone, (failure: Problem) => refuse(failure));
  return (
    <>
      <button type="button" class="plain" data-act={open.id} onClick={again}>
        {t(open.said)}
      </button>
      <Refused of={refused} />
    </>
  );
}

/** Stop a kiosk: the words stand on it. */
export function StopKiosk({ device, ...acting }: Acting & { device: DeviceView }): JSX.Element {
  return (
    <StopOrOpen
      {...acting}
      path={`/kiosks/${encodeURIComponent(device.name)}`}
      stopped={device.stopped !== null}
      ask={{
        id: 'stop',
        title: filled(words.stopSure, { name: device.name }),
        how: words.stopHow,
        save: words.stopKiosk,
      }}
      open={{ id: 'open', said: words.openKiosk }}
    />
  );
}

/** Stop the numbers of a line for today: the words stand on kiosks, boards and the public page. */
export function StopLine({ line, name, ...acting }: Acting & { line: LineNow; name: string }): JSX.Element {
  return (
    <StopOrOpen
      {...acting}
      path={`/lines/${encodeURIComponent(line.line)}`}
      stopped={line.stopped !== null}
      ask={{
        id: 'stop-line',
        title: filled(now.stopLineTitle, { line: name }),
        how: now.stopLineHow,
        save: now.stopLine,
      }}
      open={{ id: 'open-line', said: now.openLine }}
    />
  );
}
