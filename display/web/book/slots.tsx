// The days and times that can be booked for a matter; full ones stay to be seen.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { clockFace, dayFace } from '@lib/clock.ts';
import { nobody } from '@lib/door.ts';
import { dates, t } from '@lib/look.ts';
import { useReading } from '@lib/reading.ts';
import type { SlotsView, Words } from '@lib/types.ts';
import { book as words } from '@lib/words/book.ts';
import { common } from '@lib/words/common.ts';
import { dayShown, endOf } from './booking.ts';

const AGAIN_MS = 10_000;

interface SlotsWishes {
  matter: string;
  said: Words | undefined; // why the last choice was refused
  onPick: (at: string) => void;
}

export function Slots({ matter, said, onPick }: SlotsWishes): JSX.Element {
  const { view, problem } = useReading<SlotsView>(nobody, '/slots', { matter }, AGAIN_MS);
  const [asked, ask] = useState('');
  const refused = said ?? problem;
  const day = view && dayShown(view.days, asked);
  return (
    <>
      <p class="bad" role="alert">
        {refused && t(refused)}
      </p>
      {!view && !problem && <p class="soft">{t(common.connecting)}</p>}
      {view && !day && <p data-testid="no-slots">{t(view.bookable ? words.noSlots : words.notBookable)}</p>}
      {view && day && (
        <>
          <fieldset class="days">
            <legend>{t(words.day)}</legend>
            {view.days.map((each) => (
              <button
                type="button"
                key={each.business_day}
                data-day={each.business_day}
                aria-pressed={each === day}
                onClick={() => ask(each.business_day)}
              >
                <Day of={each.business_day} />
              </button>
            ))}
          </fieldset>
          <fieldset class="times">
            <legend>{t(words.time)}</legend>
            {day.slots.map((slot) => (
              <button
                type="button"
                key={slot.at}
                data-slot={slot.at}
                disabled={!slot.free}
                onClick={() => onPick(slot.at)}
              >
                <bdi dir="ltr" class="code">
                  {clockFace(slot.at)}–{clockFace(endOf(slot, view.minutes))}
                </bdi>
                <small>{slot.free ? t(words.free, { n: slot.free }) : t(words.full)}</small>
              </button>
            ))}
          </fieldset>
        </>
      )}
    </>
  );
}

/** The day and the time of a booking. */
export function Time({ at }: { at: string }): JSX.Element {
  return (
    <time dateTime={at}>
      {dayFace(at, dates.value)} <b class="code">{clockFace(at)}</b>
    </time>
  );
}

/** A business day, by its noon: in whatever zone the hall is, that is the same day. */
function Day({ of }: { of: string }): JSX.Element {
  const [month, date] = of.split('-').slice(1).map(Number);
  const weekday = new Intl.DateTimeFormat(dates.value === 'zh' ? 'zh-CN' : dates.value, {
    weekday: 'short',
    timeZone: 'UTC',
  }).format(Date.parse(`${of}T12:00:00Z`));
  return (
    <>
      <span class="code">
        {month}/{date}
      </span>
      <small>{weekday}</small>
    </>
  );
}
