import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WholeRulesView } from '@lib/types.ts';
import { asToml, changes, entriesOf, missedAs, missedOf, nameOf } from './rules-form.ts';

const RULES: WholeRulesView = {
  version: 2,
  numbers: { grace_seconds: 120, most_pieces: 99 },
  one_key: false,
  lines: [{ line: 'tax.a', cap: 2, missed: 'keep', more_time_minutes: 5, recall_limit: 0, slot_percent: 50 }],
  alarms: [
    {
      kind: 'long_wait',
      on: true,
      raise_at: 45,
      clear_at: 30,
      usual_raise_at: 45,
      usual_clear_at: 30,
      unit: 'minutes',
      who: ['manager'],
    },
  ],
  versions: [],
};

test('what is as it was is no change', () => {
  assert.equal(changes(entriesOf(RULES), entriesOf(RULES)).size, 0);
});

test('only what differs is published: the whole hall first, a code with a dot quoted', () => {
  const after = new Map(entriesOf(RULES));
  after.set(nameOf('lines', 'tax.a', 'missed'), 'back:2');
  after.set(nameOf('alarms', 'long_wait', 'raise_at'), 60);
  after.set(nameOf('alarms', 'long_wait', 'on'), false);
  after.set('one_key', true);

  assert.equal(
    asToml(changes(entriesOf(RULES), after)),
    'one_key = true\n\n["lines"."tax.a"]\nmissed = "back:2"\n\n["alarms"."long_wait"]\non = false\nraise_at = 60',
  );
});

test('what follows a missed call is a word, or a word with places', () => {
  assert.deepEqual(missedOf('back:7'), { follows: 'back', places: 7 });
  assert.deepEqual(missedOf('void'), { follows: 'void', places: 3 });
  assert.equal(missedAs('back', 4), 'back:4');
  assert.equal(missedAs('keep', 4), 'keep');
});
