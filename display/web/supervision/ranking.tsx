// Departments by what was found, for each hundred services, beside the same length of time before.
import type { JSX } from 'preact';
import { useAsked } from '@lib/address.ts';
import { hall } from '@lib/catalogue.ts';
import { DaysAsked } from '@lib/days.tsx';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { PartLink } from '@lib/nav.tsx';
import { Head, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { RankingView } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';
import { perHundred } from './faces.ts';

export function Departments({ staff }: { staff: Staff }): JSX.Element {
  const [now, ask] = useAsked(['from', 'to']);
  const { view, problem } = useReading<RankingView>(staff.past, '/supervision/ranking', { ...now });
  const days = { from: view?.first_day ?? now.from ?? '', to: view?.last_day ?? now.to ?? '' };
  return (
    <section aria-labelledby="ranking">
      <h2 id="ranking">{t(words.ranking)}</h2>
      <form class="ask" onSubmit={(event) => event.preventDefault()}>
        <DaysAsked
          days={days}
          today={hall.value?.business_day ?? ''}
          onAsk={(change) => ask({ ...days, ...change })}
        />
      </form>
      <Refused of={problem} />
      {view && <Ranks view={view} />}
    </section>
  );
}

export function Ranks({ view, most = Infinity }: { view: RankingView; most?: number }): JSX.Element {
  const { first_day: from, last_day: to } = view;
  const shown = view.departments.slice(0, most);
  const end = Math.max(...shown.map((each) => each.per_mille ?? 0), 1);
  if (!shown.length) return <p>{t(words.nothing)}</p>;
  return (
    <table class="ranks" data-testid="ranking">
      <caption>{t(words.rankingSum, { from, to })}</caption>
      <Head
        of={[words.department]}
        numbers={[words.perHundred, words.findingsN, words.servicesN, words.beforePerHundred]}
      />
      <tbody>
        {shown.map((each) => (
          <tr key={each.department} data-department={each.department}>
            <th scope="row">
              <PartLink
                to={`/supervision/findings?${new URLSearchParams({ department: each.department, from, to })}`}
              >
                {t(each.name)}
              </PartLink>
            </th>
            <td class="num code">
              <span class="bar" style={{ width: `${((each.per_mille ?? 0) / end) * 100}%` }} />
              {perHundred(each.per_mille)}
            </td>
            <td class="num code">{each.findings}</td>
            <td class="num code">{each.services}</td>
            <td class="num code">{perHundred(each.per_mille_before)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
