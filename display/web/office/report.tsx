// A report as a table that is sorted by any of its figures: how many, median, nine of ten, longest, with a
// band to compare the rows at a glance.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { hall } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { bandOf, scaleEnd } from '@lib/figures.ts';
import { lang, t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { usePaged } from '@lib/paged.tsx';
import { Choice, Unread } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { type Read, useReading } from '@lib/reading.ts';
import type { ReportRow, ReportView } from '@lib/types.ts';
import { office } from '@lib/words/office.ts';
import { reportBy as groupings } from '@lib/words/report-by.ts';
import { times as words } from '@lib/words/times.ts';
import { weekdays } from '@lib/words/weekdays.ts';
import { type Column, orderOf, ranked } from './ranking.ts';
import { spanFace } from './shades.ts';
import { SortedHead } from './sorted-head.tsx';
import { changed, spoken } from './spoken.ts';
import { type Asked, comparedWith, type Days, daysOf, filtersOf } from './times-asked.ts';
import type { Ask } from './times-state.ts';
import './times.css';

const ROWS = 50;

export interface Told {
  now: Read<ReportView>;
  before: Read<ReportView>;
  days: Days;
}

/** What is asked for, and the same of the days to compare with. */
export function useReport(staff: Staff, report: string, asked: Asked, by: string): Told {
  const days = daysOf(asked, hall.value?.business_day ?? '');
  const versus = comparedWith(asked, days);
  const path = `/reports/${report}`;
  const query = { by, ...filtersOf(asked) };
  const now = useReading<ReportView>(staff.past, days.from && path, { ...query, ...days });
  const before = useReading<ReportView>(staff.past, versus ? path : '', { ...query, ...versus });
  return { now, before, days };
}

interface RankingWishes {
  report: string;
  told: Told;
  asked: Asked;
  by: string;
  onAsk: Ask;
}

export function Ranking({ report, told, asked, by, onAsk }: RankingWishes): JSX.Element {
  const { view, problem, current } = told.now;
  const box = useRef<HTMLDivElement>(null);
  const cell = asked.weekday && asked.hour ? `${asked.weekday} ${asked.hour} ${asked.minute}` : '';
  const shown = useRef(cell);
  useEffect(() => {
    if (!current) return; // once its rows are there
    if (cell && cell !== shown.current) box.current?.scrollIntoView({ block: 'start' });
    shown.current = cell;
  }, [cell, current]);
  return (
    <div class="ranking" ref={box}>
      <Tools report={report} asked={asked} by={by} days={told.days} onAsk={onAsk} />
      <Unread problem={problem} view={view} />
      {view && (
        <div class={current ? '' : 'of-before'} aria-busy={!current}>
          <Table
            view={view}
            before={told.before.view}
            asked={asked}
            of={current ? cellOf(asked) : ''}
            onAsk={onAsk}
          />
        </div>
      )}
    </div>
  );
}

function Tools({
  report,
  asked,
  by,
  days,
  onAsk,
}: Omit<RankingWishes, 'told'> & { days: Days }): JSX.Element {
  const address = (format: string): string =>
    at(
      `/api/v1/reports/${report}?${new URLSearchParams({ by, ...days, ...filtersOf(asked), format, lang: lang.value })}`,
    );
  return (
    <form class="ask" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label={office.by}
        value={by}
        among={groupings}
        hook={`${report}-by`}
        onChange={(next) => onAsk({ by: next })}
      />
      <a href={address('xlsx')} download data-testid={`${report}-xlsx`}>
        {t(words.xlsx)}
      </a>
      <a href={address('csv')} download data-testid={`${report}-csv`}>
        {t(words.csv)}
      </a>
    </form>
  );
}

interface TableWishes {
  view: ReportView;
  before: ReportView | undefined;
  asked: Asked;
  of: string;
  onAsk: Ask;
}

function Table({ view, before, asked, of, onAsk }: TableWishes): JSX.Element {
  const rows = ranked(view.rows, orderOf(asked.sort));
  const { items, turns } = usePaged(rows, ROWS, `${view.by} ${asked.sort}`);
  const was = new Map(before?.rows.map((row) => [row.by, row]));
  const end = scaleEnd(view.rows);
  const by = t(coded(groupings, view.by, office.by));
  return (
    <>
      {turns}
      <table data-testid={view.report}>
        <caption>
          <b>
            {t(words.tableOf, { by })}
            {of && ` · ${of}`}
          </b>{' '}
          <span>{slowestIn(view)}</span>
        </caption>
        {rows.length > 0 && (
          <>
            <Heads view={view} compared={before !== undefined} by={by} sort={asked.sort} onAsk={onAsk} />
            <tbody>
              {items.map((row) => (
                <Row
                  key={row.by}
                  row={row}
                  end={end}
                  view={view}
                  before={before && { row: was.get(row.by) }}
                />
              ))}
            </tbody>
            <tfoot>
              <Row
                row={{ ...view.total, name: office.total }}
                end={end}
                view={view}
                before={before && { row: before.total }}
              />
            </tfoot>
          </>
        )}
      </table>
    </>
  );
}

function cellOf({ weekday, hour, minute }: Asked): string {
  const day = weekday ? t(coded(weekdays, weekday)) : '';
  return day && hour ? t(words.cellChosen, { day, at: spanFace(Number(hour), minute) }) : day;
}

/** Which row was slowest, of those that say something: a tenth of all people or more. */
function slowestIn({ rows, total }: ReportView): string {
  if (!total.count) return t(words.none);
  const heavy = rows.filter((row) => row.count * 10 * rows.length >= total.count);
  const [first] = [...heavy].sort((one, other) => other.p50_ms - one.p50_ms);
  if (!first || rows.length < 2) return '';
  return t(words.slowest, { name: t(first.name) || first.by, half: spoken(first.p50_ms), n: first.count });
}

interface HeadWishes {
  view: ReportView;
  compared: boolean;
  by: string;
  sort: string | undefined;
  onAsk: Ask;
}

function Heads({ view, compared, by, sort, onAsk }: HeadWishes): JSX.Element {
  const sorting = { said: sort, order: orderOf(sort), onSort: (next: string) => onAsk({ sort: next }) };
  const head = (column: Column, title: string): JSX.Element => (
    <SortedHead key={column} column={column} title={title} numbers={column !== 'by'} sorting={sorting} />
  );
  return (
    <thead>
      <tr>
        {head('by', by)}
        {head('count', t(words.people))}
        {ofServices(view) && head('pieces', t(office.pieces))}
        {head('p50_ms', t(words.median))}
        {compared && (
          <th scope="col" class="num">
            {t(words.change)}
          </th>
        )}
        {head('p90_ms', t(words.nine))}
        {head('mean_ms', t(words.mean))}
        {head('max_ms', t(words.longest))}
        <th scope="col" class="wide">
          {t(office.spread)}
        </th>
      </tr>
    </thead>
  );
}

/** Reports of services count the pieces (件) too that they handled. */
function ofServices(view: ReportView): boolean {
  return view.report === 'service-times' || view.report === 'outcomes';
}

interface RowWishes {
  row: ReportRow;
  end: number;
  view: ReportView;
  before: { row: ReportRow | undefined } | undefined;
}

function Row({ row, end, view, before }: RowWishes): JSX.Element {
  const told = (ms: number): string => (row.count ? spoken(ms) : '—');
  const was = before?.row;
  return (
    <tr data-by={row.by}>
      <th scope="row">{t(row.name) || row.by}</th>
      <td class="num code">{row.count}</td>
      {ofServices(view) && (
        <td class="num code" data-testid="row-pieces">
          {row.pieces}
        </td>
      )}
      <td class="num">{told(row.p50_ms)}</td>
      {before && (
        <td class="num" data-testid="row-change">
          {row.count && was?.count ? changed(row.p50_ms - was.p50_ms) : '—'}
        </td>
      )}
      <td class="num">{told(row.p90_ms)}</td>
      <td class="num">{told(row.mean_ms)}</td>
      <td class="num">{told(row.max_ms)}</td>
      <td class="wide">{row.count > 0 && <Band row={row} end={end} />}</td>
    </tr>
  );
}

/** 0 to the median solid, on to nine of ten half, a line to the longest. */
function Band({ row, end }: { row: ReportRow; end: number }): JSX.Element {
  const { p50, p90, max } = bandOf(row, end);
  const said = t(office.spreadOf, {
    p50: spoken(row.p50_ms),
    p90: spoken(row.p90_ms),
    max: spoken(row.max_ms),
  });
  return (
    <svg class="band" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={said}>
      <title>{said}</title>
      <rect class="to-max" x="0" y="4.5" width={max} height="1" />
      <rect class="to-p90" x="0" y="2" width={p90} height="6" />
      <rect class="to-p50" x="0" y="2" width={p50} height="6" />
    </svg>
  );
}
