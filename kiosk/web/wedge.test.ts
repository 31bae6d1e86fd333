import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIdentity, meaningOf, Wedge } from './wedge.ts';

const CODES: Record<string, [string, boolean]> = { '#': ['Digit3', true], '/': ['Slash', false], ':': ['Semicolon', true], '.': ['Period', false], '-': ['Minus', false] };

function type(wedge: Wedge, text: string, gap_ms: number): string | undefined {
  let at = 1000;
  for (const each of text) {
    const [code, shift] = CODES[each] ?? (/\d/.test(each) ? [`Digit${each}`, false] : [`Key${each.toUpperCase()}`, each !== each.toLowerCase()]);
    wedge.key(code, shift, (at += gap_ms));
  }
  return wedge.key('Enter', false, at + gap_ms);
}

const LINK = `http://hall.example.cn/t#17.${'0af3'.repeat(8)}`;

test('a reader’s fast keys are read to their Enter, a person’s are not', () => {
  assert.equal(type(new Wedge(), LINK, 5), LINK);
  assert.equal(type(new Wedge(), '123456', 200), undefined);
  assert.equal(type(new Wedge(), '12345', 5), undefined);
});

test('a slip’s link, an ID card and an appointment’s code are told apart', () => {
  assert.deepEqual(meaningOf(LINK), { follow: `17.${'0af3'.repeat(8)}` });
  assert.deepEqual(meaningOf('11010519491231002x'), { identity: '11010519491231002X' });
  assert.deepEqual(meaningOf('yy-204518'), { code: 'YY-204518' });
  assert.equal(meaningOf('https://evil.example/'), undefined);
});

test('a mistyped ID number is no ID number', () => {
  assert.ok(isIdentity('11010519491231002X'));
  assert.ok(!isIdentity('110105194912310021'));
  assert.deepEqual(meaningOf('110105194912310021'), { code: '110105194912310021' });
});
