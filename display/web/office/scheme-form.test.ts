// The scheme's form: only what differs goes out, in the units of the file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SchemeView } from '@lib/types.ts';
import { asToml, shown } from './scheme-form.ts';

const row = (kind: string, tenths: number, start = 0) => ({
  kind,
  name: { zh: kind, en: kind },
  tenths,
  free: 2,
  start,
  most: 50,
  home: false,
});
const SCHEME = {
  version: 1,
  deductions: [row('late', 10, 300_000), row('away', 20)],
  reserve_months: 3,
  reserve_tenths: 950,
} as unknown as SchemeView;

function typedOver(changes: Record<string, string>): (name: string) => string {
  const before = new Map<string, string>([
    ['reserve.months', '3'],
    ['reserve.points', '95'],
  ]);
  for (const each of SCHEME.deductions)
    for (const [name, value] of Object.entries(shown(each))) before.set(`${each.kind}.${name}`, value);
  return (name) => changes[name] ?? before.get(name) ?? '';
}

test('what stands as it stood is no change', () => {
  assert.equal(asToml(SCHEME, typedOver({})), '');
});

test('points, free ones and minutes go out in the units of the file', () => {
  assert.equal(
    asToml(
      SCHEME,
      typedOver({ 'late.start': '10', 'late.points': '1.5', 'away.free': '0', 'reserve.points': '90' }),
    ),
    '[deductions.late]\npoints = 1.5\nstart = 600000\n\n[deductions.away]\nfree = 0\n\n[reserve]\npoints = 90',
  );
});
