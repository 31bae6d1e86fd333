// What this account has read, out of the log: whoever looks at others can be looked at.
import type { JSX } from 'preact';
import { useAsked } from '@lib/address.ts';
import { momentFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { EventLink } from '@lib/links.tsx';
import { lang, t } from '@lib/look.ts';
import { PartLink } from '@lib/nav.tsx';
import { Head, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { ReadingsView } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';

export function Readings({ staff }: { staff: Staff }): JSX.Element {
  const [{ before }] = useAsked(['before']);
  const { view, problem } = useReading<ReadingsView>(staff.api, '/supervision/readings', { before });
  return (
    <section aria-labelledby="readings">
      <h2 id="readings">{t(words.readingsTitle)}</h2>
      <p class="soft">{t(words.readingsHow)}</p>
      <Refused of={problem} />
      {view && !problem && <Listed view={view} />}
      <p class="older">
        {before && <PartLink to="/supervision/readings">{t(words.newestFirst)}</PartLink>}
        {view?.next && <PartLink to={`/supervision/readings?before=${view.next}`}>{t(words.older)}</PartLink>}
      </p>
    </section>
  );
}

function Listed({ view }: { view: ReadingsView }): JSX.Element {
  if (!view.readings.length) return <p>{t(words.nothing)}</p>;
  return (
    <table data-testid="readings">
      <caption class="hidden">{t(words.readingsTitle)}</caption>
      <Head of={[words.time, words.what, words.about]} last={words.event} />
      <tbody>
        {view.readings.map((each) => (
          <tr key={each.seq}>
            <td>{momentFace(each.at, lang.value)}</td>
            <th scope="row">{t(each.what)}</th>
            <td>{t(each.about)}</td>
            <td>
              <EventLink seq={each.seq} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
