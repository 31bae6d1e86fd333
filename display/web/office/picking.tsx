// What a row of the plan refers to, picked by name: one of them from a list, several as a list that grows.
import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { catalogue } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { holds } from '@lib/folding.ts';
import { t } from '@lib/look.ts';
import { useReading } from '@lib/reading.ts';
import type { PlanColumn, PlanTable, PrintersView, Words } from '@lib/types.ts';
import { catalogue as words } from '@lib/words/catalogue.ts';

/** By table: the codes that a row may name, each with its name. */
export type Named = ReadonlyMap<string, ReadonlyMap<string, Words>>;

const MOST = 50; // offered at once; a search finds the others

/** The names of everything that a row may refer to. */
export function usePlanNames(staff: Staff): Named {
  const groups = useReading<PlanTable>(staff.api, '/plan/groups').view;
  const printers = useReading<PrintersView>(staff.api, staff.may('printer.read') ? '/printers' : '').view;
  const known = useComputed(() => catalogue.value).value;
  const named = (rows: readonly { code: string; name: Words }[] | undefined): ReadonlyMap<string, Words> =>
    new Map(rows?.map((each) => [each.code, each.name]));
  return new Map([
    ['departments', named(known?.departments)],
    ['lines', named(known?.lines)],
    ['matters', named(known?.matters)],
    ['groups', named(groups?.rows as { code: string; name: Words }[] | undefined)],
    ['printers', named(printers?.printers)],
  ]);
}

interface Wishes {
  column: PlanColumn;
  value: unknown;
  label: string;
  among: ReadonlyMap<string, Words>;
}

export function Picked({ column, value, label, among }: Wishes): JSX.Element {
  if (column.kind === 'list') return <Several column={column} value={value} label={label} among={among} />;
  return (
    <label>
      <span>{label}</span>
      <select name={column.name} required={column.needed}>
        <option value="">{t(words.nothing)}</option>
        {[...among].map(([code, name]) => (
          <option key={code} value={code} selected={code === value}>
            {t(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Several({ column, value, label, among }: Wishes): JSX.Element {
  const [codes, set] = useState(((value as string[] | null) ?? []).slice());
  const [asked, ask] = useState('');
  const left = [...among].filter(
    ([code, name]) => !codes.includes(code) && holds(asked, [code, ...texts(name)]),
  );
  const add = (code: string): void => {
    if (code) set([...codes, code]);
    ask('');
  };
  return (
    <fieldset class="several" data-field={column.name}>
      <legend>{label}</legend>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <input type="hidden" name={column.name} value={code} />
            <span>{among.has(code) ? t(among.get(code) as Words) : code}</span>
            <button
              type="button"
              class="plain"
              aria-label={t(words.remove, { name: among.has(code) ? t(among.get(code) as Words) : code })}
              onClick={() => set(codes.filter((each) => each !== code))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {among.size > MOST && (
        <label>
          <span>{t(words.find)}</span>
          <input value={asked} maxLength={60} onInput={(event) => ask(event.currentTarget.value)} />
        </label>
      )}
      <label>
        <span>{t(words.add)}</span>
        <select data-add={column.name} value="" onChange={(event) => add(event.currentTarget.value)}>
          <option value="">{t(words.choose)}</option>
          {left.slice(0, MOST).map(([code, name]) => (
            <option key={code} value={code}>
              {t(name)}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}

function texts(name: Words): string[] {
  return Object.values(name).filter((each): each is string => typeof each === 'string');
}
