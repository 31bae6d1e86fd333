// A small chart for each department, or each matter, all to one scale: whose waits grow is seen at a glance.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Staff } from '@lib/door.ts';
import { lastOf } from '@lib/last.ts';
import { t } from '@lib/look.ts';
import { Unread } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { GroupTrend, TrendsView } from '@lib/types.ts';
import { times as words } from '@lib/words/times.ts';
import { pieces, steps } from './plots.ts';
import { spoken } from './spoken.ts';
import { type Asked, type Days, filtersOf } from './times-asked.ts';

const WIDTH = 200;
const HEIGHT = 56;
const MINUTE = 60_000;
const MONTHS_FROM_DAYS = 200; // of a longer span the months are told

interface Wishes {
  staff: Staff;
  report: string;
  asked: Asked;
  days: Days;
}

/** Folded, and read from the archive only when it is opened. */
export function Multiples({ staff, report, asked, days }: Wishes): JSX.Element {
  const [open, setOpen] = useState(false);
  const length = days.from ? (Date.parse(days.to) - Date.parse(days.from)) / 86_400_000 : 0;
  const by = staff.seesAll ? 'department' : 'matter';
  const { view, problem, current } = useReading<TrendsView>(
    staff.past,
    open && days.from ? `/reports/${report}/trends` : '',
    { ...days, ...filtersOf(asked), by, step: length >= MONTHS_FROM_DAYS ? 'month' : 'week' },
  );
  return (
    <details class="multiples" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary data-act="multiples">{t(staff.seesAll ? words.multiples : words.multiplesMatters)}</summary>
      {open && <Unread problem={problem} view={view} />}
      {view && (
        <div class={current ? '' : 'of-before'} aria-busy={!current} data-testid="multiples">
          <Charts view={view} />
        </div>
      )}
    </details>
  );
}

function Charts({ view }: { view: TrendsView }): JSX.Element {
  const all = view.groups.flatMap((each) => each.points);
  if (!all.length) return <p class="soft">{t(words.none)}</p>;
  const most = Math.max(...all.map((each) => each.p50_ms), MINUTE);
  const at = steps(
    all.map((each) => each.at),
    view.step,
  );
  return (
    <>
      <p class="soft">
        {t(view.step === 'month' ? words.multiplesMonthly : words.multiplesWeekly, { most: spoken(most) })}
      </p>
      <ul>
        {view.groups.map((each) => (
          <li key={each.by} data-by={each.by}>
            <One group={each} at={at} most={most} />
          </li>
        ))}
      </ul>
    </>
  );
}

function One({ group, at, most }: { group: GroupTrend; at: string[]; most: number }): JSX.Element {
  const known = new Map(group.points.map((each) => [each.at, each]));
  const x = (n: number): number => ((n + 0.5) / at.length) * WIDTH;
  const y = (ms: number): number => HEIGHT - 2 - (ms / most) * (HEIGHT - 6);
  const [first, last] = [group.points[0], lastOf(group.points)];
  const name = t(group.name) || group.by;
  const said = t(words.multiplesOne, {
    name,
    n: group.count,
    half: spoken(group.p50_ms),
    was: spoken(first?.p50_ms ?? 0),
    now: spoken(last?.p50_ms ?? 0),
  });
  return (
    <>
      {name} · <b>{spoken(group.p50_ms)}</b>
      <svg class="trend" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said}>
        <title>{said}</title>
        {pieces(at.map((each) => known.get(each))).map((piece) => (
          <polyline
            key={piece[0]?.[0]}
            class="half"
            points={piece.map(([n, each]) => `${x(n).toFixed(1)},${y(each.p50_ms).toFixed(1)}`).join(' ')}
          />
        ))}
        {last && <circle class="dot" cx={x(at.indexOf(last.at))} cy={y(last.p50_ms)} r="3" />}
      </svg>
    </>
  );
}
