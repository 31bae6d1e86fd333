// A number for anybody: find the matter, say the class and its evidence, give the number.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { type Api, newKey, Problem } from '@lib/api.ts';
import { catalogue } from '@lib/catalogue.ts';
import { search, usual } from '@lib/find.ts';
import { folded, holds } from '@lib/folding.ts';
import { spoken, t } from '@lib/look.ts';
import { usePaged } from '@lib/paged.tsx';
import type { IssuedTicket, MatterView, Words } from '@lib/types.ts';
import { saidRange, saidTold, useWaits } from '@lib/waits.ts';
import { classes as CLASSES } from '@lib/words/classes.ts';
import { evidence as kinds } from '@lib/words/evidence.ts';
import { guide as words } from '@lib/words/guide.ts';
import { kiosk } from '@lib/words/kiosk.ts';
import { Presses } from './presses.tsx';

const EVIDENCE: Words[] = Object.values(kinds);
const FOUND = 24;

export function Issue({ api, away }: { api: Api; away: boolean }): JSX.Element {
  const [typed, setTyped] = useState('');
  const [matter, setMatter] = useState<MatterView | undefined>(undefined);
  const chosen = useRef<HTMLElement>(null);
  const pick = (picked: MatterView): void => {
    setMatter(picked);
    // below the list where there is one column
    requestAnimationFrame(() => chosen.current?.scrollIntoView({ block: 'nearest' }));
  };
  const waits = useWaits(api);
  const known = catalogue.value;
  const found = known ? (typed ? byName(typed) : usual(known)) : [];
  const said = ({ code }: MatterView): string => {
    const told = away ? undefined : waits.get(code);
    return told ? saidTold(told) : '';
  };
  const { items, turns } = usePaged(found, FOUND, typed);
  return (
    <div class="two">
      <section aria-label={t(words.matter)}>
        <label>
          <span>{t(words.search)}</span>
          <input
            name="search"
            value={typed}
            maxLength={30}
            onInput={(event) => setTyped((event.currentTarget as HTMLInputElement).value)}
          />
        </label>
        {typed && found.length > 0 && (
          <p role="status" class="soft" data-testid="found-sum">
            {t(kiosk.found, { n: found.length })}
          </p>
        )}
        <div class="found">
          {items.map((each) => (
            <button
              type="button"
              key={each.code}
              data-matter={each.code}
              aria-pressed={matter?.code === each.code}
              onClick={() => pick(each)}
            >
              <span class="name">{t(each.name)}</span>
              <small>{said(each)}</small>
            </button>
          ))}
          {found.length === 0 && <p class="soft">{t(kiosk.foundNone)}</p>}
        </div>
        {turns}
      </section>
      <section ref={chosen} aria-label={t(words.issue)}>
        {matter ? <Give key={matter.code} api={api} matter={matter} /> : <p class="soft">{t(words.pick)}</p>}
      </section>
    </div>
  );
}

function Give({ api, matter }: { api: Api; matter: MatterView }): JSX.Element {
  const [kind, setKind] = useState('ordinary');
  const [evidence, setEvidence] = useState<Words | undefined>(undefined);
  const [key, setKey] = useState(newKey);
  const [ticket, setTicket] = useState<IssuedTicket | undefined>(undefined);
  const [problem, setProblem] = useState<Words | undefined>(undefined);
  const needs = kind !== 'ordinary' && !evidence;
  const give = async (): Promise<void> => {
    try {
      setProblem(undefined);
      const body = {
        matter: matter.code,
        class: kind,
        lang: spoken.peek(),
        ...(kind === 'ordinary' ? {} : { evidence: evidence?.zh }),
      };
      setTicket(await api.post<IssuedTicket>('/tickets', body, key));
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setProblem(failure);
      if (failure.status !== 0) setKey(newKey());
    }
  };
  if (ticket) return <Given ticket={ticket} matter={matter} />;
  return (
    <>
      <h2>{t(matter.name)}</h2>
      <Materials materials={matter.materials} />
      <Presses
        title={words.class}
        of={Object.entries(CLASSES)}
        pressed={kind}
        hook="data-class"
        onPress={setKind}
      />
      {kind !== 'ordinary' && (
        <Presses
          title={words.evidence}
          of={EVIDENCE.map((said) => [said.en, said])}
          pressed={evidence?.en}
          hook="data-evidence"
          onPress={(en) => setEvidence(EVIDENCE.find((each) => each.en === en))}
        />
      )}
      <p class="bad" role="alert">
        {problem && t(problem)}
      </p>
      <button
        type="button"
        class="main large"
        data-testid="give"
        disabled={needs}
        onClick={() => void give()}
      >
        {t(words.give)}
      </button>
    </>
  );
}

function Materials({ materials }: { materials: readonly Words[] }): JSX.Element {
  if (!materials.length) return <p class="soft">{t(kiosk.noMaterials)}</p>;
  return (
    <details class="materials">
      <summary>{t(words.materials, { n: materials.length })}</summary>
      <ol>
        {materials.map((each) => (
          <li key={each.zh}>{t(each)}</li>
        ))}
      </ol>
    </details>
  );
}

function Given({ ticket, matter }: { ticket: IssuedTicket; matter: MatterView }): JSX.Element {
  return (
    <div class="given" role="status">
      <h2>{t(matter.name)}</h2>
      <p class="number code" data-testid="number">
        {ticket.number}
      </p>
      <p>
        {t(words.aheadOf, { n: ticket.ahead })} ·{' '}
        {ticket.windows.length > 0 ? saidRange(ticket.wait) : ticket.notice && t(ticket.notice)}
      </p>
      <p class="soft">
        {ticket.print.printer ? t(words.printed, { printer: ticket.print.printer }) : t(kiosk.noSlip)}
      </p>
    </div>
  );
}

function byName(typed: string): MatterView[] {
  const known = catalogue.peek();
  if (!known) return [];
  const spelled = search(known, folded(typed).replace(/[^a-z]/g, ''));
  const named = known.matters.filter((each) => holds(typed, [each.name.zh, each.name.en, each.code]));
  return [...new Set([...named, ...spelled])];
}
