// Signing in: account and password, or a sign-in service that
// sends the browser back here; then the second factor.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem } from './api.ts';
import { type Back, nobody, type Staff } from './door.ts';
import { t } from './look.ts';
import { FormFoot } from './parts.tsx';
import { Digits } from './second-factor.tsx';
import type { SentView, SignInView, StaffView, Words } from './types.ts';
import { account as ownWords } from './words/account.ts';
import { accounts } from './words/accounts.ts';
import { office as words } from './words/office.ts';

interface Entry {
  staff: Staff;
  onIn: (who: StaffView | undefined) => void;
}

const PAGES = ['office', 'department', 'supervision', 'devices'];

/** What there is to sign in with; above it, why it is asked again or what was wrong with a link. */
export function SignInForm({ staff, onIn }: Entry): JSX.Element {
  const [ways, know] = useState<SignInView | undefined>(undefined);
  const [back, keep] = useState(staff.back);
  const [said, say] = useState<Words | undefined>(undefined);
  useEffect(() => void nobody.get<SignInView>('/login').then(know, () => {}), []);
  const over = (why: Words | undefined): void => {
    staff.back = undefined;
    keep(undefined);
    say(why);
  };
  if (back) return <Arriving staff={staff} back={back} onIn={onIn} onOver={over} />;
  return (
    <div class="ways">
      {staff.out.value && (
        <p role="status" data-testid="signed-out">
          {t(staff.out.value)}
        </p>
      )}
      {ways?.provider && <Elsewhere name={ways.provider} said={said} onSaid={say} />}
      <ByPassword staff={staff} onIn={onIn} ways={ways} />
    </div>
  );
}

/** The button that leads to the sign-in service. */
function Elsewhere({
  name,
  said,
  onSaid,
}: {
  name: Words;
  said: Words | undefined;
  onSaid: (why: Words | undefined) => void;
}): JSX.Element {
  const [going, go] = useState(false);
  const begin = async (): Promise<void> => {
    go(true);
    onSaid(undefined);
    try {
      const asked = new URLSearchParams(location.search).get('lang');
      const here = { page: pageHere(), ...(asked ? { lang: asked } : {}) };
      const sent = await nobody.post<SentView>('/login/oidc/begin', here);
      if (sent) location.assign(sent.address);
    } catch (failure) {
      go(false);
      onSaid(problemOf(failure));
    }
  };
  return (
    <>
      <button
        type="button"
        class="main elsewhere"
        data-act="elsewhere"
        disabled={going}
        onClick={() => void begin()}
      >
        {t(accounts.provider, { name: t(name) })}
      </button>
      <p class="bad" role="alert">
        {said && t(said)}
      </p>
      <p class="soft or">{t(accounts.or)}</p>
    </>
  );
}

/** Back from the sign-in service: what it said is handed in once, and our second factor where one is due. */
function Arriving({
  staff,
  back,
  onIn,
  onOver,
}: Entry & { back: Back; onOver: (why: Words | undefined) => void }): JSX.Element {
  const [asksCode, askCode] = useState(false);
  const [said, say] = useState<Words | undefined>(undefined);
  const hand = async (body: object): Promise<void> => {
    try {
      await nobody.post('/login/oidc', body);
      staff.back = undefined;
      onIn(await staff.me());
    } catch (failure) {
      const problem = problemOf(failure);
      if (problem.code === 'second_factor_needed') return askCode(true);
      if (problem.code === 'wrong_second_factor') return say(problem);
      onOver(problem);
    }
  };
  useEffect(() => void hand(back), []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const second_factor = new FormData(event.currentTarget as HTMLFormElement).get('code');
    void hand({ state: back.state, second_factor });
  };
  if (!asksCode) return <p role="status">{t(accounts.arriving)}</p>;
  return (
    <form onSubmit={submit}>
      <Digits label={ownWords.signInCode} />
      <FormFoot said={said} save={words.login} onCancel={() => onOver(undefined)} />
    </form>
  );
}

/** Account and password: the hall's own, or a directory's. */
function ByPassword({ staff, onIn, ways }: Entry & { ways: SignInView | undefined }): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const [asksCode, askCode] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const code = form.get('code');
    const body = { account: form.get('account'), password: form.get('password') };
    try {
      await staff.api.post('/login', code ? { ...body, second_factor: code } : body);
      onIn(await staff.me());
    } catch (failure) {
      const problem = problemOf(failure);
      if (problem.code === 'second_factor_needed') {
        setSaid(undefined);
        return askCode(true);
      }
      setSaid(problem.code === 'wrong_pin' ? words.wrongLogin : problem);
    }
  };
  return (
    <form onSubmit={submit}>
      <label>
        <span>{t(words.account)}</span>
        <input
          name="account"
          required
          autoComplete="username"
          maxLength={64}
          onInput={() => askCode(false)}
        />
      </label>
      <label>
        <span>{t(words.password)}</span>
        <input name="password" type="password" required autoComplete="current-password" maxLength={200} />
      </label>
      {asksCode && <Digits label={ownWords.signInCode} />}
      {ways?.directory && <p class="soft">{t(accounts.directory)}</p>}
      <p class="bad" role="alert">
        {said && t(said)}
      </p>
      <button type="submit" class={ways?.provider ? undefined : 'main'}>
        {t(words.login)}
      </button>
    </form>
  );
}

/** The page of ours to come back to, by the last word of its address; the front door has none. */
function pageHere(): string {
  const last = location.pathname.replace(/\/+$/, '').split('/').pop() ?? '';
  return PAGES.includes(last) ? last : '';
}

function problemOf(failure: unknown): Problem {
  if (!(failure instanceof Problem)) throw failure;
  return failure;
}
