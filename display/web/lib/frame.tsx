// The frame of a staff page: sign in, the page's head.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Account } from './account.tsx';
import { Problem } from './api.ts';
import { hall } from './catalogue.ts';
import type { Staff } from './door.ts';
import { t } from './look.ts';
import { HallClock, LangSwitch } from './parts.tsx';
import type { StaffView, Words } from './types.ts';
import { common } from './words/common.ts';
import { office as words } from './words/office.ts';

interface Wishes {
  staff: Staff;
  first: StaffView | undefined;
  title: Words;
  children: (who: StaffView) => ComponentChildren;
}

export function StaffPage({ staff, first, title, children }: Wishes): JSX.Element {
  const [who, setWho] = useState(first);
  const [account, setAccount] = useState(false);
  if (!who) return <SignIn staff={staff} title={title} onIn={setWho} />;
  const left = (): void => {
    setAccount(false);
    setWho(undefined);
  };
  const out = async (): Promise<void> => {
    await staff.api.delete('/login').catch(() => {});
    left();
  };
  return (
    <div class="office">
      <header>
        <h1>
          {t(hall.value?.name ?? common.hall)} · {t(title)}
        </h1>
        <HallClock />
        <span class="name">{who.name}</span>
        <button type="button" class="plain" data-act="account" onClick={() => setAccount(true)}>
          {t(words.changePassword)}
        </button>
        <LangSwitch />
        <button type="button" class="plain" onClick={() => void out()}>
          {t(words.logout)}
        </button>
      </header>
      <main>{children(who)}</main>
      {account && <Account staff={staff} who={who} onClose={() => setAccount(false)} onOut={left} />}
    </div>
  );
}

function SignIn({
  staff,
  title,
  onIn,
}: {
  staff: Staff;
  title: Words;
  onIn: (who: StaffView | undefined) => void;
}): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    try {
      await staff.api.post('/login', { account: form.get('account'), password: form.get('password') });
      onIn(await staff.me());
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setSaid(failure.code === 'wrong_pin' ? words.wrongLogin : failure);
    }
  };
  return (
    <main class="signin">
      <header>
        <h1>{t(title)}</h1>
        <LangSwitch />
      </header>
      <form onSubmit={submit}>
        <label>
          <span>{t(words.account)}</span>
          <input name="account" required autoComplete="username" maxLength={64} />
        </label>
        <label>
          <span>{t(words.password)}</span>
          <input name="password" type="password" required autoComplete="current-password" maxLength={200} />
        </label>
        <p class="bad" role="alert">
          {said && t(said)}
        </p>
        <button type="submit" class="main">
          {t(words.login)}
        </button>
      </form>
    </main>
  );
}
