import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saidWindows } from './windows.ts';

test('windows that follow each other are said from–to, others one by one', () => {
  const said: [string[], string][] = [
    [[], ''],
    [['7'], '7'],
    [['7', '8'], '7 · 8'],
    [['1', '2', '3', '7', '9', '10', '11'], '1–3 · 7 · 9–11'],
    [['07', '08', '09', 'A1', 'A2', 'A3'], '07 · 08 · 09 · A1 · A2 · A3'],
  ];
  for (const [codes, words] of said) assert.equal(saidWindows(codes), words);
});
