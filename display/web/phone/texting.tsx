// A message to the visitor's telephone: the number is bound here after reading what is done with it,
// and taken back here.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { lang, t } from '@lib/look.ts';
import { phone as words } from '@lib/words/phone.ts';
import type { Follower } from './follower.ts';

/** Asked for once: a hall that tells nobody shows nothing here. */
export function Texting({ follower, ticket }: { follower: Follower; ticket: number }): JSX.Element | null {
  useEffect(() => void follower.askTexting(), [ticket]);
  const texting = follower.texting.value;
  if (!texting?.offered && !texting?.bound) return null;
  return (
    <section class="texting" aria-labelledby="texting" data-testid="texting">
      <h2 id="texting">{t(words.texting)}</h2>
      {texting.bound ? <Bound follower={follower} /> : <Bind follower={follower} ahead={texting.ahead} />}
    </section>
  );
}

function Bound({ follower }: { follower: Follower }): JSX.Element {
  return (
    <>
      <p role="status">{t(words.textingBound)}</p>
      <button type="button" data-act="phone-forget" onClick={() => void follower.forgetPhone()}>
        {t(words.textingForget)}
      </button>
    </>
  );
}

function Bind({ follower, ahead }: { follower: Follower; ahead: number }): JSX.Element {
  const [number, setNumber] = useState('');
  const [agreed, setAgreed] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    void follower.bindPhone(number, lang.value);
  };
  return (
    <form onSubmit={send}>
      <label>
        {t(words.textingNumber)}
        <input
          type="tel"
          name="phone"
          autocomplete="tel"
          inputmode="tel"
          maxlength={24}
          required
          value={number}
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
      </label>
      <p class="soft" id="texting-how">
        {ahead > 0 ? t(words.textingSoon, { n: ahead }) : t(words.textingCalled)} {t(words.textingKept)}
      </p>
      <label class="agreed">
        <input
          type="checkbox"
          name="agreed"
          required
          aria-describedby="texting-how"
          checked={agreed}
          onChange={(event) => setAgreed(event.currentTarget.checked)}
        />
        <span>{t(words.textingAgreed)}</span>
      </label>
      <button type="submit" data-act="phone-bind" disabled={!agreed}>
        {t(words.textingBind)}
      </button>
    </form>
  );
}
