// Taking back the last act within the minute: what it undoes, in words, and how long it still can.
import type { JSX } from 'preact';
import { hallNow, second } from '@lib/clock.ts';
import { t } from '@lib/look.ts';
import { OUTCOMES } from '@lib/tables.ts';
import type { UndoView } from '@lib/types.ts';
import { console_ as words } from '@lib/words/console.ts';
import type { Desk } from './desk.ts';

/** Whole seconds for which it can still be taken back; 0 when it cannot. */
export function secondsLeft(undo: UndoView | null, now: number | undefined): number {
  if (!undo || now === undefined) return 0;
  return Math.max(0, Math.ceil((Date.parse(undo.until) - now) / 1000));
}

export function Undo({ desk, undo }: { desk: Desk; undo: UndoView | null }): JSX.Element | null {
  second.value;
  const left = secondsLeft(undo, hallNow());
  if (!undo || !left) return null;
  return (
    <button
      type="button"
      class="undo"
      data-act="undo"
      data-undo={undo.act}
      disabled={desk.busy.value}
      onClick={() => void desk.act('undo')}
    >
      {saidUndo(undo)} · {t(words.undoLeft, { n: left })} <kbd>Z</kbd>
    </button>
  );
}

function saidUndo({ act, number, outcome, puts_back }: UndoView): string {
  if (act === 'miss') return t(words.undoMiss, { number: number ?? '' });
  if (act === 'sign_off') return t(words.undoSignOff);
  if (puts_back)
    return t(words.undoBoth, {
      number: number ?? '',
      outcome: outcome ? t(OUTCOMES[outcome]) : '',
      back: puts_back,
    });
  return t(words.undoFinish, { number: number ?? '', outcome: outcome ? t(OUTCOMES[outcome]) : '' });
}
