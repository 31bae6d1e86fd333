// When a section asks again. A device's page does so as often as it wishes: nobody touches a board.
// A staff page does so after an event of the hall, when its tab comes into sight, and for a minute
// after a hand was at it.
import { signal } from '@preact/signals';

const HANDS = ['pointerdown', 'keydown'] as const;
const USED_MS = 60_000;

/** Counts what may have changed what is shown. */
const stirs = signal(0);
let hand = Number.NEGATIVE_INFINITY;
let rests = false;

/** This is a staff page: while it is idle it asks for nothing. */
export function restWhenIdle(): void {
  rests = true;
}

/** Something has happened: an event of the hall, or the tab is in sight again. */
export function stir(): void {
  stirs.value += 1;
}

if (typeof document !== 'undefined') {
  for (const each of HANDS)
    addEventListener(
      each,
      () => {
        hand = performance.now();
        stir();
      },
      { passive: true, capture: true },
    );
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && stir());
}

/**
 * Call `look` every `everyMs`, on a staff page only while it is in use; and after what
 * stirs, never sooner than `everyMs` after the last look; until `stop` is called.
 */
export function lookAgain(everyMs: number, look: () => void): { looked: () => void; stop: () => void } {
  let last = performance.now();
  let timer = 0;
  const later = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(look, Math.max(last + everyMs - performance.now(), 0));
  };
  let first = true;
  const leave = stirs.subscribe(() => {
    if (!first) later();
    first = false;
  });
  return {
    looked: () => {
      last = performance.now();
      clearTimeout(timer);
      if (!rests || last - hand < USED_MS) later();
    },
    stop: () => {
      clearTimeout(timer);
      leave();
    },
  };
}
