// How a secondment stands, its days, and who signed for it.

import type { JSX } from 'preact';
import { lastOf } from '@lib/last.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import type { TermView } from '@lib/types.ts';
import { endKinds } from '@lib/words/end-kinds.ts';
import { people as words } from '@lib/words/people.ts';
import { signers } from '@lib/words/signers.ts';
import { termStates } from '@lib/words/term-states.ts';
import { missingOf, openRequest } from './terms.ts';

export function State({ term }: { term: TermView }): JSX.Element {
  const request = openRequest(term);
  const refused = lastOf(term.replacements.filter((each) => each.state === 'refused'));
  const kind = term.state === 'ended' && term.end_kind ? ` · ${t(coded(endKinds, term.end_kind))}` : '';
  return (
    <>
      {t(coded(termStates, term.state))}
      {kind}
      {(term.state === 'ended' || term.state === 'declined') && term.end_reason && (
        <small>{term.end_reason}</small>
      )}
      {term.state === 'seconded' && term.end_kind && (
        <small>{t(words.willEnd, { reference: term.end_reason ?? '' })}</small>
      )}
      {request && <small class="todo">{t(words.asked, { reason: request.reason })}</small>}
      {request?.successor && <small>{t(words.successor, { who: request.successor })}</small>}
      {!request && term.state === 'seconded' && refused && (
        <small>{t(words.refused, { reason: refused.answer ?? '' })}</small>
      )}
      {term.note && <small>{term.note}</small>}
      {term.window && <small>{t(words.sits, { n: term.window })}</small>}
    </>
  );
}

export function Days({ term }: { term: TermView }): JSX.Element {
  if (!term.from_day) {
    return (
      <span class="soft">
        {term.wished_from ? t(words.wished, { from: term.wished_from }) : t(words.twoYears)}
      </span>
    );
  }
  return (
    <>
      <span class="code">
        {term.from_day} – {term.to_day}
      </span>
      {term.days_left !== null && (
        <small class={term.ends_soon ? 'todo' : ''}>{t(words.days, { n: term.days_left })}</small>
      )}
    </>
  );
}

export function Signed({ term }: { term: TermView }): JSX.Element {
  const missing = missingOf(term);
  const imported = term.signatures.length > 0 && term.signatures.every((each) => each.by === 'import');
  if (imported) return <span class="soft">{t(words.byImport)}</span>;
  return (
    <>
      {term.signatures.map((each) => (
        <small key={each.kind}>
          {t(coded(signers, each.kind))}：{each.by} · {each.at.slice(0, 10)}
        </small>
      ))}
      {term.state === 'nominated' && missing.length > 0 && (
        <small class="todo">
          {t(words.missing, { who: missing.map((kind) => t(coded(signers, kind))).join(' · ') })}
        </small>
      )}
    </>
  );
}
