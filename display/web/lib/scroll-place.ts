// Who goes back finds the place where they were: the browser cannot scroll there before the rows have come.

const TRIES_MS = 5000;
const GIVES_UP = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const;

interface Left {
  y?: number;
}

history.scrollRestoration = 'manual';

/** Note where the page stands, in the address that is left. */
export function leavePlace(): void {
  const state = (history.state ?? {}) as Left;
  history.replaceState({ ...state, y: scrollY }, '');
}

/** Scroll to where the page stood, as soon as it is long enough; whoever moves it first has it. */
export function comeBack(state: unknown): void {
  const y = (state as Left | null)?.y ?? 0;
  const until = performance.now() + TRIES_MS;
  let moved = false;
  const give = (): void => {
    moved = true;
  };
  for (const each of GIVES_UP) addEventListener(each, give, { once: true, passive: true });
  const look = (): void => {
    if (moved || performance.now() > until) return;
    const end = document.documentElement.scrollHeight - innerHeight;
    if (end < y) {
      requestAnimationFrame(look);
      return;
    }
    scrollTo(0, y);
  };
  requestAnimationFrame(look);
}

/** Whether the way back leads to another place of this page. */
export function cameWithin(): boolean {
  return Boolean((history.state as { within?: boolean } | null)?.within);
}
