// What is wrong now: one sentence each, what to do about it, and who takes care of it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '@lib/api.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { follow } from '@lib/nav.tsx';
import { Dialog, FormFoot } from '@lib/parts.tsx';
import { at, ownPath } from '@lib/prefix.ts';
import type { AlarmView, WindowNow, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { now as words } from '@lib/words/now.ts';
import { devicePath, fleetPath } from './fleet-paths.ts';
import { helperFor } from './glance.ts';

const SHOWN = 3; // the others are one press away: windows and lines stand on the same screen
const SNOOZES = [15, 30, 60, 120];
const USUAL_SNOOZE = 30;

/** Plan a window for today; `line` is added to what it serves. */
export type Planning = (window: string, line?: string) => void;

interface Wishes {
  staff: Staff;
  alarms: readonly AlarmView[];
  windows: readonly WindowNow[];
  onPlan: Planning;
  onDone: () => void;
}

export function Alarms({ staff, alarms, windows, onPlan, onDone }: Wishes): JSX.Element {
  const [all, setAll] = useState(false);
  const [taking, take] = useState<AlarmView | undefined>(undefined);
  if (!alarms.length) return <p class="calm soft">{t(words.calm)}</p>;
  const shown = all ? alarms : alarms.slice(0, SHOWN);
  return (
    <div class="alarms" role="status" aria-label={t(words.alarms)} data-testid="alarms">
      <ul>
        {shown.map((each) => (
          <One
            key={each.id}
            staff={staff}
            alarm={each}
            windows={windows}
            onPlan={onPlan}
            onTake={() => take(each)}
            onDone={onDone}
          />
        ))}
      </ul>
      {shown.length < alarms.length && (
        <button type="button" class="plain" data-act="more-alarms" onClick={() => setAll(true)}>
          {t(words.more, { n: alarms.length - shown.length })}
        </button>
      )}
      {taking && (
        <Take
          staff={staff}
          alarm={taking}
          onClose={() => {
            take(undefined);
            onDone();
          }}
        />
      )}
    </div>
  );
}

function One({
  staff,
  alarm,
  windows,
  onPlan,
  onTake,
  onDone,
}: {
  staff: Staff;
  alarm: AlarmView;
  windows: readonly WindowNow[];
  onPlan: Planning;
  onTake: () => void;
  onDone: () => void;
}): JSX.Element {
  const { kind, subject, gravity, taken, since } = alarm;
  return (
    <li class={taken ? 'taken' : gravity} data-alarm={kind} data-subject={subject}>
      <span class="said">
        {t(alarm.words)}{' '}
        <small class="soft">
          {taken
            ? t(words.taken, { goes: taken.goes, at: clockFace(taken.until) })
            : t(words.since, { at: clockFace(since) })}
        </small>
      </span>
      <Act staff={staff} alarm={alarm} windows={windows} onPlan={onPlan} onDone={onDone} />
      {!taken && staff.may('alarm.answer') && (
        <button type="button" data-act="take" onClick={onTake}>
          {t(words.take)}
        </button>
      )}
    </li>
  );
}

/** What the alarm offers: a place to go to, or the act itself. */
function Act({
  staff,
  alarm,
  windows,
  onPlan,
  onDone,
}: {
  staff: Staff;
  alarm: AlarmView;
  windows: readonly WindowNow[];
  onPlan: Planning;
  onDone: () => void;
}): JSX.Element | null {
  const { act, subject } = alarm;
  const page = ownPath()[0] === 'devices' ? 'devices' : 'office';
  const posts = (said: Words, path: string): JSX.Element => (
    <Post staff={staff} said={said} path={path} onDone={onDone} />
  );
  const helper = act === 'lend' ? helperFor(windows, subject) : undefined;
  if (helper && staff.may('window.plan'))
    return (
      <button type="button" data-act="lend" onClick={() => onPlan(helper.code, subject)}>
        {t(words.lend, { window: helper.code })}
      </button>
    );
  if (act === 'window' && staff.may('window.plan'))
    return (
      <button type="button" data-act="plan" onClick={() => onPlan(subject)}>
        {t(words.plan)}
      </button>
    );
  if (act === 'answer_help' && staff.may('help.answer'))
    return posts(words.answer, `/help/${subject}/answer`);
  if (act === 'test_printer' && staff.may('printer.test'))
    return posts(words.test, `/printers/${encodeURIComponent(subject)}/test`);
  if (act === 'change_paper' && staff.may('printer.read'))
    return <Go said={words.look} path={`/${page}/printers`} />;
  if (act === 'devices' && staff.may('device.register'))
    return <Go said={words.look} path={placeOf(alarm)} />;
  if (act === 'cases' && staff.may('case.read')) return <Go said={words.look} path="/office/cases" />;
  if (act === 'told' && staff.may('report.read')) return <Go said={words.look} path="/office/told" />;
  return null;
}

/** The page of the device, where the alarm names one. */
function placeOf({ kind, subject }: AlarmView): string {
  const [role, ...rest] = kind === 'screen_dark' ? ['display', subject] : subject.split(' ');
  const name = rest.join(' ');
  return role && name ? devicePath({ role, name }) : fleetPath();
}

function Go({ said, path }: { said: Words; path: string }): JSX.Element {
  return (
    <a class="go" href={at(path)} onClick={(event) => follow(event, path)}>
      {t(said)}
    </a>
  );
}

function Post({
  staff,
  said,
  path,
  onDone,
}: {
  staff: Staff;
  said: Words;
  path: string;
  onDone: () => void;
}): JSX.Element {
  const [problem, setProblem] = useState<Words | undefined>(undefined);
  const press = (): void => {
    staff.api.post(path, {}).then(onDone, (failure: Problem) => setProblem(failure));
  };
  return (
    <>
      {problem && (
        <span class="bad" role="alert">
          {t(problem)}
        </span>
      )}
      <button type="button" data-act="do" onClick={press}>
        {t(said)}
      </button>
    </>
  );
}

function Take({
  staff,
  alarm,
  onClose,
}: {
  staff: Staff;
  alarm: AlarmView;
  onClose: () => void;
}): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = { goes: String(form.get('goes')).trim(), minutes: Number(form.get('minutes')) };
    staff.api.post(`/alarms/${alarm.id}/acknowledge`, body).then(onClose, (failure) => {
      if (!(failure instanceof Problem)) throw failure;
      setSaid(failure);
    });
  };
  return (
    <Dialog title={t(words.takeTitle)} onClose={onClose} class="asking">
      <p class="soft">{t(alarm.words)}</p>
      <form onSubmit={submit}>
        <label>
          <span>{t(words.goes)}</span>
          <input name="goes" required maxLength={60} autoComplete="off" />
        </label>
        <label>
          <span>{t(words.minutes)}</span>
          <select name="minutes" defaultValue={String(USUAL_SNOOZE)}>
            {SNOOZES.map((n) => (
              <option key={n} value={n} selected={n === USUAL_SNOOZE}>
                {t(words.forMinutes, { n })}
              </option>
            ))}
          </select>
        </label>
        <FormFoot said={said} save={common.confirm} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
