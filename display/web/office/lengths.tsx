// How long waits or services were: a bar for each five minutes, and the line of the hall's target.
import type { JSX } from 'preact';
import type { Staff } from '@lib/door.ts';
import { percentOf } from '@lib/figures.ts';
import { t } from '@lib/look.ts';
import { useReading } from '@lib/reading.ts';
import type { LengthsView } from '@lib/types.ts';
import { times as words } from '@lib/words/times.ts';
import { barsOf } from './plots.ts';
import { type Asked, type Days, filtersOf } from './times-asked.ts';

const WIDTH = 420;
const HEIGHT = 150;
const BELOW = 20;
const MINUTE = 60_000;

interface Wishes {
  staff: Staff;
  report: string;
  asked: Asked;
  days: Days;
  within: number | undefined;
}

export function Lengths({ staff, report, asked, days, within }: Wishes): JSX.Element | null {
  const query = { ...days, ...filtersOf(asked) };
  const path = days.from && `/reports/${report}/lengths`;
  const { view, problem, current } = useReading<LengthsView>(staff.past, path, query);
  if (problem)
    return (
      <p class="bad" role="alert">
        {t(problem)}
      </p>
    );
  const total = view?.counts.reduce((sum, each) => sum + each, 0) ?? 0;
  if (!view || !total) return null;
  const level = view.level_ms;
  const share = within === undefined ? undefined : percentOf(within, total);
  return (
    <figure class={current ? 'lengths' : 'lengths of-before'} data-testid="lengths">
      <figcaption>
        <b>{t(words.lengths)}</b> {t(words.lengthsHow, { n: view.step_ms / MINUTE })}{' '}
        {level && share !== undefined && t(words.lengthsLevel, { n: level / MINUTE, share })}
      </figcaption>
      <Bars view={view} />
    </figure>
  );
}

function Bars({ view }: { view: LengthsView }): JSX.Element {
  const bars = barsOf(view);
  const most = Math.max(...bars.map((each) => each.n), 1);
  const step = WIDTH / bars.length;
  const every = Math.ceil(bars.length / 8);
  const level = view.level_ms && view.level_ms / view.step_ms;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + BELOW}`} role="img" aria-label={t(words.lengths)}>
      {bars.map(({ from, to, n }, at) => (
        <g key={from}>
          <rect
            class="bar"
            x={at * step + 1}
            y={HEIGHT - (n / most) * (HEIGHT - 14)}
            width={step - 2}
            height={(n / most) * (HEIGHT - 14)}
          >
            <title>{to ? t(words.lengthsOne, { from, to, n }) : t(words.lengthsLast, { from, n })}</title>
          </rect>
          {at % every === 0 && (
            <text x={at * step} y={HEIGHT + 15} text-anchor={at ? 'middle' : 'start'}>
              {from}
            </text>
          )}
        </g>
      ))}
      <line class="base" x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      {level && level <= bars.length && (
        <line class="level" x1={level * step} x2={level * step} y1="0" y2={HEIGHT} />
      )}
    </svg>
  );
}
