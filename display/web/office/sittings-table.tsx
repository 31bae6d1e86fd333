// The rows of who sat where: when, for how long, and what the time was spent on, as a bar and as figures.
import type { JSX } from 'preact';
import { clockFace } from '@lib/clock.ts';
import { percentOf } from '@lib/figures.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import type { Sitting, Words } from '@lib/types.ts';
import { reportBy as groupings } from '@lib/words/report-by.ts';
import { sittings as words } from '@lib/words/sittings.ts';
import { supervision as desk } from '@lib/words/supervision.ts';
import { SortedHead } from './sorted-head.tsx';
import { PARTS, type PartName, type Sort, sortOf, stretches, type Time } from './spent.ts';
import { spoken } from './spoken.ts';
import type { Ask } from './times-state.ts';

const NAMES: Record<PartName, Words> = {
  serving_ms: words.serving,
  walking_ms: words.walking,
  waited_for_ms: words.waitedFor,
  idle_ms: words.idle,
  paused_ms: words.pausing,
  back_office_ms: words.backOffice,
  uncounted_ms: words.uncounted,
};
const SHOWN = PARTS.filter((part) => part !== 'uncounted_ms'); // seldom there: the bar tells it

interface Wishes {
  rows: readonly Time[];
  by: string;
  sort: string | undefined;
  onAsk?: Ask; // without it the rows stand as they are
}

export function SittingsTable({ rows, by, sort, onAsk }: Wishes): JSX.Element {
  return (
    <table data-testid="sittings">
      <caption class="hidden">{t(words.parts)}</caption>
      <Heads by={by} sort={sort} onAsk={onAsk} />
      <tbody>
        {rows.map((each) => (
          <Row key={each.key} time={each} />
        ))}
      </tbody>
    </table>
  );
}

function Heads({ by, sort, onAsk }: Omit<Wishes, 'rows'>): JSX.Element {
  const sorting = onAsk && {
    said: sort,
    order: sortOf(sort),
    onSort: (next: string) => onAsk({ sort: next }),
  };
  const head = (column: Sort, said: Words, numbers = true): JSX.Element => (
    <SortedHead key={column} column={column} title={t(said)} numbers={numbers} sorting={sorting} />
  );
  return (
    <thead>
      <tr>
        {head('name', by ? coded(groupings, by, words.by) : desk.person, false)}
        {!by && head('opened', words.from, false)}
        {!by && <th scope="col">{t(words.to)}</th>}
        {by && (
          <th scope="col" class="num">
            {t(words.count)}
          </th>
        )}
        {head('length', words.length)}
        <th scope="col" class="bars">
          {t(words.parts)}
        </th>
        {SHOWN.map((part) => head(part, NAMES[part]))}
        {!by && (
          <th scope="col" class="num">
            {t(words.services)}
          </th>
        )}
        <th scope="col" class="num">
          {t(words.pieces)}
        </th>
      </tr>
    </thead>
  );
}

function Row({ time }: { time: Time }): JSX.Element {
  const { sitting } = time;
  const told = (part: PartName): string => {
    const ms = time.parts[part];
    return ms ? spoken(ms) : '—';
  };
  return (
    <tr data-by={time.key}>
      <th scope="row">
        {t(time.name) || time.key}
        {sitting && <Where sitting={sitting} />}
      </th>
      {sitting ? <When sitting={sitting} /> : <td class="num code">{time.count}</td>}
      <td class="num">{time.length ? spoken(time.length) : t(words.older)}</td>
      <td class="bars">
        <Bar time={time} />
      </td>
      {SHOWN.map((part) => (
        <td class="num" key={part} data-spent={part} title={part === 'paused_ms' ? reasons(time) : undefined}>
          {told(part)}
          {part === 'paused_ms' && time.length > 0 && <Reasons time={time} />}
          {part === 'back_office_ms' && sitting && <Work sitting={sitting} />}
        </td>
      ))}
      {sitting && <td class="num code">{time.count}</td>}
      <td class="num code">{time.pieces}</td>
    </tr>
  );
}

function Where({ sitting }: { sitting: Sitting }): JSX.Element {
  return (
    <>
      <small>
        {t(desk.window)} {sitting.window}
        {sitting.letter ? ` · ${sitting.letter}` : ''}
      </small>
      {sitting.covers_name && <small>{t(words.covers, { name: t(sitting.covers_name) })}</small>}
    </>
  );
}

function When({ sitting }: { sitting: Sitting }): JSX.Element {
  return (
    <>
      <td class="code">
        {clockFace(sitting.opened_at, true)}
        <small>{sitting.day.slice(5)}</small>
        {sitting.late_ms > 0 && (
          <small class="bad">{t(words.late, { n: Math.floor(sitting.late_ms / 60_000) })}</small>
        )}
      </td>
      <td class="code">{sitting.closed_at ? clockFace(sitting.closed_at, true) : t(words.there)}</td>
    </>
  );
}

function reasons({ paused }: Time): string {
  return Object.entries(paused)
    .map(([reason, ms]) => t(words.pausedBecause, { reason, time: spoken(ms) }))
    .join('\n');
}

function Reasons({ time }: { time: Time }): JSX.Element {
  const most = Object.entries(time.paused).sort(([, one], [, other]) => other - one);
  return (
    <>
      {most.slice(0, 2).map(([reason, ms]) => (
        <small key={reason}>{t(words.pausedBecause, { reason, time: spoken(ms) })}</small>
      ))}
    </>
  );
}

/** Back-office work of one sitting, each on its own line. */
function Work({ sitting }: { sitting: Sitting }): JSX.Element {
  return (
    <>
      {sitting.work.map((each) => (
        <small key={each.begun_at} data-testid="sitting-work">
          {clockFace(each.begun_at)} {t(each.name)}
          {each.pieces > 0 && ` · ${t(words.workPieces, { n: each.pieces })}`}
        </small>
      ))}
    </>
  );
}

function Bar({ time }: { time: Time }): JSX.Element | null {
  const found = stretches(time);
  if (!found.length) return null;
  const said = found
    .map(({ part }) => {
      const ms = time.parts[part] ?? 0;
      return t(words.partOf, {
        part: t(NAMES[part]),
        time: spoken(ms),
        share: percentOf(ms, time.length) ?? 0,
      });
    })
    .join('\n');
  return (
    <svg class="spent" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={said}>
      <title>{said}</title>
      {found.map(({ part, from, wide }) => (
        <rect
          key={part}
          class={part.replace(/_ms$/, '').replace('_', '-')}
          x={from}
          y="0"
          width={wide}
          height="10"
        />
      ))}
    </svg>
  );
}
