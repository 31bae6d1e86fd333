// The days of a report: from and to, and buttons for what is asked most.
// A page begins with a week: today alone is empty before opening, and a month of a large hall takes its time.

import type { JSX } from 'preact';
import { dayBefore } from './figures.ts';
import { t } from './look.ts';
import { office as words } from './words/office.ts';

const USUAL_DAYS = 7;
const ASKED_OFTEN = [USUAL_DAYS, 30];

export interface Days {
  from: string;
  to: string;
}

/** What was asked, completed with the usual days; empty while the hall's day is unknown. */
export function daysOf(asked: Days, today: string): Days {
  const to = asked.to || today;
  return { from: asked.from || firstOf(to, USUAL_DAYS), to };
}

function firstOf(to: string, days: number): string {
  return to && dayBefore(to, days - 1);
}

export function DaysAsked({
  days,
  today,
  onAsk,
}: {
  days: Days;
  today: string;
  onAsk: (change: Partial<Days>) => void;
}): JSX.Element {
  return (
    <>
      <label>
        <span>{t(words.from)}</span>
        <input
          type="date"
          value={days.from}
          max={days.to}
          onChange={(event) => onAsk({ from: event.currentTarget.value })}
        />
      </label>
      <label>
        <span>{t(words.to)}</span>
        <input
          type="date"
          value={days.to}
          min={days.from}
          onChange={(event) => onAsk({ to: event.currentTarget.value })}
        />
      </label>
      <button type="button" data-act="today" onClick={() => onAsk({ from: today, to: today })}>
        {t(words.todayOnly)}
      </button>
      {ASKED_OFTEN.map((n) => (
        <button
          key={n}
          type="button"
          data-act={`days-${n}`}
          onClick={() => onAsk({ from: firstOf(today, n), to: today })}
        >
          {t(words.lastDays, { n })}
        </button>
      ))}
    </>
  );
}
