// The shades of a heat map, and the half hours and weekdays that it has. Pure.
import type { HeatCell } from '@lib/types.ts';

export const SHADES = 5;
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7; // 1 is Monday

/** 1 (light) to 5: in equal steps up to the fullest cell. */
export function shadeOf(ms: number, most: number): number {
  return Math.max(1, Math.min(SHADES, Math.ceil((ms / most) * SHADES)));
}

const HALF = 30; // minutes

/** A half hour by the minute of the day at which it begins: 9:30 is 570. */
export function halfOf({ hour, minute }: Pick<HeatCell, 'hour' | 'minute'>): number {
  return hour * 60 + minute;
}

/** From the first half hour with a figure to the last, without gaps. */
export function halvesIn(cells: readonly HeatCell[]): number[] {
  const halves = cells.map(halfOf);
  const first = Math.min(...halves);
  const length = (Math.max(...halves) - first) / HALF + 1;
  return cells.length ? Array.from({ length }, (_, n) => first + n * HALF) : [];
}

/** 570 is 9:30. */
export function timeOf(half: number): string {
  return `${Math.floor(half / 60)}:${String(half % 60).padStart(2, '0')}`;
}

export function weekdaysIn(cells: readonly HeatCell[]): Weekday[] {
  return [...new Set(cells.map((each) => each.weekday as Weekday))].sort((one, two) => one - two);
}

/** Whole minutes; under one, "<1". */
export function minutesOf(ms: number): string {
  return ms > 0 && ms < 60_000 ? '<1' : String(Math.round(ms / 60_000));
}

/** A clock hour, or the half of it that begins at `minute`: 9:00–9:59, 9:30–9:59. */
export function spanFace(hour: number, minute?: string): string {
  const [from, to] = { '0': ['00', '29'], '30': ['30', '59'] }[minute ?? ''] ?? ['00', '59'];
  return `${hour}:${from}–${hour}:${to}`;
}
