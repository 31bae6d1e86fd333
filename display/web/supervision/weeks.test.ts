import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { axisEnd, lastBeside, riserOf, seriesOf, sums } from './weeks.ts';

const kind = (name: string, ...counts: number[]) => ({ kind: name, name: { zh: name, en: name }, counts });

test('the last week stands beside the mean of the four before it', () => {
  deepEqual(lastBeside([9, 9, 1, 2, 3, 4, 7]), { n: 7, mean: 2.5 });
  deepEqual(lastBeside([]), { n: 0, mean: 0 });
});

test('the kind that rose most is named, and none where nothing rose', () => {
  equal(riserOf([kind('a', 5, 5, 5, 5, 9), kind('b', 1, 1, 1, 1, 8)])?.kind, 'b');
  equal(riserOf([kind('a', 5, 5, 5, 5, 5)]), undefined);
});

test('beyond five kinds the others are drawn together, and nothing is lost', () => {
  const kinds = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, n) => kind(name, n, 1));
  const drawn = seriesOf(kinds, 2);
  equal(drawn.length, 6);
  deepEqual(sums(drawn, 2), sums(kinds, 2));
});

test('an axis ends on a round number that is not below the most', () => {
  deepEqual([0, 1, 3, 9, 11, 41, 80, 99, 101].map(axisEnd), [2, 2, 4, 10, 20, 60, 80, 100, 200]);
});
