import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driftOf } from './drift.ts';

const row = (count: number, kept: number, minutes = 30) => ({
  count,
  extra: { kept },
  p90_ms: minutes * 60_000,
});

test('nine of ten is as it should be, and so is everything near it', () => {
  assert.equal(driftOf(row(100, 90)), '');
  assert.equal(driftOf(row(100, 80)), '');
  assert.equal(driftOf(row(100, 97)), '');
});

test('too many who wait longer than told, and nearly none, are both said', () => {
  assert.equal(driftOf(row(100, 79)), 'short');
  assert.equal(driftOf(row(100, 98)), 'wide');
  assert.equal(driftOf({ count: 60, extra: {}, p90_ms: 0 }), 'short');
});

test('where nobody waits, nothing shorter can be told', () => {
  assert.equal(driftOf(row(100, 100, 6)), '');
});

test('of a few nothing is said', () => {
  assert.equal(driftOf(row(49, 10)), '');
});
