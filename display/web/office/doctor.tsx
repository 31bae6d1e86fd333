// The server itself: what the doctor finds, the bad first, each with what to do; and what is kept how long.
import type { JSX } from 'preact';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type { DoctorLine, DoctorView, RetentionView, Words } from '@lib/types.ts';
import { department } from '@lib/words/department.ts';
import { devices as words } from '@lib/words/devices.ts';
import './devices.css';

const GRAVEST = ['bad', 'look', 'ok'];
const JUDGED: Readonly<Record<string, Words>> = {
  ok: words.judgedOk,
  look: words.judgedLook,
  bad: words.judgedBad,
};

export function Server({ staff }: { staff: Staff }): JSX.Element {
  return (
    <>
      <Doctor staff={staff} />
      <Kept staff={staff} />
    </>
  );
}

/** What is personal, and for how long it can be read. */
function Kept({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem } = useReading<RetentionView>(staff.api, '/retention');
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{t(words.kept)}</h2>
      <Refused of={problem} />
      {view && (
        <>
          <p class="soft">{t(words.keptHow)}</p>
          <Scrolls title={words.kept}>
            <table data-testid="retention">
              <thead>
                <tr>
                  <th>{t(words.keptWhat)}</th>
                  <th>{t(words.keptLong)}</th>
                  <th>{t(words.keptBefore)}</th>
                </tr>
              </thead>
              <tbody>
                {view.lines.map((each) => (
                  <tr key={each.kind} data-kind={each.kind}>
                    <th scope="row">{t(each.words)}</th>
                    <td>{keptFor(each.days)}</td>
                    <td class="number">{each.days ? each.since : ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolls>
        </>
      )}
    </section>
  );
}

function keptFor(days: number | null): string {
  if (days === null) return t(words.keptEver);
  return days === 0 ? t(words.keptNight) : t(words.keptDays, { n: days });
}

function Doctor({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<DoctorView>(staff.api, '/doctor');
  return (
    <section aria-labelledby="doctor">
      <h2 id="doctor">{t(words.partServer)}</h2>
      <Refused of={problem} />
      {!view && !problem && <p class="soft">{t(words.judging)}</p>}
      {view && !problem && (
        <>
          <ul class="judged" data-testid="doctor">
            {GRAVEST.flatMap((judged) => view.lines.filter((each) => each.judged === judged)).map((each) => (
              <Line key={each.words.en} line={each} />
            ))}
          </ul>
          <p class="soft">
            {t(words.judgedAt, { at: clockFace(view.at) })}{' '}
            <button type="button" class="plain" data-act="again" onClick={again}>
              {t(department.again)}
            </button>
          </p>
        </>
      )}
    </section>
  );
}

function Line({ line }: { line: DoctorLine }): JSX.Element {
  return (
    <li data-judged={line.judged}>
      <b>{t(JUDGED[line.judged] ?? words.judgedLook)}</b>
      <span>{t(line.words)}</span>
    </li>
  );
}
