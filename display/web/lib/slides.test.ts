import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REST_MS, Slides, still } from './slides.ts';
import type { MediumView } from './types.ts';

const medium = (hash: string, seconds: number, film = false): MediumView => ({
  hash,
  type: film ? 'video/mp4' : 'image/png',
  film,
  seconds,
  words: { zh: hash, en: hash },
});
const MEDIA = [medium('a', 5), medium('b', 20, true)];
const seen = (slides: Slides, at: number, busy = false): string | undefined =>
  slides.show(MEDIA, busy, at)?.hash;

test('each stands for its seconds, then the screen itself, and so on', () => {
  const slides = new Slides();

  assert.deepEqual(
    [0, REST_MS - 1, REST_MS, REST_MS + 4999, REST_MS + 5000, REST_MS + 24_999, REST_MS + 25_000].map((at) =>
      seen(slides, at),
    ),
    [undefined, undefined, 'a', 'a', 'b', 'b', undefined],
  );
  assert.equal(seen(slides, REST_MS + 25_000 + REST_MS), 'a');
});

test('a call takes it away at once, and it comes back no sooner than a while after the call', () => {
  const slides = new Slides();
  seen(slides, 0);
  assert.equal(seen(slides, REST_MS), 'a');

  assert.equal(seen(slides, REST_MS + 1, true), undefined);
  assert.equal(seen(slides, REST_MS + 60_000, true), undefined);
  assert.equal(seen(slides, 2 * REST_MS + 59_999), undefined);
  assert.equal(seen(slides, 2 * REST_MS + 60_000), 'a');
});

test('another list begins anew, and an empty one shows nothing', () => {
  const slides = new Slides();
  seen(slides, 0);
  assert.equal(slides.show([medium('c', 5)], false, REST_MS), undefined);
  assert.equal(slides.show([medium('c', 5)], false, 2 * REST_MS)?.hash, 'c');
  for (let at = 0; at < 100_000; at += 1000) assert.equal(new Slides().show([], false, at), undefined);
});

test('where nothing shall move no film is shown', () => {
  assert.deepEqual(
    still(MEDIA, true).map((each) => each.hash),
    ['a'],
  );
  assert.deepEqual(still(MEDIA, false), MEDIA);
});
