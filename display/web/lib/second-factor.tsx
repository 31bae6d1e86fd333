// One's own second factor: set up with an app's first code, removed with one of its codes.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from './api.ts';
import type { Staff } from './door.ts';
import { t } from './look.ts';
import { FormFoot } from './parts.tsx';
import type { FactorDraft, StaffView, Words } from './types.ts';
import { account as words } from './words/account.ts';
import { common } from './words/common.ts';
import { office } from './words/office.ts';

interface Wishes {
  staff: Staff;
  who: StaffView;
  onDone: () => void;
}

type Step = 'closed' | 'adding' | 'removing';

export function SecondFactor({ staff, who, onDone }: Wishes): JSX.Element {
  const [has, setHas] = useState(who.has_factor);
  const [step, setStep] = useState<Step>('closed');
  const [changedTo, tell] = useState<Words | undefined>(undefined);
  const close = (): void => setStep('closed');
  const changed = (now: boolean): void => {
    setHas(now);
    tell(now ? words.factorSet : words.factorRemoved);
    close();
    onDone();
  };
  return (
    <section class="factor" aria-labelledby="factor">
      <h3 id="factor">{t(words.factor)}</h3>
      {step === 'closed' && (
        <div class="everywhere">
          <span class="soft" role={changedTo && 'status'}>
            {t(changedTo ?? (has ? words.factorOn : words.factorNone))}
          </span>
          <button
            type="button"
            data-act={has ? 'remove-factor' : 'add-factor'}
            onClick={() => setStep(has ? 'removing' : 'adding')}
          >
            {t(has ? words.factorRemove : words.factorAdd)}
          </button>
        </div>
      )}
      {step === 'adding' && (
        <NewFactor staff={staff} who={who} onSet={() => changed(true)} onCancel={close} />
      )}
      {step === 'removing' && (
        <FactorOff staff={staff} who={who} onOff={() => changed(false)} onCancel={close} />
      )}
    </section>
  );
}

interface AddWishes {
  staff: Staff;
  who: StaffView;
  onSet: () => void;
  onCancel?: () => void;
}

/** The code to scan, the same to type, and the app's first code as the proof. */
export function NewFactor({ staff, who, onSet, onCancel }: AddWishes): JSX.Element {
  const [draft, keep] = useState<FactorDraft | undefined>(undefined);
  const [asksOld, setAsksOld] = useState(who.asks_old);
  const [said, say] = useState<Words | undefined>(undefined);
  const ask = (): void =>
    void staff.api.post<FactorDraft>('/second-factor/draft').then(keep, (failure: Problem) => say(failure));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = { draft: draft?.draft, code: form.get('code'), password: form.get('password') };
    staff.api.post('/second-factor', body).then(onSet, (failure) => {
      const problem = problemOf(failure);
      if (problem.code === 'wrong_pin') setAsksOld(true); // a one-time link stands for it for a while only
      if (problem.code === 'malformed') keep(undefined); // too old: another one is shown
      say(problem.code === 'wrong_pin' ? office.wrongOld : problem);
    });
  };
  if (!draft) {
    return (
      <div class="everywhere">
        <span class={said ? 'bad' : 'soft'} role={said && 'alert'}>
          {t(said ?? words.factorHow)}
        </span>
        <button type="button" class="main" data-act="draft-factor" onClick={ask}>
          {t(words.factorShow)}
        </button>
      </div>
    );
  }
  return (
    <form onSubmit={submit} data-testid="new-factor">
      <p>{t(words.factorScan)}</p>
      <img
        class="scan"
        src={`data:image/svg+xml,${encodeURIComponent(draft.picture)}`}
        alt={t(words.factorPicture)}
      />
      <p class="soft">
        {t(words.factorType)} <code data-testid="factor-secret">{inFours(draft.secret)}</code>
      </p>
      <Digits label={words.factorCode} />
      {asksOld && <PresentPassword />}
      <FormFoot said={said} save={common.confirm} onCancel={onCancel} />
    </form>
  );
}

function FactorOff({
  staff,
  who,
  onOff,
  onCancel,
}: {
  staff: Staff;
  who: StaffView;
  onOff: () => void;
  onCancel: () => void;
}): JSX.Element {
  const [asksCode, askCode] = useState(who.asks_old);
  const [said, say] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const code = new FormData(event.currentTarget as HTMLFormElement).get('code');
    staff.api.post('/second-factor/off', code ? { code } : {}).then(onOff, (failure) => {
      askCode(true); // a one-time link stands for it for a while only
      say(problemOf(failure));
    });
  };
  return (
    <form onSubmit={submit}>
      {asksCode && <Digits label={words.factorCode} />}
      <FormFoot said={said} save={words.factorRemove} onCancel={onCancel} />
    </form>
  );
}

/** Six digits of an app; a phone shows its keys of digits, and a browser may fill them in. */
export function Digits({ label }: { label: Words }): JSX.Element {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []); // it appears in a form that had its focus already
  return (
    <label>
      <span>{t(label)}</span>
      <input
        name="code"
        required
        inputMode="numeric"
        pattern="[0-9 ]{6,9}"
        maxLength={9}
        autoComplete="one-time-code"
        ref={box}
      />
    </label>
  );
}

function PresentPassword(): JSX.Element {
  return (
    <label>
      <span>{t(office.password)}</span>
      <input name="password" type="password" required maxLength={200} autoComplete="current-password" />
    </label>
  );
}

function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}

function problemOf(failure: unknown): Problem {
  if (!(failure instanceof Problem)) throw failure;
  return failure;
}
