import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CatalogueView } from '@lib/types.ts';
import { narrowed } from './offered.ts';

const matter = (code: string, department: string): unknown => ({ code, department });
const hall = {
  departments: [{ code: 'tax' }, { code: 'law' }],
  matters: [matter('tax-file', 'tax'), matter('tax-audit', 'tax'), matter('will', 'law')],
} as unknown as CatalogueView;
const codes = (departments: string[], matters: string[]): string[] | undefined =>
  narrowed(hall, { departments, matters })?.matters.map((each) => each.code);

test('a kiosk whose plan names nothing offers everything', () => {
  assert.equal(narrowed(hall, { departments: [], matters: [] }), hall);
  assert.equal(narrowed(hall, undefined), hall);
  assert.equal(narrowed(undefined, { departments: ['tax'], matters: [] }), undefined);
});

test('otherwise the matters of its departments, and those named one by one', () => {
  assert.deepEqual(codes(['law'], []), ['will']);
  assert.deepEqual(codes([], ['tax-audit']), ['tax-audit']);
  assert.deepEqual(codes(['law'], ['tax-file']), ['tax-file', 'will']);
  assert.deepEqual(codes(['nowhere'], []), []);
});
