import assert from 'node:assert/strict';
import { test } from 'node:test';
import { added, changed, moved, removed, same, type Template, usesOf } from './template.ts';

const slip: Template = {
  parts: [{ part: 'number', value: '{number}' }, { part: 'rule' }, { part: 'text', zh: '一', en: 'one' }],
};
const kinds = (template: Template): string[] => template.parts.map((each) => each.part);

test('a change gives a new template and leaves the old as it was', () => {
  assert.equal(changed(slip, 2, { zh: '二' }).parts[2]?.zh, '二');
  assert.equal(slip.parts[2]?.zh, '一');
});

test('a part moves up and down by one', () => {
  assert.deepEqual(kinds(moved(slip, 2, -1)), ['number', 'text', 'rule']);
  assert.deepEqual(kinds(moved(slip, 0, 1)), ['rule', 'number', 'text']);
});

test('a part is removed, another added at the end', () => {
  assert.deepEqual(kinds(added(removed(slip, 1))), ['number', 'text', 'text']);
});

test('what is not said is the usual value', () => {
  assert.ok(
    same(slip, {
      languages: 'both',
      parts: slip.parts.map((each) => ({ size: 'body', bold: false, ...each })),
    }),
  );
  assert.ok(!same(slip, changed(slip, 2, { bold: true })));
  assert.ok(!same(slip, { ...slip, languages: 'visitor' }));
});

test('a number has no words and a rule has nothing', () => {
  assert.deepEqual([...usesOf('number')], ['value']);
  assert.equal(usesOf('rule').size, 0);
});
