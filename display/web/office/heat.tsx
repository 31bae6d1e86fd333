// When the hall is full: a measure by weekday and hour, the median as shade and figure; and day by day.
// A cell opens those who were slow in that hour.
import type { JSX } from 'preact';
import { hall } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { useReading } from '@lib/reading.ts';
import type { HeatCell, HeatView, TrendView } from '@lib/types.ts';
import { times as words } from '@lib/words/times.ts';
import { weekdays } from '@lib/words/weekdays.ts';
import { hoursIn, minutesOf, shadeOf, type Weekday, weekdaysIn } from './shades.ts';
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

/** Of all hours: which one is asked for is marked in it. */
export function HeatMap({ staff, report, asked, onAsk }: Question & { onAsk: Ask }): JSX.Element | null {
  const days = daysOf(asked, hall.value?.business_day ?? '');
  const { view, problem, current } = useReading<HeatView>(
    staff.past,
    days.from && `/reports/${report}/heat`,
    {
      ...days,
      ...filtersOf(asked, ['weekday', 'hour']),
    },
  );
  if (problem)
    return (
      <p class="bad" role="alert">
        {t(problem)}
      </p>
    );
  if (!view) return null;
  if (!view.cells.length) return <p class="soft">{t(words.none)}</p>;
  const by = staff.seesAll ? 'department' : 'matter';
  const open = (cell: HeatCell): void =>
    onAsk({ weekday: String(cell.weekday), hour: String(cell.hour), by, sort: 'p50_ms' }, true);
  return (
    <div class={current ? '' : 'of-before'} aria-busy={!current}>
      <Cells cells={view.cells} asked={asked} onOpen={open} />
    </div>
  );
}

interface CellsWishes {
  cells: readonly HeatCell[];
  asked: Asked;
  onOpen: (cell: HeatCell) => void;
}

function Cells({ cells, asked, onOpen }: CellsWishes): JSX.Element {
  const hours = hoursIn(cells);
  const fullest = cells.reduce((one, other) => (other.p50_ms > one.p50_ms ? other : one));
  const most = Math.max(fullest.p50_ms, 1);
  const longest = {
    day: t(weekdays[fullest.weekday as Weekday]),
    hour: fullest.hour,
    half: spoken(fullest.p50_ms),
  };
  return (
    <figure class="scrolls">
      <table class="heat" data-testid="heat">
        <caption>
          {t(words.heatMost, longest)} {t(words.heatHow)}
        </caption>
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
                  chosen={asked.weekday === String(day) && asked.hour === String(hour)}
                  onOpen={onOpen}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
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
  const title = t(words.cell, { day, hour: cell.hour, ...facts });
  return (
    <td class={`shade-${shadeOf(cell.p50_ms, most)}${chosen ? ' chosen' : ''}`}>
      <button
        type="button"
        class="plain code"
        data-cell={`${cell.weekday}-${cell.hour}`}
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
  if (problem)
    return (
      <p class="bad" role="alert">
        {t(problem)}
      </p>
    );
  return (
    <div class={current ? '' : 'of-before'}>
      {view && <Trend view={view} monthly={view.points[0]?.at.length === '2026-03'.length} />}
    </div>
  );
}
