import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeviceView } from '@lib/types.ts';
import { byZone, counted, isUnwell } from './fleet.ts';

function device(name: string, more: Partial<DeviceView> = {}): DeviceView {
  return { role: 'window', name, zone: '', state: 'live', parts: [], hasty_at: null, ...more } as DeviceView;
}

test('ten comes after two', () => {
  const names = counted(['10', '1', '2', 'k-11', 'k-2'].map((each) => device(each))).map((each) => each.name);
  assert.deepEqual(names, ['1', '2', '10', 'k-2', 'k-11']);
});

test('areas come in the order of the plan, and an area that the plan no longer knows is the hall', () => {
  const zones = byZone(
    [device('1', { zone: 'B' }), device('2', { zone: 'A' }), device('3', { zone: 'gone' })],
    ['A', 'B', 'C'],
  );
  const found = zones.map((each) => [each.code, each.devices.map((one) => one.name)]);
  assert.deepEqual(found, [
    ['', ['3']],
    ['A', ['2']],
    ['B', ['1']],
  ]);
});

test('a device is unwell when it is silent, too fast, or one behind it does not answer', () => {
  const dark = { code: 'led', state: 'dark' } as DeviceView['parts'][number];
  assert.equal(isUnwell(device('1')), false);
  assert.equal(isUnwell(device('1', { state: 'never' })), false);
  assert.equal(isUnwell(device('1', { state: 'offline' })), true);
  assert.equal(isUnwell(device('1', { parts: [dark] })), true);
  assert.equal(isUnwell(device('1', { hasty_at: '2026-03-02T09:00:00Z' })), true);
});
