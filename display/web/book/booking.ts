// A visitor's booking as their phone keeps it: its code and key, behind the # of the address.
import type { SlotsOfDay, SlotView } from '@lib/types.ts';

/** What opens a booking. */
export interface Key {
  code: string;
  key: string;
}

/** `#booking=12345678.0123…`; undefined where there is none. */
export function readKey(hash: string): Key | undefined {
  const said = new URLSearchParams(hash.replace(/^#/, '')).get('booking') ?? '';
  const dot = said.lastIndexOf('.');
  return dot > 0 ? { code: said.slice(0, dot), key: said.slice(dot + 1) } : undefined;
}

/** The same as it stands behind the #. */
export function writeKey({ code, key }: Key): string {
  return `#${new URLSearchParams({ booking: `${code}.${key}` })}`;
}

/** The day that stands open: the one asked for, else the first with a free place, else the first. */
export function dayShown(days: readonly SlotsOfDay[], asked: string): SlotsOfDay | undefined {
  const open = (day: SlotsOfDay): boolean => day.slots.some((each) => each.free > 0);
  return days.find((each) => each.business_day === asked) ?? days.find(open) ?? days[0];
}

/** When a slot ends, in ms. */
export function endOf({ at }: Pick<SlotView, 'at'>, minutes: number): number {
  return Date.parse(at) + minutes * 60_000;
}

/** "4:59"; never below zero. */
export function leftFace(ms: number): string {
  const seconds = Math.max(Math.ceil(ms / 1000), 0);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
