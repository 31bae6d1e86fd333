// Who has a code checks in: an appointment, or the way back with a supplement or for a result; typed here or read by a reader.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../../display/web/lib/api.ts';
import { lang, t } from '../../display/web/lib/look.ts';
import type { Words } from '../../display/web/lib/types.ts';
import { kiosk as words } from '../../display/web/lib/words.ts';
import { Taking } from './taking.ts';
import { go, scanned, typed } from './walk.ts';

const SHORTEST = 4;
const LONGEST = 20;
const KEYS = ['123', '456', '789'];

export function Booked({ api, hint = words.bookedHint, name = words.booked }: { api: Api; hint?: Words; name?: Words }): JSX.Element {
  const [taking, setTaking] = useState<Taking | undefined>(undefined);
  const code = typed.value;
  const take = async (): Promise<void> => {
    const made = new Taking(api, { code: typed.peek() }, lang.peek());
    setTaking(made);
    const ticket = await made.take();
    if (ticket) go({ at: 'result', ticket });
  };
  useEffect(() => {
    if (scanned.value > 0 && typed.peek().length >= SHORTEST) void take();
  }, [scanned.value]);
  useDigitKeys();
  const problem = taking?.problem.value;
  return (
    <div class="search booked">
      <p class="typed" role="status">
        <output class="code" data-testid="code" aria-label={t(words.typed)}>
          {code}
        </output>
        <span class={problem ? 'bad' : 'soft'} data-testid="booked-said">
          {problem ? t(problem) : t(hint)}
        </span>
      </p>
      <div class="keys" role="group" aria-label={t(name)}>
        {KEYS.map((row) => (
          <div key={row}>
            {[...row].map((digit) => (
              <Key key={digit} digit={digit} />
            ))}
          </div>
        ))}
        <div>
          <button type="button" class="erase" onClick={erase}>
            {t(words.erase)}
          </button>
          <Key digit="0" />
          <button type="button" class="main erase" data-testid="check-in" disabled={code.length < SHORTEST || taking?.pending.value} onClick={() => void take()}>
            {t(words.checkIn)}
          </button>
        </div>
      </div>
    </div>
  );
}

function Key({ digit }: { digit: string }): JSX.Element {
  return (
    <button type="button" data-digit={digit} onClick={() => type(digit)}>
      {digit}
    </button>
  );
}

function type(each: string): void {
  if (typed.value.length < LONGEST) typed.value += each;
}

function erase(): void {
  typed.value = typed.value.slice(0, -1);
}

function useDigitKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
      if (digit && !event.ctrlKey && !event.altKey) type(digit);
      if (event.code === 'Backspace') erase();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
