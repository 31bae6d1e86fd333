// An emergency: called by a key that nobody presses by accident, shown until somebody has reset it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { clockFace, hallNow, second } from './clock.ts';
import { minutesAndSeconds } from './durations.ts';
import type { Floor } from './floor.ts';
import { t } from './look.ts';
import type { EmergencyView } from './types.ts';
import { emergency as words } from './words/emergency.ts';
import './emergency.css';

const ARMED_MS = 4000; // so long after the first press the second one counts

/** Two presses of the button, or Ctrl+Alt+E wherever the focus is. */
export function CallForAid({ floor }: { floor: Floor }): JSX.Element {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    const timer = armed ? setTimeout(() => setArmed(false), ARMED_MS) : 0;
    return () => clearTimeout(timer);
  }, [armed]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.code !== 'KeyE' || !event.ctrlKey || !event.altKey || event.repeat) return;
      event.preventDefault();
      void floor.does('/emergencies');
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, [floor]);
  const press = (): void => {
    if (armed) void floor.does('/emergencies');
    setArmed(!armed);
  };
  return (
    <button type="button" class={`aid${armed ? ' armed' : ''}`} data-act="emergency" onClick={press}>
      {t(armed ? words.again : words.raise)} <kbd>Ctrl+Alt+E</kbd>
    </button>
  );
}

/** Every emergency that goes on and concerns this page; `named`: who would go, where the page knows it. */
export function Emergencies({ floor, named = '' }: { floor: Floor; named?: string }): JSX.Element | null {
  if (!floor.emergencies.value.length) return null;
  return (
    <div class="emergencies" role="alert" data-testid="emergencies">
      {floor.emergencies.value.map((each) => (
        <One key={each.id} emergency={each} floor={floor} named={named} />
      ))}
      {floor.said.value && <p class="bad">{t(floor.said.value)}</p>}
    </div>
  );
}

function One({
  emergency,
  floor,
  named,
}: {
  emergency: EmergencyView;
  floor: Floor;
  named: string;
}): JSX.Element {
  second.value;
  const { id, window, place, raised_at, goes } = emergency;
  const time = minutesAndSeconds(Math.max(0, (hallNow() ?? 0) - Date.parse(raised_at)));
  const answer = (said: Record<string, string>): void => void floor.does(`/emergencies/${id}/answer`, said);
  const reset = (said: Record<string, string>): void => void floor.does(`/emergencies/${id}/reset`, said);
  return (
    <section data-emergency={window ?? place}>
      <b>{window ? t(words.atWindow, { window }) : t(words.atPlace, { place })}</b>
      <span>{t(words.since, { at: clockFace(raised_at), time })}</span>
      {goes && <b data-testid="goes">{t(words.going, { who: goes })}</b>}
      {!goes && floor.isHere(emergency) && <span>{t(words.sent)}</span>}
      {!goes && !floor.isHere(emergency) && (
        <Say name="name" label={t(words.who)} first={named} said={t(words.iGo)} act="go" onSay={answer} />
      )}
      <Say name="words" label={t(words.what)} said={t(words.reset)} act="reset" onSay={reset} />
    </section>
  );
}

/** One word and its button. */
function Say({
  name,
  label,
  first = '',
  said,
  act,
  onSay,
}: {
  name: string;
  label: string;
  first?: string;
  said: string;
  act: string;
  onSay: (said: Record<string, string>) => void;
}): JSX.Element {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    onSay({ [name]: String(form.get(name)).trim() });
  };
  return (
    <form onSubmit={submit}>
      <input
        name={name}
        aria-label={label}
        placeholder={label}
        defaultValue={first}
        required
        maxLength={60}
      />
      <button type="submit" data-act={act}>
        {said}
      </button>
    </form>
  );
}
