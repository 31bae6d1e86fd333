import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, type Fetch } from '@lib/api.ts';
import type { BoardView, CatalogueView, MatterView } from '@lib/types.ts';
import { departmentsFor, howBusy, MOST_USED, mattersOf, search, usual } from './find.ts';
import { slipOf, Taking } from './taking.ts';

function matter(code: string, initials: string, en: string, more: Partial<MatterView> = {}): MatterView {
  return { code, initials, name: { zh: code, en }, department: 'ga', audience: 'person', line: 'a', usual: false, ...more } as MatterView;
}

const catalogue = {
  departments: [{ code: 'ga' }, { code: 'sw' }],
  matters: [
    matter('id', 'jmsfzhl', 'Renew an identity card', { usual: true }),
    matter('lost', 'sfzbl', 'Replace a lost identity card'),
    matter('tax', 'fply', 'Get tax invoices', { department: 'sw', audience: 'business' }),
    matter('deed', 'qssb', 'Deed tax', { department: 'sw', audience: 'both' }),
  ],
} as unknown as CatalogueView;

const codes = (found: MatterView[]): string[] => found.map((each) => each.code);

test('initials find what begins so before what holds them', () => {
  assert.deepEqual(codes(search(catalogue, 'sfz')), ['lost', 'id']);
  assert.deepEqual(codes(search(catalogue, '')), []);
});

test('a search finds all that match', () => {
  const many = { ...catalogue, matters: Array.from({ length: 300 }, (_, n) => matter(`m${n}`, 'sfz', 'm')) };

  assert.equal(search(many, 'sf').length, 300);
});

test('English letters find words and their first letters', () => {
  assert.deepEqual(codes(search(catalogue, 'tax')), ['tax', 'deed']);
  assert.deepEqual(codes(search(catalogue, 'raic')), ['id']);
});

test('an audience sees its departments and matters, and those for both', () => {
  assert.deepEqual(departmentsFor(catalogue, 'business').map((each) => each.code), ['sw']);
  assert.deepEqual(departmentsFor(catalogue, 'person').map((each) => each.code), ['ga', 'sw']);
  assert.deepEqual(codes(mattersOf(catalogue, 'sw', 'person')), ['deed']);
  assert.deepEqual(codes(mattersOf(catalogue, 'sw', undefined)), ['tax', 'deed']);
});

test('the most used are twenty at most', () => {
  const many = { ...catalogue, matters: Array.from({ length: 30 }, (_, n) => matter(`m${n}`, 'm', 'm', { usual: true })) };

  assert.equal(usual(many).length, MOST_USED);
  assert.deepEqual(codes(usual(catalogue)), ['id']);
});

test('a hall is quiet, middling or busy by people per open window', () => {
  const hall = (waiting: number): BoardView => ({ lines: [{ waiting }], windows: [{ state: 'open' }, { state: 'serving' }, { state: 'closed' }] }) as unknown as BoardView;

  assert.deepEqual([1, 4, 30].map((n) => howBusy(hall(n)).busy), ['quiet', 'middling', 'busy']);
  assert.equal(howBusy(hall(1)).open, 2);
});

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
  assert.deepEqual(answers.map((each) => each?.number), ['A001', undefined, undefined]);
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
  assert.deepEqual(['queued', 'leased', 'sending', 'sent', 'printed', 'unconfirmed', 'failed', 'none'].map(slipOf), ['coming', 'coming', 'coming', 'below', 'below', 'unsure', 'failed', 'none']);
  assert.equal(slipOf('something new'), 'coming');
  assert.equal(slipOf('stalled'), 'coming'); // the neighbour may print it yet
});
