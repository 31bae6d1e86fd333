// What is missing before the hall can open: one line for each thing, each leading to where it is done.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { catalogue } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { follow } from '@lib/nav.tsx';
import { FormFoot, Refused } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import type { AccountLink, PlanTable, SetupStep, SetupView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { setup as words } from '@lib/words/setup.ts';
import { setupHows as hows } from '@lib/words/setup-hows.ts';
import { setupSteps as steps } from '@lib/words/setup-steps.ts';
import './setup.css';

/** Where each thing is done. */
const WHERE: Readonly<Record<string, string>> = {
  hours: '/office/hall',
  calendar: '/office/hall',
  departments: '/office/catalogue?table=departments',
  lines: '/office/catalogue?table=lines',
  matters: '/office/catalogue?table=matters',
  windows: '/office/catalogue?table=windows',
  people: '/office/catalogue?table=staffers',
  letters: '/office/letters',
  kiosks: '/office/devices',
  screens: '/office/devices',
  printers: '/office/printers',
  accounts: '/office/accounts',
};

export function Setup({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<SetupView>(staff.api, '/setup');
  const people = useReading<PlanTable>(staff.api, '/plan/staffers').view?.rows ?? [];
  return (
    <section aria-labelledby="setup" class="setup">
      <h2 id="setup">{t(words.title)}</h2>
      <Refused of={problem} />
      {view && (
        <>
          <p class={view.ready ? '' : 'bad'} role="status" data-testid="setup-ready">
            {t(view.ready ? words.ready : words.notReady)}
          </p>
          <ol>
            {view.steps.map((each) => (
              <Step key={each.code} step={each} staff={staff} people={people} onDone={again} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

interface Acting {
  staff: Staff;
  people: readonly Record<string, unknown>[];
}

interface StepWishes extends Acting {
  step: SetupStep;
  onDone: () => void;
}

function Step({ step, staff, people, onDone }: StepWishes): JSX.Element {
  const state = step.done ? 'done' : step.needed ? 'missing' : 'open';
  const path = WHERE[step.code];
  return (
    <li data-step={step.code} data-state={state}>
      <b>{t(coded(steps, step.code))}</b>{' '}
      <span class={state === 'missing' ? 'bad' : 'soft'}>
        {t(words[state])}
        {step.count > 0 && ` · ${t(words.count, { n: step.count })}`}
      </span>
      <p class="soft">{t(coded(hows, step.code))}</p>
      {step.lacks.length > 0 && (
        <p>{t(words.lacks, { names: step.lacks.map((each) => t(each)).join('、') })}</p>
      )}
      {path && (
        <a href={at(path)} onClick={(event) => follow(event, path)}>
          {t(words.go)}
        </a>
      )}
      {step.code === 'terms' && <Term staff={staff} people={people} onDone={onDone} />}
      {(step.code === 'pins' || step.code === 'consoles') && <WindowLink staff={staff} people={people} />}
    </li>
  );
}

/** A term that was signed on paper. */
function Term({ staff, people, onDone }: Acting & { onDone: () => void }): JSX.Element | null {
  const [said, say] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
    staff.api.post('/secondments/register', body).then(onDone, (failure: Problem) => say(failure));
  };
  if (!people.length) return null;
  return (
    <details>
      <summary>{t(words.term)}</summary>
      <form onSubmit={submit}>
        <Person people={people} />
        <label>
          <span>{t(words.from)}</span>
          <input type="date" name="from" required />
        </label>
        <label>
          <span>{t(words.to)}</span>
          <input type="date" name="to" required />
        </label>
        <FormFoot said={said} save={common.confirm} />
      </form>
    </details>
  );
}

/** The console of a window, opened with a link; a staffer sets the first PIN there. */
function WindowLink({ staff, people }: Acting): JSX.Element | null {
  const [link, show] = useState('');
  const [said, say] = useState<Words | undefined>(undefined);
  const windows = catalogue.value?.windows ?? [];
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const window = encodeURIComponent(String(form.get('window')));
    const staffer = String(form.get('staffer') ?? '') || null;
    staff.api.post<AccountLink>(`/windows/${window}/link`, { staffer }).then(
      (made) => show(`${location.origin}${at('/console')}#link=${made?.code ?? ''}`),
      (failure: Problem) => say(failure),
    );
  };
  if (!windows.length || !people.length) return null;
  return (
    <details>
      <summary>{t(words.windowLink)}</summary>
      <form onSubmit={submit}>
        <label>
          <span>{t(words.window)}</span>
          <select name="window">
            {windows.map(({ code, name }) => (
              <option key={code} value={code}>
                {t(name)}
              </option>
            ))}
          </select>
        </label>
        <Person people={people} />
        <FormFoot said={said} save={words.makeLink} />
      </form>
      {link && (
        <label>
          <span>{t(words.linkHow)}</span>
          <input readOnly value={link} class="code whole-link" data-testid="window-link" />
        </label>
      )}
    </details>
  );
}

function Person({ people }: Pick<Acting, 'people'>): JSX.Element {
  return (
    <label>
      <span>{t(words.person)}</span>
      <select name="staffer">
        {people.map((each) => (
          <option key={String(each.code)} value={String(each.code)}>
            {t(each.name as Words)}
          </option>
        ))}
      </select>
    </label>
  );
}
