// The hall's clock: every screen shows the server's time, corrected for how long it was under way.
import { signal } from '@preact/signals';
import { hallInstant } from './zone.ts';

const LATE_MS = 2000;

let ahead_ms: number | undefined;
let zone = 'Asia/Shanghai';

/** Ticks once a second, so that views which read it are drawn again. */
export const second = signal(0);

/** The better of two offsets: the larger one travelled less, unless the clock itself was set. */
export function betterOffset(known: number | undefined, heard: number): number {
  if (known === undefined || Math.abs(heard - known) > LATE_MS) return heard;
  return Math.max(known, heard);
}

/** Take the server's `now` (ISO 8601) as of this moment. */
export function heardNow(now: string): void {
  const first = ahead_ms === undefined;
  ahead_ms = betterOffset(ahead_ms, Date.parse(now) - performance.now());
  if (first) second.value += 1; // clocks that stand empty are drawn at once
}

export function inZone(name: string): void {
  zone = name;
}

/** The hall's time in ms since the epoch; undefined until the server has said it once. */
export function hallNow(): number | undefined {
  return ahead_ms === undefined ? undefined : performance.now() + ahead_ms;
}

/** "10:41" or "10:41:07" in the hall's zone. */
export function clockFace(at: number | string, withSeconds = false): string {
  const parts: Intl.DateTimeFormatOptions = {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  };
  if (withSeconds) parts.second = '2-digit';
  return new Intl.DateTimeFormat('en-GB', parts).format(new Date(at));
}

/** "16:30" of today on the hall's clock as ISO 8601; undefined for no time, or before the first news. */
export function laterToday(face: string): string | undefined {
  const now = hallNow();
  if (!face || now === undefined) return undefined;
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now);
  return hallInstant(`${today}T${face}`, zone);
}

const DATES = new Map([
  ['zh', 'zh-CN'],
  ['en', 'en-GB'],
]);

/** "11月22日 星期日" or "Sunday 22 November", in the hall's zone; `tag`: zh, en or what the browser knows. */
export function dayFace(at: number | string, tag: string): string {
  const date = new Date(at);
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(DATES.get(tag) ?? tag, {
      timeZone: zone,
      ...options,
    }).format(date);
  if (tag !== 'zh') return part({ weekday: 'long', day: 'numeric', month: 'long' });
  return `${part({ month: 'long', day: 'numeric' })} ${part({ weekday: 'long' })}`;
}

/** Start ticking. */
export function wind(): void {
  setInterval(() => {
    second.value += 1;
  }, 1000);
}

/** A day and a time of it, where the day matters. */
export function momentFace(at: number | string, tag: string): string {
  return `${dayFace(at, tag)} ${clockFace(at)}`;
}
