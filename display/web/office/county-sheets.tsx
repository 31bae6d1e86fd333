// The two sheets of the county's report: the hall line by line, and its departments.
import type { ComponentChildren, JSX } from 'preact';
import { hoursAndMinutes } from '@lib/durations.ts';
import { t } from '@lib/look.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type { CountyFigures, CountyRow, CountyView, Words } from '@lib/types.ts';
import { county as words } from '@lib/words/county.ts';
import { changeOf, counted, figureOf, grouped, type Line, shareOf, signed } from './county-lines.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TITLES: Record<string, Words> = { day: words.ofDay, week: words.ofWeek, month: words.ofMonth };

export function Sheets({ view }: { view: CountyView }): JSX.Element {
  return (
    <>
      <Sheet view={view} page={1}>
        <p class="sum" data-testid="county-sum">
          {sentence(view)}
        </p>
        <Scrolls title={TITLES[view.span] ?? words.part}>
          <Hall view={view} />
        </Scrolls>
        <p class="note">{t(words.note)}</p>
      </Sheet>
      <Sheet view={view} page={2}>
        <Departments view={view} />
      </Sheet>
    </>
  );
}

/** A page of A4: hall, title and period above, who made it, who checked it and the seal beneath. */
function Sheet({
  view,
  page,
  children,
}: {
  view: CountyView;
  page: number;
  children: ComponentChildren;
}): JSX.Element {
  const { first_day: from, last_day: to, days } = view.now;
  const whose = view.department ? ` · ${t(view.department)}` : '';
  return (
    <article class="sheet" data-page={page}>
      <header>
        <p class="hall">
          {t(view.hall)}
          {whose}
        </p>
        <h3>{t(TITLES[view.span] ?? words.part)}</h3>
        <p>
          {from === to ? from : t(words.between, { from, to })}
          {view.span !== 'day' && ` · ${t(words.sealedDays, { n: days })}`}
        </p>
      </header>
      {children}
      <footer>
        {[words.madeBy, words.checkedBy, words.seal].map((each) => (
          <span key={each.en}>{t(each)}</span>
        ))}
        <span class="page">{t(words.page, { n: page })}</span>
      </footer>
    </article>
  );
}

function sentence({ total: { now }, level_ms }: CountyView): string {
  const share = (part: keyof CountyFigures, base: keyof CountyFigures): string =>
    percent(shareOf(now, part, base));
  return t(words.sum, {
    taken: counted(now.taken),
    services: counted(now.services),
    pieces: counted(now.pieces),
    p50: time(now.wait_p50_ms),
    p90: time(now.wait_p90_ms),
    level: level_ms / MINUTE,
    within: share('within', 'waits'),
    told: share('told_kept', 'told'),
    satisfied: share('satisfied', 'rated'),
  });
}

const NAMES: Record<Line['name'], (level: number) => string> = {
  ...plainly({
    taken: words.taken,
    called: words.called,
    served: words.served,
    given_up: words.givenUp,
    missed: words.missed,
    not_called: words.notCalled,
    waits: words.waits,
    wait_mean_ms: words.waitMean,
    wait_p50_ms: words.waitP50,
    wait_p90_ms: words.waitP90,
    services: words.services,
    pieces: words.pieces,
    service_mean_ms: words.serviceMean,
    service_p50_ms: words.serviceP50,
    service_p90_ms: words.serviceP90,
    accepted: words.accepted,
    due: words.due,
    kept: words.kept,
    told: words.told,
    told_kept: words.toldKept,
    rated: words.rated,
    satisfied: words.satisfied,
    windows: words.windows,
    post_ms: words.post,
  }),
  within: (n) => t(words.within, { n }),
};

function plainly<K extends string>(said: Record<K, Words>): Record<K, () => string> {
  return Object.fromEntries(
    Object.entries<Words>(said).map(([name, each]) => [name, () => t(each)]),
  ) as Record<K, () => string>;
}

/** Every figure of the whole hall, and what it was in the span before. */
function Hall({ view }: { view: CountyView }): JSX.Element {
  return (
    <table class="lines" data-testid="county-hall">
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {t(words.figure)}
          </th>
          {(['now', 'before'] as const).map((which) => (
            <th scope="col" class="num" key={which}>
              {t(words[which])} <small>{spanOf(view, which)}</small>
            </th>
          ))}
          <th scope="col" class="num">
            {t(words.change)}
          </th>
        </tr>
      </thead>
      {grouped().map(([group, lines]) => (
        <tbody key={group}>
          {lines.map((line, n) => (
            <tr key={line.name} data-figure={line.name}>
              {n === 0 && (
                <th scope="rowgroup" rowSpan={lines.length}>
                  {t(words[group])}
                </th>
              )}
              <th scope="row">{NAMES[line.name](view.level_ms / MINUTE)}</th>
              <td class="num">{said(view, line, 'now')}</td>
              <td class="num">{said(view, line, 'before')}</td>
              <td class="num">{change(view, line)}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function spanOf(view: CountyView, which: 'now' | 'before'): string {
  const { first_day: from, last_day: to } = view[which];
  if (from === to) return from.slice(5);
  return `${from.slice(5)} – ${to.slice(5)}`;
}

function said(view: CountyView, line: Line, which: 'now' | 'before'): string {
  const figure = figureOf(view, line, which);
  switch (line.kind) {
    case 'time':
      return time(figure);
    case 'share': {
      const { name, base } = line as { name: keyof CountyFigures; base: keyof CountyFigures };
      return `${counted(figure)} · ${percent(shareOf(view.total[which], name, base))}`;
    }
    case 'windows':
      return `${counted(figure)} ${t(words.unitWindows)}`;
    default:
      return `${counted(figure)} ${t(line.kind === 'cases' ? words.unitCases : words.unitPeople)}`;
  }
}

function change(view: CountyView, line: Line): string {
  const found = changeOf(view, line);
  if (!found) return '—';
  const n = signed(found.by);
  if (found.in === 'percent') return `${n}%`;
  return found.in === 'points' ? t(words.points, { n }) : t(words.minutes, { m: n });
}

/** "12 分", "1 小时 5 分". */
function time(ms: number): string {
  const { h, m } = hoursAndMinutes(ms);
  return h ? t(words.hoursMinutes, { h: counted(h), m }) : t(words.minutes, { m });
}

/** The same where a column is narrow. */
function brief(ms: number): string {
  const { h, m } = hoursAndMinutes(ms);
  return h ? t(words.short, { h, m: String(m).padStart(2, '0') }) : t(words.minutes, { m });
}

function percent(share: number | undefined): string {
  return share === undefined ? '—' : `${share}%`;
}

interface Column {
  key: string;
  head: (level: number) => string;
  cell: (figures: CountyFigures) => string;
}

const column = (key: string, head: Column['head'], cell: Column['cell']): Column => ({ key, head, cell });
const HEADS: readonly (readonly [Words | undefined, readonly Column[]])[] = [
  [
    undefined,
    [
      column(
        'taken',
        () => t(words.taken),
        (row) => counted(row.taken),
      ),
    ],
  ],
  [
    words.headWaits,
    [
      column(
        'mean',
        () => t(words.mean),
        (row) => (row.waits ? brief(row.wait_mean_ms) : '—'),
      ),
      column(
        'p50',
        () => t(words.p50),
        (row) => (row.waits ? brief(row.wait_p50_ms) : '—'),
      ),
      column(
        'p90',
        () => t(words.p90),
        (row) => (row.waits ? brief(row.wait_p90_ms) : '—'),
      ),
      column(
        'within',
        (n) => t(words.withinShort, { n }),
        (row) => percent(shareOf(row, 'within', 'waits')),
      ),
    ],
  ],
  [
    words.headServices,
    [
      column(
        'people',
        () => t(words.people),
        (row) => counted(row.services),
      ),
      column(
        'pieces',
        () => t(words.items),
        (row) => counted(row.pieces),
      ),
      column(
        's50',
        () => t(words.p50),
        (row) => (row.services ? brief(row.service_p50_ms) : '—'),
      ),
      column(
        's90',
        () => t(words.p90),
        (row) => (row.services ? brief(row.service_p90_ms) : '—'),
      ),
    ],
  ],
  [
    words.headCases,
    [
      column(
        'accepted',
        () => t(words.acceptedShort),
        (row) => counted(row.accepted),
      ),
      column(
        'kept',
        () => t(words.keptShort),
        (row) => percent(shareOf(row, 'kept', 'due')),
      ),
    ],
  ],
  [
    undefined,
    [
      column(
        'told',
        () => t(words.toldShort),
        (row) => percent(shareOf(row, 'told_kept', 'told')),
      ),
    ],
  ],
  [
    undefined,
    [
      column(
        'satisfied',
        () => t(words.satisfied),
        (row) => percent(shareOf(row, 'satisfied', 'rated')),
      ),
    ],
  ],
  [
    undefined,
    [
      column(
        'post',
        () => t(words.postShort),
        (row) => counted(Math.round(row.post_ms / HOUR)),
      ),
    ],
  ],
];
const COLUMNS = HEADS.flatMap(([, columns]) => columns);

function Departments({ view }: { view: CountyView }): JSX.Element {
  const level = view.level_ms / MINUTE;
  return (
    <Scrolls title={words.byDepartment}>
      <table class="departments" data-testid="county-departments" style={{ '--rows': view.rows.length + 1 }}>
        <caption>{t(words.byDepartment)}</caption>
        <thead>
          <tr>
            <td />
            {HEADS.map(([title, columns]) =>
              title ? (
                <th scope="colgroup" class="over" key={title.en} colSpan={columns.length}>
                  {t(title)}
                </th>
              ) : (
                <td key={columns[0]?.key} />
              ),
            )}
          </tr>
          <tr>
            <th scope="col">{t(words.department)}</th>
            {COLUMNS.map((each) => (
              <th scope="col" class="num" key={each.key}>
                {each.head(level)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <Department key={row.by} row={row} name={t(row.name) || '—'} />
          ))}
        </tbody>
        <tfoot>
          <Department row={view.total} name={t(view.total.name)} />
        </tfoot>
      </table>
    </Scrolls>
  );
}

function Department({ row, name }: { row: CountyRow; name: string }): JSX.Element {
  return (
    <tr data-by={row.by}>
      <th scope="row">{name}</th>
      {COLUMNS.map((each) => (
        <td class="num" key={each.key}>
          {each.cell(row.now)}
          <small>{each.cell(row.before)}</small>
        </td>
      ))}
    </tr>
  );
}
