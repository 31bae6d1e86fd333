// Who is expected on a day, and who came: late and absent first, leave noted by hand.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { AskButton, type Ask as Asking } from '@lib/asking.tsx';
import { catalogue, hall } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { lang, t } from '@lib/look.ts';
import { filled } from '@lib/message.ts';
import { usePaged } from '@lib/paged.tsx';
import { Choice, Head, Refused } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import type { HalfDayView, LeavesTaken, PersonAttended, RosterView, Words } from '@lib/types.ts';
import { attended } from '@lib/words/attended.ts';
import { common } from '@lib/words/common.ts';
import { halves } from '@lib/words/halves.ts';
import { leaveKinds } from '@lib/words/leave-kinds.ts';
import { reportBy as groupings } from '@lib/words/report-by.ts';
import { roster as words } from '@lib/words/roster.ts';
import { times } from '@lib/words/times.ts';
import { countPeople, daysOfMonth, gravest } from './attended.ts';
import { type SheetBody, SheetFile } from './sheet-file.tsx';
import { useAsked } from './times-state.ts';
import './roster.css';

const ROWS = 50;
const AMISS = new Set(['absent', 'late', 'leave', 'unclear']);

export function Roster({ staff }: { staff: Staff }): JSX.Element {
  const [asked, ask] = useAsked();
  const day = asked.from ?? hall.value?.business_day ?? '';
  const query = { from: day, to: day, department: asked.department };
  const { view, problem, current, again } = useReading<RosterView>(staff.api, day && '/roster', query);
  const departments = catalogue.value?.departments ?? [];
  return (
    <section aria-labelledby="roster" class="people roster">
      <h2 id="roster">{t(words.title)}</h2>
      <form class="ask" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>{t(words.day)}</span>
          <input type="date" value={day} onChange={(event) => ask({ from: event.currentTarget.value })} />
        </label>
        {staff.seesAll && (
          <Choice
            label={groupings.department}
            value={asked.department ?? ''}
            among={
              new Map([
                ['', times.any],
                ...departments.map((each): [string, Words] => [each.code, each.name]),
              ])
            }
            hook="roster-department"
            onChange={(department) => ask({ department })}
          />
        )}
        <Choice
          label={words.show}
          value={asked.by === 'amiss' ? 'amiss' : ''}
          among={
            new Map([
              ['', words.all],
              ['amiss', words.amiss],
            ])
          }
          hook="roster-show"
          onChange={(by) => ask({ by })}
        />
      </form>
      {staff.may('leave.note') && day && <Sheet staff={staff} day={day} onDone={again} />}
      <Refused of={problem} />
      {!view && !problem && <p class="soft">{t(common.connecting)}</p>}
      {view && !problem && current && (
        <People staff={staff} view={view} amiss={asked.by === 'amiss'} onDone={again} />
      )}
    </section>
  );
}

/** The month's leave as a sheet: taken away, rows added, and sent back. */
function Sheet({ staff, day, onDone }: { staff: Staff; day: string; onDone: () => void }): JSX.Element {
  const [taken, setTaken] = useState<LeavesTaken | undefined>(undefined);
  const [refused, refuse] = useState<Words | undefined>(undefined);
  const take = async (body: SheetBody): Promise<void> => {
    setTaken(await staff.api.post<LeavesTaken>('/leave/sheet', body));
    refuse(undefined);
    onDone();
  };
  const days = new URLSearchParams({ ...daysOfMonth(day.slice(0, 7)), format: 'xlsx', lang: lang.value });
  return (
    <details data-testid="leave-sheet">
      <summary>{t(words.sheets)}</summary>
      <p class="soft">{t(words.sheetHow)}</p>
      <div class="ask">
        <a href={at(`/api/v1/leave/sheet?${days}`)} download>
          {t(words.sheetGet)}
        </a>
        <SheetFile
          label={words.sheet}
          hook="leave-file"
          onSheet={take}
          onFail={(failure) => refuse(failure as Problem)}
        />
      </div>
      {taken && !refused && (
        <p role="status">{t(words.sheetTaken, { n: taken.noted.length, same: taken.unchanged })}</p>
      )}
      <Refused of={refused} />
    </details>
  );
}

interface PeopleWishes {
  staff: Staff;
  view: RosterView;
  amiss: boolean;
  onDone: () => void;
}

function People({ staff, view, amiss, onDone }: PeopleWishes): JSX.Element {
  const expected = view.people.filter((each) => each.days[0] && gravest(each.days[0]) !== 'off');
  const counts = countPeople(expected);
  const rows = expected.filter((each) => !amiss || (each.days[0] && AMISS.has(gravest(each.days[0]))));
  const { items, turns } = usePaged(rows, ROWS, `${view.first_day} ${amiss}`);
  const { present, late, leave, absent } = counts;
  return (
    <>
      <p data-testid="roster-sum">
        {expected.length ? t(words.sum, { n: expected.length, present, late, leave, absent }) : t(words.none)}
      </p>
      <p class="soft">{t(words.how)}</p>
      {turns}
      {rows.length > 0 && (
        <table data-testid="roster">
          <caption class="hidden">{t(words.title)}</caption>
          <Head of={[words.person, halves.am, halves.pm, words.windows, words.leaves]} />
          <tbody>
            {items.map((each) => (
              <Row key={each.staffer} staff={staff} person={each} day={view.first_day} onDone={onDone} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

interface RowWishes {
  staff: Staff;
  person: PersonAttended;
  day: string;
  onDone: () => void;
}

function Row({ staff, person, day, onDone }: RowWishes): JSX.Element | null {
  const [today] = person.days;
  if (!today) return null;
  return (
    <tr data-staffer={person.staffer} data-state={gravest(today)}>
      <th scope="row">
        {t(person.name)}
        <small>{t(person.department_name)}</small>
      </th>
      <td>
        <Went half={today.am} />
      </td>
      <td>
        <Went half={today.pm} />
      </td>
      <td class="code">{today.windows.join(' · ')}</td>
      <td class="acts">
        {staff.may('leave.note') && (
          <AskButton staff={staff} ask={leaveOf(person, day)} plain onDone={onDone} />
        )}
      </td>
    </tr>
  );
}

/** How a half-day went, in words: colour is never alone. */
export function Went({ half }: { half: HalfDayView }): JSX.Element {
  const said = half.kind ? leaveKinds[half.kind] : attended[half.state];
  return (
    <span class={`went ${half.state}`}>
      {t(said)}
      {half.late_ms > 0 && <small>{t(words.lateBy, { n: Math.floor(half.late_ms / 60_000) })}</small>}
    </span>
  );
}

/** Leave as a form: kind, days, or half of one. */
export function leaveOf(person: { staffer: string; name: Words }, day: string): Asking {
  return {
    id: 'note-leave',
    title: words.note,
    how: filled(words.noteOf, { name: t(person.name), day }),
    save: words.note,
    path: '/leave',
    fixed: { staffer: person.staffer },
    fields: [
      { name: 'kind', label: words.kind, choices: Object.entries(leaveKinds) },
      { name: 'from', label: words.from, type: 'date' },
      { name: 'to', label: words.to, type: 'date', optional: true },
      {
        name: 'half',
        label: words.half,
        choices: [['', words.whole], ...Object.entries(halves)],
        optional: true,
      },
    ],
  };
}
