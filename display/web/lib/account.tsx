// One's own account: a new password against the old one, the second factor, and the end of every sign-in.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem } from './api.ts';
import type { Staff } from './door.ts';
import { t } from './look.ts';
import { Dialog, FormFoot } from './parts.tsx';
import { NewFactor, SecondFactor } from './second-factor.tsx';
import type { StaffView, Words } from './types.ts';
import { account as ownWords } from './words/account.ts';
import { common } from './words/common.ts';
import { office as words } from './words/office.ts';

interface Wishes {
  staff: Staff;
  who: StaffView;
  onClose: () => void;
  onOut: () => void;
}

export function Account({ staff, who, onClose, onOut }: Wishes): JSX.Element {
  const [done, setDone] = useState(false);
  return (
    <Dialog title={t(ownWords.title)} onClose={onClose} class="asking account">
      <h3>{t(words.setPassword)}</h3>
      {who.signs_on_by !== 'password' ? (
        <p class="soft">{t(ownWords.elsewhere)}</p>
      ) : done ? (
        <>
          <p role="status">{t(words.passwordSet)}</p>
          <div class="foot">
            <button type="button" class="main" onClick={onClose}>
              {t(common.close)}
            </button>
          </div>
        </>
      ) : (
        <NewPassword staff={staff} who={who} onClose={onClose} onSet={() => setDone(true)} />
      )}
      <SecondFactor staff={staff} who={who} onDone={() => void staff.me().catch(() => {})} />
      <Everywhere staff={staff} onOut={onOut} />
    </Dialog>
  );
}

/** What the hall's rules ask of an account stands before its page, one thing after the other. */
export function Owed({
  staff,
  who,
  onDone,
}: Omit<Wishes, 'onClose' | 'onOut'> & { onDone: () => void }): JSX.Element {
  const isPassword = who.owes.includes('password');
  const passwordOwed = who.has_password ? ownWords.owedPassword : ownWords.owedFirst;
  return (
    <section class="asking account owed" aria-labelledby="owed" data-owes={who.owes[0]}>
      <h2 id="owed">{t(ownWords.owed)}</h2>
      <p>{t(isPassword ? passwordOwed : ownWords.owedFactor)}</p>
      {isPassword ? (
        <NewPassword staff={staff} who={who} onSet={onDone} />
      ) : (
        <NewFactor staff={staff} who={who} onSet={onDone} />
      )}
    </section>
  );
}

/** Whoever has just come by a one-time link, or has no password yet, is not asked for the old one. */
function NewPassword({
  staff,
  who,
  onClose,
  onSet,
}: Omit<Wishes, 'onOut' | 'onClose'> & { onClose?: () => void; onSet: () => void }): JSX.Element {
  const [asksOld, setAsksOld] = useState(who.asks_old);
  const [said, setSaid] = useState<Words | undefined>(undefined);
  useEffect(
    () =>
      void staff.me().then(
        (now) => setAsksOld((known) => now?.asks_old ?? known),
        () => {},
      ),
    [],
  ); // a link is fresh for minutes only
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    if (form.get('new') !== form.get('again')) return setSaid(words.passwordsDiffer);
    try {
      await staff.api.post('/password', { password: form.get('new'), old: form.get('old') });
      onSet();
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      if (failure.code === 'wrong_pin') setAsksOld(true);
      setSaid(failure.code === 'wrong_pin' ? words.wrongOld : failure);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label>
        <span>{t(words.account)}</span>
        <input name="account" value={who.name} readOnly tabIndex={-1} autoComplete="username" />
      </label>
      {asksOld && <Secret name="old" label={words.oldPassword} auto="current-password" first />}
      <Secret name="new" label={words.newPassword} auto="new-password" least={10} first={!asksOld} />
      <Secret name="again" label={words.passwordAgain} auto="new-password" least={10} />
      <FormFoot said={said} save={common.confirm} onCancel={onClose} />
    </form>
  );
}

function Secret({
  name,
  label,
  auto,
  least,
  first = false,
}: {
  name: string;
  label: Words;
  auto: string;
  least?: number;
  first?: boolean;
}): JSX.Element {
  return (
    <label>
      <span>{t(label)}</span>
      <input
        name={name}
        type="password"
        required
        minLength={least}
        maxLength={200}
        autoComplete={auto}
        autofocus={first}
      />
    </label>
  );
}

function Everywhere({ staff, onOut }: Pick<Wishes, 'staff' | 'onOut'>): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const out = (): void =>
    void staff.api.delete('/login/everywhere').then(onOut, (failure) => setSaid(failure as Problem));
  return (
    <div class="everywhere">
      <span class={said ? 'bad' : 'soft'} role={said && 'alert'}>
        {t(said ?? words.outEverywhereHow)}
      </span>
      <button type="button" data-act="everywhere" onClick={out}>
        {t(words.outEverywhere)}
      </button>
    </div>
  );
}
