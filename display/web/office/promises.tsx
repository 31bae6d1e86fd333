// Promises kept: of the cases that came due or were decided,
// how many were decided in time; by whose they were.

import type { JSX } from 'preact';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import type { ReportRow } from '@lib/types.ts';
import { promises as words } from '@lib/words/promises.ts';
import { type Marked, MarkedReport } from './marked.tsx';

const PROMISES: Marked = {
  report: 'promises',
  title: words.title,
  count: words.count,
  marks: [
    ['kept', words.kept],
    ['kept_first', words.first],
    ['collected', words.collected],
    ['extended', words.extended],
    ['never_ready', words.never],
  ],
  by: ['department', 'secondment', 'staffer', 'window', 'matter', 'line', 'hour', 'day'],
  lastDays: 30,
  sentence,
};

export function Promises({ staff }: { staff: Staff }): JSX.Element {
  return <MarkedReport staff={staff} marked={PROMISES} />;
}

function sentence({ count, extra }: ReportRow): string {
  if (!count) return t(words.none);
  const kept = extra.kept ?? 0;
  return t(words.sum, {
    n: count,
    kept,
    share: Math.floor((kept / count) * 100),
    first: extra.kept_first ?? 0,
    never: extra.never_ready ?? 0,
  });
}
