// The first screen: how it goes, who stands out, and what is new since the last visit.

import type { JSX } from 'preact';
import { momentFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { lastOf } from '@lib/last.ts';
import { lang, t } from '@lib/look.ts';
import { PartLink } from '@lib/nav.tsx';
import { Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { NewsView, RankingView, WeeksView } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';
import { Ranks } from './ranking.tsx';
import { Trend } from './trend.tsx';

const SHOWN = 8; // departments and kinds that are new; pages of their own have all

export function First({ staff }: { staff: Staff }): JSX.Element {
  const weeks = useReading<WeeksView>(staff.past, '/supervision/weeks');
  const ranking = useReading<RankingView>(staff.past, '/supervision/ranking');
  const news = useReading<NewsView>(staff.api, '/supervision/news');
  const first = weeks.view?.weeks[0]?.first_day ?? '';
  const last = lastOf(weeks.view?.weeks ?? [])?.last_day ?? '';
  return (
    <div class="first">
      <div>
        <section aria-labelledby="trend">
          <h2 id="trend">{t(words.trend)}</h2>
          <Refused of={weeks.problem} />
          {weeks.view && <Trend view={weeks.view} />}
        </section>
        <section aria-labelledby="news">
          <Refused of={news.problem} />
          {news.view && <News view={news.view} today={last} />}
        </section>
      </div>
      <section aria-labelledby="ranking">
        <h2 id="ranking">{t(words.ranking)}</h2>
        <Refused of={ranking.problem} />
        {ranking.view && <Ranks view={ranking.view} most={SHOWN} />}
        {ranking.view && (
          <PartLink to={`/supervision/departments?from=${first}&to=${last}`}>{t(words.rankingAll)}</PartLink>
        )}
        <p class="soft">{t(words.noted)}</p>
      </section>
    </div>
  );
}

function News({ view, today }: { view: NewsView; today: string }): JSX.Element {
  const title = view.since ? t(words.news, { at: momentFace(view.since, lang.value) }) : t(words.newsFirst);
  const { concerns, contests, appeals } = view;
  const most = [...view.findings].sort((one, two) => two.count - one.count).slice(0, SHOWN);
  const all = view.findings.reduce((sum, each) => sum + each.count, 0);
  const inbox = [
    concerns && t(words.newsConcerns, { n: concerns }),
    contests && t(words.newsContests, { n: contests }),
    appeals && t(words.newsAppeals, { n: appeals }),
  ].filter((each): each is string => Boolean(each));
  return (
    <>
      <h2 id="news">{title}</h2>
      {inbox.length + view.findings.length === 0 && <p data-testid="news">{t(words.newsNone)}</p>}
      <ul class="news" data-testid="news">
        {inbox.map((each) => (
          <li key={each}>
            <PartLink to="/supervision/inbox">{each}</PartLink>
          </li>
        ))}
        {most.map((each) => (
          <li key={each.kind} data-kind={each.kind}>
            <PartLink to={newsPath(view, each.kind, today)}>
              {t(words.newsFinding, { kind: t(each.name), n: each.count })}
            </PartLink>
          </li>
        ))}
      </ul>
      {view.findings.length > most.length && (
        <PartLink to={newsPath(view, '', today)}>{t(words.newsAll, { n: all })}</PartLink>
      )}
    </>
  );
}

function newsPath(view: NewsView, kind: string, today: string): string {
  const days = { from: view.first_day, to: today, after: String(view.after) };
  const query: Record<string, string> = kind ? { kind, ...days } : days;
  return `/supervision/findings?${new URLSearchParams(query)}`;
}
