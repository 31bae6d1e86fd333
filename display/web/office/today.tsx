// What a manager does to the day itself: stops the numbers of a line, closes a window, closes the hall.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Dialog, FormFoot } from '@lib/parts.tsx';
import type { HallNowView, LineNow, Words } from '@lib/types.ts';
import { devices } from '@lib/words/devices.ts';
import { now as words } from '@lib/words/now.ts';
import { countOf } from './glance.ts';

const LONGEST_ZH = 60;
const LONGEST_EN = 120;

interface Wishes {
  staff: Staff;
  onDone: () => void;
}

/** Stop the numbers of a line with words for visitors, or let it give numbers again. */
export function StopLine({
  staff,
  line,
  name,
  onDone,
}: Wishes & { line: LineNow; name: string }): JSX.Element {
  const [asking, ask] = useState(false);
  const path = `/lines/${encodeURIComponent(line.line)}`;
  if (line.stopped)
    return (
      <button
        type="button"
        class="plain"
        data-act="open-line"
        onClick={() => void staff.api.post(`${path}/open`).then(onDone, onDone)}
      >
        {t(words.openLine)}
      </button>
    );
  return (
    <>
      <button type="button" class="plain" data-act="stop-line" onClick={() => ask(true)}>
        {t(words.stopLine)}
      </button>
      {asking && (
        <Asking
          title={t(words.stopLineTitle, { line: name })}
          how={t(words.stopLineHow)}
          save={words.stopLine}
          onSave={(form) => staff.api.post(`${path}/stop`, { zh: field(form, 'zh'), en: field(form, 'en') })}
          onClose={() => ask(false)}
          onDone={onDone}
        >
          <label>
            <span>{t(devices.stopZh)}</span>
            <input name="zh" maxLength={LONGEST_ZH} autoComplete="off" />
          </label>
          <label>
            <span>{t(devices.stopEn)}</span>
            <input name="en" maxLength={LONGEST_EN} autoComplete="off" />
          </label>
        </Asking>
      )}
    </>
  );
}

/** Close a window and sign its staffer off. */
export function CloseWindow({ staff, window, onDone }: Wishes & { window: string }): JSX.Element {
  const [asking, ask] = useState(false);
  const path = `/windows/${encodeURIComponent(window)}/close`;
  return (
    <>
      <button type="button" data-act="close-window" onClick={() => ask(true)}>
        {t(words.closeWindow)}
      </button>
      {asking && (
        <Asking
          title={t(words.closeWindowTitle, { window })}
          how={t(words.closeWindowHow)}
          save={words.closeWindow}
          onSave={(form) => staff.api.post(path, { reason: field(form, 'reason') })}
          onClose={() => ask(false)}
          onDone={onDone}
        >
          <Reason />
        </Asking>
      )}
    </>
  );
}

/** Close the hall for today; what that means stands above the button, in figures. */
export function CloseDay({ staff, view, onDone }: Wishes & { view: HallNowView }): JSX.Element {
  const [asking, ask] = useState(false);
  const [closed, close] = useState(false);
  if (closed) return <p role="status">{t(words.dayClosed)}</p>;
  const facts = {
    waiting: view.lines.reduce((sum, each) => sum + each.waiting, 0),
    open: view.windows.length - countOf(view.windows, 'closed'),
  };
  return (
    <>
      <button type="button" class="plain" data-act="close-day" onClick={() => ask(true)}>
        {t(words.closeDay)}
      </button>
      {asking && (
        <Asking
          title={t(words.closeDay)}
          how={t(words.closeDayHow, facts)}
          save={words.closeDay}
          onSave={(form) =>
            staff.api.post('/day/close', { reason: field(form, 'reason'), early: form.has('early') })
          }
          onClose={() => ask(false)}
          onDone={() => {
            close(true);
            onDone();
          }}
        >
          <Reason />
          <label class="tick">
            <input type="checkbox" name="early" />
            <span>{t(words.closeEarly)}</span>
          </label>
        </Asking>
      )}
    </>
  );
}

function field(form: FormData, name: string): string {
  return String(form.get(name) ?? '').trim();
}

function Reason(): JSX.Element {
  return (
    <label>
      <span>{t(words.reason)}</span>
      <input name="reason" required maxLength={60} autoComplete="off" />
    </label>
  );
}

/** A dialog that says what follows, asks what it must know, and stays open with the refusal in words. */
function Asking({
  title,
  how,
  save,
  onSave,
  onClose,
  onDone,
  children,
}: {
  title: string;
  how: string;
  save: Words;
  onSave: (form: FormData) => Promise<unknown>;
  onClose: () => void;
  onDone: () => void;
  children: JSX.Element | JSX.Element[];
}): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSave(new FormData(event.currentTarget as HTMLFormElement)).then(
      () => {
        onClose();
        onDone();
      },
      (failure: Problem) => setSaid(failure),
    );
  };
  return (
    <Dialog title={title} onClose={onClose} class="asking" calm>
      <p class="soft">{how}</p>
      <form onSubmit={submit}>
        {children}
        <FormFoot said={said} save={save} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
