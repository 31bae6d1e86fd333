// How many pieces (件) a service handled: an agent may hand in twelve filings at once.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '@lib/look.ts';
import { console_ as words } from '@lib/words/console.ts';

/**
 * How many pieces this service handled: one, unless a number is said.
 * J leads there, Enter back to the keys.
 */
export function Pieces({
  most,
  said,
  onSaid,
}: {
  most: number;
  said: string;
  onSaid: (said: string) => void;
}): JSX.Element | null {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.code !== 'KeyJ' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  if (most <= 1) return null;
  const leave = (event: KeyboardEvent & { currentTarget: HTMLInputElement }): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.currentTarget.blur();
  };
  return (
    <label class="pieces">
      <span>
        {t(words.quantity)} <kbd>J</kbd>
      </span>
      <input
        ref={field}
        type="number"
        min="1"
        max={most}
        step="1"
        inputMode="numeric"
        data-testid="pieces"
        placeholder="1"
        value={said}
        onInput={(event) => onSaid(event.currentTarget.value)}
        onKeyDown={leave}
      />
    </label>
  );
}

export function piecesOf(said: string): object {
  return said === '' ? {} : { quantity: Number(said) };
}
