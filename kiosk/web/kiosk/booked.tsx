// Who has a code checks in: an appointment, or the way back with
// a supplement or for a result; typed here or read by a reader.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { spoken, t } from '@lib/look.ts';
import type { Words } from '@lib/types.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';
import { Taking } from './taking.ts';
import { go, large, scanned, typed } from './walk.ts';
import { isPapers } from './wedge.ts';
import './booked.css';

const SHORTEST = 4;
const LONGEST = 64;
const LONG = 16; // characters that need smaller letters
const DIGITS = ['123', '456', '789'];
const LETTERS = ['ABCDEFGHI', 'JKLMNOPQR', 'STUVWXYZ-'];

export function Booked({
  api,
  hint = words.bookedHint,
  name = words.booked,
}: {
  api: Api;
  hint?: Words;
  name?: Words;
}): JSX.Element {
  const [taking, setTaking] = useState<Taking | undefined>(undefined);
  const [letters, setLetters] = useState(false);
  const code = typed.value;
  const take = async (): Promise<void> => {
    const made = new Taking(api, { code: typed.peek() }, spoken.peek(), large.peek());
    setTaking(made);
    const ticket = await made.take();
    if (ticket) go({ at: 'result', ticket });
  };
  useEffect(() => {
    if (scanned.value > 0 && typed.peek().length >= SHORTEST) void take();
  }, [scanned.value]);
  useKeys();
  const problem = taking?.problem.value;
  const said = problem?.code === 'unknown_code' && isPapers(code) ? words.papersEarly : problem;
  return (
    <div class={letters ? 'search booked spelled' : 'search booked'}>
      <div class="typed">
        <p role="status">
          <output
            class={code.length > LONG ? 'code long' : 'code'}
            data-testid="code"
            dir="ltr"
            aria-label={t(words.typed)}
          >
            {code}
          </output>
          <span class={said ? 'bad' : 'soft'} data-testid="booked-said">
            {t(said ?? hint)}
          </span>
        </p>
        <button type="button" data-act="letters" aria-pressed={letters} onClick={() => setLetters(!letters)}>
          {t(letters ? words.digits : words.letters)}
        </button>
      </div>
      <Keys name={name} letters={letters}>
        <button
          type="button"
          class="main erase"
          data-testid="check-in"
          disabled={code.length < SHORTEST || taking?.pending.value}
          onClick={() => void take()}
        >
          {t(words.checkIn)}
        </button>
      </Keys>
    </div>
  );
}

interface KeysWishes {
  name: Words;
  letters: boolean;
  children: ComponentChildren;
}

/** Figures or letters, rubbing out, and what is done with the code. */
function Keys({ name, letters, children }: KeysWishes): JSX.Element {
  return (
    <div class="keys" role="group" aria-label={t(name)}>
      {(letters ? LETTERS : DIGITS).map((row) => (
        <div key={row}>
          {[...row].map((each) => (
            <Key key={each} of={each} />
          ))}
        </div>
      ))}
      <div>
        <button type="button" class="erase" onClick={erase}>
          {t(words.erase)}
        </button>
        {!letters && <Key of="0" />}
        {children}
      </div>
    </div>
  );
}

function Key({ of }: { of: string }): JSX.Element {
  return (
    <button type="button" data-digit={of} onClick={() => type(of)}>
      {of}
    </button>
  );
}

function type(each: string): void {
  if (typed.value.length < LONGEST) typed.value += each;
}

function erase(): void {
  typed.value = typed.value.slice(0, -1);
}

function useKeys(): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const each = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? /^Key([A-Z])$/.exec(event.code)?.[1];
      if (each) type(each);
      if (event.code === 'Minus' || event.code === 'NumpadSubtract') type('-');
      if (event.code === 'Backspace') erase();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
