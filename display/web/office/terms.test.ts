import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TermView } from '@lib/types.ts';
import { counts, missingOf, openRequest, shownTerms } from './terms.ts';

const term = (id: number, more: object): TermView =>
  ({
    id,
    department: 'tax',
    state: 'seconded',
    ends_soon: false,
    signatures: [],
    replacements: [],
    ...more,
  }) as unknown as TermView;
const asked = { replacements: [{ id: 7, state: 'asked' }] };
const terms = [
  term(1, {}),
  term(2, { state: 'nominated', signatures: [{ kind: 'hall' }] }),
  term(3, asked),
  term(4, { ends_soon: true, department: 'law' }),
  term(5, { state: 'ended', ...asked }),
];
const ids = (found: TermView[]): number[] => found.map((each) => each.id);

test('to do is what waits for a hand, or ends soon', () => {
  assert.deepEqual(ids(shownTerms(terms, 'todo', '')), [2, 3, 4]);
  assert.deepEqual(ids(shownTerms(terms, 'todo', 'law')), [4]);
  assert.deepEqual(ids(shownTerms(terms, 'over', '')), [5]);
});

test('the sentence counts each once, and no request of a term that is over', () => {
  assert.deepEqual(counts(terms), { n: 3, open: 1, asked: 1, soon: 1 });
  assert.equal(openRequest(terms[4] as TermView), undefined);
});

test('who still has to sign is named in the order of the paper', () => {
  assert.deepEqual(missingOf(terms[1] as TermView), ['organization', 'personnel']);
});
