// The printers: state, last reading, what is queued; what needs a hand stands out by word and colour.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { clockFace } from '../lib/clock.ts';
import type { Staff } from '../lib/door.ts';
import { t } from '../lib/look.ts';
import type { PrintersView, PrinterView } from '../lib/types.ts';
import { office as words, printerStates } from '../lib/words-staff.ts';

const AGAIN_MS = 15_000;
const FINE = new Set(['ready', 'unknown', 'paper_low']);

export function Printers({ staff }: { staff: Staff }): JSX.Element | null {
  const printers = usePrinters(staff);
  if (!printers) return null;
  const bad = printers.filter((each) => !FINE.has(each.state)).length;
  return (
    <section aria-labelledby="printers">
      <h2 id="printers">{t(words.printers)}</h2>
      <figure>
        <table data-testid="printers">
          <caption>
            <b>{t(words.printers)}</b> <span>{t(bad ? words.printersSum : words.printersGood, { n: printers.length, bad })}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t(words.printer)}</th>
              <th scope="col">{t(words.state)}</th>
              <th scope="col">{t(words.readAt)}</th>
              <th scope="col" class="num">
                {t(words.queued)}
              </th>
              <th scope="col" class="num">
                {t(words.printed)}
              </th>
            </tr>
          </thead>
          <tbody>
            {printers.map((each) => (
              <Printer key={each.code} printer={each} />
            ))}
          </tbody>
        </table>
      </figure>
    </section>
  );
}

function Printer({ printer }: { printer: PrinterView }): JSX.Element {
  const known = printerStates[printer.state];
  return (
    <tr data-printer={printer.code} data-state={printer.state}>
      <th scope="row">{t(printer.name)}</th>
      <td class={FINE.has(printer.state) ? '' : 'bad'}>
        {known ? t(known) : printer.state}
        {printer.detail && ` · ${printer.detail}`}
      </td>
      <td class="code">{printer.read_at ? clockFace(printer.read_at, true) : '—'}</td>
      <td class="num code">{printer.queued}</td>
      <td class="num code">{printer.printed_today}</td>
    </tr>
  );
}

function usePrinters(staff: Staff): PrinterView[] | undefined {
  const [printers, setPrinters] = useState<PrinterView[] | undefined>(undefined);
  useEffect(() => {
    const ask = (): void =>
      void staff.api.get<PrintersView>('/printers').then(
        (view) => setPrinters(view.printers),
        () => {},
      );
    ask();
    const timer = setInterval(ask, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return printers;
}
