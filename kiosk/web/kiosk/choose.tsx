// Choosing: most used first, then by audience, department or initials; any matter within four touches.
import type { JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { type Audience, departmentsFor, mattersOf, mattersOfLine, search, usual } from '@lib/find.ts';
import { Fitted } from '@lib/fitted.tsx';
import { lang, t } from '@lib/look.ts';
import { Arrow } from '@lib/parts.tsx';
import { Reach } from '@lib/reach.tsx';
import type { CatalogueView, DepartmentView, MatterView } from '@lib/types.ts';
import { saidTold, type Waits } from '@lib/waits.ts';
import { common } from '@lib/words/common.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';
import { Basket } from './basket.tsx';
import { Booked } from './booked.tsx';
import { longClass } from './long.ts';
import { go, helping, open, place, type Tab, tab, typed } from './walk.ts';

interface Wishes {
  api: Api;
  catalogue: CatalogueView;
  waits: Waits | undefined;
}

const CONSULT = 'guide'; // a line with this code has a door of its own on the first page

export function Choose({ api, catalogue, waits }: Wishes): JSX.Element {
  const at = place.value;
  return (
    <main class="choice" aria-label={t(words.choose)}>
      <h2 class="hidden">{t(words.choose)}</h2>
      <Basket />
      <Tabs catalogue={catalogue} />
      {at.at === 'department' ? (
        <OfDepartment catalogue={catalogue} waits={waits} code={at.code} audience={at.audience} />
      ) : (
        <Tabbed api={api} catalogue={catalogue} waits={waits} />
      )}
    </main>
  );
}

function Tabs({ catalogue }: { catalogue: CatalogueView }): JSX.Element {
  const has = (line: string): boolean => catalogue.matters.some((each) => each.line === line);
  const names: Tab[] = ['usual', 'person', 'business', 'departments'];
  if (catalogue.lines.some((each) => each.kind === 'collection')) names.push('collect');
  names.push('booked');
  if (has(CONSULT)) names.push('consult');
  names.push('search');
  return (
    <nav aria-label={t(words.choose)}>
      {names.map((name) => (
        <button
          type="button"
          key={name}
          aria-pressed={tab.value === name}
          data-tab={name}
          onClick={() => open(name)}
        >
          {t(words[name])}
        </button>
      ))}
    </nav>
  );
}

function Tabbed({ api, catalogue, waits }: Wishes): JSX.Element {
  const name = tab.value;
  if (name === 'search') return <Search catalogue={catalogue} waits={waits} />;
  if (name === 'booked') return <Booked api={api} />;
  if (name === 'collect')
    return <Booked key="collect" api={api} hint={words.collectHint} name={words.collect} />;
  if (name === 'consult')
    return (
      <Matters
        of={name}
        label={t(words.consult)}
        matters={mattersOfLine(catalogue, CONSULT)}
        waits={waits}
        wide
      />
    );
  if (name === 'usual')
    return <Matters of={name} label={t(words.usual)} matters={usual(catalogue)} waits={waits} more />;
  const audience: Audience = name === 'departments' ? undefined : name;
  return <Departments departments={departmentsFor(catalogue, audience)} audience={audience} />;
}

function Departments({
  departments,
  audience,
}: {
  departments: DepartmentView[];
  audience: Audience;
}): JSX.Element {
  return (
    <Reach label={t(words.departments)} of={audience ?? ''} count={departments.length}>
      <div class="tiles departments">
        {departments.map((each) => (
          <button
            type="button"
            key={each.code}
            data-department={each.code}
            aria-label={t(each.name)}
            onClick={() => go({ at: 'department', code: each.code, audience })}
          >
            {t(each.short)}
          </button>
        ))}
      </div>
    </Reach>
  );
}

function OfDepartment({
  catalogue,
  waits,
  code,
  audience,
}: Omit<Wishes, 'api'> & { code: string; audience: Audience }): JSX.Element {
  const department = catalogue.departments.find((each) => each.code === code);
  return (
    <>
      <div class="title">
        <button type="button" onClick={() => go({ at: 'home' })}>
          <Arrow back /> {t(common.back)}
        </button>
        {department && (
          <Fitted as="h2" words={t(department.name)}>
            {t(department.name)}
          </Fitted>
        )}
      </div>
      <Matters
        of={`${code} ${audience}`}
        label={department ? t(department.name) : ''}
        matters={mattersOf(catalogue, code, audience)}
        waits={waits}
        wide
      />
    </>
  );
}

interface MattersWishes {
  of: string;
  label: string;
  matters: MatterView[];
  waits: Waits | undefined;
  wide?: boolean;
  more?: boolean;
}

function Matters({ of, label, matters, waits, wide = false, more = false }: MattersWishes): JSX.Element {
  return (
    <Reach label={label} of={of} count={matters.length}>
      <div class={`tiles matters${wide ? ' wide' : ''}`}>
        {matters.map((each) => (
          <Matter key={each.code} matter={each} waits={waits} />
        ))}
        {more && (
          <button type="button" class="unsure" onClick={() => (helping.value = true)}>
            {t(words.unsure)}
          </button>
        )}
      </div>
    </Reach>
  );
}

// a number stays beside its unit, and “25–45 min” in one piece: by style, since no face draws a word joiner
function Unbroken({ said }: { said: string }): JSX.Element {
  const parts = said.split(/(\d+(?:–\d+)?(?: \p{L}+)?)/u);
  return <small>{parts.map((part, at) => (at % 2 ? <span class="whole">{part}</span> : part))}</small>;
}

function Matter({ matter, waits }: { matter: MatterView; waits: Waits | undefined }): JSX.Element {
  const told = waits?.get(matter.code);
  return (
    <button
      type="button"
      data-matter={matter.code}
      data-offer={told?.offer.state}
      class={told && !told.offer.takeable ? 'shut' : ''}
      onClick={() => go({ at: 'confirm', matter: matter.code })}
    >
      <span class={`name${longClass(t(matter.name), lang.value)}`}>{t(matter.name)}</span>
      {told && <Unbroken said={saidTold(told)} />}
    </button>
  );
}

const ROWS = ['ABCDEFGHI', 'JKLMNOPQR', 'STUVWXYZ'];

function Search({ catalogue, waits }: Omit<Wishes, 'api'>): JSX.Element {
  useLetterKeys();
  const found = search(catalogue, typed.value);
  return (
    <div class="search">
      <p class="typed" role="status">
        <output class="code" dir="ltr" aria-label={t(words.typed)}>
          {typed.value.toUpperCase()}
        </output>
        <span class="soft">
          {!typed.value
            ? t(words.searchHint)
            : found.length
              ? t(words.found, { n: found.length })
              : t(words.foundNone)}
        </span>
      </p>
      <Matters of={typed.value} label={t(words.search)} matters={found} waits={waits} wide />
      <div class="keys" role="group" aria-label={t(words.search)} lang={lang.value}>
        {ROWS.map((row) => (
          <div key={row}>
            {[...row].map((letter) => (
              <button type="button" key={letter} data-letter={letter} onClick={() => type(letter)}>
                {letter}
              </button>
            ))}
            {row === ROWS[2] && (
              <button type="button" class="erase" onClick={erase}>
                {t(words.erase)}
              </button>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function type(letter: string): void {
  if (typed.value.length < 12) typed.value += letter.toLowerCase();
}

function erase(): void {
  typed.value = typed.value.slice(0, -1);
}

function useLetterKeys(): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (letter) type(letter);
      if (event.code === 'Backspace') erase();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
