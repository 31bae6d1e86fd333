import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coded, filled, filledWith, placed, plain, say } from './message.ts';
import { common } from './words/common.ts';
import { console_ } from './words/console.ts';
import { parkReasons } from './words/park-reasons.ts';
import { pauseReasons } from './words/pause-reasons.ts';

test('a message is said in each language, its places filled', () => {
  assert.equal(say(common.close, 'zh'), '关闭');
  assert.equal(say(common.page, 'en', { n: 1, of: 12 }), 'Page 1 of 12');
  assert.equal(filled(common.windowNo, { n: '3' }).zh, '3 号窗口');
});

test('a space that was written down stays where it is', () => {
  assert.equal(say(common.inAll, 'en', { n: 7 }), ' (7 in all)');
});

test('a place without a fact stays, so that it is seen', () => {
  assert.equal(say(common.page, 'en', { n: 1 }), 'Page 1 of {$of}');
});

test('numbers stand as they are counted', () => {
  assert.equal(say(common.people, 'en', { n: 12345 }), '12345 waiting');
  assert.equal(say(common.people, 'zh', { n: 0.25 }), '0.25 人');
});

test('a language that has plurals chooses among them', () => {
  const message = placed(
    'common-people',
    '{ $n } 人',
    '{ $n ->\n    [one] one person\n   *[other] { $n } people\n}',
  );

  assert.equal(say(message, 'en', { n: 1 }), 'one person');
  assert.equal(say(message, 'en', { n: 4 }), '4 people');
  assert.equal(say(message, 'zh', { n: 4 }), '4 人');
});

test('a fact may have words of its own', () => {
  const said = filledWith(console_.fee, { standard: { zh: '免费', en: 'free' } });

  assert.match(said.zh, /标准：免费$/);
  assert.match(said.en, /standard: free$/);
});

test('a code that has no words stands for itself', () => {
  const table = { open: plain('common-close', '开', 'open') };

  assert.equal(coded(table, 'open').en, 'open');
  assert.equal(coded(table, 'toString').en, 'toString');
});

test('a reason for a pause fits the 60 characters that the door takes', () => {
  for (const { zh, en } of [...Object.values(pauseReasons), ...Object.values(parkReasons)])
    assert.ok(`${zh} / ${en}`.length <= 60);
});
