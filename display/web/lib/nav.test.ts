import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Part, partAt } from './parts-of.ts';

const part = (slug: string, may = true): Part => ({ slug, may }) as Part;

test('the address names the part; what one may not see, or what there is not, is the first', () => {
  const parts = [part('secret', false), part('now'), part('waits')];

  assert.equal(partAt(parts, 'waits')?.slug, 'waits');
  assert.equal(partAt(parts, 'secret')?.slug, 'now');
  assert.equal(partAt(parts, 'nothing')?.slug, 'now');
  assert.equal(partAt([part('secret', false)], ''), undefined);
});
