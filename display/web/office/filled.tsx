// How far the slots are taken that visitors book by themselves.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { lineOf } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { useReading } from '@lib/reading.ts';
import { Scrolls } from '@lib/scrolls.tsx';
import type { AppointmentsView, FilledDay, FilledLine } from '@lib/types.ts';
import { bookings as words } from '@lib/words/bookings.ts';

/** How far the slots of the day are taken, by line; read anew whenever the day's bookings are. */
export function Filled({
  staff,
  day,
  of,
}: {
  staff: Staff;
  day: string;
  of: AppointmentsView | undefined;
}): JSX.Element | null {
  const { view, again } = useReading<FilledDay>(staff.api, '/slots/filled', { day: day || undefined });
  useEffect(() => {
    if (of) again();
  }, [of]);
  if (!view?.lines.length) return null;
  const times = [...new Set(view.lines.flatMap(({ slots }) => slots.map((each) => each.at)))].sort();
  const isTaken = ({ slots }: FilledLine): boolean => slots.some((each) => each.taken > 0);
  const taken = view.lines.filter(isTaken);
  const others = view.lines.filter((each) => !isTaken(each));
  return (
    <section aria-labelledby="filled" data-testid="filled">
      <h3 id="filled">{t(words.slots)}</h3>
      <p class="soft">{t(words.slotsHow)}</p>
      {taken.length > 0 && <Lines of={taken} times={times} />}
      {others.length > 0 && (
        <details>
          <summary>{t(words.slotsFree, { n: others.length })}</summary>
          <Lines of={others} times={times} />
        </details>
      )}
    </section>
  );
}

function Lines({ of, times }: { of: readonly FilledLine[]; times: readonly string[] }): JSX.Element {
  return (
    <Scrolls title={words.slots}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(words.line)}</th>
            {times.map((each) => (
              <th scope="col" key={each}>
                {clockFace(each)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((each) => (
            <Line key={each.line} of={each} times={times} />
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Line({ of: { line, slots }, times }: { of: FilledLine; times: readonly string[] }): JSX.Element {
  return (
    <tr data-line={line}>
      <th scope="row">{t(lineOf.value.get(line)?.name ?? { zh: line, en: line })}</th>
      {times.map((at) => {
        const slot = slots.find((each) => each.at === at);
        return (
          <td key={at} class={slot && slot.taken > slot.places ? 'bad' : slot?.taken ? '' : 'soft'}>
            {slot && `${slot.taken} / ${slot.places}`}
          </td>
        );
      })}
    </tr>
  );
}
