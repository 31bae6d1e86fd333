// Day by day: the median as a line, nine of ten dashed above it, holidays shaded; the same as a table.

import type { JSX } from 'preact';
import { lastOf } from '@lib/last.ts';
import { t } from '@lib/look.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type { TrendPoint, TrendView } from '@lib/types.ts';
import { times as words } from '@lib/words/times.ts';
import { halves, minuteMarks, pieces, slots } from './plots.ts';
import { spoken } from './spoken.ts';

const WIDTH = 900;
const HEIGHT = 170;
const LEFT = 40;
const BELOW = 22;
const LABELS = 8;
const MINUTE = 60_000;

export function Trend({ view, monthly }: { view: TrendView; monthly: boolean }): JSX.Element | null {
  const { points } = view;
  const [first, last] = [points[0], lastOf(points)];
  if (!first || !last || points.length < 2) return null;
  const most = points.reduce((one, other) => (other.p90_ms > one.p90_ms ? other : one));
  const half = halves(points);
  return (
    <figure class="trend" data-testid="trend">
      <figcaption>
        <b>{t(monthly ? words.trendMonthly : words.trend)}</b>{' '}
        {t(words.trendHow, { at: most.at, nine: spoken(most.p90_ms) })}
        {half && ` ${t(words.trendUp, { half: spoken(half.now), was: spoken(half.was) })}`}
      </figcaption>
      <Drawing view={view} at={slots(first.at, last.at)} most_ms={Math.max(most.p90_ms, MINUTE)} />
      <AsTable points={points} />
    </figure>
  );
}

interface Plot {
  view: TrendView;
  at: string[];
  most_ms: number;
}

function Drawing({ view, at, most_ms }: Plot): JSX.Element {
  const marks = minuteMarks(most_ms);
  const top = (lastOf(marks) ?? 1) * MINUTE;
  const step = (WIDTH - LEFT) / at.length;
  const x = (n: number): number => LEFT + (n + 0.5) * step;
  const y = (ms: number): number => HEIGHT - (ms / top) * (HEIGHT - 8);
  const off = new Map(view.marked.filter((each) => !each.works).map((each) => [each.day, each]));
  const known = new Map(view.points.map((each) => [each.at, each]));
  const inPlace = at.map((each) => known.get(each));
  const line = (figure: 'p50_ms' | 'p90_ms'): JSX.Element[] =>
    pieces(inPlace).map((piece) => (
      <polyline
        key={piece[0]?.[0]}
        class={figure === 'p50_ms' ? 'half' : 'ninth'}
        points={piece.map(([n, each]) => `${x(n).toFixed(1)},${y(each[figure]).toFixed(1)}`).join(' ')}
      />
    ));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + BELOW}`} role="img" aria-label={t(words.trend)}>
      {at.map((each, n) => {
        const day = off.get(each);
        return (
          day && (
            <rect key={each} class="off" x={x(n) - step / 2} y="0" width={step} height={HEIGHT}>
              <title>{`${each} ${t(day.name)}`}</title>
            </rect>
          )
        );
      })}
      <Axis marks={marks} y={y} />
      <Dates at={at} x={x} />
      {line('p90_ms')}
      {line('p50_ms')}
      {at.length <= DOTS && view.points.map((each) => <Dot key={each.at} each={each} at={at} x={x} y={y} />)}
    </svg>
  );
}

const DOTS = 62; // of more days a dot cannot be touched

interface DotWishes {
  each: TrendPoint;
  at: string[];
  x: (n: number) => number;
  y: (ms: number) => number;
}

function Dot({ each, at, x, y }: DotWishes): JSX.Element {
  const facts = { at: each.at, n: each.count, half: spoken(each.p50_ms), nine: spoken(each.p90_ms) };
  return (
    <circle class="dot" cx={x(at.indexOf(each.at))} cy={y(each.p50_ms)} r="3.5">
      <title>{t(words.trendPoint, facts)}</title>
    </circle>
  );
}

function Axis({ marks, y }: { marks: number[]; y: (ms: number) => number }): JSX.Element {
  return (
    <g class="axis">
      {marks.map((each) => (
        <g key={each}>
          <line x1={LEFT} x2={WIDTH} y1={y(each * MINUTE)} y2={y(each * MINUTE)} />
          <text x={LEFT - 6} y={y(each * MINUTE) + 4} text-anchor="end">
            {each}
          </text>
        </g>
      ))}
      <text x={LEFT + 4} y="12" class="unit">
        {t(words.axisMinutes)}
      </text>
    </g>
  );
}

function Dates({ at, x }: { at: string[]; x: (n: number) => number }): JSX.Element {
  const every = Math.max(1, Math.ceil(at.length / LABELS));
  return (
    <g class="axis">
      {at.map(
        (each, n) =>
          n % every === 0 && (
            <text key={each} x={x(n)} y={HEIGHT + 16} text-anchor="middle">
              {each.length > 7 ? each.slice(5) : each}
            </text>
          ),
      )}
    </g>
  );
}

const HEADS = [words.people, words.median, words.nine];

function AsTable({ points }: { points: readonly TrendPoint[] }): JSX.Element {
  return (
    <details>
      <summary>{t(words.asTable)}</summary>
      <Scrolls title={words.asTable}>
        <table>
          <thead>
            <tr>
              <td />
              {HEADS.map((said) => (
                <th scope="col" class="num" key={said.en}>
                  {t(said)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.slice(-LISTED).map((each) => (
              <tr key={each.at}>
                <th scope="row" class="code">
                  {each.at}
                </th>
                <td class="num code">{each.count}</td>
                <td class="num">{spoken(each.p50_ms)}</td>
                <td class="num">{spoken(each.p90_ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </details>
  );
}

const LISTED = 62; // the newest; a longer span is told by month
