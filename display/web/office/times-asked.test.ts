import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedWith, daysIn, daysOf, filtersOf, readAsked, SPANS, writeAsked } from './times-asked.ts';

const TODAY = '2026-03-18'; // a Wednesday

test('what stands in the address is asked for, and what else stands there stays', () => {
  const asked = readAsked('?lang=en&weekday=2&hour=10&by=department&nonsense=1');

  assert.deepEqual(asked, { by: 'department', weekday: '2', hour: '10' });
  assert.equal(
    writeAsked('?lang=en&weekday=2', { hour: '10', weekday: undefined } as never),
    '?lang=en&hour=10',
  );
  assert.equal(writeAsked('?weekday=2', {}), '');
  assert.deepEqual(readAsked(writeAsked('', asked)), asked);
});

test('each span has its days', () => {
  assert.deepEqual(
    SPANS.map((each) => Object.values(daysIn(each, TODAY)).join(' ')),
    [
      '2026-03-18 2026-03-18',
      '2026-03-16 2026-03-18',
      '2026-03-09 2026-03-15',
      '2026-02-19 2026-03-18',
      '2026-03-01 2026-03-18',
      '2026-02-01 2026-02-28',
      '2026-01-01 2026-03-18',
    ],
  );
  assert.deepEqual(daysIn('week', '2026-03-22').from, '2026-03-16', 'Sunday ends its week');
  assert.deepEqual(daysIn('lastMonth', '2026-01-05'), { from: '2025-12-01', to: '2025-12-31' });
});

test('own days go before a span, and four weeks are usual', () => {
  assert.deepEqual(daysOf({}, TODAY), daysIn('weeks', TODAY));
  assert.deepEqual(daysOf({ span: 'nonsense' }, TODAY), daysIn('weeks', TODAY));
  assert.deepEqual(daysOf({ span: 'year', from: '2026-03-02' }, TODAY), { from: '2026-03-02', to: TODAY });
  assert.deepEqual(daysOf({ to: '2026-03-02' }, TODAY), { from: '2026-03-02', to: '2026-03-02' });
  assert.deepEqual(daysOf({ span: 'year' }, ''), { from: '', to: '' });
});

test('it is compared with as many days before, or with the year before', () => {
  const week = daysIn('lastWeek', TODAY);

  assert.deepEqual(comparedWith({ versus: 'before' }, week), { from: '2026-03-02', to: '2026-03-08' });
  assert.deepEqual(comparedWith({ versus: 'year' }, { from: '2024-02-29', to: '2024-03-01' }), {
    from: '2023-02-28',
    to: '2023-03-01',
  });
  assert.equal(comparedWith({}, week), undefined);
});

test('a route is asked only what its rows have', () => {
  const asked = { window: '8', line: 'tax', by: 'day', hour: '9' };

  assert.deepEqual(filtersOf(asked), { line: 'tax', window: '8', hour: '9' });
  assert.deepEqual(filtersOf(asked, ['window', 'hour']), { line: 'tax' });
});
