import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentOf } from '@lib/figures.ts';
import { matches, minutes } from './figures.ts';

test('no figure is rounded in the favour of the hall', () => {
  assert.deepEqual([0, 1, 60_000, 60_001].map(minutes), [0, 1, 1, 2]);
  assert.deepEqual([percentOf(199, 200), percentOf(2, 3), percentOf(0, 0)], [99, 66, undefined]);
});

test('a matter is found by name in both languages, by code and by initials', () => {
  const matter = { code: 'ga-01', name: { zh: '居民身份证换领', en: 'Identity card' }, initials: 'jmsfzhl' };
  for (const asked of ['', '身份证', 'IDENTITY', 'ga-', 'SFZ', ' sfz '])
    assert.ok(matches(matter, asked), asked);
  assert.ok(!matches(matter, 'passport'));
});
