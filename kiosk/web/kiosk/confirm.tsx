// The confirming touch: what the matter asks for, how many are ahead, how long; then one number.

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Api, Problem } from '@lib/api.ts';
import { catalogue, matterOf } from '@lib/catalogue.ts';
import { lettersFor, useLetters } from '@lib/letters.ts';
import { lang, spoken, t } from '@lib/look.ts';
import { Needs } from '@lib/needs.tsx';
import { Arrow } from '@lib/parts.tsx';
import { Reach } from '@lib/reach.tsx';
import { MOST_STOPS } from '@lib/tables.ts';
import type { BoardView, MatterRange, MatterView } from '@lib/types.ts';
import { saidRange, useWaitOf } from '@lib/waits.ts';
import { common } from '@lib/words/common.ts';
import { kiosk as words } from '@lib/words/kiosk.ts';
import { letters as letterWords } from '@lib/words/letters.ts';
import { Chosen } from './basket.tsx';
import { Identity } from './identity.tsx';
import { longClass } from './long.ts';
import { onCard } from './readers.ts';
import { Taking } from './taking.ts';
import { basket, go, keep, large } from './walk.ts';

const ARMED_MS = 350; // the second tap of a double tap on a matter must not take a number

interface Wishes {
  api: Api;
  state: BoardView | undefined;
  first: MatterRange | undefined; // what its tile said
  code: string;
}

export function Confirm({ api, state, first, code }: Wishes): JSX.Element | null {
  const told = useWaitOf(api, code, matterOf.value.get(code)?.line ?? '', state) ?? first;
  const [taking] = useState(() => new Taking(api, { matter: code }, spoken.peek()));
  const [card, setCard] = useState(false);
  const [listed, setListed] = useState(false);
  const identify = (number: string): void => {
    taking.identify(number);
    setCard(true);
  };
  useEffect(() => onCard(identify), []);
  taking.listMaterials(listed);
  taking.printLarge(large.value);
  const matter = matterOf.value.get(code);
  const others = basket.value.filter((each) => each !== code);
  if (!matter) return null;
  return (
    <main class="confirm">
      <Reach label={t(matter.name)} of={code} class="details">
        <Details matter={matter} />
        <Needed taking={taking} />
        <div class="extras">
          {matter.materials.length > 0 && (
            <button
              type="button"
              aria-pressed={listed}
              data-act="with-list"
              onClick={() => setListed(!listed)}
            >
              <span aria-hidden="true">{listed ? '☑' : '☐'}</span> {t(words.withList)}
            </button>
          )}
          {!card && <Identity onNumber={identify} />}
        </div>
        {large.value && <p class="soft">{t(words.largeSlip)}</p>}
      </Reach>
      <div class="decide">
        <Ahead told={state && told} />
        {others.length > 0 && <Chosen codes={others} />}
        {card && (
          <p role="status" data-testid="card">
            {t(words.cardRead)}
          </p>
        )}
        <Take
          api={api}
          taking={taking}
          matters={[...others, code]}
          offered={told?.offer.takeable !== false}
        />
      </div>
    </main>
  );
}

/** Folded away: few visitors need it, and the touch that takes the number stays where it is. */
function Needed({ taking }: { taking: Taking }): JSX.Element {
  const [chosen, setChosen] = useState<string[]>([]);
  const choose = (needs: string[]): void => {
    taking.needs(needs);
    setChosen(needs);
  };
  return (
    <details class="needed" data-testid="needed">
      <summary>{t(words.needs)}</summary>
      <Needs chosen={chosen} onChange={choose} />
    </details>
  );
}

interface TakeWishes {
  api: Api;
  taking: Taking;
  matters: readonly string[];
  offered: boolean;
}

/** Back, and the one touch that takes a number; only back where none would be given. */
function Take({ api, taking, matters, offered }: TakeWishes): JSX.Element {
  const armed = useArmed();
  const problem = taking.problem.value;
  const pending = taking.pending.value;
  const take = async (): Promise<void> => {
    taking.isFor(matters);
    const ticket = await taking.take();
    if (ticket) go({ at: 'result', ticket });
  };
  return (
    <>
      {problem && (
        <p class="bad problem" role="alert" data-testid="problem">
          {problem.status === 0
            ? `${t(words.awayTitle)} · ${t(words.awayText)}`
            : `${t(problem)} ${t(words.askGuide)}`}
        </p>
      )}
      {problem?.code === 'duplicate_ticket' && <Again api={api} problem={problem} />}
      <div class="pair three">
        <button type="button" disabled={pending} onClick={() => go({ at: 'home' })}>
          <Arrow back />
          {`\u00a0${t(common.back)}`}
        </button>
        {offered && matters.length < MOST_STOPS && (
          <button
            type="button"
            data-testid="another"
            disabled={pending}
            onClick={() => keep(matters[matters.length - 1] as string)}
          >
            <span aria-hidden="true">＋</span> {t(words.another)}
          </button>
        )}
        {offered && (
          <button
            type="button"
            class="main take"
            data-testid="take"
            disabled={pending || !armed}
            onClick={() => void take()}
          >
            {saidTake(pending, problem?.status === 0, matters.length)}
          </button>
        )}
      </div>
    </>
  );
}

function Details({ matter }: { matter: MatterView }): JSX.Element {
  const department = catalogue.value?.departments.find((each) => each.code === matter.department);
  const limit =
    matter.kind === 'promised'
      ? t(words.promised, { n: matter.promised_days })
      : t(words.onTheSpot, { n: matter.norm_minutes });
  return (
    <section>
      <p class="soft">{department && t(department.name)}</p>
      <h2 class={longClass(t(matter.name), lang.value)}>{t(matter.name)}</h2>
      <dl>
        <div>
          <dt>{t(words.fee)}</dt>
          <dd>{t(matter.fee)}</dd>
        </div>
        <div>
          <dt>{t(words.limit)}</dt>
          <dd>{limit}</dd>
        </div>
        <Authority code={matter.code} />
        <div>
          <dt>{t(words.materials)}</dt>
          <dd>
            {matter.materials.length ? (
              <ol>
                {matter.materials.map((each) => (
                  <li key={each.en}>{t(each)}</li>
                ))}
              </ol>
            ) : (
              t(words.noMaterials)
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** Under whose letter it is decided, or only accepted. */
function Authority({ code }: { code: string }): JSX.Element | null {
  const found = lettersFor(useLetters(), code);
  if (!found.length) return null;
  return (
    <div data-testid="authority">
      <dt>{t(letterWords.letter)}</dt>
      <dd>
        {found.map((each) => (
          <p key={each.id}>
            {each.document} · {t(letterWords.until, { to: each.to_day })} ·{' '}
            {t(each.decide.includes(code) ? letterWords.mayDecide : letterWords.mayAccept)}
          </p>
        ))}
      </dd>
    </div>
  );
}

/** Who is ahead and how long it may take; where nobody calls, or no number is given, the sentence instead. */
function Ahead({ told }: { told: MatterRange | undefined }): JSX.Element {
  if (!told) return <p class="ahead soft">{t(words.aheadUnknown)}</p>;
  const { ahead, wait, offer } = told;
  return (
    <div class="ahead" data-testid="ahead" data-offer={offer.state}>
      {offer.takeable && <b>{ahead ? t(words.aheadStill, { n: ahead }) : t(words.aheadNone)}</b>}
      {offer.words ? (
        <b class={offer.takeable ? '' : 'shut'} data-testid="offer">
          {t(offer.words)}
        </b>
      ) : (
        <span>
          {t(words.wait)} <span data-testid="told">{saidRange(wait)}</span>
        </span>
      )}
      {offer.reach_words && (
        <span class="late" data-testid="reach">
          {t(offer.reach_words)}
        </span>
      )}
    </div>
  );
}

function saidTake(pending: boolean, again: boolean, n: number): string {
  if (pending) return t(words.taking);
  if (again) return t(common.retry);
  return n > 1 ? t(words.takeAll, { n }) : t(words.take);
}

/** The same person holds a number for this already: its slip is printed again instead. */
function Again({ api, problem }: { api: Api; problem: Problem }): JSX.Element {
  const [said, setSaid] = useState(false);
  const { ticket } = problem.state as { ticket: number };
  const print = (): void =>
    void api.post(`/tickets/${ticket}/reprint`).then(
      () => setSaid(true),
      () => {},
    );
  return (
    <p role="status">
      {said ? (
        t(words.reprinting)
      ) : (
        <button type="button" data-act="reprint" onClick={print}>
          {t(words.reprint)}
        </button>
      )}
    </p>
  );
}

function useArmed(): boolean {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setArmed(true), ARMED_MS);
    return () => clearTimeout(timer);
  }, []);
  return armed;
}
