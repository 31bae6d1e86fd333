// Cases at the window: the one that was just opened, the one a visitor comes
// for, and the department's own, on which its chief representative acts.
import type { JSX } from 'preact';
import { Cases } from '@lib/cases.tsx';
import { t } from '@lib/look.ts';
import { Dialog } from '@lib/parts.tsx';
import type { AskedView, CaseInBrief } from '@lib/types.ts';
import { cases as words } from '@lib/words/cases.ts';
import { common } from '@lib/words/common.ts';
import { console_ } from '@lib/words/console.ts';
import type { Desk } from './desk.ts';

/** Number, day and code of what was just accepted: the visitor is still standing there. */
export function Opened({ case_ }: { case_: CaseInBrief }): JSX.Element {
  return (
    <section class="opened" data-testid="opened" data-case={case_.number} aria-label={t(words.opened)}>
      <dl>
        <Said words={words.opened} value={case_.number} />
        <Said words={words.promisedBy} value={case_.due} />
        <Said words={words.code} value={case_.code} />
      </dl>
      {case_.reserved && <p data-testid="reserved">{t(words.reserved)}</p>}
      <p class="soft">
        {t(case_.matter_name)} · {t(words.tellVisitor)}
      </p>
    </section>
  );
}

/** What was asked for, once, of the visitor who is still standing there, with the code for the way back. */
export function Asked({ asked }: { asked: AskedView }): JSX.Element {
  return (
    <section class="opened" data-testid="asked" aria-label={t(console_.asked)}>
      <dl>
        <Said words={console_.wayBack} value={asked.code} />
        <Said words={console_.goodUntil} value={asked.good_until} />
      </dl>
      {asked.papers.length > 0 && (
        <ol>
          {asked.papers.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ol>
      )}
      <p class="soft">
        {asked.number} · {t(console_.tellList)}
        {asked.printer && ` · ${t(console_.printedAt, { printer: t(asked.printer) })}`}
      </p>
    </section>
  );
}

/** What the visitor comes for. */
export function ComesFor({ case_ }: { case_: CaseInBrief }): JSX.Element {
  return (
    <p class="comes-for" data-testid="comes-for" data-case={case_.number}>
      <b>{t(words.comesFor, { number: case_.number })}</b> · {t(case_.matter_name)} · {t(case_.state_words)}
      {case_.result === 'refused' && ` · ${t(words.refusedWhy, { reason: case_.result_reason ?? '' })}`}
    </p>
  );
}

export function OwnCases({ desk, onClose }: { desk: Desk; onClose: () => void }): JSX.Element {
  return (
    <Dialog title={t(words.title)} onClose={onClose} class="own-cases">
      <Cases api={desk.api} />
      <button type="button" onClick={onClose}>
        {t(common.close)} <kbd>Esc</kbd>
      </button>
    </Dialog>
  );
}

function Said({ words: said, value }: { words: { zh: string; en: string }; value: string }): JSX.Element {
  return (
    <div>
      <dt>{t(said)}</dt>
      <dd class="code">{value}</dd>
    </div>
  );
}
