// What the console knows: the window as the server says it is.
// Every act waits for the server's answer; nothing is guessed.
import { computed, signal } from '@preact/signals';
import { type Api, Problem } from '@lib/api.ts';
import { catalogue } from '@lib/catalogue.ts';
import { heardNow } from '@lib/clock.ts';
import type { Delta, NextAnswer, UnheardView, WindowView, Words } from '@lib/types.ts';
import { console_ as words } from '@lib/words/console.ts';

const SETTLE_MS = 120;
const NOT_SHOWN_MS = 3500;
const UNHEARD_MS = 10_000; // how often it is asked whether a call was spoken in time

interface Running {
  pressedAt: string;
  done: Promise<boolean>;
}

/** What of a view decides what a key means. */
const shownBy = (view: WindowView | undefined): string => `${view?.state} ${view?.ticket?.id}`;

export class Desk {
  readonly view = signal<WindowView | undefined>(undefined);
  readonly said = signal<Words | undefined>(undefined);
  readonly refused = signal(false);
  /** The last act was refused by the hall: not merely a second press, or a line that broke. */
  readonly refusal = signal(false);
  readonly unspoken = signal(''); // the number that should have been spoken by now
  /** An act is under way, and what the page shows is what it was pressed at. */
  readonly busy = computed(() => this.running.value?.pressedAt === shownBy(this.view.value));
  readonly code: string;
  readonly api: Api;
  private readonly running = signal<Running | undefined>(undefined);
  private timer: number | undefined;

  constructor(api: Api, code: string) {
    this.api = api;
    this.code = code;
    setInterval(() => void this.listen(), UNHEARD_MS);
  }

  /** Ask the server what this window's state is. */
  async refresh(): Promise<void> {
    try {
      this.take(await this.api.get<WindowView>(this.path));
    } catch (failure) {
      this.complain(failure);
    }
  }

  /** A live event that may concern this window: ask again, once for a burst of them. */
  hears(delta: Delta): void {
    if (this.concerns(delta)) this.soon(SETTLE_MS);
  }

  /** Do one of the window's acts. True when it was done. */
  async act(verb: string, body: unknown = {}): Promise<boolean> {
    return this.once(async () => {
      const answer = await this.api.post<WindowView | NextAnswer>(`${this.path}/${verb}`, body);
      if (!answer) this.said.value = words.nobody;
      else this.take('decision' in answer ? answer.window : answer);
      if (this.view.peek()?.state === 'called') this.soon(NOT_SHOWN_MS);
    });
  }

  async signOff(): Promise<boolean> {
    return this.once(async () => {
      const answer = await this.api.delete<WindowView>(`${this.path}/session`);
      if (answer) this.take(answer);
    });
  }

  /** The first PIN, with the link's one-time code, and then the session. */
  async signOn(staffer: string, pin: string, covers: string, code?: string): Promise<boolean> {
    return this.once(async () => {
      if (code) await this.api.post(`${this.path}/pin`, { code, pin });
      const body = covers ? { staffer, pin, covers } : { staffer, pin };
      const answer = await this.api.post<WindowView>(`${this.path}/session`, body);
      if (answer) this.take(answer);
    });
  }

  /**
   * One act at a time. A second press at the same view is the same press. But news of an act can be
   * on the page before the act's own answer is: who presses at that view means what it shows.
   */
  private async once(act: () => Promise<void>): Promise<boolean> {
    if (this.busy.peek()) return false;
    const pressedAt = shownBy(this.view.peek());
    const own = { pressedAt, done: this.alone(act, pressedAt, this.running.peek()?.done) };
    this.running.value = own;
    const done = await own.done;
    if (this.running.peek() === own) this.running.value = undefined;
    return done;
  }

  private async alone(
    act: () => Promise<void>,
    pressedAt: string,
    before?: Promise<boolean>,
  ): Promise<boolean> {
    await before;
    if (pressedAt !== shownBy(this.view.peek())) return false;
    this.said.value = undefined;
    this.refusal.value = false;
    try {
      await act();
      return true;
    } catch (failure) {
      this.complain(failure);
      if (failure instanceof Problem && failure.status === 409) this.soon(0);
      return false;
    }
  }

  /** Whether the hall's loudspeaker is late with the number that is called here. */
  private async listen(): Promise<void> {
    const view = this.view.peek();
    if (view?.state !== 'called' || view.ticket?.spoken) {
      this.unspoken.value = '';
      return;
    }
    const told = await this.api
      .get<UnheardView>('/calls/unheard', { window: this.code })
      .catch(() => undefined);
    const [late] = told?.calls ?? [];
    if (told) this.unspoken.value = late?.shown && !late.spoken ? late.number : '';
  }

  private take(view: WindowView): void {
    const known = this.view.peek();
    heardNow(view.now);
    if (!known || view.seq >= known.seq) this.view.value = view;
  }

  private complain(failure: unknown): void {
    if (!(failure instanceof Problem)) throw failure;
    this.said.value = failure;
    this.refusal.value = failure.status >= 400;
    if (failure.code === 'wrong_token' || failure.code === 'not_signed_on')
      this.refused.value = !this.view.peek();
  }

  private soon(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), ms);
  }

  private concerns(delta: Delta): boolean {
    if (delta.window === this.code || delta.kind === 'ticket.transferred') return true;
    const plan = catalogue.peek()?.windows.find((each) => each.code === this.code);
    return Boolean(delta.line) && (plan?.lines.includes(delta.line as string) ?? true);
  }

  /** The window's address. */
  get path(): string {
    return `/windows/${encodeURIComponent(this.code)}`;
  }
}
