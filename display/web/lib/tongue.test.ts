import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filled } from './message.ts';
import { Tongue } from './tongue.ts';
import { common } from './words/common.ts';

const TEXT = `language = Qaa
    .tag = qaa
    .dir = ltr

common-close = [close]
common-page = [{ $of }: { $n }]
common-hall = { broken
common-people = [{ $n }]
`;
const way = (dir: 'ltr' | 'rtl'): Tongue => new Tongue({ code: 'qaa', name: 'Qaa', tag: 'qaa', dir }, TEXT);

test('a language of the hall says what its catalogue has', () => {
  const qaa = way('ltr');

  assert.equal(qaa.say(common.close), '[close]');
  assert.equal(qaa.say(common.page, { n: 1, of: 1200 }), '[1200: 1]');
  assert.equal(qaa.say(filled(common.people, { n: 2 })), '[2]');
});

test('what it lacks, or says in a way that cannot be read, it leaves to others', () => {
  assert.equal(way('ltr').say(common.back), undefined);
  assert.equal(way('ltr').say(common.hall), undefined);
});

test('words of the database are said where they have the language', () => {
  assert.equal(way('ltr').say({ zh: '税务', en: 'Tax' }), undefined);
  assert.equal(way('ltr').say(Object.assign({ zh: '税务', en: 'Tax' }, { qaa: '[tax]' })), '[tax]');
});

test('from the right, a place keeps its own direction', () => {
  assert.equal(way('rtl').say(common.people, { n: 2 }), '[\u20682\u2069]');
});

test('from the right, what another language says keeps its own direction', () => {
  assert.equal(way('rtl').apart('1 min'), '\u20681 min\u2069');
  assert.equal(way('rtl').apart(''), '');
  assert.equal(way('ltr').apart('1 min'), '1 min');
});

test('what the server says is said anew, its facts with it', () => {
  const finished = {
    zh: '8 号窗口：当场办结',
    en: 'Finished at 8: Done',
    sentence: 'story-finished',
    facts: { window: '8', outcome: { zh: '当场办结', en: 'Done', sentence: 'outcomes-done', facts: null } },
  };
  const qaa = new Tongue(
    { code: 'qaa', name: 'Qaa', tag: 'qaa', dir: 'ltr' },
    'story-finished = [{ $window }: { $outcome }]\noutcomes-done = [done]\n',
  );

  assert.equal(qaa.say(finished), '[8: [done]]');
});

test('a fact that the language has no words for is said in English', () => {
  const placed = {
    zh: '税务',
    en: 'Tax',
    sentence: 'story-placed',
    facts: { line: { zh: '税务', en: 'Tax' } },
  };
  const qaa = new Tongue(
    { code: 'qaa', name: 'Qaa', tag: 'qaa', dir: 'ltr' },
    'story-placed = [{ $line }]\n',
  );

  assert.equal(qaa.say(placed), '[Tax]');
});
