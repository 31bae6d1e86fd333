// The register of authorization letters: each with its person,
// matters, days and scan; entered, renewed, withdrawn.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { matterOf } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded, type Facts, type Placed } from '@lib/message.ts';
import { Choice, Dialog, FormFoot, Head, Unread } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import type { LettersView, LetterView, Words } from '@lib/types.ts';
import { letters as letterWords } from '@lib/words/letters.ts';
import { register as words } from '@lib/words/register.ts';
import { standings } from '@lib/words/standings.ts';
import './letters.css';

const AGAIN_MS = 15_000;
type Act = { id: 'add' | 'renew' | 'withdraw'; letter?: LetterView };

export function Letters({ staff }: { staff: Staff }): JSX.Element | null {
  const { view, problem, again } = useReading<LettersView>(staff.api, '/letters/register', {}, AGAIN_MS);
  const [show, setShow] = useState('valid');
  const [department, setDepartment] = useState('');
  const [act, setAct] = useState<Act | undefined>(undefined);
  const [said, setSaid] = useState<Words | undefined>(undefined);
  if (!view) return <Unread problem={problem} view={view} />;
  const rows = view.letters.filter(
    (each) => (show === '' || each.state === show) && (department === '' || each.department === department),
  );
  const departments = new Map([
    ['', words.all],
    ...view.letters.map((each): [string, Words] => [each.department, each.department_name]),
  ]);
  const upload = ({ id }: LetterView, file: File): void =>
    void staff.api.send(`/letters/${id}/scan`, file).then(again, (failure) => setSaid(failure as Problem));
  const closed = (): void => {
    setAct(undefined);
    again();
  };
  return (
    <section aria-labelledby="letters" class="letters">
      <h2 id="letters">{t(words.title)}</h2>
      <Unread problem={problem} view={view} />
      <p data-testid="letters-sum">{t(words.sum, counts(view))}</p>
      <div class="ask">
        <Choice
          label={words.show}
          value={show}
          among={{ ...standings, '': words.all }}
          onChange={setShow}
          hook="letters-show"
        />
        {staff.seesAll && (
          <Choice
            label={words.department}
            value={department}
            among={departments}
            onChange={setDepartment}
            hook="letters-department"
          />
        )}
        {staff.may('letter.write') && (
          <button type="button" data-act="add-letter" onClick={() => setAct({ id: 'add' })}>
            {t(words.add)}
          </button>
        )}
      </div>
      <p class="bad" role="alert" data-testid="letters-problem">
        {said && t(said)}
      </p>
      {rows.length > 0 ? (
        <Table rows={rows} staff={staff} onAct={setAct} onFile={upload} />
      ) : (
        <p class="soft">{t(words.nothing)}</p>
      )}
      {act && <ActDialog staff={staff} act={act} onClose={closed} />}
    </section>
  );
}

interface Rows {
  rows: LetterView[];
  staff: Staff;
  onAct: (act: Act) => void;
  onFile: (letter: LetterView, file: File) => void;
}

function Table({ rows, staff, onAct, onFile }: Rows): JSX.Element {
  const heads = [
    letterWords.document,
    words.whose,
    words.matters,
    letterWords.validity,
    words.scan,
    ...(staff.may('letter.write') ? [words.actions] : []),
  ];
  return (
    <table data-testid="letters">
      <caption class="hidden">{t(words.title)}</caption>
      <Head of={heads} />
      <tbody>
        {rows.map((each) => (
          <tr key={each.id} data-letter={each.document} data-state={each.state}>
            <th scope="row">
              {each.document}
              {each.renews && <small>{t(words.renews, { document: each.renews })}</small>}
            </th>
            <td>
              {t(each.name)}
              <small>
                {t(each.department_name)} · {t(each.role === 'chief' ? words.chief : words.staff)}
              </small>
              {each.window && <small>{t(words.at, { n: each.window })}</small>}
            </td>
            <td>
              <Matters codes={each.decide} title={words.decide} />
              <Matters codes={each.accept} title={words.accept} />
            </td>
            <td>
              <Validity letter={each} />
            </td>
            <td>
              <Scan
                letter={each}
                may={staff.may('letter.scan') && each.state !== 'withdrawn'}
                onFile={onFile}
              />
            </td>
            {staff.may('letter.write') && (
              <td class="acts">
                <Acts letter={each} onAct={onAct} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Matters({ codes, title }: { codes: string[]; title: Placed<'n'> }): JSX.Element | null {
  if (!codes.length) return null;
  return (
    <details>
      <summary>{t(title, { n: codes.length })}</summary>
      <ul>
        {codes.map((code) => {
          const matter = matterOf.value.get(code);
          return <li key={code}>{matter ? t(matter.name) : code}</li>;
        })}
      </ul>
    </details>
  );
}

function Validity({ letter }: { letter: LetterView }): JSX.Element {
  return (
    <>
      <span class="code">{t(letterWords.fromTo, { from: letter.from_day, to: letter.to_day })}</span>
      <small>{t(coded(standings, letter.state))}</small>
      {letter.ends_soon && <small class="todo">{t(words.soon)}</small>}
      {letter.withdrawn_reason && <small>{t(words.why, { reason: letter.withdrawn_reason })}</small>}
    </>
  );
}

function Scan({
  letter,
  may,
  onFile,
}: {
  letter: LetterView;
  may: boolean;
  onFile: Rows['onFile'];
}): JSX.Element {
  return (
    <>
      {letter.scan ? (
        <a
          href={at(`/api/v1/letters/${letter.id}/scan`)}
          target="_blank"
          rel="noopener"
          aria-label={t(words.openOf, { document: letter.document })}
        >
          {t(words.open)} {(letter.scan_type ?? '').split('/')[1]?.toUpperCase()}
        </a>
      ) : (
        <span class="soft">{t(words.noScan)}</span>
      )}
      {may && (
        <label class="file">
          <span>{t(words.upload)}</span>
          <input
            type="file"
            accept="application/pdf,image/png,image/jpeg"
            aria-label={t(words.uploadOf, { document: letter.document })}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) onFile(letter, file);
            }}
          />
        </label>
      )}
    </>
  );
}

function Acts({ letter, onAct }: { letter: LetterView; onAct: Rows['onAct'] }): JSX.Element {
  const alive = letter.state === 'valid' || letter.state === 'to_come';
  const acts: Act[] = [{ id: 'renew', letter }, ...(alive ? [{ id: 'withdraw', letter } as Act] : [])];
  return (
    <>
      {acts.map((act) => (
        <button
          type="button"
          class="small"
          key={act.id}
          data-act={`${act.id}-letter`}
          aria-label={t(words.of, { act: t(words[act.id]), document: letter.document })}
          onClick={() => onAct(act)}
        >
          {t(words[act.id])}
        </button>
      ))}
    </>
  );
}

function ActDialog({ staff, act, onClose }: { staff: Staff; act: Act; onClose: () => void }): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const path = act.id === 'withdraw' ? `/letters/${act.letter?.id}/withdraw` : '/letters';
    staff.api.post(path, bodyOf(act, form)).then(onClose, (failure) => setSaid(failure as Problem));
  };
  const how = act.id === 'withdraw' ? words.withdrawHow : act.id === 'renew' ? words.renewHow : undefined;
  return (
    <Dialog
      title={
        act.letter ? t(words.of, { act: t(words[act.id]), document: act.letter.document }) : t(words.add)
      }
      onClose={onClose}
      class="people-form"
    >
      {how && <p class="soft">{t(how)}</p>}
      <form onSubmit={submit}>
        {act.id === 'withdraw' ? (
          <Input name="reason" label={words.reason} most={500} />
        ) : (
          <>
            <Input name="document" label={letterWords.document} most={60} />
            {act.id === 'add' && <Input name="staffer" label={words.staffer} />}
            <Input name="from" label={words.from} type="date" />
            <Input name="to" label={words.to} type="date" />
            {act.id === 'add' && <Input name="decide" label={words.decideCodes} most={4000} optional />}
            {act.id === 'add' && <Input name="accept" label={words.acceptCodes} most={4000} optional />}
          </>
        )}
        <FormFoot said={said} save={words.save} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

interface InputWishes {
  name: string;
  label: Words;
  type?: 'text' | 'date';
  most?: number;
  optional?: boolean;
}

function Input({ name, label, type = 'text', most = 64, optional = false }: InputWishes): JSX.Element {
  const kind: object = { type };
  return (
    <label>
      <span>{t(label)}</span>
      <input name={name} maxLength={most} required={!optional} autoComplete="off" {...kind} />
    </label>
  );
}

function bodyOf(act: Act, form: FormData): Record<string, unknown> {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  if (act.id === 'withdraw') return { reason: text('reason') };
  const days = { document: text('document'), from: text('from'), to: text('to') };
  if (act.id === 'renew') return { ...days, staffer: act.letter?.staffer, renews: act.letter?.document };
  const codes = (name: string): string[] =>
    text(name)
      .split(/[,，;；\s]+/)
      .filter(Boolean);
  return { ...days, staffer: text('staffer'), decide: codes('decide'), accept: codes('accept') };
}

function counts(view: LettersView): Facts<'valid' | 'soon' | 'bare'> {
  const valid = view.letters.filter((each) => each.state === 'valid');
  return {
    valid: valid.length,
    soon: valid.filter((each) => each.ends_soon).length,
    bare: valid.filter((each) => !each.scan).length,
  };
}
