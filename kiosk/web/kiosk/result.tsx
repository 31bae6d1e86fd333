// The number that was taken: huge, with who is ahead, the wait, the windows, and where the slip is.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { catalogue, matterOf } from '@lib/catalogue.ts';
import { Fitted } from '@lib/fitted.tsx';
import { apart, lang, t } from '@lib/look.ts';
import { Reach } from '@lib/reach.tsx';
import type { FollowLink, IssuedTicket, StopView, Words } from '@lib/types.ts';
import { saidRange } from '@lib/waits.ts';
import { saidWindows } from '@lib/windows.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';
import { longClass } from './long.ts';
import { type Seen, type Slip, seenOf, watchSlip } from './taking.ts';
import { goHome } from './walk.ts';

const SAYS: Record<Slip, Words> = {
  coming: words.slipComing,
  below: words.slipBelow,
  none: words.noSlip,
  unsure: words.slipUnsure,
  failed: words.slipFailed,
};

export function Result({ api, ticket }: { api: Api; ticket: IssuedTicket }): JSX.Element {
  const [{ slip, at }, setSeen] = useState<Seen>(seenOf(ticket.print));
  useEffect(() => void watchSlip(api, ticket, setSeen), [ticket.id]);
  const code = useFollowCode(api, ticket.id);
  const matter = matterOf.value.get(ticket.matter)?.name;
  const area = areaOf(ticket.matter, ticket.windows);
  return (
    <main class="result">
      <Reach label={t(words.yourNumber)} of={ticket.number} class="taken">
        <h2>{t(words.yourNumber)}</h2>
        <Fitted as="p" class="number code" words={ticket.number} data-testid="number">
          {ticket.number}
        </Fitted>
        <p class={`matter${matter ? longClass(t(matter), lang.value) : ''}`}>{matter && t(matter)}</p>
        <dl>
          <Fact words={words.ahead} value={t(words.aheadCount, { n: ticket.ahead })} />
          {ticket.windows.length > 0 && (
            <Fact words={words.wait} value={saidRange(ticket.wait)} hook="told" />
          )}
          {area && <Fact words={words.area} value={area} />}
          {ticket.windows.length > 0 && (
            <Fact words={words.atWindows} value={saidWindows(ticket.windows, apart)} />
          )}
        </dl>
        {ticket.stops.length > 1 && <Stops stops={ticket.stops} />}
        {code && (
          <figure class="follow" data-testid="follow">
            <img src={code} alt="" width="180" height="180" />
            <figcaption>{t(words.followHow)}</figcaption>
          </figure>
        )}
        {ticket.notice && (
          <p class="notice" data-testid="notice">
            {t(ticket.notice)}
          </p>
        )}
      </Reach>
      <div class="decide">
        <p class={slip === 'failed' ? 'slip bad' : 'slip'} role="status" data-testid="slip" data-slip={slip}>
          {at && (slip === 'below' || slip === 'coming')
            ? t(words.slipElsewhere, { printer: t(at) })
            : t(SAYS[slip])}
          {!at && (slip === 'below' || slip === 'coming') && <span aria-hidden="true"> ↓</span>}
        </p>
        <div class="pair">
          <Wrong api={api} ticket={ticket} />
          <button type="button" class="main" data-testid="done" onClick={goHome}>
            {t(words.done)}
          </button>
        </div>
      </div>
    </main>
  );
}

/** Every matter of the number, in the order in which they may be served. */
function Stops({ stops }: { stops: readonly StopView[] }): JSX.Element {
  return (
    <section class="stops" data-testid="stops">
      <h3>{t(words.together)}</h3>
      <ol>
        {stops.map((each) => (
          <li key={each.matter} data-stop={each.matter}>
            {t(each.name)} <span class="soft">{areaOf(each.matter)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The areas of the windows that may call; where none is known, the department's: as the slip says. */
function areaOf(matter: string, windows: readonly string[] = []): string {
  const there = catalogue.value?.windows.filter((each) => windows.includes(each.code) && each.zone) ?? [];
  if (there.length > 0) return [...new Set(there.map((each) => each.zone))].sort().join('、');
  const department = matterOf.value.get(matter)?.department;
  return catalogue.value?.departments.find((each) => each.code === department)?.area ?? '';
}

/** A number that was a mistake is given up at once, before somebody is called who does not come. */
function Wrong({ api, ticket }: { api: Api; ticket: IssuedTicket }): JSX.Element {
  const [step, setStep] = useState<'no' | 'sure' | 'gone'>('no');
  const cancel = (): void =>
    void api.post(`/tickets/${ticket.id}/cancel`).then(
      () => setStep('gone'),
      () => setStep('no'),
    );
  if (step === 'gone') return <p role="status">{t(words.cancelled, { number: ticket.number })}</p>;
  if (step === 'no')
    return (
      <button type="button" data-testid="wrong" onClick={() => setStep('sure')}>
        {t(words.wrong)}
      </button>
    );
  return (
    <div class="sure">
      <button type="button" data-testid="wrong-yes" onClick={cancel}>
        {t(words.wrongSure, { number: ticket.number })}
      </button>
      <button type="button" onClick={() => setStep('no')}>
        {t(words.keepIt)}
      </button>
    </div>
  );
}

/** The code of the visitor's own page, where the hall has an address that a phone can reach. */
function useFollowCode(api: Api, ticket: number): string | undefined {
  const [code, setCode] = useState<string | undefined>(undefined);
  useEffect(() => {
    api.get<FollowLink>(`/tickets/${ticket}/link`).then(
      (found) => setCode(`data:image/svg+xml,${encodeURIComponent(found.svg)}`),
      () => setCode(undefined),
    );
  }, [ticket]);
  return code;
}

function Fact({ words: said, value, hook }: { words: Words; value: string; hook?: string }): JSX.Element {
  return (
    <div>
      <dt>{t(said)}</dt>
      <dd data-testid={hook}>{value}</dd>
    </div>
  );
}
