import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose } from './choice.ts';
import type { Language } from './tongue.ts';

const language = (code: string, tag: string): Language => ({ code, tag, name: code, dir: 'ltr' });
const HALL = [
  language('zh', 'zh-CN'),
  language('en', 'en'),
  language('ug', 'ug'),
  language('hant', 'zh-Hant'),
];

test('the first wish that the hall has is spoken, exactly or by its kind', () => {
  assert.equal(choose(['en-US', 'zh-CN'], HALL), 'en');
  assert.equal(choose(['fr', 'ug-CN', 'en'], HALL), 'ug');
  assert.equal(choose(['zh-Hant'], HALL), 'hant');
  assert.equal(choose(['zh-SG'], HALL), 'zh');
});

test('what was chosen last goes before what the browser wishes', () => {
  assert.equal(choose(['ug', 'en-US'], HALL), 'ug');
  assert.equal(choose(['gone', 'en-US'], HALL), 'en');
});

test('a hall without any of them speaks as it does', () => {
  assert.equal(choose(['fr', 'de-CH'], HALL), undefined);
  assert.equal(choose([], HALL), undefined);
});
