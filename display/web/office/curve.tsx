// Today's curve on the first page: who came, was served and waits, by quarter hours, and who will come.
import type { JSX } from 'preact';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Head, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { ArrivalsView, DayCurveView } from '@lib/types.ts';
import { now as words } from '@lib/words/now.ts';
import { office } from '@lib/words/office.ts';
import { type Drawn, drawnOf, type Sums, sumsOf } from './curve.ts';

const AGAIN_MS = 300_000; // it is drawn by quarter hours
const WIDTH = 720;
const HEIGHT = 150;
const FOOT = 14;
const AXIS = 30;
const LEAST = 24; // quarters: a morning that has just begun is no one broad bar

/** `over`: the day was closed, and nobody is expected any more. */
export function Curve({ staff, over }: { staff: Staff; over: boolean }): JSX.Element | null {
  const { view, problem } = useReading<DayCurveView>(staff.past, '/days/curve', {}, AGAIN_MS);
  const forecast = useReading<ArrivalsView>(
    staff.past,
    staff.may('window.plan') && !over ? '/forecast' : '',
    { days: '1' },
    AGAIN_MS,
  );
  const drawn = view ? drawnOf(view, over ? undefined : forecast.view) : [];
  return (
    <section class="curve" aria-labelledby="curve">
      <h3 id="curve">{t(words.curve)}</h3>
      <Refused of={problem} />
      {view && !drawn.length && <p class="soft">{t(words.curveNone)}</p>}
      {view && drawn.length > 0 && <Drawing drawn={drawn} usualDays={view.usual_days} />}
    </section>
  );
}

function Drawing({ drawn, usualDays }: { drawn: readonly Drawn[]; usualDays: number }): JSX.Element {
  return (
    <figure>
      <figcaption>
        <span data-testid="curve-sum">{saidOf(sumsOf(drawn))}</span>
        <Legend usual={usualDays > 0} />
      </figcaption>
      <Lines drawn={drawn} />
      <details>
        <summary>{t(office.asTable)}</summary>
        <p class="soft">{usualDays ? t(words.curveHow, { n: usualDays }) : t(words.curveHowShort)}</p>
        <AsTable drawn={drawn} />
      </details>
    </figure>
  );
}

/** What the curve says, in a sentence; before the first quarter of the day, what it foretells. */
function saidOf({ begun, arrived, served, waiting, usual, rest }: Sums): string {
  if (!begun) return rest === undefined ? t(words.curveNone) : t(words.curveToCome, { rest });
  const first = t(words.curveSum, { arrived, served, waiting });
  const beside = usual === undefined ? '' : t(words.curveUsual, { usual });
  return first + beside + (rest === undefined ? '' : t(words.curveRest, { rest }));
}

function Legend({ usual }: { usual: boolean }): JSX.Element {
  const said = [
    ['arrived', words.arrived],
    ['served', words.served],
    ['waiting', words.waitingEnd],
    ...(usual ? [['usual', words.usual] as const] : []),
    ['expected', words.expected],
  ] as const;
  return (
    <small class="legend">
      {said.map(([name, each]) => (
        <span key={name} class={`key ${name}`}>
          {t(each)}
        </span>
      ))}
    </small>
  );
}

function Lines({ drawn }: { drawn: readonly Drawn[] }): JSX.Element {
  const figures = drawn.flatMap((each) => [
    each.arrived,
    each.served,
    each.waiting,
    each.usual,
    each.expected,
  ]);
  const most = Math.max(4, ...figures.map((each) => each ?? 0));
  const step = (WIDTH - AXIS) / Math.max(drawn.length, LEAST);
  const y = (n: number): number => HEIGHT - FOOT - (n / most) * (HEIGHT - FOOT - 6);
  const points = (of: (each: Drawn) => number | undefined): string =>
    drawn
      .flatMap((each, n) => {
        const value = of(each);
        return value === undefined ? [] : [`${(AXIS + (n + 0.5) * step).toFixed(1)},${y(value).toFixed(1)}`];
      })
      .join(' ');
  const bar = (each: Drawn, n: number, name: 'arrived' | 'expected'): JSX.Element | null =>
    each[name] ? (
      <rect
        key={`${name} ${each.at}`}
        class={name}
        x={AXIS + n * step + step * 0.1}
        width={step * 0.8}
        y={y(each[name])}
        height={HEIGHT - FOOT - y(each[name])}
      />
    ) : null;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" class="by-quarter">
      <line class="axis" x1={AXIS} x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
      <text x={AXIS - 4} y={12} text-anchor="end">
        {Math.ceil(most)}
      </text>
      <text x={AXIS - 4} y={HEIGHT - FOOT} text-anchor="end">
        0
      </text>
      {drawn.map((each, n) => bar(each, n, 'arrived') ?? bar(each, n, 'expected'))}
      <polyline class="served" points={points((each) => each.served)} />
      <polyline class="waiting" points={points((each) => each.waiting)} />
      <polyline class="usual" points={points((each) => each.usual)} />
      {drawn.map(
        (each, n) =>
          each.at.endsWith(':00') && (
            <text key={each.at} x={AXIS + n * step} y={HEIGHT - 2} text-anchor="middle">
              {each.at}
            </text>
          ),
      )}
    </svg>
  );
}

function AsTable({ drawn }: { drawn: readonly Drawn[] }): JSX.Element {
  const figure = (n: number | undefined): string => (n === undefined ? '' : String(Math.round(n * 10) / 10));
  return (
    <table>
      <Head
        of={[words.quarter]}
        numbers={[words.arrived, words.served, words.waitingEnd, words.usual, words.expected]}
      />
      <tbody>
        {drawn.map((each) => (
          <tr key={each.at}>
            <th scope="row" class="code">
              {each.at}
            </th>
            {[each.arrived, each.served, each.waiting, each.usual, each.expected].map((n, column) => (
              <td class="num code" key={column}>
                {figure(n)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
