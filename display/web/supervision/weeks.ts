// What a trend of weeks says: the kinds that are drawn, the last week beside the four before. Pure.
import { lastOf } from '@lib/last.ts';
import type { KindWeeks } from '@lib/types.ts';

const BEFORE = 4;
const DRAWN = 5; // kinds with a shade of their own; all others together are one

export interface Series {
  kind: string; // '' for all others
  name: KindWeeks['name'] | undefined;
  counts: number[];
}

/** The kinds that have the most, and all others together. */
export function seriesOf(kinds: readonly KindWeeks[], weeks: number): Series[] {
  const own = kinds.slice(0, DRAWN).map((each) => ({ ...each, counts: [...each.counts] }));
  const rest = kinds.slice(DRAWN);
  if (!rest.length) return own;
  return [...own, { kind: '', name: undefined, counts: sums(rest, weeks) }];
}

export function sums(kinds: readonly Pick<KindWeeks, 'counts'>[], weeks: number): number[] {
  return Array.from({ length: weeks }, (_, n) => kinds.reduce((all, each) => all + (each.counts[n] ?? 0), 0));
}

/** The last week, and the mean of the four before it to a tenth. */
export function lastBeside(counts: readonly number[]): { n: number; mean: number } {
  const before = counts.slice(-1 - BEFORE, -1);
  const mean = before.reduce((all, each) => all + each, 0) / (before.length || 1);
  return { n: lastOf(counts) ?? 0, mean: Math.round(mean * 10) / 10 };
}

/** The kind that rose most over its mean of the four weeks before; none where nothing rose. */
export function riserOf(kinds: readonly KindWeeks[]): KindWeeks | undefined {
  const rise = (each: KindWeeks): number => {
    const { n, mean } = lastBeside(each.counts);
    return n - mean;
  };
  const most = [...kinds].sort((one, two) => rise(two) - rise(one))[0];
  return most && rise(most) > 0 ? most : undefined;
}

/** A round number not below the most, so that the axis ends on it and its half is whole. */
export function axisEnd(most: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  const end = [2, 4, 6, 8, 10].map((n) => n * step).find((n) => n >= most) ?? 10 * step;
  return Math.max(end, 2);
}
