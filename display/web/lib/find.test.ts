import assert from 'node:assert/strict';
import { test } from 'node:test';
import { departmentsFor, howBusy, MOST_USED, matches, mattersOf, search, usual } from './find.ts';
import type { BoardView, CatalogueView, MatterView } from './types.ts';

function matter(code: string, initials: string, en: string, more: Partial<MatterView> = {}): MatterView {
  return {
    code,
    initials,
    name: { zh: code, en },
    department: 'ga',
    audience: 'person',
    line: 'a',
    usual: false,
    ...more,
  } as MatterView;
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
  assert.deepEqual(
    departmentsFor(catalogue, 'business').map((each) => each.code),
    ['sw'],
  );
  assert.deepEqual(
    departmentsFor(catalogue, 'person').map((each) => each.code),
    ['ga', 'sw'],
  );
  assert.deepEqual(codes(mattersOf(catalogue, 'sw', 'person')), ['deed']);
  assert.deepEqual(codes(mattersOf(catalogue, 'sw', undefined)), ['tax', 'deed']);
});

test('the most used are twenty at most', () => {
  const many = {
    ...catalogue,
    matters: Array.from({ length: 30 }, (_, n) => matter(`m${n}`, 'm', 'm', { usual: true })),
  };

  assert.equal(usual(many).length, MOST_USED);
  assert.deepEqual(codes(usual(catalogue)), ['id']);
  const none = { ...catalogue, matters: catalogue.matters.map((each) => ({ ...each, usual: false })) };
  assert.deepEqual(codes(usual(none)), codes(none.matters)); // no kiosk stands empty
});

test('a hall is quiet, middling or busy by people per open window', () => {
  const hall = (waiting: number): BoardView =>
    ({
      lines: [{ waiting }],
      windows: [{ state: 'open' }, { state: 'serving' }, { state: 'closed' }],
    }) as unknown as BoardView;

  assert.deepEqual(
    [1, 4, 30].map((n) => howBusy(hall(n)).busy),
    ['quiet', 'middling', 'busy'],
  );
  assert.equal(howBusy(hall(1)).open, 2);
});

test('a matter is found by name in both languages, by code and by initials', () => {
  const card = { code: 'ga-01', name: { zh: '居民身份证换领', en: 'Identity card' }, initials: 'jmsfzhl' };
  for (const asked of ['', '身份证', 'IDENTITY', 'ga-', 'SFZ', ' sfz '])
    assert.ok(matches(card, asked), asked);
  assert.ok(!matches(card, 'passport'));
});
