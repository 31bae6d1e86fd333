import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Saying, Speech, settle, take, type Utterance } from './queue.ts';

const call = (seq: number, ticket: string, at = 0, window = '3'): Saying => ({ seq, ticket, window, at });
const seqs = (queue: Saying[]): number[] => queue.map((each) => each.seq);
const words = (said: Utterance): string =>
  `${said.chime ? 'chime ' : ''}${said.call.ticket} ${said.lang}${said.brief ? ' brief' : ''}`;

test('calls are said in the order in which they came', () => {
  assert.deepEqual(seqs(take(take([], call(1, 'A001'), 0), call(2, 'B001'), 10)), [1, 2]);
});

test('a recall of a call that still waits is said once, in the first one’s place', () => {
  const queue = take(take([], call(1, 'A001'), 0), call(2, 'B001'), 0);

  assert.deepEqual(seqs(take(queue, call(3, 'A001', 5000), 5000)), [3, 2]);
});

test('a ticket called to another window is said there only', () => {
  const queue = take(take([], call(1, 'A001'), 0), call(2, 'B001'), 0);

  assert.deepEqual(seqs(take(queue, call(3, 'A001', 5000, '7'), 5000)), [2, 3]);
});

test('a call older than 30 s is never taken up', () => {
  assert.deepEqual(take([], call(1, 'A001', 0), 30_001), []);
  assert.equal(take([], call(1, 'A001', 0), 30_000).length, 1);
});

test('what has left its window is not said; whoever waits to be called is, however long', () => {
  const queue = [call(1, 'A001', 0), call(2, 'B001', 20_000), call(3, 'C001', 20_000)];

  assert.deepEqual(seqs(settle(queue, (each) => each.seq !== 3)), [1, 2]);
});

test('alone, a call is chime, Chinese and English at full length', () => {
  assert.deepEqual(
    spoken(0, [call(1, 'A001')]).map((each) => words(each.said)),
    ['chime A001 zh', 'A001 en'],
  );
});

test('of several, each is said in Chinese before any is said in English; one chime, brief words', () => {
  const said = spoken(
    0,
    ['A001', 'B002', 'C003'].map((ticket, n) => call(n + 1, ticket)),
  );

  assert.deepEqual(
    said.map((each) => words(each.said)),
    [
      'chime A001 zh brief',
      'B002 zh brief',
      'C003 zh brief',
      'A001 en brief',
      'B002 en brief',
      'C003 en brief',
    ],
  );
});

test('whoever has come before the English is not asked again', () => {
  const said = spoken(
    0,
    ['A001', 'B002'].map((ticket, n) => call(n + 1, ticket)),
    (each, at) => each.ticket !== 'A001' || at < 9000,
  );

  assert.deepEqual(
    said.map((each) => words(each.said)),
    ['chime A001 zh brief', 'B002 zh brief', 'B002 en brief'],
  );
});

test('after a silence the chime is rung again', () => {
  assert.deepEqual(
    spoken(0, [call(1, 'A001'), call(2, 'B002', 30_000)]).map((each) => words(each.said)),
    ['chime A001 zh', 'A001 en', 'chime B002 zh', 'B002 en'],
  );
});

test('T40: thirty-nine at once are all spoken, in their order, while they are called', () => {
  const calls = Array.from({ length: 39 }, (_, n) => call(n + 1, `A${n}`));
  const said = spoken(0, calls).filter((each) => each.said.lang === 'zh');

  assert.deepEqual(
    said.map((each) => each.said.call.seq),
    calls.map((each) => each.seq),
  );
  assert.ok((said.at(-1)?.over ?? Infinity) < 39 * ZH_BRIEF_MS + 10 * CHIME_MS);
});

test('T40: of twelve calls a minute for an hour each is spoken within a minute, and English again', () => {
  let seed = 3;
  const random = (): number => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const calls: Saying[] = [];
  for (let at = 0, n = 1; at < 3_600_000; at += -5000 * Math.log(1 - random()), n += 1)
    calls.push(call(n, `A${n}`, at));
  // each comes 40 s after the call was spoken, or the window gives up after two minutes
  const heard = new Map<number, number>();
  const said = spoken(
    0,
    calls,
    (each, at) =>
      at - (heard.get(each.seq) ?? Infinity) < 40_000 || (!heard.has(each.seq) && at - each.at < 120_000),
    (each, at) => heard.set(each.seq, at),
  );

  assert.ok(calls.length > 650);
  const waits = calls.map((each) => (heard.get(each.seq) ?? Infinity) - each.at);
  assert.ok(Math.max(...waits) < 60_000, `one waited ${Math.max(...waits)} ms`);
  assert.ok(said.filter((each) => each.said.lang === 'en').length > 100);
});

const ZH_MS = 4300; // as espeak-ng speaks, the longest of our engines
const ZH_BRIEF_MS = 3760;
const EN_MS = 3760;
const EN_BRIEF_MS = 2800;
const CHIME_MS = 1800;

/** An announcer on a clock of its own: what it says until nothing is left, and when each was over. */
function spoken(
  from: number,
  calls: Saying[],
  stillCalled: (call: Saying, at: number) => boolean = () => true,
  heard: (call: Saying, at: number) => void = () => {},
): { said: Utterance; over: number }[] {
  const [speech, all] = [new Speech(), [] as { said: Utterance; over: number }[]];
  let [now, queue, coming] = [from, [] as Saying[], [...calls]];
  for (;;) {
    while (coming[0] && coming[0].at <= now) queue = take(queue, coming.shift() as Saying, now);
    const next = speech.next(queue, now, (each) => stillCalled(each, now));
    queue = next ? next.queue : settle(queue, (each) => stillCalled(each, now));
    if (!next && coming.length === 0) return all;
    if (!next) {
      now = Math.max(now + 400, (coming[0] as Saying).at);
      continue;
    }
    const { said } = next;
    now +=
      (said.chime ? CHIME_MS : 0) +
      (said.lang === 'zh' ? (said.brief ? ZH_BRIEF_MS : ZH_MS) : said.brief ? EN_BRIEF_MS : EN_MS);
    speech.over(now);
    if (said.lang === 'zh') heard(said.call, now);
    all.push({ said, over: now });
  }
}
