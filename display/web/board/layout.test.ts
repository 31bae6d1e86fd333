import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut, letterPx } from './layout.ts';

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
