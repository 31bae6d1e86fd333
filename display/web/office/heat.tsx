// When the hall is full: a measure by weekday and half hour, the median as shade and figure; and day by day.
// A cell opens those who were slow in that half hour.
import type { JSX } from 'preact';
import { hall } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type { HeatCell, HeatView, TrendView } from '@lib/types.ts';
import { times as words } from '@lib/words/times.ts';
import { weekdays } from '@lib/words/weekdays.ts';
import { halfOf, halvesIn, minutesOf, shadeOf, timeOf, type Weekday, weekdaysIn } from './shades.ts';
import { spoken } from './spoken.ts';
import { type Asked, type Days, daysOf, filtersOf } from './times-asked.ts';
import type { Ask } from './times-state.ts';
import { Trend } from './trend.tsx';
import './times.css';

const MONTHS_FROM_DAYS = 200; // of a longer span the months are told

interface Wishes {
  staff: Staff;
  report: string;
}

interface Question extends Wishes {
  asked: Asked;
}

/** Of all half hours: which one is asked for is marked in it. */
export function HeatMap({ staff, report, asked, onAsk }: Question & { onAsk: Ask }): JSX.Element | null {
  const days = daysOf(asked, hall.value?.business_day ?? '');
  const { view, problem, current } = useReading<HeatView>(
    staff.past,
    days.from && `/reports/${report}/heat`,
    {
      ...days,
      ...filtersOf(asked, ['weekday', 'hour', 'minute']),
    },
  );
  if (problem) return <Refused of={problem} />;
  if (!view) return null;
  if (!view.cells.length) return <p class="soft">{t(words.none)}</p>;
  const by = staff.seesAll ? 'department' : 'matter';
  const open = (cell: HeatCell): void => onAsk({ ...momentOf(cell), by, sort: 'p50_ms' }, true);
  return (
    <div class={current ? '' : 'of-before'} aria-busy={!current}>
      <Cells cells={view.cells} asked={asked} onOpen={open} />
    </div>
  );
}

/** A cell as it stands in the address. */
function momentOf({ weekday, hour, minute }: HeatCell): Asked {
  return { weekday: String(weekday), hour: String(hour), minute: String(minute) };
}

function isChosen(cell: HeatCell | undefined, asked: Asked): boolean {
  if (!cell) return false;
  const moment = momentOf(cell);
  return moment.weekday === asked.weekday && moment.hour === asked.hour && moment.minute === asked.minute;
}

interface CellsWishes {
  cells: readonly HeatCell[];
  asked: Asked;
  onOpen: (cell: HeatCell) => void;
}

function Cells({ cells, asked, onOpen }: CellsWishes): JSX.Element {
  const halves = halvesIn(cells);
  const fullest = cells.reduce((one, other) => (other.p50_ms > one.p50_ms ? other : one));
  const most = Math.max(fullest.p50_ms, 1);
  const longest = {
    day: t(weekdays[fullest.weekday as Weekday]),
    at: timeOf(halfOf(fullest)),
    half: spoken(fullest.p50_ms),
  };
  return (
    <figure>
      <figcaption>
        {t(words.heatMost, longest)} {t(words.heatHow)}
      </figcaption>
      <Scrolls title={words.heatHow}>
        <table class="heat" data-testid="heat">
          <thead>
            <tr>
              <td />
              {halves.map((half) => (
                <th scope="col" key={half} class={half % 60 ? 'code half' : 'code'}>
                  {timeOf(half)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekdaysIn(cells).map((day) => (
              <tr key={day}>
                <th scope="row">{t(weekdays[day])}</th>
                {halves.map((half) => {
                  const cell = cells.find((each) => each.weekday === day && halfOf(each) === half);
                  return (
                    <Cell key={half} cell={cell} most={most} chosen={isChosen(cell, asked)} onOpen={onOpen} />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </figure>
  );
}

interface CellWishes {
  cell: HeatCell | undefined;
  most: number;
  chosen: boolean;
  onOpen: (cell: HeatCell) => void;
}

function Cell({ cell, most, chosen, onOpen }: CellWishes): JSX.Element {
  if (!cell) return <td />;
  const day = t(weekdays[cell.weekday as Weekday]);
  const facts = { n: cell.count, half: spoken(cell.p50_ms), nine: spoken(cell.p90_ms) };
  const title = t(words.cell, { day, at: timeOf(halfOf(cell)), ...facts });
  return (
    <td class={`shade-${shadeOf(cell.p50_ms, most)}${chosen ? ' chosen' : ''}`}>
      <button
        type="button"
        class="plain code"
        data-cell={`${cell.weekday}-${timeOf(halfOf(cell))}`}
        title={title}
        aria-label={title}
        aria-pressed={chosen}
        onClick={() => onOpen(cell)}
      >
        {minutesOf(cell.p50_ms)}
      </button>
    </td>
  );
}

export function TrendOf({ staff, report, asked, days }: Question & { days: Days }): JSX.Element {
  const length = days.from ? (Date.parse(days.to) - Date.parse(days.from)) / 86_400_000 : 0;
  const monthly = length >= MONTHS_FROM_DAYS;
  const { view, problem, current } = useReading<TrendView>(
    staff.past,
    days.from && `/reports/${report}/trend`,
    { ...days, ...filtersOf(asked), step: monthly ? 'month' : 'day' },
  );
  if (problem) return <Refused of={problem} />;
  return (
    <div class={current ? '' : 'of-before'}>
      {view && <Trend view={view} monthly={view.points[0]?.at.length === '2026-03'.length} />}
    </div>
  );
}
