// An identity number typed by hand, where the card is not there:
// its check character is looked at before it is sent.
import type { JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { t } from '@lib/look.ts';
import { Dialog } from '@lib/parts.tsx';
import { common } from '@lib/words/common.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';
import { LENGTH, masked, typedKey, wholeNumber } from './identity.ts';

const ROWS = ['123', '456', '789', 'X0'];

/** The button, and the dialog that it opens; `onNumber` gets a number that can be one. */
export function Identity({ onNumber }: { onNumber: (number: string) => void }): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" data-act="identity" onClick={() => setOpen(true)}>
        {t(words.identity)}
      </button>
      {open && (
        <Typing
          onClose={() => setOpen(false)}
          onNumber={(number) => {
            setOpen(false);
            onNumber(number);
          }}
        />
      )}
    </>
  );
}

function Typing({
  onClose,
  onNumber,
}: {
  onClose: () => void;
  onNumber: (number: string) => void;
}): JSX.Element {
  const [number, setNumber] = useState('');
  const [wrong, setWrong] = useState(false);
  const type = (key: string): void => {
    setWrong(false);
    setNumber((now) => typedKey(now, key));
  };
  useKeys(type);
  const take = (): void => {
    if (wholeNumber(number)) onNumber(number);
    else setWrong(true);
  };
  return (
    <Dialog title={t(words.identity)} onClose={onClose} class="identity" calm>
      <p class="soft">{t(words.identityHow)}</p>
      <p role="status">
        <output class="code" dir="ltr" aria-label={t(words.typed)} data-testid="identity-typed">
          {masked(number)}
        </output>{' '}
        <span class={wrong ? 'bad' : 'soft'} data-testid="identity-said">
          {wrong ? t(words.identityWrong) : `${number.length}/${LENGTH}`}
        </span>
      </p>
      <div class="pad" role="group" aria-label={t(words.identity)}>
        {[...ROWS.join('')].map((each) => (
          <button type="button" key={each} data-digit={each} onClick={() => type(each)}>
            {each}
          </button>
        ))}
        <button type="button" aria-label={t(words.erase)} data-act="erase" onClick={() => type('Backspace')}>
          ⌫
        </button>
      </div>
      <div class="pair">
        <button type="button" onClick={onClose}>
          {t(common.cancel)}
        </button>
        <button
          type="button"
          class="main"
          data-act="identity-take"
          disabled={number.length < LENGTH}
          onClick={take}
        >
          {t(words.identityTake)}
        </button>
      </div>
    </Dialog>
  );
}

function useKeys(type: (key: string) => void): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
      if (digit) type(digit);
      if (event.code === 'KeyX') type('X');
      if (event.code === 'Backspace') type('Backspace');
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
