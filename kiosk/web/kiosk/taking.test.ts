import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, type Fetch } from '@lib/api.ts';
import { slipOf, Taking } from './taking.ts';

test('taps while a number is being taken are one number', async () => {
  const keys: string[] = [];
  const fetch: Fetch = async (_, init) => {
    keys.push((init.headers as Record<string, string>)['Idempotency-Key'] as string);
    await new Promise((resume) => setTimeout(resume, 20));
    return new Response(JSON.stringify({ number: 'A001' }), { status: 201 });
  };
  const taking = new Taking(new Api(() => ({}), fetch), { matter: 'id' }, 'zh');

  const answers = await Promise.all([taking.take(), taking.take(), taking.take()]);

  assert.equal(keys.length, 1);
  assert.deepEqual(
    answers.map((each) => each?.number),
    ['A001', undefined, undefined],
  );
});

test('trying again after a lost answer is the same wish; after a refusal it is a new one', async () => {
  const keys: string[] = [];
  let answer: Response | undefined;
  const fetch: Fetch = async (_, init) => {
    keys.push((init.headers as Record<string, string>)['Idempotency-Key'] as string);
    if (!answer) throw new TypeError('network');
    return answer;
  };
  const taking = new Taking(new Api(() => ({}), fetch, 50), { matter: 'id' }, 'zh');

  assert.equal(await taking.take(), undefined);
  assert.equal(taking.problem.value?.code, 'away');
  answer = new Response(JSON.stringify({ code: 'hall_closed', zh: '关', en: 'closed' }), { status: 409 });
  await taking.take();
  answer = new Response(JSON.stringify({ number: 'A001' }), { status: 201 });
  await taking.take();

  assert.equal(new Set(keys.slice(0, -1)).size, 1);
  assert.notEqual(keys.at(-1), keys[0]);
});

test('a slip is said to be out only when it was sent or printed', () => {
  assert.deepEqual(
    ['queued', 'leased', 'sending', 'sent', 'printed', 'unconfirmed', 'failed', 'none'].map(slipOf),
    ['coming', 'coming', 'coming', 'below', 'below', 'unsure', 'failed', 'none'],
  );
  assert.equal(slipOf('something new'), 'coming');
  assert.equal(slipOf('stalled'), 'coming'); // the neighbour may print it yet
});
