import assert from 'node:assert/strict';
import { test } from 'node:test';
import { betterOffset, clockFace, dayFace } from './clock.ts';
import { minuteRange, minutesAndSeconds } from './durations.ts';
import { bandOf, dayBefore, scaleEnd } from './figures.ts';
import { readFragment } from './fragment.ts';
import { freshness } from './freshness.ts';
import type { ReportRow } from './types.ts';

test('75 minutes count as 75, and seconds are never dropped', () => {
  assert.deepEqual([0, 59_999, 425_000, 4_500_000].map(minutesAndSeconds), ['0:00', '0:59', '7:05', '75:00']);
});

test('a range is rounded outwards; one that is no range is one number', () => {
  assert.equal(minuteRange({ low_ms: 1_500_000, high_ms: 2_400_000 }), '25–40');
  assert.equal(minuteRange({ low_ms: 90_000, high_ms: 91_000 }), '1–2');
  assert.equal(minuteRange({ low_ms: 300_000, high_ms: 300_000 }), '5');
});

test('the clock shows the hall’s zone, not the screen’s', () => {
  assert.equal(clockFace('2026-03-02T16:05:07Z'), '00:05');
  assert.equal(clockFace('2026-03-02T02:41:07Z', true), '10:41:07');
  assert.equal(dayFace('2026-03-02T16:05:07Z', 'zh'), '3月3日 星期二');
});

test('of two offsets the faster message wins, and a clock that was set wins always', () => {
  assert.equal(betterOffset(undefined, 5), 5);
  assert.equal(betterOffset(100, 90), 100);
  assert.equal(betterOffset(100, 120), 120);
  assert.equal(betterOffset(100, -5000), -5000);
});

test('silence of 10 s is stale, of 60 s old; before the first word a screen is young', () => {
  assert.deepEqual(
    [0, 9_999, 10_000, 60_000].map((ms) => freshness(ms, true)),
    ['live', 'live', 'stale', 'old'],
  );
  assert.equal(freshness(500, false), 'young');
});

test('a fragment is a link, a token or a visitor’s own key', () => {
  assert.deepEqual(readFragment('#link=abc'), { link: 'abc' });
  assert.deepEqual(readFragment('#token=abc&window=3'), { token: 'abc', window: '3' });
  assert.deepEqual(readFragment('#12.0af'), { follow: '12.0af' });
  assert.deepEqual(readFragment(''), {});
});

test('bands share one scale', () => {
  const row = { p50_ms: 250, p90_ms: 500, max_ms: 1000 } as ReportRow;

  assert.deepEqual(bandOf(row, scaleEnd([row, { ...row, max_ms: 2000 }])), { p50: 12.5, p90: 25, max: 50 });
  assert.deepEqual(bandOf(row, 0), { p50: 0, p90: 0, max: 0 });
  assert.equal(dayBefore('2026-03-02', 29), '2026-02-01');
});
