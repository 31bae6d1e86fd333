import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentOf } from '@lib/figures.ts';
import { minutes } from './figures.ts';

test('no figure is rounded in the favour of the hall', () => {
  assert.deepEqual([0, 1, 60_000, 60_001].map(minutes), [0, 1, 1, 2]);
  assert.deepEqual([percentOf(199, 200), percentOf(2, 3), percentOf(0, 0)], [99, 66, undefined]);
});
