// When a section asks again: after an event of the hall, when the tab comes into sight,
// and for a minute after a hand was at the page. An idle tab asks for nothing.
import { signal } from '@preact/signals';

const HANDS = ['pointerdown', 'keydown'] as const;
const USED_MS = 60_000;

/** Counts what may have changed what is shown. */
const stirs = signal(0);
let hand = Number.NEGATIVE_INFINITY;

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
 * Call `look` after what stirs, never sooner than `everyMs` after the last look,
 * and every `everyMs` while the page is in use; until the returned function is called.
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
      if (last - hand < USED_MS) later();
    },
    stop: () => {
      clearTimeout(timer);
      leave();
    },
  };
}
