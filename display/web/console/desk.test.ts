import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Api } from '@lib/api.ts';
import type { WindowView } from '@lib/types.ts';
import { Desk } from './desk.ts';

mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });

const view = (seq: number, state: string, ticket?: number): WindowView =>
  ({
    seq,
    state,
    now: '2026-03-02T01:00:00Z',
    ticket: ticket ? { id: ticket } : null,
  }) as unknown as WindowView;

/** A window whose answers to acts come when the test lets them. */
function window_(): {
  desk: Desk;
  asked: string[];
  answer: (said: WindowView) => void;
  now: (view: WindowView) => Promise<void>;
} {
  const asked: string[] = [];
  const waiting: ((said: WindowView) => void)[] = [];
  let shown = view(1, 'open');
  const api = {
    get: async () => shown,
    post: (path: string) => {
      asked.push(path);
      return new Promise((resolve) => waiting.push(resolve));
    },
  } as unknown as Api;
  const desk = new Desk(api, '3');
  desk.view.value = shown;
  return {
    desk,
    asked,
    answer: (said) => waiting.shift()?.(said),
    now: (next) => {
      shown = next;
      return desk.refresh();
    },
  };
}

test('a second press at the same view is the same press', async () => {
  const { desk, asked, answer } = window_();
  const first = desk.act('next');
  assert.equal(await desk.act('next'), false);
  answer(view(2, 'called', 7));
  assert.equal(await first, true);
  assert.deepEqual(asked, ['/windows/3/next']);
});

test('a press at news that overtook the answer is done after it', async () => {
  const { desk, asked, answer, now } = window_();
  const first = desk.act('next');
  await now(view(2, 'called', 7));
  assert.equal(desk.busy.value, false);
  const second = desk.act('start');
  assert.equal(await desk.act('start'), false);
  assert.deepEqual(asked, ['/windows/3/next']);
  answer(view(2, 'called', 7));
  assert.equal(await first, true);
  await Promise.resolve();
  answer(view(3, 'serving', 7));
  assert.equal(await second, true);
  assert.deepEqual(asked, ['/windows/3/next', '/windows/3/start']);
  assert.equal(desk.busy.value, false);
});

test('a press whose view is gone when its turn comes is nothing', async () => {
  const { desk, asked, answer, now } = window_();
  const first = desk.act('next');
  await now(view(2, 'called', 7));
  const second = desk.act('start');
  await now(view(3, 'open')); // the office has closed the visit meanwhile
  answer(view(2, 'called', 7));
  assert.equal(await first, true);
  assert.equal(await second, false);
  assert.deepEqual(asked, ['/windows/3/next']);
});
