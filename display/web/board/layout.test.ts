import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Layout, layOut, letterPx, type Share, share } from './layout.ts';

const SCREEN = { diagonal_inch: 55, farthest_m: 8 };

test('55 inches seen from 8 m take letters of 205 px, three rows', () => {
  const { code_px, rows } = layOut(SCREEN, 1920, 1080);

  assert.equal(Math.round(letterPx(SCREEN, 1920, 1080)), 205);
  assert.equal(code_px, 205);
  assert.equal(rows, 3);
});

test('a nearer or larger screen has more rows, and twice the pixels twice the letters', () => {
  assert.ok(layOut({ diagonal_inch: 86, farthest_m: 6 }, 1920, 1080).rows > 5);
  assert.equal(layOut(SCREEN, 3840, 2160).rows, 3);
  assert.equal(Math.round(letterPx(SCREEN, 3840, 2160) / 2), 205);
});

test('whatever is asked for, number, service and window fit beside each other', () => {
  for (const [width, height] of [
    [1280, 720],
    [1080, 1920],
    [3840, 2160],
  ] as const) {
    const { code_px, rows, row_px } = layOut({ diagonal_inch: 32, farthest_m: 20 }, width, height);

    assert.ok(code_px * 6.9 <= width);
    assert.ok(rows >= 3 && rows * row_px <= height);
  }
});

const SIZES = [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
  [1080, 1920],
  [2160, 3840],
] as const;
const EACH = SIZES.flatMap(([width, height]) =>
  [32, 55, 86].map((diagonal_inch) => layOut({ diagonal_inch, farthest_m: 8 }, width, height)),
);
const among = (layout: Layout, called: number, served: number, missed = 0, over = 0): Share =>
  share(layout, { called, served, missed, over });

test('whoever is called has a large row, whatever else there is', () => {
  for (const layout of EACH)
    for (let called = 0; called <= 40; called += 1)
      for (const served of [0, 3, 12, 30]) {
        const { large, small } = among(layout, called, served, 3, 20);

        assert.ok(large >= Math.min(called, layout.rows) && large <= layout.rows);
        assert.ok(large >= 1);
        assert.ok(large < layout.rows || small.lines === 0);
      }
});

test('as few as there are rows stand large; more stand small beneath, all of them where they fit', () => {
  const layout = layOut(SCREEN, 1920, 1080);

  assert.equal(among(layout, 1, 2).large, 3);
  const { large, small } = among(layout, 1, 11);
  assert.equal(large, 1);
  assert.ok(small.columns * small.lines >= 11);
});

test('the small list fits into what the large rows leave, its letters as large as they can be', () => {
  for (const layout of EACH)
    for (const served of [3, 12, 30]) {
      const { large, small } = among(layout, 1, served, 2, 40);
      const high = small.lines * (small.code_px * 1.1 + 30 * layout.unit) + 62 * layout.unit;
      const wide = small.columns * small.code_px * (0.613 * 7 + 1.9);

      assert.ok(high <= (layout.rows - large) * layout.row_px || small.lines <= 1);
      assert.ok(wide <= layout.table_w);
    }
  const layout = layOut(SCREEN, 1920, 1080);
  assert.ok(among(layout, 1, 3).small.code_px > among(layout, 1, 12).small.code_px);
});

test('where a band says that the line is broken, all of it stands lower', () => {
  const [usual, banded] = [false, true].map((band) => layOut(SCREEN, 1080, 1920, undefined, band)) as [
    Layout,
    Layout,
  ];

  assert.ok(banded.rows * banded.row_px <= usual.rows * usual.row_px - 60);
});

test('as many numbers are next to each other as the column holds', () => {
  assert.equal(layOut(SCREEN, 1920, 1080).next, 3);
  assert.equal(layOut(SCREEN, 1920, 1080, { number: 8, window: 3 }).next, 2);
});
