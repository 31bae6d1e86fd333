// What a department may do with a case as it is, and the dialog that asks for the facts of it.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Api, Problem } from './api.ts';
import { t } from './look.ts';
import { filled } from './message.ts';
import { Dialog, FormFoot } from './parts.tsx';
import type { CaseView, Words } from './types.ts';
import { caseWays } from './words/case-ways.ts';
import { cases as words } from './words/cases.ts';

export interface CaseAsk {
  id: 'ready' | 'extend' | 'supplement' | 'send-out';
  title: Words;
  how: Words;
  case_: CaseView;
}

/** The acts of a department on a case: its own open part, and as the holding one its day and its papers. */
export function asksOf(case_: CaseView, department: string): CaseAsk[] {
  if (case_.state === 'ready' && case_.department === department)
    return [{ id: 'send-out', title: words.sendOut, how: words.sendHow, case_ }];
  if (case_.state !== 'accepted') return [];
  const asks: CaseAsk[] = [];
  if (case_.parts.some((each) => each.department === department && !each.ready_at)) {
    asks.push({ id: 'ready', title: words.ready, how: words.readyHow, case_ });
  }
  if (case_.department !== department) return asks;
  if (!case_.overdue && case_.due < case_.latest)
    asks.push({
      id: 'extend',
      title: words.extend,
      how: filled(words.extendHow, { day: case_.latest }),
      case_,
    });
  if (!case_.overdue && !case_.supplement)
    asks.push({ id: 'supplement', title: words.supplement, how: words.supplementHow, case_ });
  return asks;
}

export function CaseDialog({
  api,
  ask,
  onClose,
}: {
  api: Api;
  ask: CaseAsk;
  onClose: (done: boolean) => void;
}): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    api.post(`/cases/${encodeURIComponent(ask.case_.number)}/${ask.id}`, bodyOf(ask, form)).then(
      () => onClose(true),
      (failure) => setSaid(failure as Problem),
    );
  };
  return (
    <Dialog title={`${t(ask.title)} · ${ask.case_.number}`} onClose={() => onClose(false)} class="cases-form">
      <p>{t(ask.case_.matter_name)}</p>
      <p class="soft">{t(ask.how)}</p>
      <form onSubmit={submit}>
        {ask.id === 'ready' && <Ready />}
        {ask.id === 'extend' && <Extend case_={ask.case_} />}
        {ask.id === 'send-out' && <SendOut />}
        {ask.id === 'supplement' && (
          <label>
            <span>{t(words.list)}</span>
            <textarea name="list" rows={4} required maxLength={4000} />
          </label>
        )}
        <FormFoot said={said} save={words.save} onCancel={() => onClose(false)} />
      </form>
    </Dialog>
  );
}

function Ready(): JSX.Element {
  const [result, setResult] = useState('granted');
  return (
    <>
      <label>
        <span>{t(words.result)}</span>
        <select name="result" value={result} onChange={(event) => setResult(event.currentTarget.value)}>
          <option value="granted">{t(words.granted)}</option>
          <option value="refused">{t(words.refused)}</option>
        </select>
      </label>
      {result === 'refused' && (
        <label>
          <span>{t(words.why)}</span>
          <input name="reason" required maxLength={500} autoComplete="off" />
        </label>
      )}
    </>
  );
}

function SendOut(): JSX.Element {
  return (
    <>
      <label>
        <span>{t(words.way)}</span>
        <select name="way">
          {Object.entries(caseWays).map(([way, said]) => (
            <option key={way} value={way}>
              {t(said)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t(words.reference)}</span>
        <input name="reference" required maxLength={60} autoComplete="off" />
      </label>
    </>
  );
}

function Extend({ case_ }: { case_: CaseView }): JSX.Element {
  return (
    <>
      <label>
        <span>{t(words.until)}</span>
        <input type="date" name="until" required min={case_.due} max={case_.latest} />
      </label>
      <label>
        <span>{t(words.reason)}</span>
        <input name="reason" required maxLength={500} autoComplete="off" />
      </label>
    </>
  );
}

function bodyOf(ask: CaseAsk, form: FormData): Record<string, unknown> {
  const body = Object.fromEntries([...form].filter(([, value]) => String(value).trim()));
  if (ask.id !== 'supplement') return body;
  return {
    list: String(form.get('list'))
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  };
}
