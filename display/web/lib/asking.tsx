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
  type?: 'text' | 'date' | 'long' | 'tick';
  choices?: [string, Words][]; // `true` and `false` go out as what they are
  optional?: boolean;
  most?: number;
  was?: string; // what stands there to begin with
  unsent?: boolean; // it goes into the address, not the body
}

export interface Ask {
  id: string;
  title: Words;
  how?: Words;
  save?: Words; // what its button says
  path: string | ((form: FormData) => string);
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
  onClose: (sent: Record<string, unknown> | undefined) => void;
}): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const path = typeof ask.path === 'string' ? ask.path : ask.path(form);
    const sent = bodyOf(ask, form);
    staff.api.post(path, sent).then(
      () => onClose(sent),
      (failure) => setSaid(failure as Problem),
    );
  };
  return (
    <Dialog title={t(ask.title)} onClose={() => onClose(undefined)} class="asking">
      {ask.how && <p class="soft">{t(ask.how)}</p>}
      <form onSubmit={submit}>
        {ask.fields.map((field) => (
          <label key={field.name} class={field.type === 'tick' ? 'tick' : undefined}>
            <span>{t(field.label)}</span>
            <Control field={field} />
          </label>
        ))}
        <FormFoot said={said} save={ask.save ?? common.confirm} onCancel={() => onClose(undefined)} />
      </form>
    </Dialog>
  );
}

/** A button that asks first: the act's own name, what follows from it, and what it must know. */
export function AskButton({
  staff,
  ask,
  plain = false,
  onDone,
}: {
  staff: Staff;
  ask: Ask;
  plain?: boolean;
  onDone: (sent: Record<string, unknown>) => void;
}): JSX.Element {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button
        type="button"
        class={plain ? 'plain' : undefined}
        data-act={ask.id}
        onClick={() => setAsking(true)}
      >
        {t(ask.save ?? ask.title)}
      </button>
      {asking && (
        <AskDialog
          staff={staff}
          ask={ask}
          onClose={(sent) => {
            setAsking(false);
            if (sent) onDone(sent);
          }}
        />
      )}
    </>
  );
}

function Control({ field }: { field: Field }): JSX.Element {
  const wishes = { name: field.name, required: !field.optional };
  if (field.choices) {
    return (
      <select {...wishes}>
        {field.choices.map(([code, said]) => (
          <option key={code} value={code} selected={code === field.was}>
            {t(said)}
          </option>
        ))}
      </select>
    );
  }
  if (field.type === 'tick') return <input type="checkbox" name={field.name} value="true" />;
  const most = field.most ?? 64;
  if (field.type === 'long') return <textarea {...wishes} maxLength={most} rows={4} />;
  return (
    <input {...wishes} maxLength={most} autoComplete="off" defaultValue={field.was} {...kindOf(field)} />
  );
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
  for (const { name, unsent } of ask.fields) if (unsent) delete body[name];
  const { name_zh: zh, name_en: en, ...rest } = body;
  return zh || en ? { ...rest, name: { zh: zh ?? en, en: en ?? zh } } : rest;
}
