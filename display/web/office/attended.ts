// How somebody's days went: counted, and laid out as the weeks of a month. Pure.
import { dayBefore } from '@lib/figures.ts';
import type { Attended, DayAttended, PersonAttended } from '@lib/types.ts';
import { weekdayOf } from './times-asked.ts';

export type Counts = Record<Attended, number>;

const NONE: Counts = {
  present: 0,
  late: 0,
  leave: 0,
  off: 0,
  relieved: 0,
  absent: 0,
  unclear: 0,
  unrecorded: 0,
  coming: 0,
};
/** Which half of a day is told first, where one word stands for the day. */
const GRAVEST: readonly Attended[] = [
  'absent',
  'late',
  'leave',
  'unclear',
  'coming',
  'present',
  'relieved',
  'unrecorded',
  'off',
];

export function countHalves(days: readonly DayAttended[]): Counts {
  const found = { ...NONE };
  for (const { am, pm } of days) {
    found[am.state] += 1;
    found[pm.state] += 1;
  }
  return found;
}

/** People by the gravest half of their day. */
export function countPeople(people: readonly PersonAttended[]): Counts {
  const found = { ...NONE };
  for (const { days } of people) {
    const state = days[0] && gravest(days[0]);
    if (state) found[state] += 1;
  }
  return found;
}

export function gravest({ am, pm }: DayAttended): Attended {
  return GRAVEST.find((state) => am.state === state || pm.state === state) ?? 'off';
}

/** The days of a month by weeks, from Monday; undefined where a week reaches into another month. */
export function weeksOf(days: readonly DayAttended[]): (DayAttended | undefined)[][] {
  const [first] = days;
  if (!first) return [];
  const cells: (DayAttended | undefined)[] = Array(weekdayOf(first.day) - 1).fill(undefined);
  cells.push(...days);
  while (cells.length % 7) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** "2026-03" → its first and last day. */
export function daysOfMonth(month: string): { from: string; to: string } {
  const next = dayBefore(`${month}-28`, -7).slice(0, 7);
  return { from: `${month}-01`, to: dayBefore(`${next}-01`, 1) };
}
