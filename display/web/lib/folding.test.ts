import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folded, holds } from './folding.ts';

test('a word is the same however it is typed', () => {
  for (const said of ['Ｔａｘ－０１', 'tax–01', ' TAX-01\u200b', 'tax\u201101', '\u3000ｔａｘ−０１'])
    assert.equal(folded(said), 'tax-01');
  assert.equal(folded('税\u00a0 务'), '税 务');
});

test('folding twice is folding once', () => {
  for (const said of ['İ', 'ẞ', 'ﬁ', '㌀', 'Å', '\u1e9b\u0323', '①Ⅷ', 'ǅ'])
    assert.equal(folded(folded(said)), folded(said));
});

test('what is searched for is found in any width and case', () => {
  assert.ok(holds('ＴＡＸ', ['Pay tax']));
  assert.ok(holds('', ['anything']));
  assert.ok(!holds('visa', ['Pay tax', '税']));
});
