// The catalogue: a table at a time, a row edited or a sheet
// uploaded; nothing counts before the difference was seen.

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAsked } from '@lib/address.ts';
import type { Problem } from '@lib/api.ts';
import { learnCatalogue } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { ownLanguages, t } from '@lib/look.ts';
import { coded, filled } from '@lib/message.ts';
import { usePaged } from '@lib/paged.tsx';
import { Choice, Dialog, FormFoot, Unread } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { useReading } from '@lib/reading.ts';
import type { Language } from '@lib/tongue.ts';
import type { PlanColumn, PlanDifference, PlanTable, Words } from '@lib/types.ts';
import { catalogue as words } from '@lib/words/catalogue.ts';
import { catalogueFields as fields } from '@lib/words/catalogue-fields.ts';
import { catalogueTables as tables } from '@lib/words/catalogue-tables.ts';
import { catalogueValues as values } from '@lib/words/catalogue-values.ts';
import { type Named, Picked, usePlanNames } from './picking.tsx';
import { found, languagesIn, type Row, rowOf, standing } from './plan-form.ts';
import { counts, type Proposal, Publish, tried } from './publishing.tsx';
import { type SheetBody, SheetFile } from './sheet-file.tsx';
import './catalogue.css';

const MOST = 50;
const SHOWN: Record<string, string[]> = {
  matters: ['department', 'line', 'kind', 'promised_days', 'fee'],
  departments: ['short', 'area'],
  groups: ['matters'],
  lines: ['prefix', 'missed', 'green'],
  windows: ['department', 'lines', 'groups', 'mandate'],
  staffers: ['department'],
};

const SHOWN_TABLES = Object.fromEntries(
  ['matters', 'departments', 'groups', 'lines', 'windows', 'kiosks', 'staffers'].map((each) => [
    each,
    coded(tables, each),
  ]),
);

/** The table that the address names, so that a checklist can lead there; and how to turn to another. */
function useTable(): [string, (to: string) => void] {
  const [{ table = '' }, ask] = useAsked(['table']);
  return [table in SHOWN_TABLES ? table : 'matters', (to) => ask({ table: to })];
}

export function Catalogue({ staff }: { staff: Staff }): JSX.Element | null {
  const [table, turn] = useTable();
  const { view, problem, anew } = useReading<PlanTable>(staff.api, `/plan/${table}`);
  const [asked, setAsked] = useState('');
  const [edited, setEdited] = useState<Row | undefined>(undefined);
  const [proposal, setProposal] = useState<Proposal | undefined>(undefined);
  const [note, setNote] = useState<{ said: Words; bad: boolean } | undefined>(undefined);
  const mayWrite = staff.may('catalogue.write');
  const propose = async (path: string, body: Record<string, unknown>): Promise<void> => {
    setProposal(await tried(staff, path, body));
  };
  const fails = (failure: unknown): void => setNote({ said: failure as Problem, bad: true });
  const done = (told: PlanDifference): void => {
    setProposal(undefined);
    setEdited(undefined);
    setNote({ said: filled(words.published, counts(told)), bad: false });
    anew();
    void learnCatalogue();
  };
  const names = usePlanNames(staff);
  return (
    <section aria-labelledby="catalogue" class="catalogue">
      <h2 id="catalogue">{t(words.title)}</h2>
      <div class="ask">
        <Choice
          label={words.table}
          value={table}
          among={SHOWN_TABLES}
          onChange={turn}
          hook="catalogue-table"
        />
        <Find asked={asked} onAsk={setAsked} />
        {mayWrite && <AddRow onAdd={() => setEdited({})} />}
        <Downloads table={table} />
        {mayWrite && <Upload key={table} onSheet={propose} table={table} onFail={fails} />}
      </div>
      <Note note={note} />
      <Unread problem={problem} view={view} />
      {view && view.table === table && (
        <Rows view={view} asked={asked} names={names} onEdit={mayWrite ? setEdited : undefined} />
      )}
      {view && edited && (
        <EditRow
          view={view}
          of={names}
          row={edited}
          onClose={() => setEdited(undefined)}
          propose={(row) => propose(`/plan/${table}`, { row })}
        />
      )}
      {proposal && (
        <Publish staff={staff} proposal={proposal} onClose={() => setProposal(undefined)} onDone={done} />
      )}
    </section>
  );
}

function Note({ note }: { note: { said: Words; bad: boolean } | undefined }): JSX.Element {
  return (
    <p role="status" class={note?.bad ? 'bad' : 'soft'} data-testid="catalogue-note">
      {note && t(note.said)}
    </p>
  );
}

function AddRow({ onAdd }: { onAdd: () => void }): JSX.Element {
  return (
    <button type="button" data-act="add-row" onClick={onAdd}>
      {t(words.add)}
    </button>
  );
}

function Find({ asked, onAsk }: { asked: string; onAsk: (asked: string) => void }): JSX.Element {
  return (
    <label>
      <span>{t(words.find)}</span>
      <input
        data-testid="catalogue-find"
        value={asked}
        maxLength={60}
        onInput={(event) => onAsk(event.currentTarget.value)}
      />
    </label>
  );
}

function Downloads({ table }: { table: string }): JSX.Element {
  return (
    <>
      {(['csv', 'xlsx'] as const).map((form) => (
        <a
          key={form}
          href={at(`/api/v1/plan/${table}?format=${form}`)}
          download={`${table}.${form}`}
          data-testid={`catalogue-${form}`}
        >
          {t(words.template, { form: form.toUpperCase() })}
        </a>
      ))}
    </>
  );
}

interface UploadWishes {
  table: string;
  onSheet: (path: string, body: SheetBody) => Promise<void>;
  onFail: (failure: unknown) => void;
}

function Upload({ table, onSheet, onFail }: UploadWishes): JSX.Element {
  return (
    <SheetFile
      label={words.upload}
      hook="catalogue-upload"
      onSheet={(body) => onSheet(`/plan/${table}/sheet`, body)}
      onFail={onFail}
    />
  );
}

function Rows({
  view,
  asked,
  names,
  onEdit,
}: {
  view: PlanTable;
  asked: string;
  names: Named;
  onEdit: ((row: Row) => void) | undefined;
}): JSX.Element {
  const rows = found(view.rows as Row[], asked);
  const columns = view.columns.filter((each) => SHOWN[view.table]?.includes(each.name));
  const { items, turns } = usePaged(rows, MOST, `${view.table} ${asked}`);
  return (
    <>
      <p class="soft" data-testid="catalogue-sum">
        {t(words.sum, { n: rows.length })}
      </p>
      <table data-testid="catalogue">
        <caption class="hidden">{t(coded(tables, view.table))}</caption>
        <thead>
          <tr>
            <th scope="col">{t(fields.name)}</th>
            {columns.map((each) => (
              <th scope="col" key={each.name}>
                {t(coded(fields, each.name, fields.name))}
              </th>
            ))}
            {onEdit && <th scope="col">{t(words.actions)}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <OneRow key={String(row.code)} row={row} columns={columns} names={names} onEdit={onEdit} />
          ))}
        </tbody>
      </table>
      {turns}
    </>
  );
}

interface RowWishes {
  row: Row;
  columns: PlanColumn[];
  names: Named;
  onEdit: ((row: Row) => void) | undefined;
}

function OneRow({ row, columns, names, onEdit }: RowWishes): JSX.Element {
  return (
    <tr data-row={row.code}>
      <th scope="row">
        {t(row.name as Words)}
        <small class="code">{String(row.code)}</small>
        {row.in_hall === false && (
          <small class="todo">{`${t(words.outside)}：${t(row.reason as Words)}`}</small>
        )}
      </th>
      {columns.map((each) => (
        <td key={each.name}>{shown(each, row[each.name], names)}</td>
      ))}
      {onEdit && (
        <td>
          <button
            type="button"
            class="small"
            data-act="edit-row"
            aria-label={t(words.editOf, { code: String(row.code) })}
            onClick={() => onEdit(row)}
          >
            {t(words.edit)}
          </button>
        </td>
      )}
    </tr>
  );
}

function shown(column: PlanColumn, value: unknown, names: Named): string {
  if (column.of) {
    const codes = ([] as unknown[]).concat(value ?? []).map(String);
    return codes.map((code) => nameIn(names, column.of, code)).join('、') || '—';
  }
  if (column.kind === 'words') return value ? t(value as Words) : '—';
  if (column.kind === 'yes_no') return t(value ? words.yes : words.no);
  const text = standing(column, value);
  return column.one_of.length && text ? t(coded(values, text)) : text || '—';
}

function nameIn(names: Named, table: string | null, code: string): string {
  const said = names.get(table ?? '')?.get(code);
  return said ? t(said) : code;
}

interface EditWishes {
  view: PlanTable;
  of: Named;
  row: Row;
  onClose: () => void;
  propose: (row: Row) => Promise<void>;
}

function EditRow({ view, of, row, onClose, propose }: EditWishes): JSX.Element {
  const [said, setSaid] = useState<Problem | undefined>(undefined);
  const fresh = row.code === undefined;
  const columns = view.columns.filter((each) => each.name !== 'posts');
  const [own, setOwn] = useState<Language[]>([]);
  useEffect(() => void ownLanguages().then((found) => setOwn(found ?? [])), []);
  const langs = languagesIn(
    columns,
    row,
    own.map((each) => each.code),
  );
  const names = Object.fromEntries(own.map(({ code, name }) => [code, name]));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const written = rowOf(columns, langs, (name) => form.getAll(name).map(String).join(','));
    void propose(fresh ? written : { ...written, code: row.code }).then(
      () => setSaid(undefined),
      (failure) => setSaid(failure as Problem),
    );
  };
  return (
    <Dialog
      title={
        fresh
          ? `${t(words.add)} · ${t(coded(tables, view.table))}`
          : t(words.editOf, { code: String(row.code) })
      }
      onClose={onClose}
      class="plan-row"
    >
      <form onSubmit={submit}>
        {columns.map((each) => (
          <FieldOf
            key={each.name}
            column={each}
            value={fresh && each.kind === 'yes_no' ? each.name === 'in_hall' : row[each.name]}
            fixed={each.name === 'code' && !fresh}
            langs={langs}
            names={names}
            of={of}
            faults={faultsOf(said, each.name)}
          />
        ))}
        <FormFoot said={summaryOf(said)} save={words.look} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** What is wrong with a field, said beside it. */
function faultsOf(problem: Problem | undefined, field: string): readonly Words[] {
  return problem?.faults.filter((each) => each.field.split('.')[1] === field) ?? [];
}

/** Faults stand beside their fields; the foot says how many, or what was refused as a whole. */
function summaryOf(problem: Problem | undefined): Words | undefined {
  return problem?.faults.length ? filled(words.faults, { n: problem.faults.length }) : problem;
}

interface EachWishes {
  column: PlanColumn;
  value: unknown;
  label: string;
  langs: string[];
  names: Record<string, string>;
}

/** A field that is written once in each language; the hall's own are called by their own names. */
function InEach({ column, value, label, langs, names }: EachWishes): JSX.Element {
  return (
    <fieldset>
      <legend>{label}</legend>
      {langs.map((lang) => (
        <label key={lang}>
          <span>
            {lang === 'zh' || lang === 'en' ? t(words[lang]) : (names[lang] ?? lang)}
            {column.kind === 'materials' && ` · ${t(words.lines)}`}
          </span>
          {column.kind === 'materials' || column.name === 'guide' ? (
            <textarea
              name={`${column.name}_${lang}`}
              rows={3}
              dir="auto"
              defaultValue={standing(column, value, lang)}
            />
          ) : (
            <input
              name={`${column.name}_${lang}`}
              dir="auto"
              maxLength={200}
              defaultValue={standing(column, value, lang)}
              autoComplete="off"
            />
          )}
        </label>
      ))}
    </fieldset>
  );
}

function FieldOf({
  column,
  value,
  fixed,
  langs,
  names,
  of,
  faults,
}: Omit<EachWishes, 'label'> & { fixed: boolean; of: Named; faults: readonly Words[] }): JSX.Element {
  const wrong = faults.map((each) => t(each)).join('；');
  const label = `${t(coded(fields, column.name, fields.name))}${wrong && ` · ${wrong}`}`;
  const among = column.of ? of.get(column.of) : undefined;
  if (among) return <Picked column={column} value={value} label={label} among={among} />;
  if (column.kind === 'list' && column.one_of.length) {
    const own = new Map(column.one_of.map((each) => [each, coded(values, each)]));
    return <Picked column={column} value={value} label={label} among={own} />;
  }
  if (column.kind === 'words' || column.kind === 'materials') {
    return <InEach column={column} value={value} label={label} langs={langs} names={names} />;
  }
  if (column.kind === 'yes_no') {
    return (
      <label class="tick">
        <input type="checkbox" name={column.name} defaultChecked={value === true} />
        <span>{label}</span>
      </label>
    );
  }
  if (column.one_of.length) {
    return (
      <label>
        <span>{label}</span>
        <select name={column.name} defaultValue={standing(column, value)}>
          {column.one_of.map((each) => (
            <option key={each} value={each} selected={each === value}>
              {t(coded(values, each))}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <label>
      <span>
        {label}
        {column.kind === 'list' && ` · ${t(words.codes)}`}
      </span>
      <input
        name={column.name}
        maxLength={4000}
        defaultValue={standing(column, value)}
        disabled={fixed}
        autoComplete="off"
      />
    </label>
  );
}
