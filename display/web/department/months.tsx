// A department's score month by month beside the hall's median, drawn and as a table.
import type { JSX } from 'preact';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Refused } from '@lib/parts.tsx';
import { points } from '@lib/points.ts';
import { useReading } from '@lib/reading.ts';
import type { MonthBeside, MonthsView } from '@lib/types.ts';
import { department as words } from '@lib/words/department.ts';

const WIDTH = 720;
const HEIGHT = 130;
const LEFT = 44;
const TOP = 8;
const FULL = 1000; // tenths

export function Months({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem } = useReading<MonthsView>(staff.past, '/department/months');
  return (
    <section aria-labelledby="months">
      <h2 id="months">{t(words.months)}</h2>
      <Refused of={problem} />
      {view && <Drawn months={view.months} />}
    </section>
  );
}

function Drawn({ months }: { months: readonly MonthBeside[] }): JSX.Element {
  const last = [...months].reverse().find((each) => each.tenths !== null);
  if (!last) return <p data-testid="months">{t(words.monthsNone)}</p>;
  const facts = { month: last.month, own: points(last.tenths ?? 0), middle: points(last.median ?? 0) };
  return (
    <figure class="months" data-testid="months">
      <figcaption>{t(words.monthsSum, facts)}</figcaption>
      <Lines months={months} />
      <p class="soft">{t(words.monthsHow)}</p>
      <AsTable months={months} />
    </figure>
  );
}

/** From a round number below the lowest up to full points: a fall of three is to be seen. */
function Lines({ months }: { months: readonly MonthBeside[] }): JSX.Element {
  const told = months.flatMap((each) => [each.tenths, each.median]).filter((n): n is number => n !== null);
  const floor = Math.min(Math.floor((Math.min(...told) - 1) / 100) * 100, FULL - 100);
  const room = (WIDTH - LEFT) / months.length;
  const x = (n: number): number => LEFT + room * (n + 0.5);
  const y = (tenths: number): number => TOP + ((FULL - tenths) / (FULL - floor)) * HEIGHT;
  const line = (of: (each: MonthBeside) => number | null): string =>
    months.flatMap((each, n) => (of(each) === null ? [] : [`${x(n)},${y(of(each) ?? 0)}`])).join(' ');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${TOP + HEIGHT + 22}`} role="img" aria-label={t(words.months)}>
      {[floor, (floor + FULL) / 2, FULL].map((n) => (
        <g key={n}>
          <line class="grid" x1={LEFT} x2={WIDTH} y1={y(n)} y2={y(n)} />
          <text x={LEFT - 6} y={y(n) + 4} text-anchor="end">
            {points(n)}
          </text>
        </g>
      ))}
      <polyline class="middle" points={line((each) => each.median)} />
      <polyline points={line((each) => each.tenths)} />
      {months.map((each, n) => (
        <g key={each.month}>
          {each.tenths !== null && <circle cx={x(n)} cy={y(each.tenths)} r="3.5" />}
          <text x={x(n)} y={TOP + HEIGHT + 17} text-anchor="middle">
            {each.month}
          </text>
        </g>
      ))}
    </svg>
  );
}

function AsTable({ months }: { months: readonly MonthBeside[] }): JSX.Element {
  const said = (tenths: number | null): string => (tenths === null ? '—' : points(tenths));
  return (
    <details>
      <summary>{t(words.asTable)}</summary>
      <table>
        <caption class="hidden">{t(words.months)}</caption>
        <thead>
          <tr>
            <th scope="col">{t(words.month)}</th>
            <th scope="col">{t(words.own)}</th>
            <th scope="col">{t(words.middle)}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((each) => (
            <tr key={each.month} data-month={each.month}>
              <th scope="row" class="code">
                {each.month}
              </th>
              <td class="code">{said(each.tenths)}</td>
              <td class="code">{said(each.median)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
