import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lost, meaningOfReading, type Part, portIn } from './agent.ts';

test('a port is a port, and nothing else is', () => {
  assert.equal(portIn('?lang=en&reader=9230'), 9230);
  for (const said of [
    '',
    '?reader=',
    '?reader=0',
    '?reader=65536',
    '?reader=-1',
    '?reader=9230.evil.example',
    '?reader=9230@x',
  ])
    assert.equal(portIn(said), undefined, said);
});

test('a reading means what a typing reader would mean', () => {
  assert.deepEqual(meaningOfReading({ kind: 'identity', text: '11010519491231002X' }), {
    identity: '11010519491231002X',
  });
  assert.deepEqual(meaningOfReading({ kind: 'misread', text: '' }), { misread: '' });
  assert.deepEqual(meaningOfReading({ kind: 'text', text: 'h12345678' }), { papers: 'H12345678' });
  assert.deepEqual(meaningOfReading({ kind: 'text', text: '204518' }), { code: '204518' });
});

test('readers of a lost agent are dark, each under its name', () => {
  const part: Part = { code: 'card-1', kind: 'reader', state: 'live', fault: '', seq: 0, heard_at: 7 };

  assert.deepEqual(lost([part]), [{ ...part, state: 'dark', fault: 'unreachable' }]);
});
