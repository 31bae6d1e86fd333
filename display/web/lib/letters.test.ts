import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letterAt, lettersFor } from './letters.ts';
import type { LettersView, LetterView } from './types.ts';

const letter = (document: string, decide: string[], accept: string[]): LetterView =>
  ({ document, decide, accept }) as unknown as LetterView;
const view: LettersView = {
  today: '2026-03-02',
  letters: [letter('A', [], ['pass']), letter('B', ['pass', 'visa'], [])],
  posted: [
    { window: '3', name: { zh: '三号', en: 'Three' }, role: 'staff', document: 'B' },
    { window: '4', name: { zh: '四号', en: 'Four' }, role: 'staff', document: null },
  ],
};

test('the letter that decides stands before the one that only accepts', () => {
  assert.deepEqual(
    lettersFor(view, 'pass').map((each) => each.document),
    ['B', 'A'],
  );
  assert.deepEqual(lettersFor(view, 'tax'), []);
  assert.deepEqual(lettersFor(undefined, 'pass'), []);
});

test('a window shows the letter of who sits there, or that there is none', () => {
  assert.equal(letterAt(view, '3')?.letter?.document, 'B');
  assert.equal(letterAt(view, '4')?.letter, undefined);
  assert.equal(letterAt(view, '4')?.sitter.name.en, 'Four');
  assert.equal(letterAt(view, '5'), undefined);
});
