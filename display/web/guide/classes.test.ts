import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RulesView } from '@lib/types.ts';
import { classesOf } from './classes.ts';

const rules = (classes: object): RulesView => ({ rules: { classes } }) as unknown as RulesView;

test('the desk gives what the rules publish, and nothing that comes by a code', () => {
  const found = classesOf(
    rules({
      ordinary: { zh: '普通', en: 'Ordinary', needs_evidence: false, by_code: false },
      returned: { zh: '补正返回', en: 'Returned', needs_evidence: false, by_code: true },
      veteran: { zh: '退役军人优先', en: 'Veterans first', needs_evidence: true, by_code: false },
    }),
  );

  assert.deepEqual(
    found.map(({ code, zh, evidence }) => [code, zh, evidence]),
    [
      ['ordinary', '普通', false],
      ['veteran', '退役军人优先', true],
    ],
  );
});

test('before the rules are known there is nothing to give', () => {
  assert.deepEqual(classesOf(undefined), []);
});
