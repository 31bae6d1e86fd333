// Twelve weeks of findings as columns: what each week is made of, and what is to be seen in it.

import type { JSX } from 'preact';
import { lastOf } from '@lib/last.ts';
import { t } from '@lib/look.ts';
import { PartLink } from '@lib/nav.tsx';
import { Scrolls } from '@lib/scrolls.tsx';
import type { WeeksView } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';
import { axisEnd, lastBeside, riserOf, type Series, seriesOf, sums } from './weeks.ts';

const WIDTH = 720;
const HEIGHT = 190;
const LEFT = 40;
const TOP = 8;
const FOOT = 22;
const COLUMN = 0.62; // of a week's room

export function Trend({ view }: { view: WeeksView }): JSX.Element {
  const { weeks, kinds } = view;
  if (!kinds.length) return <p>{t(words.trendNone)}</p>;
  const series = seriesOf(kinds, weeks.length);
  const riser = riserOf(kinds);
  return (
    <figure class="weeks" data-testid="trend">
      <figcaption>
        {t(words.trendSum, lastBeside(sums(kinds, weeks.length)))}{' '}
        {riser && t(words.trendRise, { kind: t(riser.name), ...lastBeside(riser.counts) })}
      </figcaption>
      <Columns view={view} series={series} />
      <Legend view={view} series={series} />
      <div class="foot">
        <AsTable view={view} />
        <p class="soft">{t(words.trendHow)}</p>
      </div>
    </figure>
  );
}

function Columns({ view, series }: { view: WeeksView; series: Series[] }): JSX.Element {
  const { weeks, kinds } = view;
  const end = axisEnd(Math.max(...sums(kinds, weeks.length)));
  const room = (WIDTH - LEFT) / weeks.length;
  const y = (n: number): number => TOP + HEIGHT - (n / end) * HEIGHT;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${TOP + HEIGHT + FOOT}`} role="img" aria-label={t(words.trend)}>
      {[0, end / 2, end].map((n) => (
        <g key={n}>
          <line class="grid" x1={LEFT} x2={WIDTH} y1={y(n)} y2={y(n)} />
          <text x={LEFT - 6} y={y(n) + 4} text-anchor="end">
            {n}
          </text>
        </g>
      ))}
      {weeks.map((week, at) => {
        const x = LEFT + room * at + (room * (1 - COLUMN)) / 2;
        let below = 0;
        return (
          <g key={week.last_day}>
            {series.map(({ kind, counts }, n) => {
              const height = ((counts[at] ?? 0) / end) * HEIGHT;
              below += counts[at] ?? 0;
              return (
                <rect
                  key={kind}
                  class={`part-${n}`}
                  x={x}
                  y={y(below)}
                  width={room * COLUMN}
                  height={height}
                />
              );
            })}
            <text x={x + (room * COLUMN) / 2} y={TOP + HEIGHT + 17} text-anchor="middle">
              {week.last_day.slice(5)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** From the top of a column down, as they are drawn; each leads to its findings of these weeks. */
function Legend({ view, series }: { view: WeeksView; series: Series[] }): JSX.Element {
  const from = view.weeks[0]?.first_day ?? '';
  const to = lastOf(view.weeks)?.last_day ?? '';
  return (
    <ul class="legend">
      {series
        .map(({ kind, name, counts }, n) => (
          <li key={kind}>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect class={`part-${n}`} width="10" height="10" />
            </svg>
            {name ? (
              <PartLink to={`/supervision/findings?${new URLSearchParams({ kind, from, to })}`}>
                {t(name)}
              </PartLink>
            ) : (
              t(words.trendOthers)
            )}{' '}
            <span class="code">{counts.reduce((all, each) => all + each, 0)}</span>
          </li>
        ))
        .reverse()}
    </ul>
  );
}

function AsTable({ view }: { view: WeeksView }): JSX.Element {
  return (
    <details>
      <summary>{t(words.asTable)}</summary>
      <Scrolls title={words.trend}>
        <table>
          <caption class="hidden">{t(words.trend)}</caption>
          <thead>
            <tr>
              <th scope="col">{t(words.weekTo)}</th>
              {view.weeks.map((each) => (
                <th scope="col" class="code" key={each.last_day}>
                  {each.last_day.slice(5)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.kinds.map((each) => (
              <tr key={each.kind} data-kind={each.kind}>
                <th scope="row">{t(each.name)}</th>
                {each.counts.map((n, at) => (
                  <td class="code" key={view.weeks[at]?.last_day}>
                    {n}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </details>
  );
}
