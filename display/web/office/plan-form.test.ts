import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlanColumn } from '@lib/types.ts';
import { BOTH, contentOf, found, languagesIn, type Row, rowOf, standing } from './plan-form.ts';

const column = (name: string, kind: string): PlanColumn => ({
  name,
  kind,
  needed: false,
  one_of: [],
  of: null,
});
const COLUMNS = [
  column('code', 'text'),
  column('name', 'words'),
  column('fee_fen', 'whole'),
  column('usual', 'yes_no'),
  column('lines', 'list'),
  column('materials', 'materials'),
  column('guide', 'words'),
];
const ROW: Row = {
  code: 'tax',
  name: { zh: '税', en: 'Tax', 'zh-Hant': '稅' },
  fee_fen: 1000,
  usual: true,
  lines: ['a', 'b'],
  materials: [
    { zh: '证', en: 'Card' },
    { zh: '表', en: 'Form', 'zh-Hant': '表格' },
  ],
  guide: null,
};

test('what a form shows is what it says again', () => {
  const shown: Record<string, string> = {};
  const langs = languagesIn(COLUMNS, ROW, ['ug']);
  assert.deepEqual(langs, [...BOTH, 'ug', 'zh-Hant']);
  for (const each of COLUMNS) {
    shown[each.name] = each.kind === 'yes_no' ? 'on' : standing(each, ROW[each.name]);
    for (const lang of langs) shown[`${each.name}_${lang}`] = standing(each, ROW[each.name], lang);
  }
  assert.deepEqual(
    rowOf(COLUMNS, langs, (name) => shown[name] ?? ''),
    ROW,
  );
});

test('an empty field is none, and what is no number goes out as it is, to be refused by name', () => {
  const said = rowOf(COLUMNS, BOTH, (name) => (name === 'fee_fen' ? 'ten' : ''));
  assert.deepEqual(said, {
    code: null,
    name: null,
    fee_fen: 'ten',
    usual: false,
    lines: [],
    materials: [],
    guide: null,
  });
});

test('rows are found by code and by name in both languages', () => {
  assert.equal(found([ROW], 'TAX').length, 1);
  assert.equal(found([ROW], '税').length, 1);
  assert.equal(found([ROW], 'visa').length, 0);
});

test('English that only stands for the Chinese is not shown, and follows it', () => {
  const [name, materials] = [COLUMNS[1], COLUMNS[5]] as [PlanColumn, PlanColumn];
  assert.equal(standing(name, { zh: '税', en: '税' }, 'en'), '');
  assert.equal(standing(materials, [{ zh: '证', en: '证' }], 'en'), '');
  assert.deepEqual(
    rowOf([name], BOTH, (of) => (of === 'name_zh' ? '税务' : '')),
    { name: { zh: '税务', en: '' } },
  );
});

test('a file is sent byte by byte, whatever it is', async () => {
  const raw = Uint8Array.from({ length: 100_000 }, (_, n) => (n * 7) % 256);
  assert.deepEqual(
    Uint8Array.from(atob(await contentOf(new Blob([raw]))), (each) => each.charCodeAt(0)),
    raw,
  );
});
