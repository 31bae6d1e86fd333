// A number for anybody: find the matter, and what else the same number shall be for.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Api } from '@lib/api.ts';
import { catalogue, matterOf } from '@lib/catalogue.ts';
import { usual } from '@lib/find.ts';
import { t } from '@lib/look.ts';
import { byName } from '@lib/named.ts';
import { usePaged } from '@lib/paged.tsx';
import type { IssuedTicket, MatterRange, MatterView, OfferView } from '@lib/types.ts';
import { saidTold, useWaits } from '@lib/waits.ts';
import { guide as words } from '@lib/words/guide.ts';
import { kiosk } from '@lib/words/kiosk.ts';
import { CheckIn } from './checkin.tsx';
import { Chosen, Give, Given } from './giving.tsx';

const FOUND = 24;

export function Issue({ api, away }: { api: Api; away: boolean }): JSX.Element {
  const [typed, setTyped] = useState('');
  const [matter, setMatter] = useState<MatterView | undefined>(undefined);
  const chosen = useRef<HTMLElement>(null);
  const [byCode, setByCode] = useState<IssuedTicket | undefined>(undefined);
  const pick = (picked: MatterView): void => {
    setMatter(picked);
    setByCode(undefined);
    // below the list where there is one column
    requestAnimationFrame(() => chosen.current?.scrollIntoView({ block: 'nearest' }));
  };
  const waits = useWaits(api);
  const known = catalogue.value;
  const found = known ? (typed ? byName(typed) : usual(known)) : [];
  const told = ({ code }: MatterView): MatterRange | undefined => (away ? undefined : waits.get(code));
  const said = (each: MatterView): string => {
    const now = told(each);
    return now ? saidTold(now) : '';
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
        <Found matters={items} picked={matter?.code} said={said} onPick={pick} />
        {turns}
        <CheckIn api={api} onGiven={setByCode} />
      </section>
      <section ref={chosen} aria-label={t(words.issue)}>
        {byCode ? (
          <ByCode key={byCode.id} api={api} ticket={byCode} />
        ) : (
          <Choice matter={matter} offer={matter && told(matter)?.offer} api={api} onMatter={setMatter} />
        )}
      </section>
    </div>
  );
}

interface FoundWishes {
  matters: readonly MatterView[];
  picked: string | undefined;
  said: (matter: MatterView) => string;
  onPick: (matter: MatterView) => void;
}

function Found({ matters, picked, said, onPick }: FoundWishes): JSX.Element {
  return (
    <div class="found">
      {matters.map((each) => (
        <button
          type="button"
          key={each.code}
          data-matter={each.code}
          aria-pressed={picked === each.code}
          onClick={() => onPick(each)}
        >
          <span class="name">{t(each.name)}</span>
          <small>{said(each)}</small>
        </button>
      ))}
      {matters.length === 0 && <p class="soft">{t(kiosk.foundNone)}</p>}
    </div>
  );
}

/** The number that a code stood for. */
function ByCode({ api, ticket }: { api: Api; ticket: IssuedTicket }): JSX.Element | null {
  const matter = matterOf.value.get(ticket.matter);
  return matter ? <Given api={api} ticket={ticket} matter={matter} /> : null;
}

/** What was picked, beside what else the number shall be for. */
function Choice({
  api,
  matter,
  offer,
  onMatter,
}: {
  api: Api;
  matter: MatterView | undefined;
  offer: OfferView | undefined;
  onMatter: (matter: MatterView | undefined) => void;
}): JSX.Element {
  const [others, setOthers] = useState<readonly MatterView[]>([]);
  return (
    <>
      {others.length > 0 && (
        <Chosen matters={others} onDrop={(code) => setOthers(others.filter((each) => each.code !== code))} />
      )}
      {matter ? (
        <Give
          key={matter.code}
          api={api}
          matter={matter}
          offer={offer}
          others={others.filter((each) => each !== matter)}
          onAnother={() => {
            setOthers([...others.filter((each) => each !== matter), matter]);
            onMatter(undefined);
          }}
          onGiven={() => setOthers([])}
        />
      ) : (
        <p class="soft">{t(words.pick)}</p>
      )}
    </>
  );
}
