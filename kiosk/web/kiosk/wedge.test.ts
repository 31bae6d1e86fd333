import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIdentity, isPapers, meaningOf, Wedge } from './wedge.ts';

const CODES: Record<string, [string, boolean]> = {
  '#': ['Digit3', true],
  '/': ['Slash', false],
  ':': ['Semicolon', true],
  '.': ['Period', false],
  '-': ['Minus', false],
};

function type(wedge: Wedge, text: string, gap_ms: number, end = 'Enter'): string | undefined {
  let at = 1000;
  for (const each of text) {
    const [code, shift] =
      CODES[each] ??
      (/\d/.test(each) ? [`Digit${each}`, false] : [`Key${each.toUpperCase()}`, each !== each.toLowerCase()]);
    at += gap_ms;
    wedge.key(code, shift, at);
  }
  return wedge.key(end, false, at + gap_ms);
}

const LINK = `http://hall.example.cn/t#17.${'0af3'.repeat(8)}`;

test('a reader’s fast keys are read to their end, a person’s are not', () => {
  for (const end of ['Enter', 'NumpadEnter', 'Tab']) assert.equal(type(new Wedge(), LINK, 5, end), LINK);
  for (const end of ['Enter', 'Tab']) assert.equal(type(new Wedge(), '123456', 200, end), undefined);
});

test('the shortest codes are read at a speed that no hand has', () => {
  assert.equal(type(new Wedge(), 'YY-1', 5), 'YY-1');
  assert.equal(type(new Wedge(), 'YY-1', 90), undefined);
  assert.equal(type(new Wedge(), '123', 5), undefined);
});

test('a reader that stopped without an end holds nobody’s keys', () => {
  const wedge = new Wedge();
  for (let n = 0; n < 8; n += 1) wedge.key('Digit1', false, 1000 + n * 5);

  assert.ok(wedge.isTyping(1040));
  assert.ok(!wedge.isTyping(2000));
});

test('a slip’s link, a card, papers and an appointment’s code are told apart', () => {
  assert.deepEqual(meaningOf(LINK), { follow: `17.${'0af3'.repeat(8)}` });
  assert.deepEqual(meaningOf(LINK.toUpperCase()), { follow: `17.${'0af3'.repeat(8)}` });
  assert.deepEqual(meaningOf('11010519491231002x'), { identity: '11010519491231002X' });
  assert.deepEqual(meaningOf('yy-204518'), { code: 'YY-204518' });
  assert.deepEqual(meaningOf('H12345678'), { papers: 'H12345678' });
  assert.deepEqual(meaningOf('ea1234567'), { papers: 'EA1234567' });
});

test('a card with a wrong digit is a card, not a code', () => {
  assert.ok(isIdentity('11010519491231002X'));
  assert.ok(!isIdentity('110105194912310021'));
  assert.deepEqual(meaningOf('110105194912310021'), { misread: '110105194912310021' });
  assert.deepEqual(meaningOf('202612010930000001'), { code: '202612010930000001' });
});

test('whatever is read means something: nothing falls through in silence', () => {
  for (const read of ['https://evil.example/', '####', '1101051949', 'X'.repeat(200), '身份证']) {
    const kinds = Object.keys(meaningOf(read));
    assert.equal(kinds.length, 1);
  }
  assert.deepEqual(meaningOf('https://evil.example/'), { unknown: 'HTTPS://EVIL.EXAMPLE/' });
});

test('papers have the forms of passports and permits', () => {
  assert.deepEqual(
    ['H12345678', 'M0987654321', 'E12345678', 'KOR123456789012', '12345678', 'YY-204518', 'YY20261201'].map(
      isPapers,
    ),
    [true, true, true, true, false, false, false],
  );
});
