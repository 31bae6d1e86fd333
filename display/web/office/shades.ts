// The shades of a heat map, and the hours and weekdays that it has. Pure.
import type { HeatCell } from '@lib/types.ts';

export const SHADES = 5;
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7; // 1 is Monday

/** 1 (light) to 5: in equal steps up to the fullest cell. */
export function shadeOf(ms: number, most: number): number {
  return Math.max(1, Math.min(SHADES, Math.ceil((ms / most) * SHADES)));
}

/** From the first hour with a figure to the last, without gaps. */
export function hoursIn(cells: readonly HeatCell[]): number[] {
  const hours = cells.map((each) => each.hour);
  const first = Math.min(...hours);
  return cells.length ? Array.from({ length: Math.max(...hours) - first + 1 }, (_, n) => first + n) : [];
}

export function weekdaysIn(cells: readonly HeatCell[]): Weekday[] {
  return [...new Set(cells.map((each) => each.weekday as Weekday))].sort((one, two) => one - two);
}

/** Whole minutes; under one, "<1". */
export function minutesOf(ms: number): string {
  return ms > 0 && ms < 60_000 ? '<1' : String(Math.round(ms / 60_000));
}
