// The arithmetic behind figures: where a percentile band lies on its scale, and the sentence that sums it up.
import type { ReportRow } from './types.ts';

export interface Band {
  p50: number;
  p90: number;
  max: number;
}

/** A row's band in percent of the scale's end. */
export function bandOf(row: ReportRow, end_ms: number): Band {
  const share = (ms: number): number =>
    end_ms > 0 ? Math.min(100, Math.round((ms / end_ms) * 1000) / 10) : 0;
  return { p50: share(row.p50_ms), p90: share(row.p90_ms), max: share(row.max_ms) };
}

/** The scale all bands of a table share: the longest of all rows. */
export function scaleEnd(rows: ReportRow[]): number {
  return rows.reduce((most, row) => Math.max(most, row.max_ms), 0);
}

/** Whole percent, rounded down: never in the hall's favour; undefined of nothing. */
export function percentOf(part: number, whole: number): number | undefined {
  return whole ? Math.floor((100 * part) / whole) : undefined;
}

/** "2026-11-23" moved by whole days. */
export function dayBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
