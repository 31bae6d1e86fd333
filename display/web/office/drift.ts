// Whether what is told has drifted away from being kept nine times of ten.

import type { ReportRow } from '@lib/types.ts';

const FEW = 50; // told waits, of which nothing is said
const LEAST = 0.8;
const MOST = 0.97;
const SHORT_MS = 600_000; // a hall in which nobody waits longer can tell nothing shorter than 0–5 minutes

/** `short`: too many wait longer than they were told; `wide`: nearly nobody does, so less could be told. */
export function driftOf({
  count,
  extra,
  p90_ms,
}: Pick<ReportRow, 'count' | 'extra' | 'p90_ms'>): 'short' | 'wide' | '' {
  if (count < FEW) return '';
  const share = (extra.kept ?? 0) / count;
  if (share < LEAST) return 'short';
  return share > MOST && p90_ms > SHORT_MS ? 'wide' : '';
}
