// The windows by area: who sits there, what they do and for how long;
// who is idle while somebody waits stands out.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { catalogue, lineOf } from '@lib/catalogue.ts';
import { clockFace, hallNow, laterToday, second } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded, filled } from '@lib/message.ts';
import { Dialog, FormFoot } from '@lib/parts.tsx';
import type { WindowNow, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { now as words } from '@lib/words/now.ts';
import { windowStates } from '@lib/words/window-states.ts';
import type { Planning } from './alarms.tsx';
import { areasOf, isFolded, isIdle, minutesSince } from './glance.ts';
import { CloseWindow } from './today.tsx';

/** Hours and minutes: nobody reads 95 min at a glance. */
export function lasting(minutes: number): string {
  if (minutes < 60) return t(words.lasts, { n: minutes });
  return t(words.long, { h: Math.floor(minutes / 60), m: minutes % 60 });
}

export function WindowMap({
  windows,
  onWindow,
}: {
  windows: readonly WindowNow[];
  onWindow: Planning | undefined;
}): JSX.Element {
  second.value;
  const now = hallNow() ?? Date.now();
  return (
    <section class="window-map" aria-labelledby="window-map">
      <h3 id="window-map">{t(words.windows)}</h3>
      {areasOf(windows).map(({ zone, windows: own, staffed }) => (
        <details key={zone} open={!isFolded(windows)}>
          <summary>{t(words.zone, { zone: nameOf(zone), open: staffed, n: own.length })}</summary>
          <ul>
            {own.map((each) => (
              <Tile key={each.code} window={each} now={now} onWindow={onWindow} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function nameOf(zone: string): string {
  if (!zone) return t(words.elsewhere);
  return t(catalogue.value?.zones.find((each) => each.code === zone)?.name ?? filled(words.area, { zone }));
}

function Tile({
  window,
  now,
  onWindow,
}: {
  window: WindowNow;
  now: number;
  onWindow: Planning | undefined;
}): JSX.Element {
  const idle = isIdle(window, now);
  const minutes = minutesSince(window.since, now);
  const inside = (
    <>
      <b class="code">{window.code}</b>
      <span class="post">{window.staffer ? t(window.staffer) : t(words.nobody)}</span>
      <span class="state">
        {t(coded(windowStates, window.state, common.hall))}
        {minutes !== undefined && ` ${lasting(minutes)}`}
        {idle && <strong> · {t(words.idle)}</strong>}
        {window.until && ` · ${t(words.untilSaid, { at: clockFace(window.until) })}`}
      </span>
    </>
  );
  const wears = `tile ${window.state}${idle ? ' idle' : ''}`;
  return (
    <li data-window={window.code} data-state={window.state} data-idle={idle}>
      {onWindow ? (
        <button type="button" class={wears} onClick={() => onWindow(window.code)}>
          {inside}
        </button>
      ) : (
        <div class={wears}>{inside}</div>
      )}
    </li>
  );
}

/** What the window serves for the rest of the day: lines by name, and why. */
export function PlanWindow({
  staff,
  window,
  also,
  onClose,
}: {
  staff: Staff;
  window: WindowNow;
  also: string;
  onClose: () => void;
}): JSX.Element {
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
    <Dialog title={t(words.planTitle, { window: window.code })} onClose={onClose} class="asking">
      <p class="soft">{t(words.planHow)}</p>
      <form onSubmit={submit}>
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
      {window.state !== 'closed' && (
        <div class="apart">
          <CloseWindow staff={staff} window={window.code} onDone={onClose} />
        </div>
      )}
    </Dialog>
  );
}
