// Who sat where and when, and what the time was spent on: by sitting, person, window or department.
import type { JSX } from 'preact';
import { catalogue, hall } from '@lib/catalogue.ts';
import { clockFace, hallNow } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { percentOf } from '@lib/figures.ts';
import { lang, t } from '@lib/look.ts';
import { usePaged } from '@lib/paged.tsx';
import { Choice, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type { ReportView, SittingsView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { reportBy as groupings } from '@lib/words/report-by.ts';
import { sittings as words } from '@lib/words/sittings.ts';
import { times } from '@lib/words/times.ts';
import { SittingsTable } from './sittings-table.tsx';
import { inOrder, sumOf, type Time, timeOf, timeOfRow } from './spent.ts';
import { spoken } from './spoken.ts';
import { type Asked, daysOf, filtersOf } from './times-asked.ts';
import { Period } from './times-bar.tsx';
import { type Ask, useAsked } from './times-state.ts';
import './times.css';
import './sittings.css';

const ROWS = 50;
const GROUPS = ['staffer', 'window', 'department'] as const;
const OTHERS = ['line', 'matter', 'class', 'weekday', 'hour'];

export function Sittings({ staff }: { staff: Staff }): JSX.Element {
  const [asked, ask] = useAsked();
  const days = daysOf(asked, hall.value?.business_day ?? '', 'today');
  const by = GROUPS.find((each) => each === asked.by);
  const query = { ...days, ...filtersOf(asked, OTHERS) };
  const each = useReading<SittingsView>(staff.past, days.from && !by ? '/sittings' : '', query);
  const sums = useReading<ReportView>(staff.past, days.from && by ? '/reports/sessions' : '', {
    by,
    ...query,
  });
  const read = by ? sums : each;
  const found = by ? sums.view?.rows.map(timeOfRow) : each.view?.sittings.map(timeOf);
  const rows = read.problem ? undefined : found;
  return (
    <section aria-labelledby="sittings" class="times sittings">
      <h2 id="sittings">{t(words.title)}</h2>
      <Bar staff={staff} asked={asked} by={by ?? ''} onAsk={ask} />
      <Refused of={read.problem} />
      {!rows && !read.problem && <p class="soft">{t(common.connecting)}</p>}
      {rows && (
        <div class={read.current ? '' : 'of-before'} aria-busy={!read.current}>
          <p data-testid="sittings-sum">
            {sentence(rows)} {by && <span class="soft">{t(words.goingOn)}</span>}{' '}
            {days.to === hall.value?.business_day && (
              <button type="button" class="plain" data-act="again" onClick={read.again}>
                {t(times.again, { at: clockFace(hallNow() ?? Date.now()) })}
              </button>
            )}
          </p>
          {rows.length > 0 && <Rows rows={rows} asked={asked} by={by ?? ''} onAsk={ask} />}
        </div>
      )}
    </section>
  );
}

function sentence(rows: readonly Time[]): string {
  if (!rows.length) return t(words.byNone);
  const { length, parts } = sumOf(rows);
  const share = (ms: number | undefined): number => percentOf(ms ?? 0, length) ?? 0;
  return t(words.sumSpent, {
    n: rows.length,
    length: spoken(length),
    serving: share(parts.serving_ms),
    waited: share(parts.waited_for_ms),
    paused: share(parts.paused_ms),
  });
}

interface BarWishes {
  staff: Staff;
  asked: Asked;
  by: string;
  onAsk: Ask;
}

function Bar({ staff, asked, by, onAsk }: BarWishes): JSX.Element {
  const named = (rows: readonly { code: string; name: Words }[] | undefined): Map<string, Words> =>
    new Map([['', times.any], ...(rows ?? []).map((each): [string, Words] => [each.code, each.name])]);
  return (
    <form class="ask times-bar" onSubmit={(event) => event.preventDefault()}>
      <Period asked={asked} onAsk={onAsk} usual="today" />
      <Choice
        label={words.by}
        value={by}
        among={
          new Map([['', words.bySitting], ...GROUPS.map((each): [string, Words] => [each, groupings[each]])])
        }
        hook="sittings-by"
        onChange={(next) => onAsk({ by: next })}
      />
      {staff.seesAll && (
        <Choice
          label={groupings.department}
          value={asked.department ?? ''}
          among={named(catalogue.value?.departments)}
          hook="sittings-department"
          onChange={(department) => onAsk({ department })}
        />
      )}
      <Choice
        label={groupings.window}
        value={asked.window ?? ''}
        among={named(catalogue.value?.windows)}
        hook="sittings-window"
        onChange={(window) => onAsk({ window })}
      />
    </form>
  );
}

interface RowsWishes {
  rows: Time[];
  asked: Asked;
  by: string;
  onAsk: Ask;
}

function Rows({ rows, asked, by, onAsk }: RowsWishes): JSX.Element {
  const sorted = inOrder(rows, asked.sort, lang.value);
  const { items, turns } = usePaged(sorted, ROWS, `${by} ${asked.sort}`);
  return (
    <>
      {turns}
      <p>
        <b>{t(words.parts)}</b> <span class="soft">{t(words.how)}</span>
      </p>
      <Scrolls title={words.parts}>
        <SittingsTable rows={items} by={by} sort={asked.sort} onAsk={onAsk} />
      </Scrolls>
    </>
  );
}
