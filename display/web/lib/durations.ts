// Durations and ranges as people read them: m:ss for a record, minutes for a wait.
import type { WaitRange } from './types.ts';

const MINUTE = 60_000;

/** 425000 → "7:05"; an hour and more stays minutes, as a clerk counts: 75:00. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Whole minutes of a range: low rounded down, high rounded up. */
export function minutes(range: Pick<WaitRange, 'low_ms' | 'high_ms'>): { low: number; high: number } {
  return { low: Math.floor(range.low_ms / MINUTE), high: Math.ceil(range.high_ms / MINUTE) };
}

/** Whether a range is read in hours. */
export function isLong(range: Pick<WaitRange, 'high_ms'>): boolean {
  return range.high_ms > 60 * MINUTE;
}

/** Whole hours and the minutes beyond them. */
export function hoursAndMinutes(ms: number): { h: number; m: number } {
  const whole = Math.round(ms / MINUTE);
  return { h: Math.floor(whole / 60), m: whole % 60 };
}

/** "25–40"; a range that starts where it ends is one number. */
export function minuteRange(range: Pick<WaitRange, 'low_ms' | 'high_ms'>): string {
  const { low, high } = minutes(range);
  return low === high ? String(high) : `${low}–${high}`;
}
