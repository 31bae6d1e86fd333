// Paper: every printer with its state, its paper and how its
// slips were confirmed; what a hand can do stands beside it.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded, filled } from '@lib/message.ts';
import { Dialog, FormFoot, Head, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { PrintersView, PrinterView, Words } from '@lib/types.ts';
import { paper as words } from '@lib/words/paper.ts';
import { printMethods as methods } from '@lib/words/print-methods.ts';
import { printerStates } from '@lib/words/printer-states.ts';
import { FindPrinters } from './find-printers.tsx';
import { Slips } from './slips.tsx';
import './paper.css';

const AGAIN_MS = 5_000;
const FINE = new Set(['ready', 'unknown', 'paper_low']);

const LITTLE = 10; // percent
const BY: Readonly<Record<string, Words>> = {
  sensor: words.bySensor,
  odometer: words.byOdometer,
  assumed: words.byAssumed,
};

type Note = { said: Words; bad: boolean };

const PROFILES = [
  '80mm',
  '58mm',
  '80mm-simple',
  '58mm-simple',
  '80mm-hybrid',
  '58mm-hybrid',
  '80mm-silent',
  '58mm-silent',
];

interface Bench {
  act: (path: string, said: Words) => void;
  edit: (printer: PrinterView | undefined) => void;
  mayEdit: boolean;
}

/** What is open over the list: the form of a printer, or of a new one at `address`; or the search. */
type Opened = { printer: PrinterView | undefined; address: string } | 'search' | undefined;

export function Paper({ staff }: { staff: Staff }): JSX.Element | null {
  const { view, problem, again } = useReading<PrintersView>(staff.api, '/printers', {}, AGAIN_MS);
  const printers = view?.printers;
  const [note, setNote] = useState<Note | undefined>(undefined);
  const [opened, open] = useState<Opened>(undefined);
  if (!printers) return <Refused of={problem} />;
  const act = (path: string, said: Words): void =>
    void staff.api.post(path).then(
      () => {
        setNote({ said, bad: false });
        again();
      },
      (failure) => setNote({ said: failure as Problem, bad: true }),
    );
  const edit = (printer?: PrinterView, address = ''): void => open({ printer, address });
  const bench: Bench = { act, edit, mayEdit: staff.may('printer.edit') };
  const close = (done: boolean): void => {
    open(undefined);
    if (done) setNote({ said: words.saved, bad: false });
    again();
  };
  return (
    <>
      <section aria-labelledby="printers">
        <h2 id="printers">{t(words.printers)}</h2>
        {problem ? <Refused of={problem} /> : <Table printers={printers} bench={bench} />}
        <p role="status" class={note?.bad ? 'bad' : 'soft'} data-testid="paper-note">
          {note && t(note.said)}
        </p>
        {bench.mayEdit && <Adding onAdd={() => edit()} onFind={() => open('search')} />}
      </section>
      {opened === 'search' ? (
        <FindPrinters
          staff={staff}
          printers={printers}
          onClose={() => open(undefined)}
          onAdd={(address) => edit(undefined, address)}
        />
      ) : (
        opened && <EditPrinter staff={staff} {...opened} printers={printers} onClose={close} />
      )}
      {bench.mayEdit && <Slips staff={staff} />}
    </>
  );
}

function Adding({ onAdd, onFind }: { onAdd: () => void; onFind: () => void }): JSX.Element {
  return (
    <p class="acts">
      <button type="button" onClick={onAdd} data-act="add-printer">
        {t(words.add)}
      </button>
      <button type="button" onClick={onFind} data-act="find-printers">
        {t(words.find)}
      </button>
    </p>
  );
}

function Table({ printers, bench }: { printers: PrinterView[]; bench: Bench }): JSX.Element {
  const bad = printers.filter((each) => !FINE.has(each.state) || each.muted_at).length;
  const heads = [
    words.printer,
    words.state,
    words.readAt,
    words.left,
    words.queued,
    words.confirmed,
    words.actions,
  ];
  return (
    <figure>
      <table data-testid="printers" class="printers">
        <caption>
          <span>{t(bad ? words.sum : words.good, { n: printers.length, bad })}</span>
        </caption>
        <Head of={heads} />
        <tbody>
          {printers.map((each) => (
            <Row key={each.code} printer={each} bench={bench} />
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Row({ printer, bench }: { printer: PrinterView; bench: Bench }): JSX.Element {
  return (
    <tr data-printer={printer.code} data-state={printer.state}>
      <th scope="row">
        {t(printer.name)}
        <small>
          {printer.address} · {printer.profile}
          {printer.neighbour && ` · ${t(words.neighbour)} ${printer.neighbour}`}
        </small>
      </th>
      <td>
        <span class={FINE.has(printer.state) ? '' : 'bad'}>{t(coded(printerStates, printer.state))}</span>
        {printer.detail && <small>{printer.detail}</small>}
        {printer.muted_at && <small class="bad">{t(words.muted)}</small>}
      </td>
      <td class="code">{printer.read_at ? clockFace(printer.read_at, true) : '—'}</td>
      <td>
        <Left printer={printer} />
      </td>
      <td class="code">{printer.queued}</td>
      <td>{shares(printer)}</td>
      <td class="acts">
        <Acts printer={printer} bench={bench} />
      </td>
    </tr>
  );
}

function Acts({ printer, bench }: { printer: PrinterView; bench: Bench }): JSX.Element {
  const at = `/printers/${encodeURIComponent(printer.code)}`;
  const facts = { name: t(printer.name) };
  const button = (act: string, said: Words, go: () => void): JSX.Element => (
    <button
      type="button"
      class="small"
      data-act={act}
      aria-label={t(words.of, { act: t(said), ...facts })}
      onClick={go}
    >
      {t(said)}
    </button>
  );
  return (
    <>
      {printer.muted_at &&
        button('looked-at', words.lookedAt, () => bench.act(`${at}/looked-at`, filled(words.looked, facts)))}
      {button('test', words.test, () => bench.act(`${at}/test`, filled(words.testing, facts)))}
      {button('paper-changed', words.paperChanged, () =>
        bench.act(`${at}/paper-changed`, filled(words.changed, facts)),
      )}
      {bench.mayEdit && button('edit', words.edit, () => bench.edit(printer))}
    </>
  );
}

function Left({ printer }: { printer: PrinterView }): JSX.Element {
  const by = BY[printer.paper_by ?? ''] ?? words.byOdometer;
  const used = t(words.sincePaper, { m: (printer.used_mm / 1000).toFixed(1), n: printer.used_slips });
  return (
    <>
      {printer.paper_left !== null && (
        <meter
          min={0}
          max={100}
          low={LITTLE}
          value={printer.paper_left}
          aria-label={t(words.percent, { n: printer.paper_left })}
        />
      )}
      <span class={printer.paper_left !== null && printer.paper_left <= LITTLE ? 'bad' : ''}>
        {printer.paper_left === null
          ? t(words.leftUnknown)
          : `${t(words.percent, { n: printer.paper_left })} · ${t(by)}`}
      </span>
      <small>{used}</small>
    </>
  );
}

/** How today's slips were confirmed, strongest first, as shares. */
function shares(printer: PrinterView): string {
  const all = Object.values(printer.methods).reduce((sum, each) => sum + each, 0);
  if (!all) return t(words.nothing);
  return Object.keys(methods)
    .filter((method) => printer.methods[method])
    .map(
      (method) =>
        `${t(coded(methods, method))} ${Math.round(((printer.methods[method] ?? 0) / all) * 100)} %`,
    )
    .join(' · ');
}

interface EditWishes {
  staff: Staff;
  printer: PrinterView | undefined;
  printers: PrinterView[];
  address: string; // of one that was found
  onClose: (done: boolean) => void;
}

function EditPrinter({ staff, printer, printers, address, onClose }: EditWishes): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const field = (name: string): string => String(form.get(name) ?? '').trim();
    const body = {
      code: printer?.code ?? field('code'),
      name: { zh: field('zh'), en: field('en') },
      address: field('address'),
      profile: field('profile'),
      neighbour: field('neighbour') || null,
      roll_m: Number(field('roll_m')),
    };
    staff.api.post('/printers', body).then(
      () => onClose(true),
      (failure) => setSaid(failure as Problem),
    );
  };
  const text = (name: string, label: Words, value: string, more: object = {}): JSX.Element => (
    <label>
      <span>{t(label)}</span>
      <input name={name} required maxLength={200} defaultValue={value} {...more} />
    </label>
  );
  return (
    <Dialog title={t(printer ? words.edit : words.add)} onClose={() => onClose(false)} class="printer-form">
      <form onSubmit={submit}>
        {!printer && text('code', words.code, '', { pattern: '[A-Za-z0-9._\\-]{1,40}' })}
        {text('zh', words.nameZh, printer?.name.zh ?? '')}
        {text('en', words.nameEn, printer?.name.en ?? '')}
        {text('address', words.address, printer?.address ?? address, { 'aria-describedby': 'address-how' })}
        <p class="soft" id="address-how">
          {t(words.addressHow)}
        </p>
        <label>
          <span>{t(words.profile)}</span>
          <select name="profile" defaultValue={printer?.profile ?? '80mm'}>
            {PROFILES.map((each) => (
              <option key={each} selected={each === (printer?.profile ?? '80mm')}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <Neighbour printer={printer} printers={printers} />
        {text('roll_m', words.roll, String(printer?.roll_m ?? 80), { type: 'number', min: 1, max: 1000 })}
        <FormFoot said={said} save={words.save} onCancel={() => onClose(false)} />
      </form>
    </Dialog>
  );
}

function Neighbour({ printer, printers }: Pick<EditWishes, 'printer' | 'printers'>): JSX.Element {
  return (
    <label>
      <span>{t(words.neighbour)}</span>
      <select name="neighbour">
        <option value="">{t(words.none)}</option>
        {printers
          .filter((each) => each.code !== printer?.code)
          .map((each) => (
            <option key={each.code} value={each.code} selected={each.code === printer?.neighbour}>
              {t(each.name)}
            </option>
          ))}
      </select>
    </label>
  );
}
