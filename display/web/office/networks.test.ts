import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from './networks.ts';

test('the network is that of the server, or of a printer that the hall has', () => {
  assert.equal(networkOf(['hall.local', 'virtual:1', 'tcp://192.168.7.20:9100']), '192.168.7.0/24');
  assert.equal(networkOf(['10.1.2.3', '192.168.7.20:9100']), '10.1.2.0/24');
  assert.equal(networkOf(['127.0.0.1', 'localhost', '1.2.3.4.5']), '');
});
