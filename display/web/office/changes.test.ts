import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Change, changesIn, MOST, queryOf } from './changes.ts';

const LEND: Change = { kind: 'lend', window: '8', from: '10:00', to: '11:30', lines: ['tax', 'exit'] };
const CLOSE: Change = { kind: 'close', window: '3', from: '09:00', to: '12:00', lines: [] };

test('what is written into the address is read from it again', () => {
  assert.deepEqual(changesIn(`?${queryOf([LEND, CLOSE])}`), [LEND, CLOSE]);
  assert.equal(queryOf([]), '');
});

test('the server reads the same words', () => {
  assert.equal(new URLSearchParams(queryOf([LEND])).get('lend'), '8@10:00-11:30=tax+exit');
});

test('what is no change is left out, and more than the hall takes', () => {
  const said = (text: string): Change[] => changesIn(`?${text}`);

  assert.deepEqual(said('lend=8@10:00-11:30'), [], 'it names no line');
  assert.deepEqual(said('close=8@10:00-11:30%3Dtax'), [], 'a closed window serves none');
  assert.deepEqual(said('close=8@11:00-10:00'), [], 'it ends before it begins');
  assert.deepEqual(said('close=8'), []);
  assert.deepEqual(said('lang=en'), []);
  const many = Array.from({ length: MOST + 2 }, () => CLOSE);
  assert.equal(changesIn(`?${queryOf(many)}`).length, MOST);
});
