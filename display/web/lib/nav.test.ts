import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupsOf, type Part, partAt } from './parts-of.ts';

const part = (slug: string, may = true): Part => ({ slug, may }) as Part;

test('the address names the part; what one may not see, or what there is not, is the first', () => {
  const parts = [part('secret', false), part('now'), part('waits')];

  assert.equal(partAt(parts, 'waits')?.slug, 'waits');
  assert.equal(partAt(parts, 'secret')?.slug, 'now');
  assert.equal(partAt(parts, 'nothing')?.slug, 'now');
  assert.equal(partAt([part('secret', false)], ''), undefined);
});

test('neighbours of one group stand together, in their order', () => {
  const settings = { zh: '设置', en: 'Settings' };
  const of = (slug: string): Part => ({ ...part(slug), group: settings });

  assert.deepEqual(
    groupsOf([part('now'), part('waits'), of('rules'), of('devices')]).map((each) => [
      each.title,
      each.parts.map(({ slug }) => slug),
    ]),
    [
      [undefined, ['now', 'waits']],
      [settings, ['rules', 'devices']],
    ],
  );
});
