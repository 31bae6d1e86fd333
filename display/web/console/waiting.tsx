// Who waits, in the order of the places; a call out of turn with its reason; what is parked anywhere.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { hallNow, second } from '@lib/clock.ts';
import { minutesAndSeconds } from '@lib/durations.ts';
import { t } from '@lib/look.ts';
import { Dialog } from '@lib/parts.tsx';
import { Reach } from '@lib/reach.tsx';
import { useReading } from '@lib/reading.ts';
import type { WaitingStop, WaitingView } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { console_ as words } from '@lib/words/console.ts';
import type { Desk } from './desk.ts';

const AGAIN_MS = 5000;

interface Wishes {
  desk: Desk;
  free: boolean; // nobody is at the window: it may call
  onClose: () => void;
}

export function WaitingDialog({ desk, free, onClose }: Wishes): JSX.Element {
  const { view } = useReading<WaitingView>(desk.api, `${desk.path}/waiting`, {}, AGAIN_MS);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<WaitingStop | undefined>(undefined);
  const holds = (each: WaitingStop): boolean => each.number.includes(typed.trim().toUpperCase());
  const done = (ok: boolean): void => void (ok && onClose());
  return (
    <Dialog
      title={`${t(words.waitingList)} · ${view?.count ?? ''}`}
      onClose={onClose}
      class="asking who-waits"
    >
      <label>
        <span>{t(words.findNumber)}</span>
        <input
          name="number"
          class="code"
          maxLength={8}
          autoComplete="off"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <Reach label={t(words.waitingList)} of={typed} count={view?.waiting.length ?? 0}>
        <ol class="waiting-list" data-testid="waiting-list">
          {view?.waiting.filter(holds).map((each) => (
            <Waits key={each.ticket} stop={each} chosen={chosen} free={free} onPick={setChosen} />
          ))}
        </ol>
        {view && view.waiting.length === 0 && <p class="soft">{t(words.waitingNone)}</p>}
        {view && view.count > view.waiting.length && (
          <p class="soft">{t(words.waitingMore, { n: view.waiting.length, of: view.count })}</p>
        )}
        {view && view.parked.length > 0 && (
          <Parked
            parked={view.parked.filter(holds)}
            free={free}
            onBring={(ticket) => void desk.act('bring-back', { ticket }).then(done)}
          />
        )}
      </Reach>
      {chosen && (
        <Select
          key={chosen.ticket}
          desk={desk}
          stop={chosen}
          onSend={(reason) => void desk.act('call', { ticket: chosen.ticket, reason }).then(done)}
        />
      )}
      <div class="foot">
        <p class="bad" role="alert">
          {desk.said.value && t(desk.said.value)}
        </p>
        <button type="button" onClick={onClose}>
          {t(common.close)} <kbd>Esc</kbd>
        </button>
      </div>
    </Dialog>
  );
}

function Waits({
  stop,
  chosen,
  free,
  onPick,
}: {
  stop: WaitingStop;
  chosen: WaitingStop | undefined;
  free: boolean;
  onPick: (stop: WaitingStop) => void;
}): JSX.Element {
  return (
    <li>
      <button
        type="button"
        data-waits={stop.number}
        aria-pressed={chosen?.ticket === stop.ticket}
        disabled={!free}
        onClick={() => onPick(stop)}
      >
        <b class="code">{stop.number}</b>
        <span>{t(stop.matter_name)}</span>
        <small>
          {t(words.waitedFor, { time: minutesAndSeconds(stop.waited_ms) })}
          {stop.priority && ` · ${t(words.priority)}`}
          {stop.sent_here && ` · ${t(words.sentHere)}`}
        </small>
      </button>
    </li>
  );
}

function Select({
  desk,
  stop,
  onSend,
}: {
  desk: Desk;
  stop: WaitingStop;
  onSend: (reason: string) => void;
}): JSX.Element {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSend(String(new FormData(event.currentTarget as HTMLFormElement).get('reason')).trim());
  };
  return (
    <form onSubmit={submit} class="select">
      <label>
        <span>
          {t(words.reason)} · {t(words.selectHow)}
        </span>
        <input name="reason" required maxLength={500} ref={(field) => field?.focus()} />
      </label>
      <button type="submit" class="main" data-act="select" disabled={desk.busy.value}>
        {t(words.select, { number: stop.number })} <kbd>{t(words.enter)}</kbd>
      </button>
    </form>
  );
}

function Parked({
  parked,
  free,
  onBring,
}: {
  parked: readonly WaitingStop[];
  free: boolean;
  onBring: (ticket: number) => void;
}): JSX.Element {
  second.value;
  return (
    <>
      <h3>{t(words.parkedAnywhere)}</h3>
      <ul class="waiting-list" data-testid="parked-anywhere">
        {parked.map((each) => (
          <li key={each.ticket}>
            <button
              type="button"
              data-parked-anywhere={each.number}
              disabled={!free}
              onClick={() => onBring(each.ticket)}
            >
              <b class="code">{each.number}</b>
              <span>{t(each.matter_name)}</span>
              <small>
                {t(words.parkedAt, { window: each.parked_at ?? '' })}
                {each.reason && ` · ${each.reason}`}
                {isOver(each.due_at) && <b class="bad"> · {t(words.parkOver)}</b>}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Whether the break that was agreed on has passed. */
export function isOver(due: string | null): boolean {
  const now = hallNow();
  return due !== null && now !== undefined && now >= Date.parse(due);
}
