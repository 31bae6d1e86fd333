// What is wrong now, each in a sentence with its act; below it, the devices that are not well.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Staff } from '@lib/door.ts';
import { chime } from '@lib/hall-alarms.ts';
import { t } from '@lib/look.ts';
import { Refused, StaleBand } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { AlarmsView, AlarmView } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { devices as words } from '@lib/words/devices.ts';
import { Alarms } from '@office/alarms.tsx';
import { NotWell } from '@office/devices.tsx';
import { AGAIN_MS } from '@office/fleet.ts';
import { live } from '@office/stream.ts';
import '@office/now.css';

const ROLE = 'technician';

export function First({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<AlarmsView>(staff.api, '/alarms', {}, AGAIN_MS);
  const alarms = view?.alarms ?? [];
  // people's pain first: what only others can act on stands below what is the technician's
  const sorted = [...alarms].sort((one, two) => mine(two.who) - mine(one.who));
  useChime(view?.alarms);
  return (
    <>
      {live.value && <StaleBand live={live.value} />}
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

/** Sound once each alarm on which a technician must act and that has come since the page was opened. */
function useChime(alarms: readonly AlarmView[] | undefined): void {
  const known = useRef<Set<number> | undefined>(undefined);
  useEffect(() => {
    if (!alarms) return;
    const own = alarms.filter((each) => !each.taken && mine(each.who) > 0).map((each) => each.id);
    if (known.current && own.some((id) => !known.current?.has(id))) void chime();
    known.current = new Set([...(known.current ?? []), ...own]);
  }, [alarms]);
}

function mine(who: readonly string[]): number {
  return Number(who.includes(ROLE));
}
