import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LENGTH, masked, typedKey, wholeNumber } from './identity.ts';

const type = (keys: string): string => [...keys].reduce(typedKey, '');
const GOOD = '11010519491231002X'; // the example of GB 11643

test('a number is typed key by key, X in its last place alone, and no longer than it is', () => {
  assert.equal(type(GOOD), GOOD);
  assert.equal(type('1X2'), '12');
  assert.equal(type(`${GOOD}99`), GOOD);
  assert.equal(typedKey('123', 'Backspace'), '12');
  assert.equal(typedKey('', 'Backspace'), '');
});

test('only a whole number with its right check character is taken', () => {
  assert.equal(wholeNumber(GOOD), true);
  assert.equal(wholeNumber('110105194912310021'), false);
  assert.equal(wholeNumber('110105194913310020'), false); // no such month
  assert.equal(wholeNumber(GOOD.slice(0, 17)), false);
  for (let at = 0; at < 17; at += 1) {
    const other = String((Number(GOOD[at]) + 1) % 10);
    assert.equal(wholeNumber(GOOD.slice(0, at) + other + GOOD.slice(at + 1)), false, `place ${at}`);
  }
});

test('whoever stands behind reads its end at most', () => {
  assert.equal(masked(GOOD), `${'•'.repeat(LENGTH - 4)}002X`);
  assert.equal(masked('12'), '12');
});
