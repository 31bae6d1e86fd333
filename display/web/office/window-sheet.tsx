// A window's sheet: what it serves today, a message to it, and whom it had today.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '@lib/api.ts';
import { lineOf } from '@lib/catalogue.ts';
import { clockFace, laterToday } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { follow } from '@lib/nav.tsx';
import { Dialog, FormFoot } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import type { NumbersOfDayView, WindowNow, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { now as words } from '@lib/words/now.ts';
import { numberStates } from '@lib/words/number-states.ts';
import { windowStates } from '@lib/words/window-states.ts';
import { CloseWindow } from './today.tsx';

interface Wishes {
  staff: Staff;
  window: WindowNow;
  onClose: () => void;
}

const SHOWN = 6;

export function WindowSheet({ also, ...wishes }: Wishes & { also: string }): JSX.Element {
  const { staff, window, onClose } = wishes;
  return (
    <Dialog title={t(words.sheet, { window: window.code })} onClose={onClose} class="asking at-window" calm>
      <p>
        {window.staffer && <b>{t(window.staffer)} · </b>}
        {t(coded(windowStates, window.state))}
      </p>
      <section aria-labelledby="sheet-plan">
        <h3 id="sheet-plan">{t(words.planToday)}</h3>
        <Plan {...wishes} also={also} />
        {window.state !== 'closed' && <CloseWindow staff={staff} window={window.code} onDone={onClose} />}
      </section>
      {staff.may('message.write') && (
        <section aria-labelledby="sheet-message">
          <h3 id="sheet-message">{t(words.message)}</h3>
          <Message staff={staff} window={window.code} />
        </section>
      )}
      {staff.may('ticket.past') && (
        <section aria-labelledby="sheet-record">
          <h3 id="sheet-record">{t(words.record)}</h3>
          <RecordOfDay staff={staff} window={window.code} />
        </section>
      )}
    </Dialog>
  );
}

/** What the window serves until then, or for the rest of the day: lines by name, and why. */
function Plan({ staff, window, also, onClose }: Wishes & { also: string }): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = {
      lines: form.getAll('lines').map(String),
      groups: window.groups,
      reason: String(form.get('reason')).trim(),
      until: laterToday(String(form.get('until') ?? '')) ?? null,
    };
    staff.api
      .post(`/windows/${encodeURIComponent(window.code)}/today`, body)
      .then(onClose, (failure: Problem) => setSaid(failure));
  };
  return (
    <form onSubmit={submit}>
      <p class="soft">{t(words.planHow)}</p>
      <LinesOf window={window} also={also} />
      {window.groups.length > 0 && <p class="soft">{t(words.groupsStay)}</p>}
      <label>
        <span>{t(words.reason)}</span>
        <input name="reason" required maxLength={60} autoComplete="off" />
      </label>
      <label>
        <span>{t(words.until)}</span>
        <input type="time" name="until" />
      </label>
      <FormFoot said={said} save={common.confirm} onCancel={onClose} />
    </form>
  );
}

function LinesOf({ window, also }: { window: WindowNow; also: string }): JSX.Element {
  return (
    <fieldset class="lines-of">
      <legend>{t(words.linesOf)}</legend>
      {[...lineOf.value.values()].map((each) => (
        <label key={each.code}>
          <input
            type="checkbox"
            name="lines"
            value={each.code}
            defaultChecked={each.code === also || window.lines.includes(each.code)}
          />
          <span>{t(each.name)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Message({ staff, window }: { staff: Staff; window: string }): JSX.Element {
  const [said, say] = useState<Words | undefined>(undefined);
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const text = String(new FormData(form).get('words')).trim();
    staff.api.post('/messages', { to: `window:${window}`, words: text }).then(
      () => {
        form.reset();
        say(words.messageSent);
      },
      (failure: Problem) => say(failure),
    );
  };
  const bad = said instanceof Problem;
  return (
    <form onSubmit={send} class="message">
      <label>
        <span>{t(words.messageWords)}</span>
        <input name="words" required maxLength={200} autoComplete="off" />
      </label>
      <button type="submit" data-act="send-message">
        {t(words.messageSend)}
      </button>
      <p class={bad ? 'bad' : ''} role={bad ? 'alert' : 'status'}>
        {said && t(said)}
      </p>
    </form>
  );
}

/** Whom it called today, the newest first; the rest, and each one's story, on the page of numbers. */
function RecordOfDay({ staff, window }: { staff: Staff; window: string }): JSX.Element {
  const { view, problem } = useReading<NumbersOfDayView>(staff.api, '/days/numbers', { window });
  if (problem) {
    return (
      <p class="bad" role="alert">
        {t(problem)}
      </p>
    );
  }
  if (!view) return <p class="soft">{t(common.connecting)}</p>;
  if (!view.total) return <p class="soft">{t(words.recordNone)}</p>;
  const path = `/office/tickets?window=${encodeURIComponent(window)}`;
  return (
    <>
      <ul class="record" data-testid="record">
        {view.numbers.slice(0, SHOWN).map((each) => (
          <li key={`${each.ticket} ${each.matter}`}>
            <b class="code">{each.number}</b> {t(each.matter_name)} · {t(numberStates[each.state])}
            {each.called_at && <span class="code"> {clockFace(each.called_at)}</span>}
          </li>
        ))}
      </ul>
      <a href={at(path)} data-act="whole-record" onClick={(event) => follow(event, path)}>
        {t(words.recordAll, { n: view.total })}
      </a>
    </>
  );
}
