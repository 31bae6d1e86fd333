// What is typed of an identity number. Pure; it stands on the screen by its last figures only.
import { meaningOf } from './wedge.ts';

export const LENGTH = 18;
const SHOWN = 4; // of its end, while it is typed

/** What stands there after a key; X only in the last place. */
export function typedKey(now: string, key: string): string {
  if (key === 'Backspace') return now.slice(0, -1);
  if (now.length >= LENGTH || (key === 'X' && now.length < LENGTH - 1)) return now;
  return now + key;
}

/** Whether it is a whole number with its right check character (GB 11643). */
export function wholeNumber(number: string): boolean {
  return number.length === LENGTH && 'identity' in meaningOf(number);
}

/** For the screen, which others read, too. */
export function masked(number: string): string {
  const shown = Math.min(SHOWN, number.length);
  return '•'.repeat(number.length - shown) + number.slice(number.length - shown);
}
