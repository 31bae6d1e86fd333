// The rating device's views: idle, five levels, what was wrong,
// thanks. One rating per service; the hall refuses a second.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Api, Problem, untilAnswered } from '@lib/api.ts';
import type { Live } from '@lib/live.ts';
import { other, speakFirst, t } from '@lib/look.ts';
import { HallClock, LangSwitch, StaleBand } from '@lib/parts.tsx';
import { RatingCode } from '@lib/rating-code.tsx';
import type { Delta, ToRate, Words } from '@lib/types.ts';
import { badReasons } from '@lib/words/bad-reasons.ts';
import { common } from '@lib/words/common.ts';
import { rate as words } from '@lib/words/rate.ts';
import { ratings } from '@lib/words/ratings.ts';

type Level = keyof typeof ratings;

const BAD_REASONS: Words[] = Object.values(badReasons);
const LEVELS: Level[] = [5, 4, 3, 2, 1];
const BAD = 2;
const ASK_MS = 60_000; // as long as somebody may still stand here
const THANKS_MS = 4000;

export class Asking {
  readonly due = signal<ToRate | undefined>(undefined);
  readonly thanks = signal(false);
  readonly problem = signal<Problem | undefined>(undefined);
  readonly window: string;
  readonly api: Api;
  private timer: number | undefined;

  constructor(api: Api, window: string) {
    this.api = api;
    this.window = window;
  }

  /** A service ended here: ask. The next visitor is called: it is their turn now. */
  hears(delta: Delta): void {
    if (delta.window !== this.window) return;
    if (delta.kind === 'ticket.finished') void this.look();
    if (delta.kind === 'ticket.started') this.rest();
  }

  async look(): Promise<void> {
    const path = `/windows/${encodeURIComponent(this.window)}/to-rate`;
    const found = await untilAnswered(() => this.api.get<ToRate>(path)).catch(() => undefined);
    if (!found?.ticket) return;
    this.problem.value = undefined;
    this.due.value = found;
    this.restIn(ASK_MS);
  }

  async give(level: number, reasons: string[]): Promise<void> {
    try {
      await this.api.post(`/tickets/${this.due.peek()?.ticket}/rating`, { level, reasons });
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      if (failure.code !== 'rated_already') {
        this.problem.value = failure;
        return;
      }
    }
    this.due.value = undefined;
    this.thanks.value = true;
    this.restIn(THANKS_MS);
  }

  /** Somebody is still choosing. */
  touched(): void {
    this.restIn(ASK_MS);
  }

  private rest(): void {
    clearTimeout(this.timer);
    speakFirst();
    this.due.value = undefined;
    this.thanks.value = false;
  }

  private restIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), ms);
  }
}

export function RatePage({ asking, live }: { asking: Asking; live: Live }): JSX.Element {
  const due = asking.due.value;
  return (
    <div class="rating">
      <StaleBand live={live} />
      <header>
        <p class="soft">
          {due?.number
            ? t(words.ofTicket, { ticket: due.number, window: asking.window })
            : t(common.windowNo, { n: asking.window })}
        </p>
        <HallClock />
        <LangSwitch />
      </header>
      {asking.thanks.value ? <Thanks /> : due ? <Levels key={due.ticket} asking={asking} /> : <Idle />}
      <RatingCode key={`${due?.ticket} ${asking.thanks.value}`} api={asking.api} window={asking.window} />
    </div>
  );
}

function Levels({ asking }: { asking: Asking }): JSX.Element {
  const [bad, setBad] = useState<number | undefined>(undefined);
  const choose = (level: number): void => {
    asking.touched();
    if (level <= BAD) setBad(level);
    else void asking.give(level, []);
  };
  const problem = asking.problem.value;
  return (
    <main>
      <h1>
        {t(bad ? words.why : words.title)} <small>{other(bad ? words.why : words.title)}</small>
      </h1>
      {problem && (
        <p class="bad" role="alert">
          {t(problem)}
        </p>
      )}
      {bad ? (
        <Reasons level={bad} asking={asking} />
      ) : (
        <div class="levels">
          {LEVELS.map((level) => (
            <button type="button" key={level} data-level={level} onClick={() => choose(level)}>
              <b class="code">{level}</b>
              <span>{t(ratings[level])}</span>
              <small>{other(ratings[level])}</small>
            </button>
          ))}
        </div>
      )}
    </main>
  );
}

function Reasons({ level, asking }: { level: number; asking: Asking }): JSX.Element {
  const [chosen, setChosen] = useState<string[]>([]);
  const toggle = (said: string): void => {
    asking.touched();
    setChosen(chosen.includes(said) ? chosen.filter((each) => each !== said) : [...chosen, said]);
  };
  return (
    <>
      <div class="reasons">
        {BAD_REASONS.map((said) => (
          <button
            type="button"
            key={said.en}
            data-reason={said.en}
            aria-pressed={chosen.includes(said.zh)}
            onClick={() => toggle(said.zh)}
          >
            {t(said)} <small>{other(said)}</small>
          </button>
        ))}
      </div>
      <button
        type="button"
        class="main send"
        data-testid="send"
        onClick={() => void asking.give(level, chosen)}
      >
        {t(chosen.length ? words.send : words.skip)}
      </button>
    </>
  );
}

function Thanks(): JSX.Element {
  return (
    <main class="idle" data-testid="thanks">
      <h1>{t(words.thanks)}</h1>
      <p class="soft">{other(words.thanks)}</p>
    </main>
  );
}

function Idle(): JSX.Element {
  return (
    <main class="idle" data-testid="idle">
      <h1>{t(words.idle)}</h1>
      <p>{t(words.idleHow)}</p>
      <p class="soft">{other(words.idleHow)}</p>
    </main>
  );
}
