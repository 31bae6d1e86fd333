import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankOf, type Item, pageOf, startsOf } from './paging.ts';

const rows = (...heights: number[]): Item[] => {
  let top = 0;
  return heights.map((height) => {
    top += height;
    return { top: top - height, bottom: top };
  });
};
const sum = (heights: number[]): number => heights.reduce((all, each) => all + each, 0);

test('what fits is one page', () => {
  assert.deepEqual(startsOf(rows(100, 100), 200, 200), [0]);
});

test('a page begins with the first row that the one before it cuts', () => {
  assert.deepEqual(startsOf(rows(100, 100, 100, 100, 100), 250, 500), [0, 200, 250]);
});

test('a row that is higher than the box is read in parts', () => {
  assert.deepEqual(startsOf(rows(1000), 100, 1000).length, 11);
});

test('every item of any list is seen whole on some page, or in parts that leave no gap', () => {
  let seed = 7;
  const random = (): number => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  for (let round = 0; round < 200; round += 1) {
    const heights = Array.from(
      { length: 1 + Math.floor(random() * 60) },
      () => 20 + Math.floor(random() * 300),
    );
    const [items, box, whole] = [rows(...heights), 100 + Math.floor(random() * 500), sum(heights)];

    const starts = startsOf(items, box, whole);

    for (const [n, at] of starts.entries())
      assert.ok(n === 0 || (at > (starts[n - 1] as number) && at - (starts[n - 1] as number) <= box));
    assert.ok((starts.at(-1) as number) + box >= whole - 1);
    for (const item of items) {
      if (item.bottom - item.top <= box - 2)
        assert.ok(
          starts.some((at) => item.top >= at - 1 && item.bottom <= at + box + 1),
          `${JSON.stringify(item)} in ${box}`,
        );
    }
  }
});

test('the page of a position is the last one that has begun', () => {
  assert.deepEqual(
    [0, 150, 199, 200, 460].map((at) => pageOf([0, 200, 400], at)),
    [0, 0, 1, 1, 2],
  );
});

test('what a page cuts is left blank, and nothing of what it shows whole', () => {
  assert.equal(blankOf(rows(100, 100, 100, 100, 100), 0, 250), 50);
  assert.equal(blankOf(rows(100, 100, 100, 100, 100), 200, 250), 50);
  assert.equal(blankOf(rows(100, 100), 0, 200), 0);
  assert.equal(blankOf(rows(1000), 0, 100), 0); // read in parts
});
