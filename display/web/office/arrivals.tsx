// What became of the numbers: taken, called, given up, missed, never called; and when visitors come.
import type { JSX } from 'preact';
import type { Staff } from '@lib/door.ts';
import { percentOf } from '@lib/figures.ts';
import { t } from '@lib/look.ts';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { ReportRow, ReportView } from '@lib/types.ts';
import { times as words } from '@lib/words/times.ts';
import { type Asked, type Days, filtersOf } from './times-asked.ts';

const WIDTH = 420;
const HEIGHT = 110;
const BELOW = 20;
const MARKS = [
  ['called', words.called],
  ['given_up', words.givenUp],
  ['missed', words.missed],
  ['not_called', words.notCalled],
] as const;

export function Arrivals({ staff, asked, days }: { staff: Staff; asked: Asked; days: Days }): JSX.Element {
  const path = days.from && !asked.window ? '/reports/numbers' : '';
  const query = { by: 'hour', ...days, ...filtersOf(asked) };
  const { view, problem, current } = useReading<ReportView>(staff.past, path, query);
  return (
    <figure class={current || !path ? 'arrivals' : 'arrivals of-before'} data-testid="arrivals">
      <figcaption>
        <b>{t(words.numbers)}</b> {asked.window && <span class="soft">{t(words.numbersNone)}</span>}
      </figcaption>
      <Refused of={problem} />
      {path && view && <Fates total={view.total} />}
      {path && view && view.total.count > 0 && <ByHour rows={view.rows} />}
    </figure>
  );
}

function Fates({ total }: { total: ReportRow }): JSX.Element {
  return (
    <dl class="fates">
      <div>
        <dt>{t(words.taken)}</dt>
        <dd data-fate="taken">{t(words.peopleOf, { n: total.count })}</dd>
      </div>
      {MARKS.map(([mark, said]) => {
        const n = total.extra[mark] ?? 0;
        const share = percentOf(n, total.count);
        return (
          <div key={mark}>
            <dt>{t(said)}</dt>
            <dd data-fate={mark}>
              {n}
              {share !== undefined && <small>{share} %</small>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function ByHour({ rows }: { rows: readonly ReportRow[] }): JSX.Element {
  const known = new Map(rows.map((row) => [Number(row.by), row.count]));
  const first = Math.min(...known.keys());
  const hours = Array.from({ length: Math.max(...known.keys()) - first + 1 }, (_, n) => first + n);
  const fullest = hours.reduce((one, other) =>
    (known.get(other) ?? 0) > (known.get(one) ?? 0) ? other : one,
  );
  const most = known.get(fullest) ?? 1;
  const step = WIDTH / hours.length;
  return (
    <>
      <p>
        <b>{t(words.arrivals)}</b> {t(words.arrivalsMost, { hour: fullest, n: most })}
      </p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + BELOW}`} role="img" aria-label={t(words.arrivals)}>
        {hours.map((hour, at) => {
          const n = known.get(hour) ?? 0;
          const height = (n / most) * (HEIGHT - 16);
          return (
            <g key={hour}>
              <rect class="bar" x={at * step + 2} y={HEIGHT - height} width={step - 4} height={height}>
                <title>{t(words.arrivalsOne, { hour, n })}</title>
              </rect>
              <text x={(at + 0.5) * step} y={HEIGHT - height - 4} text-anchor="middle">
                {n}
              </text>
              <text x={(at + 0.5) * step} y={HEIGHT + 15} text-anchor="middle">{`${hour}:00`}</text>
            </g>
          );
        })}
        <line class="base" x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      </svg>
    </>
  );
}
