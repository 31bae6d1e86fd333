import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attended, DayAttended, PersonAttended } from '@lib/types.ts';
import { countHalves, countPeople, daysOfMonth, gravest, weeksOf } from './attended.ts';

const day = (said: string, am: Attended, pm: Attended = am): DayAttended => ({
  day: said,
  am: { state: am, kind: null, late_ms: 0 },
  pm: { state: pm, kind: null, late_ms: 0 },
  windows: [],
});

test('halves are counted, and a day is told by its gravest half', () => {
  const days = [day('2026-03-02', 'late', 'present'), day('2026-03-03', 'leave', 'absent')];

  assert.deepEqual(countHalves(days).present, 1);
  assert.deepEqual(days.map(gravest), ['late', 'absent']);
  assert.equal(countPeople([{ days: [days[0]] } as PersonAttended]).late, 1);
});

test('a month stands in weeks from Monday', () => {
  const { from, to } = daysOfMonth('2026-03');
  assert.deepEqual([from, to], ['2026-03-01', '2026-03-31']);
  assert.deepEqual(daysOfMonth('2026-02').to, '2026-02-28');
  assert.deepEqual(daysOfMonth('2025-12').to, '2025-12-31');

  const weeks = weeksOf([day('2026-03-01', 'off'), day('2026-03-02', 'present')]);
  assert.deepEqual(
    weeks.map((week) => week.map((each) => each?.day.slice(8) ?? '')),
    [
      ['', '', '', '', '', '', '01'],
      ['02', '', '', '', '', '', ''],
    ],
  );
});
