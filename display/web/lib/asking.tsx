// An act as a form: what it asks for, in a dialog, and what was filled in as the request's body.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from './api.ts';
import type { Staff } from './door.ts';
import { t } from './look.ts';
import { Dialog, FormFoot } from './parts.tsx';
import type { Words } from './types.ts';
import { common } from './words/common.ts';

export interface Field {
  name: string;
  label: Words;
  type?: 'text' | 'date' | 'long';
  choices?: [string, Words][]; // `true` and `false` go out as what they are
  optional?: boolean;
  most?: number;
}

export interface Ask {
  id: string;
  title: Words;
  how?: Words;
  path: string;
  fixed: Record<string, unknown>;
  fields: Field[];
}

export function AskDialog({
  staff,
  ask,
  onClose,
}: {
  staff: Staff;
  ask: Ask;
  onClose: (done: boolean) => void;
}): JSX.Element {
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
    <Dialog title={t(ask.title)} onClose={() => onClose(false)} class="asking">
      {ask.how && <p class="soft">{t(ask.how)}</p>}
      <form onSubmit={submit}>
        {ask.fields.map((field) => (
          <label key={field.name}>
            <span>{t(field.label)}</span>
            <Control field={field} />
          </label>
        ))}
        <FormFoot said={said} save={common.confirm} onCancel={() => onClose(false)} />
      </form>
    </Dialog>
  );
}

function Control({ field }: { field: Field }): JSX.Element {
  const wishes = { name: field.name, required: !field.optional };
  if (field.choices) {
    return (
      <select {...wishes}>
        {field.choices.map(([code, said]) => (
          <option key={code} value={code}>
            {t(said)}
          </option>
        ))}
      </select>
    );
  }
  const most = field.most ?? 64;
  if (field.type === 'long') return <textarea {...wishes} maxLength={most} rows={4} />;
  return <input {...wishes} maxLength={most} autoComplete="off" {...kindOf(field)} />;
}

function kindOf(field: Field): object {
  return { type: field.type ?? 'text' };
}

/** What was filled in; a name in one language alone stands for both. */
export function bodyOf(ask: Ask, form: FormData): Record<string, unknown> {
  const body: Record<string, unknown> = { ...ask.fixed };
  for (const [name, value] of form) {
    const text = String(value).trim();
    if (text) body[name] = text === 'true' ? true : text === 'false' ? false : text;
  }
  const { zh, en, ...rest } = body;
  return zh || en ? { ...rest, name: { zh: zh ?? en, en: en ?? zh } } : rest;
}
