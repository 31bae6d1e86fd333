import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, away, type Fetch, newKey, Problem, untilAnswered } from './api.ts';

interface Asked {
  url: string;
  init: RequestInit;
}

/** A server that answers what it is told, in order, and remembers what it was asked. */
function server(...answers: (Response | 'gone')[]): { asked: Asked[]; fetch: Fetch } {
  const asked: Asked[] = [];
  const fetch: Fetch = async (url, init) => {
    asked.push({ url, init });
    const answer = answers[asked.length - 1] ?? 'gone';
    if (answer === 'gone') throw new TypeError('network');
    return answer;
  };
  return { asked, fetch };
}

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const keyOf = (asked: Asked | undefined): string =>
  String((asked?.init.headers as Record<string, string> | undefined)?.['Idempotency-Key']);

test('an answer lost on the way is asked for again with the same key', async () => {
  const { asked, fetch } = server('gone', json({ ok: true }, 503), json({ number: 'A001' }, 201));
  const api = new Api(() => ({ Authorization: 'Bearer t' }), fetch);

  const answer = await api.post('/tickets', { matter: 'm' });

  assert.deepEqual(answer, { number: 'A001' });
  assert.equal(asked.length, 3);
  assert.equal(new Set(asked.map(keyOf)).size, 1);
  assert.equal(asked[0]?.url, '/api/v1/tickets');
});

test('two presses are two keys', async () => {
  const { asked, fetch } = server(json({}), json({}));
  const api = new Api(() => ({}), fetch);

  await api.post('/tickets');
  await api.post('/tickets');

  assert.notEqual(keyOf(asked[0]), keyOf(asked[1]));
});

test('a server that stays away is said to be away, in both languages, within the patience', async () => {
  const api = new Api(() => ({}), server().fetch, 300);
  const began = performance.now();

  await assert.rejects(
    api.get('/hall'),
    (problem: Problem) =>
      problem.status === 0 && problem.code === 'away' && problem.zh !== '' && problem.en !== '',
  );

  assert.ok(performance.now() - began < 600);
});

test('a refusal keeps its code, sentences and state, and is not asked again', async () => {
  const said = { code: 'window_busy', zh: '忙', en: 'busy', state: { ticket: 7 } };
  const { asked, fetch } = server(json(said, 409));

  await assert.rejects(new Api(() => ({}), fetch).post('/windows/1/next'), {
    status: 409,
    code: 'window_busy',
    zh: '忙',
    en: 'busy',
    state: { ticket: 7 },
  });

  assert.equal(asked.length, 1);
});

test('204 is undefined, and a query is written', async () => {
  const { asked, fetch } = server(new Response(null, { status: 204 }), json([]));
  const api = new Api(() => ({}), fetch);

  assert.equal(await api.post('/windows/1/next'), undefined);
  await api.get('/reports/waits', { by: 'line', from: undefined });

  assert.equal(asked[1]?.url, '/api/v1/reports/waits?by=line');
});

test('a key is long and never the same, also without randomUUID', () => {
  const keys = new Set(Array.from({ length: 100 }, newKey));

  assert.equal(keys.size, 100);
  for (const key of keys) assert.match(key, /^[\x21-\x7e]{32,200}$/);
});

test('an answer that breaks off is a server that cannot be reached, in words', async () => {
  const api = new Api(() => ({}), server(new Response('{"number": "A0', { status: 200 })).fetch);

  await assert.rejects(
    api.get('/tickets/mine'),
    (failure) => failure instanceof Problem && failure.code === 'away' && failure.zh !== '',
  );
});

test('what only the server being away or at rest kept back is asked for until it is there', async () => {
  const refusals = [away(), new Problem(503, 'busy', { zh: '忙', en: 'busy' })];

  const answer = await untilAnswered(async () => {
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    return 'here';
  }, 1);

  assert.equal(answer, 'here');
});

test('a refusal that asking again cannot change is told at once', async () => {
  let asked = 0;
  const refused = untilAnswered(async () => {
    asked += 1;
    throw new Problem(404, 'no_ticket', { zh: '没有', en: 'none' });
  }, 1);

  await assert.rejects(refused, (failure: Problem) => failure.code === 'no_ticket');
  assert.equal(asked, 1);
});
