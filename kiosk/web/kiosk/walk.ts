// Where a visitor is in the kiosk, and what an idle kiosk forgets.
import { signal } from '@preact/signals';
import type { Audience } from '@lib/find.ts';
import { speakFirst, speaksFirst } from '@lib/look.ts';
import type { IssuedTicket } from '@lib/types.ts';

export type Tab =
  | 'usual'
  | 'person'
  | 'business'
  | 'departments'
  | 'collect'
  | 'booked'
  | 'consult'
  | 'search';
export type Place =
  | { at: 'home' }
  | { at: 'department'; code: string; audience: Audience }
  | { at: 'confirm'; matter: string }
  | { at: 'result'; ticket: IssuedTicket }
  | { at: 'found'; follow: string };

/** What a reader's catch is answered with; the same codes name the voice's sentences. */
export type Answer = 'card_early' | 'card_unread' | 'no_card' | 'code_unknown';

export const tab = signal<Tab>('usual');
export const place = signal<Place>({ at: 'home' });
export const typed = signal('');
// matters that one number shall be for, beside the one looked at
export const basket = signal<readonly string[]>([]);
export const scanned = signal(0); // codes that a reader has typed whole
export const large = signal(false);
export const reading = signal(false);
export const helping = signal(false);
export const rang = signal<'ringing' | 'rang' | 'away'>('ringing'); // whether the guide desk has heard of it
// to something held under the reader that cannot be taken now
export const answer = signal<Answer | undefined>(undefined);
// nobody has been here for long: notices and pictures, until the next touch
export const attracting = signal(false);
export const stillThere = signal<number | undefined>(undefined); // seconds left on “do you need more time?”

/** Seconds without a touch until it asks, then goes home, and until the page of notices; from the plan. */
export const times = { idle_s: 30, ask_s: 20, attract_s: 0 };
const MOST_EXTENSIONS = 10;
let idle_s = 0;
let extended = 0;

export function go(to: Place): void {
  place.value = to;
}

/** The matter is to stand on the number, too: choose another one. */
export function keep(matter: string): void {
  if (!basket.peek().includes(matter)) basket.value = [...basket.peek(), matter];
  place.value = { at: 'home' };
  typed.value = '';
}

export function unkeep(matter: string): void {
  basket.value = basket.peek().filter((each) => each !== matter);
}

/** A code was read or typed: it is checked in where codes are. */
export function checkIn(code: string): void {
  open('booked');
  typed.value = code;
  scanned.value += 1;
}

export function open(name: Tab): void {
  tab.value = name;
  place.value = { at: 'home' };
  typed.value = '';
}

/** Back to the start: everything personal wiped, the hall's own language and letters. */
export function goHome(): void {
  open('usual');
  basket.value = [];
  large.value = false;
  reading.value = false;
  helping.value = false;
  answer.value = undefined;
  stillThere.value = undefined;
  extended = 0;
  speakFirst();
}

export function untouched(): boolean {
  return (
    place.value.at === 'home' &&
    tab.value === 'usual' &&
    speaksFirst() &&
    !large.value &&
    !helping.value &&
    !basket.value.length
  );
}

/** Somebody touched the screen or a key. */
export function touched(): void {
  idle_s = 0;
  attracting.value = false;
}

/** Ten times; then somebody else may want to come. */
export function moreTime(): void {
  extended += 1;
  if (extended > MOST_EXTENSIONS) {
    goHome();
    return;
  }
  touched();
  stillThere.value = undefined;
}

/**
 * Once a second: after a while of nothing ask, after another one go home; a shown number just goes.
 * A kiosk at which nobody has been for long shows the hall's notices.
 */
export function passSecond(): void {
  idle_s += 1;
  const { idle_s: ask_at, ask_s, attract_s } = times;
  if (untouched()) {
    attracting.value = attract_s > 0 && idle_s >= attract_s;
    return;
  }
  if (idle_s < ask_at) return;
  if (place.value.at === 'result' || place.value.at === 'found' || idle_s >= ask_at + ask_s) goHome();
  else stillThere.value = ask_at + ask_s - idle_s;
}
