// What is wrong now, each in a sentence with its act; below it, the devices that are not well.
import type { JSX } from 'preact';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { AlarmsView } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { devices as words } from '@lib/words/devices.ts';
import { Alarms } from '@office/alarms.tsx';
import { NotWell } from '@office/devices.tsx';
import { AGAIN_MS } from '@office/fleet.ts';
import '@office/now.css';

const ROLE = 'technician';

export function First({ staff }: { staff: Staff }): JSX.Element {
  const often = AGAIN_MS;
  const { view, problem, again } = useReading<AlarmsView>(staff.api, '/alarms', {}, often);
  const alarms = view?.alarms ?? [];
  // people's pain first: what only others can act on stands below what is the technician's
  const sorted = [...alarms].sort((one, two) => mine(two.who) - mine(one.who));
  return (
    <>
      <section aria-labelledby="wrong">
        <h2 id="wrong">{t(words.wrongNow)}</h2>
        <Refused of={problem} />
        {!view && !problem && <p class="soft">{t(common.connecting)}</p>}
        {view && !problem && (
          <Alarms staff={staff} alarms={sorted} windows={[]} onPlan={() => {}} onDone={again} />
        )}
      </section>
      <NotWell staff={staff} />
    </>
  );
}

function mine(who: readonly string[]): number {
  return Number(who.includes(ROLE));
}
