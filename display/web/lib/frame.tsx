// The frame of a staff page: sign in, the page's head; without a hand at it, or a session, the way back in.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Account, Owed } from './account.tsx';
import { hall } from './catalogue.ts';
import type { Staff } from './door.ts';
import { signOut, watchHands } from './hands.ts';
import { t } from './look.ts';
import { HallClock, LangSwitch } from './parts.tsx';
import { SignInForm } from './sign-in.tsx';
import { restWhenIdle } from './stirred.ts';
import type { StaffView, Words } from './types.ts';
import { account as ownWords } from './words/account.ts';
import { accounts } from './words/accounts.ts';
import { common } from './words/common.ts';
import { office as words } from './words/office.ts';

restWhenIdle();

interface Wishes {
  staff: Staff;
  first: StaffView | undefined;
  title: Words;
  children: (who: StaffView) => ComponentChildren;
}

export function StaffPage({ staff, first, title, children }: Wishes): JSX.Element {
  const [who, setWho] = useState(first);
  const [account, setAccount] = useState(false);
  const present = staff.out.value ? undefined : who;
  useEffect(() => {
    if (staff.owing.value) void staff.me().then(setWho, () => {});
  }, [staff.owing.value]);
  useEffect(() => (present ? watchHands(staff, present.idle_s) : undefined), [present?.name]);
  if (!who || !present) return <SignIn staff={staff} title={title} onIn={setWho} />;
  const left = (): void => {
    setAccount(false);
    setWho(undefined);
    staff.end(undefined);
  };
  const closed = (): void => {
    setAccount(false);
    void staff.me().then(setWho, () => {}); // a password may have been set
  };
  return (
    <div class="office">
      <header>
        <h1>
          {t(hall.value?.name ?? common.hall)} · {t(who.department ?? title)}
        </h1>
        <HallClock />
        <span class="name">{who.name}</span>
        <button type="button" class="plain" data-act="account" onClick={() => setAccount(true)}>
          {t(ownWords.title)}
        </button>
        <LangSwitch />
        <button type="button" class="plain" onClick={() => void signOut(staff).then(left)}>
          {t(words.logout)}
        </button>
        {!who.has_password && !who.owes.length && <Unset name={who.name} onSet={() => setAccount(true)} />}
      </header>
      <main>
        {who.owes.length ? <Owed staff={staff} who={who} onDone={() => location.reload()} /> : children(who)}
      </main>
      {account && <Account staff={staff} who={who} onClose={closed} onOut={left} />}
    </div>
  );
}

/** Whoever came by a link is told the account's name and asked for a password. */
function Unset({ name, onSet }: { name: string; onSet: () => void }): JSX.Element {
  return (
    <p class="unset" role="note">
      {t(accounts.unset, { name })}{' '}
      <button type="button" class="small" data-act="set-password" onClick={onSet}>
        {t(accounts.setNow)}
      </button>
    </p>
  );
}

interface Entry {
  staff: Staff;
  title: Words;
  onIn: (who: StaffView | undefined) => void;
}

function SignIn(entry: Entry): JSX.Element {
  return (
    <main class="signin">
      <header>
        <h1>{t(entry.title)}</h1>
        <LangSwitch />
      </header>
      <SignInForm {...entry} />
    </main>
  );
}
