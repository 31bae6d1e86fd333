// Signing on at a window: staff code and PIN; the first time, a PIN is chosen with the link's one-time code.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '@lib/look.ts';
import { LangSwitch } from '@lib/parts.tsx';
import type { Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { console_ as words } from '@lib/words/console.ts';
import type { Desk } from './desk.ts';
import { Undo } from './undo.tsx';

export function SignOn({
  desk,
  staffer,
  code,
}: {
  desk: Desk;
  staffer: string;
  code: string | undefined;
}): JSX.Element {
  const [first, setFirst] = useState(code);
  const [differ, setDiffer] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement);
    const field = (name: string): string => String(said.get(name) ?? '').trim();
    const differs = first !== undefined && field('pin') !== field('again');
    setDiffer(differs);
    if (differs) return;
    if (await desk.signOn(field('staffer'), field('pin'), field('covers'), first)) setFirst(undefined);
  };
  return (
    <main class="signon">
      <header>
        <h1>
          {t(words.title)} · {t(common.windowNo, { n: desk.code })}
        </h1>
        <LangSwitch />
      </header>
      <Undo desk={desk} undo={desk.view.value?.undo ?? null} />
      <form onSubmit={submit}>
        {first && <p class="soft">{t(words.setPinHow)}</p>}
        <Field name="staffer" words={words.staffer} value={staffer} auto="username" />
        <Field
          name="pin"
          words={first ? words.setPin : words.pin}
          type="password"
          least={first ? 6 : 4}
          auto={first ? 'new-password' : 'current-password'}
        />
        {first && <Field name="again" words={words.pinAgain} type="password" least={6} auto="new-password" />}
        {!first && <Field name="covers" words={words.covers} need={false} />}
        <p class="bad" role="alert">
          {differ ? t(words.pinsDiffer) : desk.said.value && t(desk.said.value)}
        </p>
        <button type="submit" class="main" data-act="signon" disabled={desk.busy.value}>
          {t(words.signOn)}
        </button>
      </form>
    </main>
  );
}

interface FieldWishes {
  name: string;
  words: Words;
  value?: string;
  type?: string;
  least?: number;
  need?: boolean;
  auto?: string;
}

function Field({
  name,
  words: said,
  value = '',
  type = 'text',
  least,
  need = true,
  auto = 'off',
}: FieldWishes): JSX.Element {
  return (
    <label>
      <span>{t(said)}</span>
      <input
        name={name}
        type={type as 'text'}
        defaultValue={value}
        required={need}
        minLength={least}
        maxLength={64}
        autoComplete={auto}
      />
    </label>
  );
}
