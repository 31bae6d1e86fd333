// Where things stand on a chart: its scale, the marks of its axis, days in their places. Pure.

import { dayBefore } from '@lib/figures.ts';
import { lastIndexOf, lastOf } from '@lib/last.ts';
import type { LengthsView, TrendPoint } from '@lib/types.ts';

const MINUTE = 60_000;
const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480, 960, 1440];
const LINES = 5;

/** The marks of an axis of minutes, from 0 to at least `most_ms`, so that at most six lines are drawn. */
export function minuteMarks(most_ms: number): number[] {
  const most = Math.max(1, most_ms / MINUTE);
  const step = STEPS.find((each) => most / each <= LINES) ?? Math.ceil(most / LINES / 1440) * 1440;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, n) => n * step);
}

/** Every day, or every month, from the first to the last. */
export function slots(first: string, last: string): string[] {
  const monthly = first.length === 7;
  const found = [first];
  while ((lastOf(found) as string) < last && found.length < 5000) {
    const now = lastOf(found) as string;
    found.push(monthly ? nextMonth(now) : dayBefore(now, -1));
  }
  return found;
}

function nextMonth(month: string): string {
  return dayBefore(`${month}-28`, -7).slice(0, 7);
}

/** Every week, or every month, from the first of these to the last; a week by its Monday. */
export function steps(found: readonly string[], step: string): string[] {
  const sorted = [...found].sort();
  const [first, last] = [sorted[0] ?? '', lastOf(sorted) ?? ''];
  if (step === 'month') return slots(first, last);
  return slots(first, last).filter((_, n) => n % WEEK === 0);
}

const WEEK = 7;

/** A line that is broken where days are missing: a hall that was closed has no wait in between. */
export function pieces<T>(at: readonly (T | undefined)[]): [number, T][][] {
  const found: [number, T][][] = [];
  let open: [number, T][] | undefined;
  for (const [n, each] of at.entries()) {
    if (each === undefined) continue;
    if (!open || n - (lastOf(open)?.[0] ?? n) > BRIDGED) {
      open = [];
      found.push(open);
    }
    open.push([n, each]);
  }
  return found;
}

const BRIDGED = 3; // over a weekend a line goes on, over a week of holidays it does not

/** The medians of the first and the second half of the days; undefined of too few to say anything. */
export function halves(points: readonly TrendPoint[]): { was: number; now: number } | undefined {
  if (points.length < 6) return undefined;
  const middle = Math.floor(points.length / 2);
  return { was: medianOf(points.slice(0, middle)), now: medianOf(points.slice(middle)) };
}

/** The median day's own median. */
function medianOf(points: readonly TrendPoint[]): number {
  const sorted = points.map((each) => each.p50_ms).sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** The bars of a distribution up to the last that has anything: from and to in minutes, and how many. */
export function barsOf({ counts, step_ms }: LengthsView): { from: number; to: number | null; n: number }[] {
  const step = step_ms / MINUTE;
  const last = lastIndexOf(counts, (each) => each > 0);
  return counts.slice(0, Math.max(last + 1, 4)).map((n, at) => ({
    from: at * step,
    to: at === counts.length - 1 ? null : (at + 1) * step,
    n,
  }));
}
