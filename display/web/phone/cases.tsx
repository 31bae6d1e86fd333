// A visitor's cases: until when, the code, what to bring, and that the result can be collected.
import type { JSX } from 'preact';
import { t } from '@lib/look.ts';
import type { CaseInBrief } from '@lib/types.ts';
import { cases as words } from '@lib/words/cases.ts';

export function Cases({ cases, matter }: { cases: CaseInBrief[]; matter: string }): JSX.Element {
  return (
    <>
      {cases.map((each) => (
        <section
          class="case"
          key={each.number}
          data-testid="case"
          data-case={each.number}
          data-state={each.state}
          aria-label={t(words.yours)}
        >
          <h2>{t(words.yours)}</h2>
          {each.matter !== matter && <p class="matter">{t(each.matter_name)}</p>}
          <p class="state">{t(each.state_words)}</p>
          <Advice case_={each} />
          <dl>
            <Fact said={t(words.opened)} value={each.number} />
            {each.state !== 'handed_over' && <Fact said={t(words.promisedBy)} value={each.due} />}
            {each.state !== 'handed_over' && <Fact said={t(words.code)} value={each.code} />}
          </dl>
          {each.reserved && each.state === 'accepted' && (
            <p class="soft" data-testid="reserved">
              {t(words.reserved)}
            </p>
          )}
          {each.first_told && each.state !== 'handed_over' && (
            <p class="soft" data-testid="recounted">
              {t(words.recounted, { day: each.first_told })}
            </p>
          )}
          {each.why_later && (
            <p class="soft">{t(words.later, { day: each.promised, reason: each.why_later })}</p>
          )}
        </section>
      ))}
    </>
  );
}

function Advice({ case_ }: { case_: CaseInBrief }): JSX.Element | null {
  if (case_.state === 'handed_over') return <p>{t(words.gone, { day: case_.handed_day ?? '' })}</p>;
  if (case_.state === 'ready') {
    return (
      <>
        {case_.result === 'refused' && <p>{t(words.refusedWhy, { reason: case_.result_reason ?? '' })}</p>}
        <p>{t(words.collectNow)}</p>
      </>
    );
  }
  if (case_.list.length === 0) return null;
  return (
    <>
      <p>{t(words.bring)}</p>
      <ul>
        {case_.list.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  );
}

function Fact({ said, value }: { said: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{said}</dt>
      <dd class="code">{value}</dd>
    </div>
  );
}
