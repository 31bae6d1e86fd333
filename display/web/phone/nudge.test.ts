import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TicketView } from '@lib/types.ts';
import { nudgeOf } from './nudge.ts';

const ticket = (state: string, ahead: number, window: string | null = null): TicketView =>
  ({ state, ahead, window }) as TicketView;

test('a phone makes itself felt once at three ahead and at the call', () => {
  assert.equal(nudgeOf(ticket('waiting', 4), ticket('waiting', 3)), 'near');
  assert.equal(nudgeOf(ticket('waiting', 3), ticket('waiting', 2)), undefined);
  assert.equal(nudgeOf(ticket('waiting', 2), ticket('called', 0, '3')), 'called');
  assert.equal(nudgeOf(ticket('called', 0, '3'), ticket('called', 0, '3')), undefined);
  assert.equal(nudgeOf(undefined, ticket('called', 0, '3')), undefined);
});
