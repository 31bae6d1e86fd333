// Giving the number: class and evidence, the order of its matters; printed again or cancelled at once.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Api, newKey, Problem } from '@lib/api.ts';
import { spoken, t } from '@lib/look.ts';
import { filled } from '@lib/message.ts';
import { Needs } from '@lib/needs.tsx';
import { MOST_STOPS } from '@lib/tables.ts';
import type { IssuedTicket, MatterView, OfferView, Words } from '@lib/types.ts';
import { saidRange } from '@lib/waits.ts';
import { evidence as kinds } from '@lib/words/evidence.ts';
import { guide as words } from '@lib/words/guide.ts';
import { kiosk } from '@lib/words/kiosk.ts';
import { type ClassOfRules, useClasses } from './classes.ts';
import { Direct } from './direct.tsx';
import { Presses } from './presses.tsx';

const EVIDENCE: Words[] = Object.values(kinds);

/** The matters that the number shall be for, too. */
export function Chosen({
  matters,
  onDrop,
}: {
  matters: readonly MatterView[];
  onDrop: (code: string) => void;
}): JSX.Element {
  return (
    <div data-testid="chosen">
      <b>{t(words.chosen, { n: matters.length })}</b>
      <ul class="chosen">
        {matters.map((each) => (
          <li key={each.code} data-chosen={each.code}>
            {t(each.name)}{' '}
            <button
              type="button"
              aria-label={t(words.drop, { matter: t(each.name) })}
              onClick={() => onDrop(each.code)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface GiveWishes {
  api: Api;
  matter: MatterView;
  offer: OfferView | undefined; // what its tile says
  others: readonly MatterView[];
  onAnother: () => void;
  onGiven: () => void;
}

/** What is asked for: one matter, several in any order, or each after the one before. */
function wishOf(matters: readonly MatterView[], inOrder: boolean): object {
  if (matters.length === 1) return { matter: matters[0]?.code };
  return {
    stops: matters.map(({ code }, n) => ({
      matter: code,
      ...(inOrder && n > 0 ? { after: matters[n - 1]?.code } : {}),
    })),
  };
}

export function Give({ api, matter, offer, others, onAnother, onGiven }: GiveWishes): JSX.Element {
  const [inOrder, setInOrder] = useState(false);
  const [kind, setKind] = useState('ordinary');
  const [evidence, setEvidence] = useState<Words | undefined>(undefined);
  const [needs, setNeeds] = useState<string[]>([]);
  const [key, setKey] = useState(newKey);
  const [ticket, setTicket] = useState<IssuedTicket | undefined>(undefined);
  const [problem, setProblem] = useState<Words | undefined>(undefined);
  const classes = useClasses(api);
  const shut = offer?.takeable === false;
  const asks = classes.find((each) => each.code === kind)?.evidence ?? false;
  const given = (made: IssuedTicket): void => {
    setTicket(made);
    onGiven();
  };
  const give = async (): Promise<void> => {
    try {
      setProblem(undefined);
      const body = {
        ...wishOf([...others, matter], inOrder),
        class: kind,
        lang: spoken.peek(),
        ...(asks && { evidence: evidence?.zh }),
        ...(needs.length > 0 && { needs }),
      };
      const made = await api.post<IssuedTicket>('/tickets', body, key);
      if (made) given(made);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setProblem(failure);
      if (failure.status !== 0) setKey(newKey());
    }
  };
  if (ticket) return <Given api={api} ticket={ticket} matter={matter} />;
  return (
    <>
      <h2>{t(matter.name)}</h2>
      <Materials materials={matter.materials} />
      <Class
        classes={classes}
        asks={asks}
        kind={kind}
        onKind={setKind}
        evidence={evidence}
        onEvidence={setEvidence}
      />
      <Offered offer={offer} />
      <p class="bad" role="alert">
        {problem && t(problem)}
      </p>
      <Needs chosen={needs} onChange={setNeeds} />
      {others.length > 0 && <InOrder checked={inOrder} onChange={setInOrder} />}
      {!shut && others.length + 1 < MOST_STOPS && <Another onPress={onAnother} />}
      <GiveButton disabled={shut || (asks && !evidence)} onGive={() => void give()} />
      {!shut && others.length === 0 && <Direct api={api} matter={matter} onGiven={given} />}
    </>
  );
}

/** Why no number would be given, or what to know of the one that is. */
function Offered({ offer }: { offer: OfferView | undefined }): JSX.Element | null {
  if (!offer?.words) return null;
  return (
    <p class={offer.takeable ? 'soft' : 'bad'} data-testid="offer">
      {t(offer.words)}
    </p>
  );
}

function Another({ onPress }: { onPress: () => void }): JSX.Element {
  return (
    <button type="button" data-testid="another" onClick={onPress}>
      ＋ {t(words.another)}
    </button>
  );
}

function GiveButton({ disabled, onGive }: { disabled: boolean; onGive: () => void }): JSX.Element {
  return (
    <button type="button" class="main large" data-testid="give" disabled={disabled} onClick={onGive}>
      {t(words.give)}
    </button>
  );
}

function InOrder({ checked, onChange }: { checked: boolean; onChange: (on: boolean) => void }): JSX.Element {
  return (
    <label class="radio">
      <input
        type="checkbox"
        data-testid="in-order"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />{' '}
      {t(words.inOrder)}
    </label>
  );
}

interface ClassWishes {
  classes: ClassOfRules[];
  asks: boolean; // for the kind of evidence
  kind: string;
  onKind: (code: string) => void;
  evidence: Words | undefined;
  onEvidence: (said: Words | undefined) => void;
}

/** The classes of the rules in force, and the kind of evidence where one is needed. */
export function Class({ classes, asks, kind, onKind, evidence, onEvidence }: ClassWishes): JSX.Element {
  return (
    <>
      <Presses
        title={words.class}
        of={classes.map((each) => [each.code, each])}
        pressed={kind}
        hook="data-class"
        onPress={onKind}
      />
      {asks && (
        <Presses
          title={words.evidence}
          of={EVIDENCE.map((said) => [said.en, said])}
          pressed={evidence?.en}
          hook="data-evidence"
          onPress={(en) => onEvidence(EVIDENCE.find((each) => each.en === en))}
        />
      )}
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

/** The number that was given; cancelled or printed again while the visitor still stands here. */
export function Given({
  api,
  ticket,
  matter,
}: {
  api: Api;
  ticket: IssuedTicket;
  matter: MatterView;
}): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const act = (verb: 'cancel' | 'reprint', done: Words): void =>
    void api.post(`/tickets/${ticket.id}/${verb}`).then(
      () => setSaid(done),
      (failure) => failure instanceof Problem && setSaid(failure),
    );
  return (
    <div class="given" role="status">
      <h2>{t(matter.name)}</h2>
      <p class="number code" data-testid="number">
        {ticket.number}
      </p>
      <p>
        {t(words.aheadOf, { n: ticket.ahead })} · {ticket.windows.length > 0 && saidRange(ticket.wait)}
      </p>
      {ticket.notice && <p data-testid="notice">{t(ticket.notice)}</p>}
      <p class="soft">
        {ticket.print.printer ? t(words.printed, { printer: ticket.print.printer }) : t(kiosk.noSlip)}
      </p>
      {ticket.stops.length > 1 && (
        <ol data-testid="stops">
          {ticket.stops.map((each) => (
            <li key={each.matter}>{t(each.name)}</li>
          ))}
        </ol>
      )}
      <p role="status" data-testid="given-said">
        {said && t(said)}
      </p>
      <div class="choices">
        <button type="button" data-act="reprint" onClick={() => act('reprint', words.reprinted)}>
          {t(words.reprint)}
        </button>
        <button
          type="button"
          data-act="cancel"
          onClick={() => act('cancel', filled(words.cancelled, { number: ticket.number }))}
        >
          {t(words.wrong)}
        </button>
      </div>
    </div>
  );
}
