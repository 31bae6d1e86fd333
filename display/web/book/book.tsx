// Booking in three steps: the matter, the time, the code; and the booking afterwards, by its own key.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Problem, rests } from '@lib/api.ts';
import { catalogue, hall, matterOf } from '@lib/catalogue.ts';
import { hallNow, second } from '@lib/clock.ts';
import { nobody } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { MattersByDepartment } from '@lib/matters.tsx';
import { LangSwitch } from '@lib/parts.tsx';
import type { CatalogueView, DraftView, MatterView, OwnBooking, Words } from '@lib/types.ts';
import { book as words } from '@lib/words/book.ts';
import { common } from '@lib/words/common.ts';
import { type Key, leftFace, writeKey } from './booking.ts';
import { Bring } from './bring.tsx';
import { Own, OwnByKey } from './own.tsx';
import { Slots, Time } from './slots.tsx';

export function Book({ known }: { known: Key | undefined }): JSX.Element {
  const [key, openBy] = useState(known);
  const [booked, setBooked] = useState<OwnBooking | undefined>(undefined);
  useEffect(() => {
    document.title = `${t(words.title)} · ${t(hall.value?.name ?? common.hall)}`;
  });
  const done = (own: OwnBooking): void => {
    const { code } = own.appointment;
    history.replaceState(null, '', writeKey({ code, key: own.key }));
    setBooked(own);
  };
  const anew = (): void => {
    history.replaceState(null, '', addressOf(''));
    openBy(undefined);
    setBooked(undefined);
  };
  return (
    <div class="visitor book">
      <header>
        <h1>
          {t(hall.value?.name ?? common.hall)}
          <small>{t(words.title)}</small>
        </h1>
        <LangSwitch />
      </header>
      <main>
        {booked && <Own first={booked} onNew={anew} />}
        {!booked && key && <OwnByKey of={key} onNew={anew} />}
        {!booked && !key && <Steps onDone={done} />}
      </main>
    </div>
  );
}

/** Each step is an entry of the browser's history: Back goes one back, a reload keeps what is held. */
function Steps({ onDone }: { onDone: (own: OwnBooking) => void }): JSX.Element {
  const [code, choose] = useState(matterInAddress);
  const [held, setHeld] = useState<DraftView | undefined>(draftInHistory);
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const holding = useRef(false);
  useEffect(() => {
    const back = (): void => {
      choose(matterInAddress());
      setHeld(draftInHistory());
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const matter = matterOf.value.get(held?.matter ?? code);
  if (!catalogue.value || !hall.value) return <p class="soft">{t(common.connecting)}</p>;
  if (!hall.value.bookable) return <p data-testid="not-bookable">{t(words.nowhere)}</p>;
  const turn = (to: string): void => {
    setSaid(undefined);
    history.pushState(null, '', addressOf(to));
    choose(to);
  };
  if (!matter) return <Matters known={catalogue.value} onChoose={turn} />;
  const over = (why?: Words): void => {
    setSaid(why);
    history.back();
  };
  if (held) return <Decide key={held.draft} draft={held} matter={matter} onDone={onDone} onBack={over} />;
  const hold = (at: string): void => {
    if (holding.current) return; // two presses are one wish
    holding.current = true;
    setSaid(undefined);
    nobody
      .post<DraftView>('/slots/holds', { matter: matter.code, at })
      .then(
        (draft) => {
          history.pushState({ draft }, '');
          setHeld(draft);
        },
        (failure: Problem) => setSaid(failure),
      )
      .finally(() => (holding.current = false));
  };
  return (
    <section>
      <h2>{t(matter.name)}</h2>
      <button type="button" data-act="other-matter" onClick={() => turn('')}>
        {t(words.other)}
      </button>
      <Slots matter={matter.code} said={said} onPick={hold} />
    </section>
  );
}

function matterInAddress(): string {
  return new URLSearchParams(location.search).get('matter') ?? '';
}

function addressOf(matter: string): string {
  const query = new URLSearchParams(location.search);
  query.delete('matter');
  if (matter) query.set('matter', matter);
  return `${location.pathname}?${query}`;
}

const gone = new Set<string>(); // let go: the way forward does not lead there again

/** The place that is held at this step. */
function draftInHistory(): DraftView | undefined {
  const draft = (history.state as { draft?: DraftView } | null)?.draft;
  return draft && !gone.has(draft.draft) ? draft : undefined;
}

function Matters({
  known,
  onChoose,
}: {
  known: CatalogueView;
  onChoose: (code: string) => void;
}): JSX.Element {
  return (
    <section aria-labelledby="matters">
      <p>{t(words.how)}</p>
      <h2 id="matters">{t(words.matter)}</h2>
      <MattersByDepartment known={known} find={words.find} found={words.found}>
        {(own) => (
          <ul class="matters">
            {own.map((each) => (
              <li key={each.code}>
                <button type="button" data-matter={each.code} onClick={() => onChoose(each.code)}>
                  {t(each.name)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </MattersByDepartment>
    </section>
  );
}

interface DecideWishes {
  draft: DraftView;
  matter: MatterView;
  onDone: (own: OwnBooking) => void;
  onBack: (why?: Words) => void;
}

/** A place is held: it is booked, let go, or its minutes run out. */
function Decide({ draft, matter, onDone, onBack }: DecideWishes): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const booking = useRef(false); // it may be booked already: only the server knows
  second.value;
  const now = hallNow();
  const left = now === undefined ? undefined : Date.parse(draft.until) - now;
  const isOver = left !== undefined && left <= 0;
  useEffect(() => {
    if (isOver && !busy && !booking.current) onBack(words.over);
  }, [isOver, busy]);
  useEffect(
    () => () => {
      if (booking.current) return;
      gone.add(draft.draft);
      void nobody.post('/slots/drop', { draft: draft.draft }).catch(() => undefined); // it ends by itself
    },
    [],
  );
  const confirm = (): void => {
    setBusy(true);
    booking.current = true;
    nobody.post<OwnBooking>('/slots/book', { draft: draft.draft }).then(
      (own) => own && onDone(own),
      (failure: Problem) => {
        booking.current = rests(failure);
        setBusy(false);
        if (failure.code === 'draft_over' || failure.code === 'no_slots') onBack(failure);
        else setSaid(failure);
      },
    );
  };
  return (
    <section aria-labelledby="decide" data-testid="held">
      <h2 id="decide">{t(matter.name)}</h2>
      <p class="when">
        <Time at={draft.at} />
      </p>
      <Bring matter={matter} />
      <p class="soft" role="timer">
        {left !== undefined && t(words.held, { left: leftFace(left) })}
      </p>
      <p class="bad" role="alert">
        {said && t(said)}
      </p>
      <div class="do">
        <button type="button" class="main" data-act="book-slot" disabled={busy} onClick={confirm}>
          {t(words.confirm)}
        </button>
        <button type="button" data-act="let-go" disabled={busy} onClick={() => onBack()}>
          {t(words.again)}
        </button>
      </div>
    </section>
  );
}
