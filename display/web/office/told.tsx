// Said and done: of the waits that were told, how many were called by the end they were told.

import type { JSX } from 'preact';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import type { ReportRow } from '@lib/types.ts';
import { told as words } from '@lib/words/told.ts';
import { driftOf } from './drift.ts';
import { type Marked, MarkedReport } from './marked.tsx';

const TOLD: Marked = {
  report: 'told',
  title: words.title,
  count: words.count,
  marks: [
    ['kept', words.kept],
    ['late', words.late],
    ['not_called', words.never],
    ['foretold', words.foretold],
  ],
  by: ['line', 'hour', 'class', 'matter', 'day'],
  lastDays: 7,
  sentence,
  note,
};

export function Told({ staff }: { staff: Staff }): JSX.Element {
  return <MarkedReport staff={staff} marked={TOLD} />;
}

function sentence({ count, excluded, extra }: ReportRow): string {
  if (!count) return t(words.none);
  const kept = extra.kept ?? 0;
  return t(words.sum, { n: count, kept, share: Math.floor((kept / count) * 100), left: excluded });
}

function note(row: ReportRow): { bad: boolean; words: string } | undefined {
  const drift = driftOf(row);
  if (!drift) return undefined;
  return { bad: drift === 'short', words: t(drift === 'short' ? words.short : words.wide) };
}
