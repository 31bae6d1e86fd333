// When the hall is full: a measure by weekday and hour, the median as shade and figure; and by day.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { hall } from '@lib/catalogue.ts';
import { type Days, DaysAsked, daysOf } from '@lib/days.tsx';
import type { Staff } from '@lib/door.ts';
import { dayBefore } from '@lib/figures.ts';
import { t } from '@lib/look.ts';
import { useReading } from '@lib/reading.ts';
import type { HeatCell, HeatView, TrendView } from '@lib/types.ts';
import { office as words } from '@lib/words/office.ts';
import { weekdays } from '@lib/words/weekdays.ts';
import { hoursIn, minutesOf, shadeOf, weekdaysIn } from './shades.ts';

const SELDOM_MS = 300_000;
const DAYS = 30;

export function Heat({ staff, report }: { staff: Staff; report: string }): JSX.Element {
  const today = hall.value?.business_day ?? '';
  const [asked, ask] = useState<Days>({ from: '', to: '' });
  const days = daysOf(asked.from ? asked : { from: today && dayBefore(today, DAYS - 1), to: today }, today);
  const path = days.from ? `/reports/${report}` : '';
  const heat = useReading<HeatView>(staff.api, path && `${path}/heat`, { ...days }, SELDOM_MS);
  const trend = useReading<TrendView>(staff.api, path && `${path}/trend`, { ...days }, SELDOM_MS);
  return (
    <section aria-labelledby={`${report}-heat`}>
      <h2 id={`${report}-heat`}>{t(words.heat)}</h2>
      <form class="ask" onSubmit={(event) => event.preventDefault()}>
        <DaysAsked days={days} today={today} onAsk={(change) => ask({ ...days, ...change })} />
      </form>
      {heat.problem && (
        <p class="bad" role="alert">
          {t(heat.problem)}
        </p>
      )}
      {heat.view && <Cells cells={heat.view.cells} />}
      {trend.view && <Trend view={trend.view} />}
    </section>
  );
}

function Cells({ cells }: { cells: readonly HeatCell[] }): JSX.Element {
  const hours = hoursIn(cells);
  const most = Math.max(...cells.map((each) => each.p50_ms), 1);
  if (!cells.length) return <p class="soft">{t(words.heatNone)}</p>;
  return (
    <figure>
      <table class="heat" data-testid="heat">
        <caption>{t(words.heatHow)}</caption>
        <thead>
          <tr>
            <td />
            {hours.map((hour) => (
              <th scope="col" key={hour} class="code">
                {`${hour}:00`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdaysIn(cells).map((day) => (
            <tr key={day}>
              <th scope="row">{t(weekdays[day])}</th>
              {hours.map((hour) => (
                <Cell
                  key={hour}
                  cell={cells.find((each) => each.weekday === day && each.hour === hour)}
                  most={most}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Cell({ cell, most }: { cell: HeatCell | undefined; most: number }): JSX.Element {
  if (!cell) return <td />;
  const facts = { n: cell.count, half: minutesOf(cell.p50_ms), most: minutesOf(cell.p90_ms) };
  const title = t(words.heatCell, facts);
  return (
    <td class={`shade-${shadeOf(cell.p50_ms, most)}`} title={title}>
      <span class="code">{minutesOf(cell.p50_ms)}</span>
      <span class="hidden">{title}</span>
    </td>
  );
}

const WIDTH = 900;
const HEIGHT = 160;

/** Day by day: the median as a line, nine tenths above it; the same figures as a table. */
function Trend({ view }: { view: TrendView }): JSX.Element | null {
  const { points } = view;
  if (points.length < 2) return null;
  const most = Math.max(...points.map((each) => each.p90_ms), 60_000);
  const x = (n: number): number => (n / (points.length - 1)) * WIDTH;
  const line = (of: (n: number) => number): string =>
    points.map((_, n) => `${x(n).toFixed(1)},${(HEIGHT - (of(n) / most) * HEIGHT).toFixed(1)}`).join(' ');
  return (
    <figure class="trend" data-testid="trend">
      <figcaption>
        {t(words.trendHow, { most: minutesOf(most), from: points[0]?.at ?? '', to: points.at(-1)?.at ?? '' })}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t(words.trend)}>
        <polyline class="ninth" points={line((n) => points[n]?.p90_ms ?? 0)} />
        <polyline class="half" points={line((n) => points[n]?.p50_ms ?? 0)} />
      </svg>
      <details>
        <summary>{t(words.asTable)}</summary>
        <table>
          <tbody>
            {points.map((each) => (
              <tr key={each.at}>
                <th scope="row" class="code">
                  {each.at}
                </th>
                <td class="num code">{each.count}</td>
                <td class="num code">{minutesOf(each.p50_ms)}</td>
                <td class="num code">{minutesOf(each.p90_ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
