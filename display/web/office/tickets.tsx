// The numbers of any day, by what they are and what became of them; a press opens a number's story.
import type { JSX } from 'preact';
import { type Asked, useAsked } from '@lib/address.ts';
import { catalogue, hall, lineOf } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { minutesAndSeconds } from '@lib/durations.ts';
import { t } from '@lib/look.ts';
import { Turns } from '@lib/paged.tsx';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import { Story } from '@lib/story.tsx';
import type { NumberOfDay, NumbersOfDayView, StoryView } from '@lib/types.ts';
import { numberStates } from '@lib/words/number-states.ts';
import { tickets as words } from '@lib/words/tickets.ts';

const AT_ONCE = 50; // as the server lists them
const FIELDS = ['day', 'find', 'line', 'window', 'state', 'page', 'ticket'] as const;
type Now = Asked<(typeof FIELDS)[number]>;

export function Tickets({ staff }: { staff: Staff }): JSX.Element {
  const [now, ask] = useAsked(FIELDS);
  return (
    <section aria-labelledby="tickets">
      <h2 id="tickets">{t(words.title)}</h2>
      {now.ticket ? (
        <One staff={staff} ticket={now.ticket} onBack={() => ask({ ...now, ticket: undefined })} />
      ) : (
        <List staff={staff} now={now} onAsk={ask} />
      )}
    </section>
  );
}

function List({ staff, now, onAsk }: { staff: Staff; now: Now; onAsk: (next: Now) => void }): JSX.Element {
  const page = Number(now.page ?? 0);
  const query = {
    day: now.day,
    find: now.find,
    line: now.line,
    window: now.window,
    state: now.state,
    offset: page ? String(page * AT_ONCE) : undefined,
  };
  const { view, problem } = useReading<NumbersOfDayView>(staff.api, '/days/numbers', query);
  return (
    <>
      <p class="soft">{t(words.how)}</p>
      <Filters now={now} onAsk={onAsk} />
      <Refused of={problem} />
      {view && !problem && (
        <>
          {view.total > AT_ONCE && (
            <Turns
              first={page * AT_ONCE + 1}
              shown={view.numbers.length}
              count={view.total}
              page={page}
              pages={Math.ceil(view.total / AT_ONCE)}
              onTurn={(to) => onAsk({ ...now, page: to ? String(to) : undefined })}
            />
          )}
          {view.total ? (
            <Rows view={view} onOpen={(ticket) => onAsk({ ...now, ticket: String(ticket) })} />
          ) : (
            <p data-testid="none">{t(words.none)}</p>
          )}
          {view.kept_from && view.day < view.kept_from && (
            <p class="soft">{t(words.movedOut, { day: view.kept_from })}</p>
          )}
        </>
      )}
    </>
  );
}

function Filters({ now, onAsk }: { now: Now; onAsk: (next: Now) => void }): JSX.Element {
  const read = (event: Event): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const said = (name: string): string | undefined => String(form.get(name) ?? '').trim() || undefined;
    onAsk({
      day: said('day'),
      find: said('find'),
      line: said('line'),
      window: said('window'),
      state: said('state'),
    });
  };
  const today = hall.value?.business_day ?? '';
  return (
    <form class="ask" onSubmit={read} onChange={read} key={today}>
      <label>
        <span>{t(words.day)}</span>
        <input type="date" name="day" defaultValue={now.day ?? today} max={today} />
      </label>
      <label>
        <span>{t(words.find)}</span>
        <input name="find" class="code" maxLength={8} autoComplete="off" defaultValue={now.find ?? ''} />
      </label>
      <label>
        <span>{t(words.line)}</span>
        <select name="line">
          <option value="">{t(words.any)}</option>
          {[...lineOf.value.values()].map((each) => (
            <option key={each.code} value={each.code} selected={each.code === now.line}>
              {t(each.name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t(words.window)}</span>
        <select name="window">
          <option value="">{t(words.any)}</option>
          {catalogue.value?.windows.map(({ code }) => (
            <option key={code} value={code} selected={code === now.window}>
              {code}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t(words.state)}</span>
        <select name="state">
          <option value="">{t(words.any)}</option>
          {Object.entries(numberStates).map(([code, said]) => (
            <option key={code} value={code} selected={code === now.state}>
              {t(said)}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}

const HEADS = [
  words.number,
  words.matter,
  words.state,
  words.arrived,
  words.called,
  words.waited,
  words.ended,
  words.window,
];

function Rows({ view, onOpen }: { view: NumbersOfDayView; onOpen: (ticket: number) => void }): JSX.Element {
  return (
    <table data-testid="numbers">
      <thead>
        <tr>
          {HEADS.map((each) => (
            <th scope="col" key={each.en}>
              {t(each)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.numbers.map((each) => (
          <OneRow key={`${each.ticket} ${each.matter}`} row={each} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}

function OneRow({ row, onOpen }: { row: NumberOfDay; onOpen: (ticket: number) => void }): JSX.Element {
  const at = (moment: string | null): string => (moment ? clockFace(moment) : '');
  return (
    <tr data-number={row.number}>
      <th scope="row">
        <button type="button" class="plain code" data-act="story" onClick={() => onOpen(row.ticket)}>
          {row.number}
        </button>
      </th>
      <td>{t(row.matter_name)}</td>
      <td>{t(numberStates[row.state])}</td>
      <td class="code">{at(row.arrived_at)}</td>
      <td class="code">{at(row.called_at)}</td>
      <td class="code">{row.wait_ms === null ? '' : minutesAndSeconds(row.wait_ms)}</td>
      <td class="code">{at(row.ended_at)}</td>
      <td class="code">{row.window ?? ''}</td>
    </tr>
  );
}

function One({ staff, ticket, onBack }: { staff: Staff; ticket: string; onBack: () => void }): JSX.Element {
  const path = `/tickets/${encodeURIComponent(ticket)}/story`;
  const { view, problem } = useReading<StoryView>(staff.api, path);
  return (
    <>
      <button type="button" data-act="back" onClick={onBack}>
        {t(words.back)}
      </button>
      <Refused of={problem} />
      {view && <Story view={view} />}
    </>
  );
}
