// Booking in three steps: the matter, the time, the code; and the booking afterwards, by its own key.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { catalogue, hall, matterOf } from '@lib/catalogue.ts';
import { hallNow, second } from '@lib/clock.ts';
import { nobody } from '@lib/door.ts';
import { matches } from '@lib/find.ts';
import { t } from '@lib/look.ts';
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
    history.replaceState(null, '', location.pathname + location.search);
    openBy(undefined);
    setBooked(undefined);
  };
  return (
    <div class="book">
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

function Steps({ onDone }: { onDone: (own: OwnBooking) => void }): JSX.Element {
  const [code, choose] = useState(() => new URLSearchParams(location.search).get('matter') ?? '');
  const [held, setHeld] = useState<DraftView | undefined>(undefined);
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const matter = matterOf.value.get(code);
  if (!catalogue.value) return <p class="soft">{t(common.connecting)}</p>;
  if (!matter) return <Matters known={catalogue.value} onChoose={choose} />;
  const back = (why?: Words): void => {
    setHeld(undefined);
    setSaid(why);
  };
  if (held) return <Decide draft={held} matter={matter} onDone={onDone} onBack={back} />;
  const hold = (at: string): void => {
    setSaid(undefined);
    nobody.post<DraftView>('/slots/holds', { matter: matter.code, at }).then(
      (draft) => setHeld(draft),
      (failure: Problem) => setSaid(failure),
    );
  };
  return (
    <section>
      <h2>{t(matter.name)}</h2>
      <button type="button" data-act="other-matter" onClick={() => choose('')}>
        {t(words.other)}
      </button>
      <Slots matter={matter.code} said={said} onPick={hold} />
    </section>
  );
}

function Matters({
  known,
  onChoose,
}: {
  known: CatalogueView;
  onChoose: (code: string) => void;
}): JSX.Element {
  const [asked, setAsked] = useState('');
  const shown = known.matters.filter((each) => matches(each, asked));
  return (
    <section aria-labelledby="matters">
      <p>{t(words.how)}</p>
      <h2 id="matters">{t(words.matter)}</h2>
      <label class="find">
        <span>{t(words.find)}</span>
        <input
          type="search"
          data-testid="find"
          value={asked}
          maxLength={40}
          onInput={(event) => setAsked(event.currentTarget.value)}
        />
      </label>
      <p role="status" class="soft">
        {asked && t(words.found, { n: shown.length })}
      </p>
      {known.departments.map((department) => {
        const own = shown.filter((each) => each.department === department.code);
        if (!own.length) return null;
        return (
          <details key={department.code} open={asked !== ''} data-department={department.code}>
            <summary>{t(department.name)}</summary>
            <ul class="matters">
              {own.map((each) => (
                <li key={each.code}>
                  <button type="button" data-matter={each.code} onClick={() => onChoose(each.code)}>
                    {t(each.name)}
                  </button>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
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
  second.value;
  const left = Date.parse(draft.until) - (hallNow() ?? 0);
  const isOver = left <= 0;
  useEffect(() => {
    if (isOver && !busy) onBack(words.over);
  }, [isOver, busy]);
  const confirm = (): void => {
    setBusy(true);
    nobody.post<OwnBooking>('/slots/book', { draft: draft.draft }).then(
      (own) => own && onDone(own),
      (failure: Problem) => {
        setBusy(false);
        if (failure.code === 'draft_over') onBack(failure);
        else setSaid(failure);
      },
    );
  };
  const letGo = (): void => {
    void nobody.post('/slots/drop', { draft: draft.draft }).catch(() => undefined); // it ends by itself
    onBack();
  };
  return (
    <section aria-labelledby="decide" data-testid="held">
      <h2 id="decide">{t(matter.name)}</h2>
      <p class="when">
        <Time at={draft.at} />
      </p>
      <Bring matter={matter} />
      <p class="soft" role="timer">
        {t(words.held, { left: leftFace(left) })}
      </p>
      <p class="bad" role="alert">
        {said && t(said)}
      </p>
      <div class="do">
        <button type="button" class="main" data-act="book-slot" disabled={busy} onClick={confirm}>
          {t(words.confirm)}
        </button>
        <button type="button" data-act="let-go" disabled={busy} onClick={letGo}>
          {t(words.again)}
        </button>
      </div>
    </section>
  );
}
