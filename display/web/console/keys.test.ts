import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digitOf, may, meaningOf } from './keys.ts';

test('Space is next, a hint while called, outcomes while serving', () => {
  assert.deepEqual(meaningOf('Space', 'open'), { act: 'next' });
  assert.deepEqual(meaningOf('Space', 'called'), { hint: 'startOrMiss' });
  assert.deepEqual(meaningOf('Space', 'serving'), { act: 'finish' });
  assert.deepEqual(meaningOf('Space', 'paused'), { hint: 'resumeFirst' });
});

test('a key held down means nothing', () => {
  assert.equal(meaningOf('Space', 'open', true), undefined);
  assert.equal(meaningOf('Enter', 'called', true), undefined);
});

test('Enter starts, then finishes; B pauses, then resumes', () => {
  assert.deepEqual(meaningOf('Enter', 'called'), { act: 'start' });
  assert.deepEqual(meaningOf('NumpadEnter', 'serving'), { act: 'finish' });
  assert.deepEqual(meaningOf('KeyB', 'open'), { act: 'pause' });
  assert.deepEqual(meaningOf('KeyB', 'paused'), { act: 'resume' });
});

test('a key does only what the state allows', () => {
  assert.equal(meaningOf('KeyR', 'open'), undefined);
  assert.equal(meaningOf('KeyM', 'serving'), undefined);
  assert.equal(meaningOf('KeyP', 'called'), undefined);
  assert.equal(meaningOf('Enter', 'open'), undefined);
  assert.equal(meaningOf('KeyX', 'open'), undefined);
  assert.ok(!may('closed', 'next') && !may('unheard-of', 'next'));
});

test('a call pad’s number block calls, recalls, misses, pauses and starts', () => {
  assert.deepEqual(meaningOf('NumpadAdd', 'open'), { act: 'next' });
  assert.deepEqual(meaningOf('NumpadMultiply', 'called'), { act: 'recall' });
  assert.deepEqual(meaningOf('NumpadSubtract', 'called'), { act: 'miss' });
  assert.deepEqual(meaningOf('NumpadDivide', 'open'), { act: 'pause' });
  assert.deepEqual(meaningOf('NumpadEnter', 'called'), { act: 'start' });
});

test('number keys are numbers on both halves of the keyboard', () => {
  assert.deepEqual(['Digit3', 'Numpad8', 'Digit0', 'KeyA'].map(digitOf), [3, 8, undefined, undefined]);
});

test('O begins back-office work at a free window and ends it; nothing else is done meanwhile', () => {
  assert.deepEqual(meaningOf('KeyO', 'open'), { act: 'work' });
  assert.deepEqual(meaningOf('KeyO', 'working'), { act: 'endWork' });
  assert.deepEqual(meaningOf('Space', 'working'), { hint: 'workFirst' });
  for (const key of ['KeyB', 'KeyQ', 'Enter', 'KeyT']) assert.equal(meaningOf(key, 'working'), undefined);
  for (const state of ['called', 'serving', 'paused']) assert.equal(meaningOf('KeyO', state), undefined);
});

test('where the hall wants one key a visitor, Space ends as usual and Enter still asks', () => {
  assert.deepEqual(meaningOf('Space', 'serving', false, true), { act: 'usual' });
  assert.deepEqual(meaningOf('NumpadAdd', 'serving', false, true), { act: 'usual' });
  assert.deepEqual(meaningOf('Enter', 'serving', false, true), { act: 'finish' });
  assert.equal(meaningOf('Space', 'serving', true, true), undefined);
  assert.deepEqual(meaningOf('Space', 'called', false, true), { hint: 'startOrMiss' });
});
