// How long visitors wait, or services take: figures and a sentence, when it is slow, how it went, and whose.
import type { JSX } from 'preact';
import { hall } from '@lib/catalogue.ts';
import { clockFace, hallNow } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { percentOf } from '@lib/figures.ts';
import { t } from '@lib/look.ts';
import type { ReportRow } from '@lib/types.ts';
import { times as words } from '@lib/words/times.ts';
import { Arrivals } from './arrivals.tsx';
import { HeatMap, TrendOf } from './heat.tsx';
import { Lengths } from './lengths.tsx';
import { Multiples } from './multiples.tsx';
import { Ranking, type Told, useReport } from './report.tsx';
import { changed, spoken } from './spoken.ts';
import { TimesBar } from './times-bar.tsx';
import { useAsked } from './times-state.ts';
import './times.css';

const NONE = { from: '', to: '' };

export function Times({ staff, report }: { staff: Staff; report: 'waits' | 'service-times' }): JSX.Element {
  const [asked, ask] = useAsked();
  const by = asked.by ?? (staff.seesAll ? 'department' : 'matter');
  const told = useReport(staff, report, asked, by);
  const question = { staff, report, asked };
  // the archive answers one question after the other: the table, which was asked for, goes first
  const days = told.now.current || told.now.problem ? told.days : NONE;
  const isWaits = report === 'waits';
  return (
    <section class="times" aria-labelledby={report}>
      <h2 id={report}>{t(isWaits ? words.ofWaits : words.ofServices)}</h2>
      <TimesBar staff={staff} asked={asked} onAsk={ask} />
      <Sum report={report} told={told} />
      <div class="beside">
        <HeatMap {...question} onAsk={ask} />
        <Lengths {...question} days={days} within={withinOf(told)} />
      </div>
      <div class={isWaits ? 'beside' : ''}>
        <TrendOf {...question} days={days} />
        {isWaits && <Arrivals staff={staff} asked={asked} days={days} />}
      </div>
      <Multiples {...question} days={days} />
      <Ranking report={report} told={told} asked={asked} by={by} onAsk={ask} />
    </section>
  );
}

/** Of what is told now, how many waits were within the target; services have none. */
function withinOf({ now }: Told): number | undefined {
  if (!now.current || now.view?.report !== 'waits') return undefined;
  return now.view.total.extra.within ?? 0;
}

function Sum({ report, told }: { report: string; told: Told }): JSX.Element | null {
  const { view, current, again } = told.now;
  if (!view) return null;
  const { total } = view;
  const facts = {
    n: total.count,
    half: spoken(total.p50_ms),
    nine: spoken(total.p90_ms),
    most: spoken(total.max_ms),
  };
  const isToday = told.days.to === hall.value?.business_day;
  return (
    <div class={current ? 'sum' : 'sum of-before'} data-testid={`${report}-sum`}>
      <p>
        {total.count ? t(report === 'waits' ? words.sumWaits : words.sumServices, facts) : t(words.none)}{' '}
        {total.excluded > 0 && t(words.notCounted, { n: total.excluded })}{' '}
        {isToday && (
          <button type="button" class="plain" data-act="again" onClick={again}>
            {t(words.again, { at: clockFace(hallNow() ?? Date.now()) })}
          </button>
        )}
      </p>
      {total.count > 0 && <Figures total={total} was={told.before.view?.total} />}
    </div>
  );
}

function Figures({ total, was }: { total: ReportRow; was: ReportRow | undefined }): JSX.Element {
  const before = was?.count ? was : undefined;
  const within = (row: ReportRow): number | undefined =>
    row.extra.within === undefined ? undefined : percentOf(row.extra.within, row.count);
  const [share, shareWas] = [within(total), before && within(before)];
  const time = (name: 'p50_ms' | 'p90_ms'): [string, string | undefined] => [
    spoken(total[name]),
    before && `${spoken(before[name])}（${changed(total[name] - before[name])}）`,
  ];
  return (
    <dl class="figures">
      <Figure
        name={t(words.people)}
        hook="people"
        said={String(total.count)}
        was={before && String(before.count)}
      />
      <Figure name={t(words.median)} hook="median" said={time('p50_ms')[0]} was={time('p50_ms')[1]} />
      <Figure name={t(words.nine)} hook="nine" said={time('p90_ms')[0]} was={time('p90_ms')[1]} />
      {share !== undefined && (
        <Figure
          name={t(words.withinTarget)}
          hook="within"
          said={`${share} %`}
          was={shareWas === undefined ? undefined : `${shareWas} %`}
        />
      )}
      <Figure
        name={t(words.longest)}
        hook="longest"
        said={spoken(total.max_ms)}
        was={before && spoken(before.max_ms)}
      />
    </dl>
  );
}

interface FigureWishes {
  name: string;
  hook: string;
  said: string;
  was: string | undefined;
}

function Figure({ name, hook, said, was }: FigureWishes): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-figure={hook}>
        <b>{said}</b>
        {was !== undefined && <small>{t(words.was, { was })}</small>}
      </dd>
    </div>
  );
}
