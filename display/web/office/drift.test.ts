import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driftOf } from './drift.ts';

const row = (count: number, kept: number) => ({ count, extra: { kept } });

test('nine of ten is as it should be, and so is everything near it', () => {
  assert.equal(driftOf(row(100, 90)), '');
  assert.equal(driftOf(row(100, 80)), '');
  assert.equal(driftOf(row(100, 97)), '');
});

test('too many who wait longer than told, and nearly none, are both said', () => {
  assert.equal(driftOf(row(100, 79)), 'short');
  assert.equal(driftOf(row(100, 98)), 'wide');
  assert.equal(driftOf({ count: 60, extra: {} }), 'short');
});

test('of a few nothing is said', () => {
  assert.equal(driftOf(row(49, 10)), '');
});
