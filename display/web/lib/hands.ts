// A staff page without a hand at it is signed out.
// All pages of one browser share their sign-in, and so the hand.
import { Problem } from './api.ts';
import type { Staff } from './door.ts';
import { filled } from './message.ts';
import { accounts as words } from './words/accounts.ts';

const KEPT = 'hall.hand';
const HANDS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
const LOOK_MS = 5000;
const KEEP_EVERY_MS = 1000; // a wheel turns many times a second
const SAY_EVERY_MS = 5 * 60_000;

/** Watch for hands until the returned function is called; `idle_s` 0 watches nothing. */
export function watchHands(staff: Staff, idle_s: number): () => void {
  if (!idle_s) return () => {};
  const idle_ms = idle_s * 1000;
  let said = 0;
  let kept = 0;
  const touch = (): void => {
    const now = Date.now();
    if (now - kept < KEEP_EVERY_MS) return;
    kept = now;
    localStorage.setItem(KEPT, String(now));
    if (now - said < Math.min(SAY_EVERY_MS, idle_ms / 4)) return;
    said = now;
    staff.api.post('/hand').catch(() => (said = 0));
  };
  const look = (): void => {
    if (Date.now() - Number(localStorage.getItem(KEPT) ?? 0) < idle_ms) return;
    void signOut(staff).finally(() => staff.end(filled(words.idle, { minutes: Math.round(idle_s / 60) })));
  };
  touch();
  for (const each of HANDS) addEventListener(each, touch, { passive: true, capture: true });
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    for (const each of HANDS) removeEventListener(each, touch, { capture: true });
  };
}

/** Sign out, also where the server is away or has done so already. */
export async function signOut(staff: Staff): Promise<void> {
  await staff.api.delete('/login').catch((failure: unknown) => {
    if (!(failure instanceof Problem)) throw failure;
  });
}
