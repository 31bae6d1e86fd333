// Whether what is told has drifted away from being kept nine times of ten.

import type { ReportRow } from '@lib/types.ts';

const FEW = 50; // told waits, of which nothing is said
const LEAST = 0.8;
const MOST = 0.97;

/** `short`: too many wait longer than they were told; `wide`: nearly nobody does, so less could be told. */
export function driftOf({ count, extra }: Pick<ReportRow, 'count' | 'extra'>): 'short' | 'wide' | '' {
  if (count < FEW) return '';
  const share = (extra.kept ?? 0) / count;
  if (share < LEAST) return 'short';
  return share > MOST ? 'wide' : '';
}
