// Parts of the console's questions: choices with their digits, a form of its own, fields, the foot.
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { t } from '@lib/look.ts';
import type { WindowView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { console_ as words } from '@lib/words/console.ts';
import type { Desk } from './desk.ts';
import { digitOf } from './keys.ts';

export interface Wishes {
  desk: Desk;
  view: WindowView;
  onClose: () => void;
}

export function Radio({
  name,
  value,
  said,
  checked,
  onPick,
}: {
  name: string;
  value: string;
  said: Words;
  checked?: boolean;
  onPick?: () => void;
}): JSX.Element {
  return (
    <label class="radio">
      <input type="radio" name={name} value={value} defaultChecked={checked} onChange={onPick} /> {t(said)}
    </label>
  );
}

export function Choices({
  labels,
  codes,
  chosen,
  hook,
  onPick,
}: {
  labels: Words[];
  codes?: string[];
  chosen?: number;
  hook: string;
  onPick: (n: number) => void;
}): JSX.Element {
  return (
    <div class="choices">
      {labels.map((said, n) => (
        <button
          type="button"
          key={said.en}
          class={chosen === n ? 'main' : ''}
          aria-pressed={chosen === undefined ? undefined : chosen === n}
          {...{ [`data-${hook}`]: codes?.[n] ?? String(n + 1) }}
          onClick={() => onPick(n)}
        >
          <kbd>{n + 1}</kbd> <span>{t(said)}</span>
        </button>
      ))}
    </div>
  );
}

/** A form of its own: Enter sends it, with the fields that were filled. */
export function Answer({
  desk,
  onClose,
  onAnswer,
  children,
}: {
  desk: Desk;
  onClose: () => void;
  onAnswer: (said: Record<string, string>, form: FormData) => void;
  children: ComponentChildren;
}): JSX.Element {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const said = [...form].filter(([name, value]) => value !== '' && name !== 'kind');
    onAnswer(Object.fromEntries(said) as Record<string, string>, form);
  };
  return (
    <form onSubmit={submit}>
      {children}
      <Foot desk={desk} onClose={onClose} confirm />
    </form>
  );
}

export function Foot({
  desk,
  onClose,
  confirm = false,
}: {
  desk: Desk;
  onClose: () => void;
  confirm?: boolean;
}): JSX.Element {
  return (
    <div class="foot">
      <p class="bad" role="alert">
        {desk.said.value && t(desk.said.value)}
      </p>
      <button type="button" onClick={onClose}>
        {t(common.cancel)} <kbd>Esc</kbd>
      </button>
      {confirm && (
        <button type="submit" class="main" data-act="confirm" disabled={desk.busy.value}>
          {t(common.confirm)} <kbd>{t(words.enter)}</kbd>
        </button>
      )}
    </div>
  );
}

export function Labelled({ words: said, field }: { words: Words; field: JSX.Element }): JSX.Element {
  return (
    <label>
      <span>{t(said)}</span>
      {field}
    </label>
  );
}

/** Put the cursor where the next word belongs. */
export function focus(field: HTMLElement | null): void {
  field?.focus();
}

/** Enter, unless the focus is in a field or on a button. */
export function useEnter(act: () => void): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const pressed = event.code === 'Enter' || event.code === 'NumpadEnter';
      if (!pressed || event.repeat || document.activeElement?.matches('input, textarea, select, button'))
        return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

/** Number keys, unless the focus is in a field. */
export function useDigits(pick: (n: number) => void): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const n = digitOf(event.code);
      if (!n || event.repeat || document.activeElement?.matches('input:not([type=radio]), textarea, select'))
        return;
      event.preventDefault();
      pick(n);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}
