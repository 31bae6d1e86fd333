// Printers on the network: who listens there, which of them the hall has, and the others to be added.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Dialog, FormFoot } from '@lib/parts.tsx';
import type { FoundPrintersView, PrinterView, Words } from '@lib/types.ts';
import { paper as words } from '@lib/words/paper.ts';
import { networkOf } from './networks.ts';

interface Wishes {
  staff: Staff;
  printers: readonly PrinterView[];
  onAdd: (address: string) => void;
  onClose: () => void;
}

export function FindPrinters({ staff, printers, onAdd, onClose }: Wishes): JSX.Element {
  const [view, setView] = useState<FoundPrintersView | undefined>(undefined);
  const [refused, refuse] = useState<Words | undefined>(undefined);
  const search = (event: SubmitEvent): void => {
    event.preventDefault();
    const network = String(new FormData(event.currentTarget as HTMLFormElement).get('network')).trim();
    setView(undefined);
    refuse(undefined);
    staff.api
      .get<FoundPrintersView>('/printers/found', { network })
      .then(setView, (failure) => refuse(failure as Problem));
  };
  const first = networkOf([location.hostname, ...printers.map((each) => each.address)]);
  return (
    <Dialog title={t(words.find)} onClose={onClose} class="printer-form">
      <form onSubmit={search}>
        <label>
          <span>{t(words.network)}</span>
          <input name="network" required maxLength={40} defaultValue={first} placeholder="192.168.1.0/24" />
        </label>
        <p class="soft">{t(words.findHow)}</p>
        {view && <Found view={view} printers={printers} onAdd={onAdd} />}
        <FormFoot said={refused} save={words.search} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function Found({
  view,
  printers,
  onAdd,
}: Pick<Wishes, 'printers' | 'onAdd'> & { view: FoundPrintersView }): JSX.Element {
  const names = new Map(printers.map((each) => [each.code, each.name]));
  if (!view.found.length) return <p role="status">{t(words.foundNone, { network: view.network })}</p>;
  return (
    <ul data-testid="found-printers">
      {view.found.map(({ address, printer }) => (
        <li key={address} data-address={address}>
          <span class="code">{address}</span>{' '}
          {printer ? (
            <span class="soft">{t(names.get(printer) ?? { zh: printer, en: printer })}</span>
          ) : (
            <button type="button" class="plain" data-act="add-found" onClick={() => onAdd(address)}>
              {t(words.add)}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
