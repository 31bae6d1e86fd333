import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Words } from './types.ts';
import * as public_ from './words.ts';
import { aligns, examples, methods, paper, partNames, sizes, slipKinds } from './words-paper.ts';
import * as staff from './words-staff.ts';

const office = { paper, slipKinds, partNames, sizes, aligns, methods, ...examples };
const tables = Object.entries({ ...public_, ...staff, ...office }).filter(
  (pair): pair is [string, Record<string, Words>] => typeof pair[1] === 'object',
);
const places = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((each) => each[1] as string).sort();

test('every word is there in both languages, with the same places', () => {
  for (const [table, entries] of tables) {
    for (const [name, { zh, en }] of Object.entries(entries)) {
      assert.ok(zh && en, `${table}.${name}`);
      assert.deepEqual(places(zh), places(en), `${table}.${name}`);
    }
  }
});

test('a place without a fact stays, so that it is seen', () => {
  assert.equal(public_.fill('{n} of {of}', { n: 1 }), '1 of {of}');
});

test('a reason for a pause fits the 60 characters that the door takes', () => {
  for (const { zh, en } of [...staff.pauseReasons, ...staff.parkReasons])
    assert.ok(`${zh} / ${en}`.length <= 60);
});
