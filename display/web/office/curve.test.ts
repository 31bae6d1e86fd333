// The curve's figures: what has been, what is usual by now, what is still to come.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ArrivalsView, DayCurveView } from '@lib/types.ts';
import { drawnOf, sumsOf } from './curve.ts';

const quarter = (at: string, arrived: number | null, usual: number | null) => ({
  at,
  arrived,
  served: arrived === null ? null : 1,
  waiting: arrived === null ? null : 2,
  usual,
});
const CURVE: DayCurveView = {
  day: '2026-03-02',
  usual_days: 4,
  quarters: [quarter('09:00', 5, 4), quarter('09:15', 3, 2), quarter('09:30', null, 6)],
};
const slot = (at: string, expected: number) => ({ at, expected, low: 0, high: 9 });
const FORECAST: ArrivalsView = {
  past_days: 20,
  error_percent: 20,
  days: [
    {
      day: '2026-03-02',
      lines: [
        { line: 'a', name: { zh: '甲', en: 'a' }, slots: [slot('09:00', 8), slot('09:30', 6)] },
        { line: 'b', name: { zh: '乙', en: 'b' }, slots: [slot('09:30', 2), slot('10:00', 1)] },
      ],
    },
  ],
};

test('quarters to come have their half of the half hour, those that were have none', () => {
  const drawn = drawnOf(CURVE, FORECAST);
  assert.deepEqual(
    drawn.map((each) => [each.at, each.arrived, each.expected]),
    [
      ['09:00', 5, undefined],
      ['09:15', 3, undefined],
      ['09:30', undefined, 4],
      ['09:45', undefined, 4],
      ['10:00', undefined, 0.5],
      ['10:15', undefined, 0.5],
    ],
  );
});

test('what is usual is counted up to now, what is expected from now on', () => {
  assert.deepEqual(sumsOf(drawnOf(CURVE, FORECAST)), {
    begun: true,
    arrived: 8,
    served: 2,
    waiting: 2,
    usual: 6,
    rest: 9,
  });
});

test('without a forecast and without a past nothing is promised', () => {
  const bare = { ...CURVE, usual_days: 0, quarters: [quarter('09:00', 5, null)] };
  const { usual, rest } = sumsOf(drawnOf(bare, undefined));
  assert.deepEqual([usual, rest], [undefined, undefined]);
});

test('before the first quarter there is nothing yet but what is foretold', () => {
  const early = { ...CURVE, quarters: [quarter('09:00', null, 4)] };
  const { begun, rest } = sumsOf(drawnOf(early, FORECAST));
  assert.equal(begun, false);
  assert.ok(rest);
});
