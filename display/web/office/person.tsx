// A seconded person: the month's attendance, times beside the others', score, time; term and letters.
import type { ComponentChildren, JSX } from 'preact';
import { useAsked } from '@lib/address.ts';
import { AskButton } from '@lib/asking.tsx';
import { hall, matterOf } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { Head, Refused } from '@lib/parts.tsx';
import { monthOf, points } from '@lib/points.ts';
import { useReading } from '@lib/reading.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type {
  LettersView,
  LetterView,
  PersonAttended,
  ReportView,
  RosterView,
  ScoreRow,
  ScoreSheet,
  TermsView,
  TermView,
} from '@lib/types.ts';
import { halves } from '@lib/words/halves.ts';
import { leaveKinds } from '@lib/words/leave-kinds.ts';
import { roster as words } from '@lib/words/roster.ts';
import { standings } from '@lib/words/standings.ts';
import { weekdays } from '@lib/words/weekdays.ts';
import { countHalves, daysOfMonth, weeksOf } from './attended.ts';
import { leaveOf, Went } from './roster.tsx';
import { SittingsTable } from './sittings-table.tsx';
import { timeOfRow } from './spent.ts';
import { spoken } from './spoken.ts';
import { Days, Signed, State } from './term.tsx';
import './roster.css';
import './times.css';
import './sittings.css';

const FIELDS = ['person', 'month'] as const;

/** Whose page the address asks for. */
export function usePerson(): [string, (person: string) => void] {
  const [now, ask] = useAsked(FIELDS);
  const show = (person: string): void => {
    ask(person ? { ...now, person } : {});
    scrollTo(0, 0);
  };
  return [now.person ?? '', show];
}

interface Wishes {
  staff: Staff;
  person: string;
}

export function Person({ staff, person, onBack }: Wishes & { onBack: () => void }): JSX.Element {
  const today = hall.value?.business_day ?? '';
  const [{ month }, ask] = useAsked(FIELDS);
  const shown = month || (today && monthOf(today));
  const terms = useReading<TermsView>(staff.api, '/secondments');
  const mine = terms.view?.secondments.filter((each) => each.staffer === person) ?? [];
  const [newest] = mine;
  return (
    <section aria-labelledby="person" class="people person times sittings" data-testid="person">
      <button type="button" data-act="back" onClick={onBack}>
        {t(words.back)}
      </button>
      <h2 id="person">
        {newest ? t(newest.name) : person} {newest && <small>{t(newest.department_name)}</small>}
      </h2>
      <div class="ask">
        <label>
          <span>{t(words.month)}</span>
          <input
            type="month"
            value={shown}
            max={today && monthOf(today)}
            onChange={(event) => ask({ person, month: event.currentTarget.value })}
          />
        </label>
      </div>
      <Refused of={terms.problem} />
      {shown && <Attendance staff={staff} person={person} month={shown} />}
      <div class="beside">
        <Times staff={staff} person={person} month={shown} />
        {staff.may('score.read') && <Score staff={staff} person={person} month={shown} />}
      </div>
      <Spent staff={staff} person={person} month={shown} />
      <Papers staff={staff} person={person} terms={mine} />
    </section>
  );
}

function Papers({ staff, person, terms }: Wishes & { terms: TermView[] }): JSX.Element {
  return (
    <div class="beside">
      <Part title={t(words.terms)}>
        <table data-testid="terms">
          <tbody>
            {terms.map((each) => (
              <tr key={each.id}>
                <td>
                  <State term={each} />
                </td>
                <td>
                  <Days term={each} />
                </td>
                <td>
                  <Signed term={each} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Part>
      {staff.may('letter.read') && <Letters staff={staff} person={person} />}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

interface OfMonth extends Wishes {
  month: string;
}

function Attendance({ staff, person, month }: OfMonth): JSX.Element {
  const query = { ...daysOfMonth(month), staffer: person };
  const { view, problem, current, again } = useReading<RosterView>(staff.api, '/roster', query);
  const found = current ? view?.people[0] : undefined;
  const { present, late, leave, absent } = countHalves(found?.days ?? []);
  return (
    <Part title={t(words.calendar)}>
      <Refused of={problem} />
      {found && (
        <>
          <p data-testid="attendance">
            {t(words.sumMonth, { present: present + late, late, leave, absent })}
          </p>
          <Calendar person={found} />
          <Leaves staff={staff} person={found} day={hall.value?.business_day ?? ''} onDone={again} />
        </>
      )}
    </Part>
  );
}

function Calendar({ person }: { person: PersonAttended }): JSX.Element {
  return (
    <Scrolls title={words.calendar}>
      <table class="calendar" data-testid="calendar">
        <thead>
          <tr>
            {Object.entries(weekdays).map(([code, said]) => (
              <th scope="col" key={code}>
                {t(said)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(person.days).map((week) => (
            <tr key={week.find(Boolean)?.day}>
              {week.map((each, n) =>
                each ? (
                  <td key={each.day} data-day={each.day}>
                    <b class="code">{Number(each.day.slice(8))}</b>
                    <Went half={each.am} />
                    {(each.pm.state !== each.am.state || each.pm.kind !== each.am.kind) && (
                      <Went half={each.pm} />
                    )}
                  </td>
                ) : (
                  <td key={`${n} `} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

interface LeavesWishes {
  staff: Staff;
  person: PersonAttended;
  day: string;
  onDone: () => void;
}

function Leaves({ staff, person, day, onDone }: LeavesWishes): JSX.Element {
  return (
    <div class="leaves" data-testid="leaves">
      {person.leaves.length === 0 && <p class="soft">{t(words.noLeaves)}</p>}
      {person.leaves.map((each) => (
        <p key={each.id} data-leave={each.id}>
          {t(leaveKinds[each.kind])} {t(words.leaveDays, { from: each.from_day, to: each.to_day })}
          {each.half && ` ${t(halves[each.half as keyof typeof halves])}`}{' '}
          {staff.may('leave.note') && (
            <AskButton
              staff={staff}
              plain
              ask={{
                id: 'withdraw-leave',
                title: words.withdraw,
                path: `/leave/${each.id}/withdraw`,
                fixed: {},
                fields: [{ name: 'reason', label: words.reason, most: 60 }],
              }}
              onDone={onDone}
            />
          )}
        </p>
      ))}
      {staff.may('leave.note') && <AskButton staff={staff} ask={leaveOf(person, day)} onDone={onDone} />}
    </div>
  );
}

function Times({ staff, person, month }: OfMonth): JSX.Element {
  const query = { by: 'matter', ...(month && daysOfMonth(month)) };
  const path = month && '/reports/service-times';
  const own = useReading<ReportView>(staff.past, path, { ...query, staffer: person });
  const all = useReading<ReportView>(staff.past, own.current && own.view ? path : '', query);
  const others = new Map(all.view?.rows.map((row) => [row.by, row]));
  const rows = own.current ? (own.view?.rows ?? []).filter((row) => row.count) : [];
  const compared = (mine: number, theirs: number | undefined): string => {
    if (theirs === undefined) return '—';
    const by = Math.abs(mine - theirs);
    if (by < 30_000) return t(words.even);
    return t(mine < theirs ? words.faster : words.slower, { by: spoken(by) });
  };
  return (
    <Part title={t(words.times)}>
      <Refused of={own.problem} />
      {own.view && rows.length === 0 && <p class="soft">{t(words.timesNone)}</p>}
      {rows.length > 0 && (
        <Scrolls title={words.times}>
          <table data-testid="person-times">
            <Head of={[words.matter]} numbers={[words.people, words.own, words.others]} />
            <tbody>
              {[...rows]
                .sort((one, other) => other.count - one.count)
                .slice(0, 12)
                .map((row) => (
                  <tr key={row.by} data-by={row.by}>
                    <th scope="row">{t(matterOf.value.get(row.by)?.name ?? row.name)}</th>
                    <td class="num code">{row.count}</td>
                    <td class="num">{spoken(row.p50_ms)}</td>
                    <td class="num">
                      {others.has(row.by) ? spoken(others.get(row.by)?.p50_ms ?? 0) : '—'}
                      <small>{compared(row.p50_ms, others.get(row.by)?.p50_ms)}</small>
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </Scrolls>
      )}
    </Part>
  );
}

function Spent({ staff, person, month }: OfMonth): JSX.Element | null {
  const query = { by: 'staffer', staffer: person, ...(month && daysOfMonth(month)) };
  const { view, current } = useReading<ReportView>(staff.past, month && '/reports/sessions', query);
  const rows = current ? (view?.rows ?? []).map(timeOfRow) : [];
  if (!rows.length) return null;
  return (
    <Part title={t(words.spent)}>
      <Scrolls title={words.spent}>
        <SittingsTable rows={rows} by="staffer" sort={undefined} />
      </Scrolls>
    </Part>
  );
}

function Score({ staff, person, month }: OfMonth): JSX.Element {
  const { view, problem, current } = useReading<ScoreSheet>(staff.past, month && '/scores', {
    month,
    by: 'staffer',
  });
  const row = current ? view?.rows.find((each) => each.by === person) : undefined;
  return (
    <Part title={t(words.score)}>
      <Refused of={problem} />
      {view && current && (row ? <Lines row={row} /> : <p class="soft">{t(words.noScore)}</p>)}
    </Part>
  );
}

function Lines({ row }: { row: ScoreRow }): JSX.Element {
  return (
    <>
      <p data-testid="points">
        <b>{t(words.points, { points: points(row.tenths) })}</b>
      </p>
      {row.lines.length === 0 && <p class="soft">{t(words.noLines)}</p>}
      <ul>
        {row.lines.slice(0, 12).map(({ finding, tenths }) => (
          <li key={finding.seq}>
            {t(words.line, { day: finding.day, what: t(finding.name) })}
            {tenths > 0 && ` −${points(tenths)}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function Letters({ staff, person }: Wishes): JSX.Element {
  const { view, problem } = useReading<LettersView>(staff.api, '/letters/register');
  const mine: LetterView[] = view?.letters.filter((each) => each.staffer === person) ?? [];
  return (
    <Part title={t(words.letters)}>
      <Refused of={problem} />
      {view && mine.length === 0 && <p class="soft">{t(words.noLetters)}</p>}
      <ul data-testid="person-letters">
        {mine.map((each) => (
          <li key={each.id}>
            {each.document} · {t(coded(standings, each.state))}
            <small>
              {t(words.leaveDays, { from: each.from_day, to: each.to_day })} ·{' '}
              {t(words.decides, { n: each.decide.length, m: each.accept.length })}
            </small>
          </li>
        ))}
      </ul>
    </Part>
  );
}
