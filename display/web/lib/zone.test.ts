import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hallInstant } from './zone.ts';

test('what is typed is hall time, wherever the browser is', () => {
  assert.equal(hallInstant('2026-03-02T09:30', 'Asia/Shanghai'), '2026-03-02T01:30:00.000Z');
  assert.equal(hallInstant('2026-07-01T00:10', 'UTC'), '2026-07-01T00:10:00.000Z');
});
