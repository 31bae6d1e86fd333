// What can be done about a secondment, as forms: which of them, by state and permission.

import type { Ask, Field } from '@lib/asking.tsx';
import type { Staff } from '@lib/door.ts';
import { coded, filledWith } from '@lib/message.ts';
import type { TermView } from '@lib/types.ts';
import { people as words } from '@lib/words/people.ts';
import { roles } from '@lib/words/roles.ts';
import { signers } from '@lib/words/signers.ts';
import { missingOf, openRequest } from './terms.ts';

const REASON: Field = { name: 'reason', label: words.reason, most: 500 };

/** What whoever is signed in can do about a secondment as it is. */
export function asksOf(term: TermView, staff: Staff): Ask[] {
  const at = `/secondments/${term.id}`;
  if (staff.may('replacement.ask')) return departments(term, at);
  if (term.state === 'nominated') return signatures(term, at);
  return term.state === 'seconded' ? halls(term, at) : [];
}

/** A department asks for somebody else, once at a time. */
function departments(term: TermView, at: string): Ask[] {
  if (term.state !== 'seconded' || term.end_kind || openRequest(term)) return [];
  const fields = [REASON, { name: 'successor', label: words.successorCode, optional: true }];
  const path = `${at}/replacement`;
  return [{ id: 'replace', title: words.replace, how: words.replaceHow, path, fixed: {}, fields }];
}

/** Three sign, or one declines. */
function signatures(term: TermView, at: string): Ask[] {
  const signs = missingOf(term).map((kind) => ({
    id: `sign-${kind}`,
    title: filledWith(words.sign, { who: coded(signers, kind) }),
    path: `${at}/sign`,
    fixed: { kind },
    fields: [{ name: 'by', label: words.signer, most: 60 }],
  }));
  const path = `${at}/decline`;
  return [...signs, { id: 'decline', title: words.decline, path, fixed: {}, fields: [REASON] }];
}

/** The hall answers a department's request, or sends somebody back. */
function halls(term: TermView, at: string): Ask[] {
  const unfit: Ask = {
    id: 'unfit',
    title: words.unfit,
    how: words.unfitHow,
    path: `${at}/return`,
    fixed: {},
    fields: [REASON],
  };
  const request = openRequest(term);
  if (!request) return [unfit];
  const answer = `/replacements/${request.id}`;
  const consent: Field[] = [
    { name: 'reference', label: words.reference, most: 60 },
    { name: 'effective', label: words.effective, type: 'date' },
  ];
  return [
    { id: 'consent', title: words.consent, path: `${answer}/consent`, fixed: {}, fields: consent },
    { id: 'refuse', title: words.refuse, path: `${answer}/refuse`, fixed: {}, fields: [REASON] },
    unfit,
  ];
}

/** A department names somebody. */
export function nomination(): Ask {
  const fields: Field[] = [
    { name: 'staffer', label: words.code, most: 64 },
    {
      name: 'role',
      label: words.role,
      choices: ['staff', 'chief'].map((code) => [code, coded(roles, code)]),
    },
    { name: 'name_zh', label: words.nameZh, optional: true, most: 60 },
    { name: 'name_en', label: words.nameEn, optional: true, most: 60 },
    { name: 'from', label: words.from, type: 'date', optional: true },
    { name: 'note', label: words.note, optional: true, most: 500 },
  ];
  return { id: 'nominate', title: words.nominate, path: '/secondments', fixed: {}, fields };
}
