// The bookings of a day: who comes when for what; one is booked or cancelled here, a list is taken in.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { hall, matterOf } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded, filled } from '@lib/message.ts';
import { Dialog, FormFoot } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { AppointmentsView, AppointmentView, Words } from '@lib/types.ts';
import { bookings as words } from '@lib/words/bookings.ts';
import { useStates } from '@lib/words/use-states.ts';
import { hallInstant } from '@lib/zone.ts';
import { Filled } from './filled.tsx';
import { type SheetBody, SheetFile } from './sheet-file.tsx';

interface Note {
  said: Words;
  bad: boolean;
}

export function Bookings({ staff }: { staff: Staff }): JSX.Element {
  const [day, setDay] = useState(() => new URLSearchParams(location.search).get('day') ?? '');
  const [booking, book] = useState(false);
  const [note, setNote] = useState<Note | undefined>(undefined);
  const { view, problem, again } = useReading<AppointmentsView>(staff.api, '/appointments', {
    day: day || undefined,
  });
  const turn = (to: string): void => {
    history.replaceState(null, '', `?${new URLSearchParams({ day: to })}`);
    setDay(to);
  };
  const done = (said: Words): void => {
    setNote({ said, bad: false });
    again();
  };
  const fails = (failure: Problem): void => setNote({ said: failure, bad: true });
  const mayBook = staff.may('appointment.book');
  return (
    <section aria-labelledby="bookings">
      <h2 id="bookings">{t(words.title)}</h2>
      <p class="soft">{t(words.how)}</p>
      <div class="ask">
        <Day day={day} onDay={turn} />
        {mayBook && (
          <button type="button" class="main" data-act="book" onClick={() => book(true)}>
            {t(words.book)}
          </button>
        )}
        {mayBook && <List staff={staff} onDone={done} onFail={fails} />}
      </div>
      {(note ?? problem) && (
        <p class={note && !note.bad ? '' : 'bad'} role={note && !note.bad ? 'status' : 'alert'}>
          {t(note?.said ?? (problem as Words))}
        </p>
      )}
      {view && <Rows staff={staff} view={view} onDone={done} onFail={fails} />}
      {hall.value?.bookable && <Filled staff={staff} day={day} of={view} />}
      {booking && <Book staff={staff} onClose={() => book(false)} onDone={done} />}
    </section>
  );
}

function Day({ day, onDay }: { day: string; onDay: (day: string) => void }): JSX.Element {
  const today = hall.value?.business_day ?? '';
  return (
    <label>
      <span>{t(words.day)}</span>
      <input
        type="date"
        name="day"
        value={day || today}
        onChange={(event) => event.currentTarget.value && onDay(event.currentTarget.value)}
      />
    </label>
  );
}

interface Acting {
  staff: Staff;
  onDone: (said: Words) => void;
  onFail: (failure: Problem) => void;
}

/** A list from the booking system, taken in whole or not at all. */
function List({ staff, onDone, onFail }: Acting): JSX.Element {
  const take = async (body: SheetBody): Promise<void> => {
    const taken = await staff.api.post<AppointmentsView>('/appointments/list', body);
    onDone(filled(words.taken, { n: taken?.appointments.length ?? 0, changed: taken?.changed ?? 0 }));
  };
  return (
    <SheetFile
      label={words.list}
      hook="bookings-list"
      onSheet={take}
      onFail={(failure) => onFail(failure as Problem)}
    />
  );
}

function Rows({ view, ...acting }: Acting & { view: AppointmentsView }): JSX.Element {
  if (!view.appointments.length) return <p data-testid="none">{t(words.none)}</p>;
  return (
    <table data-testid="bookings">
      <thead>
        <tr>
          {[words.time, words.code, words.matter, words.state, words.number].map((each) => (
            <th scope="col" key={each.en}>
              {t(each)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {view.appointments.map((each) => (
          <Row key={each.code} row={each} {...acting} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, staff, onDone, onFail }: Acting & { row: AppointmentView }): JSX.Element {
  const [sure, ask] = useState(false);
  const [moving, move] = useState(false);
  const known = matterOf.value.get(row.matter);
  const cancel = (): void => {
    ask(false);
    staff.api
      .post(`/appointments/${encodeURIComponent(row.code)}/cancel`)
      .then(() => onDone(useStates.cancelled), onFail);
  };
  return (
    <tr data-code={row.code} data-state={row.state}>
      <th scope="row" class="code">
        {clockFace(row.at)}
      </th>
      <td class="code">{row.code}</td>
      <td>{known ? t(known.name) : row.matter}</td>
      <td>{t(coded(useStates, row.state))}</td>
      <td class="code">{row.number ?? ''}</td>
      <td>
        {row.state === 'booked' && staff.may('appointment.book') && (
          <>
            <button type="button" class="small" data-act="move" onClick={() => move(true)}>
              {t(words.move)}
            </button>{' '}
            <button type="button" class="small" data-act="cancel" onClick={() => ask(true)}>
              {t(words.cancel)}
            </button>
          </>
        )}
        {moving && <Move row={row} staff={staff} onClose={() => move(false)} onDone={onDone} />}
        {sure && (
          <Dialog title={t(words.cancelSure, { code: row.code })} onClose={() => ask(false)} calm>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                cancel();
              }}
            >
              <FormFoot said={undefined} save={words.cancel} onCancel={() => ask(false)} />
            </form>
          </Dialog>
        )}
      </td>
    </tr>
  );
}

interface MoveWishes {
  row: AppointmentView;
  staff: Staff;
  onClose: () => void;
  onDone: (said: Words) => void;
}

function Move({ row, staff, onClose, onDone }: MoveWishes): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = { at: typedInstant(form), outside_hours: form.has('outside') };
    staff.api.post<AppointmentView>(`/appointments/${encodeURIComponent(row.code)}/move`, body).then(
      () => {
        onClose();
        onDone(filled(words.moved, { code: row.code }));
      },
      (failure: Problem) => setSaid(failure),
    );
  };
  return (
    <Dialog title={t(words.moveTitle, { code: row.code })} onClose={onClose} class="asking">
      <form onSubmit={submit}>
        <When />
        <FormFoot said={said} save={words.move} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** When it is booked for, and whether a time without numbers is meant. */
function When(): JSX.Element {
  return (
    <>
      <label>
        <span>{t(words.at)}</span>
        <input name="at" type="datetime-local" required />
      </label>
      <label class="tick">
        <input type="checkbox" name="outside" />
        <span>{t(words.outside)}</span>
      </label>
    </>
  );
}

function typedInstant(form: FormData): string {
  return hallInstant(String(form.get('at')), hall.value?.zone ?? 'Asia/Shanghai');
}

function Book({
  staff,
  onClose,
  onDone,
}: {
  staff: Staff;
  onClose: () => void;
  onDone: (said: Words) => void;
}): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = {
      matter: String(form.get('matter')),
      at: typedInstant(form),
      outside_hours: form.has('outside'),
    };
    staff.api.post<AppointmentView>('/appointments', body).then(
      (booked) => {
        onClose();
        onDone(filled(words.booked, { code: booked?.code ?? '' }));
      },
      (failure: Problem) => setSaid(failure),
    );
  };
  return (
    <Dialog title={t(words.book)} onClose={onClose} class="asking">
      <form onSubmit={submit}>
        <label>
          <span>{t(words.matter)}</span>
          <select name="matter" required>
            {[...matterOf.value.values()].map((each) => (
              <option key={each.code} value={each.code}>
                {t(each.name)}
              </option>
            ))}
          </select>
        </label>
        <When />
        <FormFoot said={said} save={words.book} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
