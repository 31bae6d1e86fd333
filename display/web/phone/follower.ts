// What a phone knows of its number: the ticket as the server says it is, kept fresh by the places it hears.
import { signal } from '@preact/signals';
import { type Api, Problem } from '@lib/api.ts';
import { heardNow } from '@lib/clock.ts';
import { Live } from '@lib/live.ts';
import type { PhoneView, PlaceOfFollower, TicketView } from '@lib/types.ts';
import { nudgeOf } from './nudge.ts';

const AGAIN_MS = 60_000;

export class Follower {
  readonly ticket = signal<TicketView | undefined>(undefined);
  readonly problem = signal<Problem | undefined>(undefined);
  /** Whether this hall tells visitors by telephone, and whether this one is told; unknown until asked. */
  readonly texting = signal<PhoneView | undefined>(undefined);
  readonly live: Live;
  private readonly api: Api;
  private heard = '';

  constructor(api: Api, key: string) {
    this.api = api;
    this.live = new Live({
      page: 'phone',
      token: () => Promise.resolve(key),
      onPlace: (place) => this.hears(place),
    });
    void this.refresh();
    setInterval(() => void this.refresh(), AGAIN_MS);
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && void this.refresh(),
    );
  }

  async refresh(): Promise<void> {
    await this.say(async () => this.take(this.timed(await this.api.get<TicketView>('/tickets/mine'))));
  }

  async cancel(): Promise<void> {
    await this.act('cancel');
  }

  /** Stand in line again after a missed call, as the line's policy says. */
  async comeBack(): Promise<void> {
    await this.act('return');
  }

  /** Put the own call off, once; the place stays. */
  async moreTime(): Promise<void> {
    await this.act('more-time');
  }

  async askTexting(): Promise<void> {
    const id = this.ticket.peek()?.id;
    try {
      this.texting.value = await this.api.get<PhoneView>(`/tickets/${id}/phone`);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure; // without an answer nothing is offered
    }
  }

  async bindPhone(phone: string, lang: string): Promise<void> {
    await this.says((id) => this.api.post(`/tickets/${id}/phone`, { phone, agreed: true, lang }));
  }

  async forgetPhone(): Promise<void> {
    await this.says((id) => this.api.post(`/tickets/${id}/phone/forget`));
  }

  private async says(ask: (id: number | undefined) => Promise<PhoneView | undefined>): Promise<void> {
    await this.say(async () => {
      this.texting.value = await ask(this.ticket.peek()?.id);
      this.problem.value = undefined;
    });
  }

  private async act(verb: 'cancel' | 'return' | 'more-time'): Promise<void> {
    const id = this.ticket.peek()?.id;
    await this.say(async () => {
      const view = await this.api.post<TicketView>(`/tickets/${id}/${verb}`);
      if (view) this.take(this.timed(view));
    });
  }

  async rate(level: number, reasons: string[] = []): Promise<void> {
    const id = this.ticket.peek()?.id;
    await this.say(async () => {
      await this.api.post(`/tickets/${id}/rating`, { level, reasons });
      await this.refresh();
    });
  }

  /**
   * A place says all that changes while one waits; a new state asks for the whole ticket,
   * and so does a place that is told again: then the number is for a matter more or less.
   */
  private hears(place: PlaceOfFollower): void {
    const known = this.ticket.peek();
    const again = JSON.stringify(place) === this.heard;
    this.heard = JSON.stringify(place);
    if (again || !known || place.state !== known.state || (place.window ?? null) !== known.window)
      return void this.refresh();
    const wait = known.wait && { ...known.wait, low_ms: place.low_ms, high_ms: place.high_ms };
    this.take({ ...known, ahead: place.ahead, wait });
  }

  private timed(view: TicketView): TicketView {
    heardNow(view.now);
    return view;
  }

  private take(view: TicketView): void {
    const nudge = nudgeOf(this.ticket.peek(), view);
    this.ticket.value = view;
    this.problem.value = undefined;
    if (nudge) navigator.vibrate?.(nudge === 'called' ? [400, 150, 400, 150, 400] : [200]);
  }

  private async say(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      this.problem.value = failure;
    }
  }
}
