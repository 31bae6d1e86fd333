// The page's views: one sentence, the reasons counted up, who came before, what touched the number.
import type { ComponentChildren, JSX } from 'preact';
import { hall } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import { t } from '@lib/look.ts';
import { usePaged } from '@lib/paged.tsx';
import { LangSwitch } from '@lib/parts.tsx';
import type { PassedOver, ReasonCount, WhyView } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { phone } from '@lib/words/phone.ts';
import { why as words } from '@lib/words/why.ts';

export function Why({ why, back }: { why: WhyView; back: string }): JSX.Element {
  return (
    <Frame>
      <section class="standing" aria-label={t(words.title)}>
        <p class="number code" data-testid="number">
          {why.number}
        </p>
        <p data-testid="standing">{t(why.words)}</p>
      </section>
      <Counts counts={why.counts} />
      {why.passed.length > 0 && <Passed passed={why.passed} />}
      <section>
        <h2>{t(words.history)}</h2>
        <ol class="history">
          {why.reasons.map((each) => (
            <li key={each.seq}>
              <time class="code" dateTime={each.at}>
                {clockFace(each.at)}
              </time>
              <span>{t(each.words)}</span>
            </li>
          ))}
        </ol>
      </section>
      <p class="soft">{t(words.rule)}</p>
      <p>
        <a class="back" href={back}>
          {t(words.back)}
        </a>
      </p>
    </Frame>
  );
}

function Counts({ counts }: { counts: WhyView['counts'] }): JSX.Element | null {
  if (counts.length === 0) return <p class="nobody">{t(words.nobody)}</p>;
  return (
    <section>
      <h2>{t(words.before)}</h2>
      <ul class="counts" data-testid="counts">
        {counts.map((each: ReasonCount) => (
          <li key={each.reason}>
            <b class="code">{each.count}</b>
            <span>{t(each.words)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SHOWN = 20;

function Passed({ passed }: { passed: readonly PassedOver[] }): JSX.Element {
  const { items, turns } = usePaged(passed, SHOWN);
  return (
    <details>
      <summary>{t(words.each, { n: passed.length })}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(words.time)}</th>
            <th scope="col">{t(common.ticket)}</th>
            <th scope="col">{t(common.window)}</th>
            <th scope="col">{t(words.reason)}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((each) => (
            <tr key={each.seq}>
              <td class="code">{clockFace(each.at)}</td>
              <td class="code">{each.number}</td>
              <td class="code">{each.window}</td>
              <td>{t(each.words)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {turns}
    </details>
  );
}

export function Empty(): JSX.Element {
  return (
    <Frame>
      <h2>{t(phone.noTicket)}</h2>
      <p class="soft">{t(phone.noTicketHow)}</p>
    </Frame>
  );
}

function Frame({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <div class="visitor why">
      <header>
        <h1>{t(hall.value?.name ?? common.hall)}</h1>
        <LangSwitch />
      </header>
      <main>{children}</main>
    </div>
  );
}
