// The report for the county: two sheets of A4, each figure beside
// the span before; the newest finished one opens.
import type { JSX } from 'preact';
import { useAsked } from '@lib/address.ts';
import type { Staff } from '@lib/door.ts';
import { lang, t } from '@lib/look.ts';
import { Choice, Refused } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import type { CountyPeriod, CountySpans, CountyView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { county as words } from '@lib/words/county.ts';
import { Sheets } from './county-sheets.tsx';
import './county.css';

const SPANS = { day: words.day, week: words.week, month: words.month } as const;
type Span = keyof typeof SPANS;
type Asked = { span: Span; day: string | undefined };

export function County({ staff }: { staff: Staff }): JSX.Element {
  const [said, ask] = useAsked(['span', 'day']);
  const span = said.span && said.span in SPANS ? (said.span as Span) : 'week';
  const now: Asked = { span, day: said.day };
  const known = useReading<CountySpans>(staff.past, '/county/spans', { span: now.span });
  const { view, problem } = useReading<CountyView>(staff.past, '/county', { ...now });
  const shown = view?.span === now.span ? view : undefined;
  const spans = known.view?.span === now.span ? known.view.spans : [];
  return (
    <section class="county" aria-labelledby="county">
      <h2 id="county">{t(words.part)}</h2>
      <Ask now={now} spans={spans} shown={shown} onAsk={ask} />
      <Refused of={problem} />
      {!shown && !problem && <p class="soft">{t(common.connecting)}</p>}
      {shown && !problem && (
        <>
          {!shown.now.finished && (
            <p class="soft" data-testid="unfinished">
              {t(spans.length > 0 || !known.view ? words.unfinished : words.none)}
            </p>
          )}
          <Sheets view={shown} />
        </>
      )}
    </section>
  );
}

interface Wishes {
  now: Asked;
  spans: readonly CountyPeriod[];
  shown: CountyView | undefined;
  onAsk: (next: Asked) => void;
}

function Ask({ now, spans, shown, onAsk }: Wishes): JSX.Element {
  const query = { span: now.span, ...(shown && { day: shown.now.first_day }) };
  const href = at(`/api/v1/county?${new URLSearchParams({ ...query, format: 'xlsx', lang: lang.value })}`);
  // one that goes on, or is older than those that are listed, stands in the list while it is shown
  const own = shown && !spans.some((each) => each.first_day === shown.now.first_day) ? [shown.now] : [];
  const among = new Map<string, Words>(
    [...own, ...spans].map((each) => [each.first_day, nameOf(now.span, each)]),
  );
  return (
    <form class="ask" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label={words.kind}
        value={now.span}
        among={SPANS}
        hook="county-span"
        onChange={(span) => onAsk({ span: span as Span, day: undefined })}
      />
      <Choice
        label={words.pick}
        value={shown?.now.first_day ?? ''}
        among={among}
        hook="county-day"
        onChange={(day) => onAsk({ span: now.span, day })}
      />
      <button type="button" data-act="print" disabled={!shown} onClick={() => print()}>
        {t(words.print)}
      </button>
      <a href={href} download data-testid="county-xlsx">
        {t(words.xlsx)}
      </a>
    </form>
  );
}

function nameOf(span: Span, { first_day, last_day }: CountyPeriod): Words {
  const month = first_day.slice(0, 7);
  const said = { day: first_day, week: `${first_day} – ${last_day}`, month }[span];
  return { zh: said, en: said };
}
