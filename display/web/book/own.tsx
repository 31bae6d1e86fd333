// A visitor's booking: its code, when, what to bring; moved or given up until the hall says it is too late.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Api, type Problem, untilAnswered } from '@lib/api.ts';
import { matterOf } from '@lib/catalogue.ts';
import { hallNow, momentFace, second } from '@lib/clock.ts';
import { nobody } from '@lib/door.ts';
import { dates, t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { Dialog, FormFoot } from '@lib/parts.tsx';
import type { OwnBooking, Words } from '@lib/types.ts';
import { book as words } from '@lib/words/book.ts';
import { bookingStates } from '@lib/words/booking-states.ts';
import { common } from '@lib/words/common.ts';
import type { Key } from './booking.ts';
import { Bring } from './bring.tsx';
import { Slots, Time } from './slots.tsx';

function read({ code, key }: Key): Promise<OwnBooking> {
  const api = new Api(() => ({ 'Booking-Key': key }));
  return api.get<OwnBooking>(`/bookings/${encodeURIComponent(code)}`);
}

/** The booking that the address names, once the server answers. */
export function OwnByKey({ of, onNew }: { of: Key; onNew: () => void }): JSX.Element {
  const [own, setOwn] = useState<OwnBooking | undefined>(undefined);
  const [said, setSaid] = useState<Words | undefined>(undefined);
  useEffect(() => {
    void untilAnswered(() => read(of)).then(setOwn, (failure: Problem) =>
      setSaid(failure.status === 404 ? words.unknown : failure),
    );
  }, [of]);
  if (own) return <Own first={own} onNew={onNew} />;
  return (
    <section>
      <p role="alert">{t(said ?? common.connecting)}</p>
      {said && <New onNew={onNew} />}
    </section>
  );
}

export function Own({ first, onNew }: { first: OwnBooking; onNew: () => void }): JSX.Element {
  const [own, setOwn] = useState(first);
  const [moving, move] = useState(false);
  const { appointment } = own;
  second.value;
  const isOpen = appointment.state === 'booked';
  const isLate = (hallNow() ?? 0) > Date.parse(own.change_until);
  const changed = (next: OwnBooking): void => {
    setOwn(next);
    move(false);
  };
  // changed in another tab, or by a press whose answer was lost
  const used = (): void => void read({ code: appointment.code, key: own.key }).then(changed, () => undefined);
  if (moving) return <Move own={own} onDone={changed} onUsed={used} onBack={() => move(false)} />;
  return (
    <section aria-labelledby="own" data-testid="own" data-state={appointment.state}>
      <h2 id="own">{t(coded(bookingStates, appointment.state))}</h2>
      <p class="hidden" role="status">
        {t(coded(bookingStates, appointment.state))}
      </p>
      <p>
        {t(
          matterOf.value.get(appointment.matter)?.name ?? { zh: appointment.matter, en: appointment.matter },
        )}
      </p>
      <p class="when">
        <Time at={appointment.at} />
      </p>
      {isOpen && (
        <>
          <p class="soft">{t(words.code)}</p>
          <p class="number code" data-testid="code">
            {appointment.code}
          </p>
          <p>{t(words.come)}</p>
          <Bring matter={matterOf.value.get(appointment.matter)} />
          {!isLate && (
            <>
              <p class="soft">{t(words.keep)}</p>
              <p class="soft">{t(words.until, { at: momentFace(own.change_until, dates.value) })}</p>
            </>
          )}
        </>
      )}
      {isOpen && !isLate && <Change own={own} onMove={() => move(true)} onDone={changed} onUsed={used} />}
      {!isOpen && <New onNew={onNew} />}
    </section>
  );
}

function New({ onNew }: { onNew: () => void }): JSX.Element {
  return (
    <button type="button" class="main" data-act="book-another" onClick={onNew}>
      {t(words.another)}
    </button>
  );
}

interface ChangeWishes {
  own: OwnBooking;
  onMove: () => void;
  onDone: (own: OwnBooking) => void;
  onUsed: () => void; // it is booked no more
}

function Change({ own, onMove, onDone, onUsed }: ChangeWishes): JSX.Element {
  const [sure, ask] = useState(false);
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const { code } = own.appointment;
  const cancel = (event: SubmitEvent): void => {
    event.preventDefault();
    nobody.post<OwnBooking>(`/bookings/${encodeURIComponent(code)}/cancel`, { key: own.key }).then(
      (next) => next && onDone(next),
      (failure: Problem) => {
        setSaid(failure);
        if (failure.code === 'code_used') onUsed();
      },
    );
  };
  return (
    <div class="do">
      <button type="button" data-act="move-booking" onClick={onMove}>
        {t(words.move)}
      </button>
      <button type="button" data-act="cancel-booking" onClick={() => ask(true)}>
        {t(words.cancel)}
      </button>
      {sure && (
        <Dialog title={t(words.cancelSure)} onClose={() => ask(false)} calm>
          <form onSubmit={cancel}>
            <p class="bad" role="alert">
              {said && t(said)}
            </p>
            <div class="row">
              <button type="button" onClick={() => ask(false)}>
                {t(words.keepIt)}
              </button>
              <button type="submit" class="main">
                {t(words.cancel)}
              </button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}

interface MoveWishes {
  own: OwnBooking;
  onDone: (own: OwnBooking) => void;
  onUsed: () => void; // it is booked no more
  onBack: () => void;
}

/** Another time under the same code: chosen, then confirmed. */
function Move({ own, onDone, onUsed, onBack }: MoveWishes): JSX.Element {
  const [to, choose] = useState('');
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const { code, matter } = own.appointment;
  const move = (event: SubmitEvent): void => {
    event.preventDefault();
    nobody.post<OwnBooking>(`/bookings/${encodeURIComponent(code)}/move`, { key: own.key, at: to }).then(
      (next) => next && onDone(next),
      (failure: Problem) => {
        choose('');
        setSaid(failure);
        if (failure.code === 'code_used') onUsed();
      },
    );
  };
  return (
    <section aria-labelledby="move">
      <h2 id="move">{t(words.move)}</h2>
      <p class="when">
        <Time at={own.appointment.at} />
      </p>
      <button type="button" data-act="stay" onClick={onBack}>
        {t(words.stay)}
      </button>
      <Slots matter={matter} said={said} onPick={choose} />
      {to && (
        <Dialog
          title={t(words.moveSure, { at: momentFace(to, dates.value) })}
          onClose={() => choose('')}
          calm
        >
          <form onSubmit={move}>
            <FormFoot said={undefined} save={words.move} onCancel={() => choose('')} />
          </form>
        </Dialog>
      )}
    </section>
  );
}
