// What can be done about a secondment, as forms: which of them, by state and role, and the dialog that asks for their facts.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '../lib/api.ts';
import type { Staff } from '../lib/door.ts';
import { t } from '../lib/look.ts';
import { Dialog, FormFoot } from '../lib/parts.tsx';
import type { TermView, Words } from '../lib/types.ts';
import { people as words, roles, signers } from '../lib/words-people.ts';
import { missingOf, openRequest } from './terms.ts';

interface Field {
  name: string;
  label: Words;
  type?: 'text' | 'date' | 'role';
  optional?: boolean;
  most?: number;
}

export interface Ask {
  id: string;
  title: Words;
  how?: Words;
  path: string;
  fixed: Record<string, string>;
  fields: Field[];
}

const REASON: Field = { name: 'reason', label: words.reason, most: 500 };

/** The acts that a role has on a secondment as it is. */
export function asksOf(term: TermView, role: string): Ask[] {
  const at = `/secondments/${term.id}`;
  if (role === 'department') {
    const fields = [REASON, { name: 'successor', label: words.successorCode, optional: true }];
    const free = term.state === 'seconded' && !term.end_kind && !openRequest(term);
    return free ? [{ id: 'replace', title: words.replace, how: words.replaceHow, path: `${at}/replacement`, fixed: {}, fields }] : [];
  }
  if (term.state === 'nominated') {
    const signs = missingOf(term).map((kind) => ({
      id: `sign-${kind}`,
      title: filled(words.sign, signers[kind] as Words),
      path: `${at}/sign`,
      fixed: { kind },
      fields: [{ name: 'by', label: words.signer, most: 60 }],
    }));
    return [...signs, { id: 'decline', title: words.decline, path: `${at}/decline`, fixed: {}, fields: [REASON] }];
  }
  if (term.state !== 'seconded') return [];
  const unfit = { id: 'unfit', title: words.unfit, how: words.unfitHow, path: `${at}/return`, fixed: {}, fields: [REASON] };
  const request = openRequest(term);
  if (!request) return [unfit];
  const consent: Field[] = [
    { name: 'reference', label: words.reference, most: 60 },
    { name: 'effective', label: words.effective, type: 'date' },
  ];
  return [
    { id: 'consent', title: words.consent, path: `/replacements/${request.id}/consent`, fixed: {}, fields: consent },
    { id: 'refuse', title: words.refuse, path: `/replacements/${request.id}/refuse`, fixed: {}, fields: [REASON] },
    unfit,
  ];
}

/** A department names somebody. */
export function nomination(): Ask {
  const fields: Field[] = [
    { name: 'staffer', label: words.code, most: 64 },
    { name: 'role', label: words.role, type: 'role' },
    { name: 'zh', label: words.nameZh, optional: true, most: 60 },
    { name: 'en', label: words.nameEn, optional: true, most: 60 },
    { name: 'from', label: words.from, type: 'date', optional: true },
    { name: 'note', label: words.note, optional: true, most: 500 },
  ];
  return { id: 'nominate', title: words.nominate, path: '/secondments', fixed: {}, fields };
}

export function AskDialog({ staff, ask, onClose }: { staff: Staff; ask: Ask; onClose: (done: boolean) => void }): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    staff.api.post(ask.path, bodyOf(ask, form)).then(
      () => onClose(true),
      (failure) => setSaid(failure as Problem),
    );
  };
  return (
    <Dialog title={t(ask.title)} onClose={() => onClose(false)} class="people-form">
      {ask.how && <p class="soft">{t(ask.how)}</p>}
      <form onSubmit={submit}>
        {ask.fields.map((field) => (
          <label key={field.name}>
            <span>{t(field.label)}</span>
            {field.type === 'role' ? (
              <select name={field.name}>
                {['staff', 'chief'].map((code) => (
                  <option key={code} value={code}>
                    {t(roles[code] as Words)}
                  </option>
                ))}
              </select>
            ) : (
              <input name={field.name} required={!field.optional} maxLength={field.most ?? 64} autoComplete="off" {...kindOf(field)} />
            )}
          </label>
        ))}
        <FormFoot said={said} save={words.save} onCancel={() => onClose(false)} />
      </form>
    </Dialog>
  );
}

function kindOf(field: Field): object {
  return { type: field.type ?? 'text' };
}

/** What was filled in; a name in one language alone stands for both. */
function bodyOf(ask: Ask, form: FormData): Record<string, unknown> {
  const body: Record<string, unknown> = { ...ask.fixed };
  for (const [name, value] of form) {
    const text = String(value).trim();
    if (text) body[name] = text;
  }
  const { zh, en, ...rest } = body;
  return zh || en ? { ...rest, name: { zh: zh ?? en, en: en ?? zh } } : rest;
}

function filled(frame: Words, who: Words): Words {
  return { zh: frame.zh.replace('{who}', who.zh), en: frame.en.replace('{who}', who.en) };
}
