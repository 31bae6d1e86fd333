// Taking one number: one key per press, so that a double tap,
// a retry or a lost answer gives one ticket and no more.
import { signal } from '@preact/signals';
import { type Api, newKey, Problem } from '@lib/api.ts';
import type { IssuedTicket, PrintView, TicketView, Words } from '@lib/types.ts';

export type Slip = 'coming' | 'below' | 'none' | 'unsure' | 'failed';

/**
 * Where the slip is; `at` names the printer when it is not
 * this kiosk's own, `stuck` that nothing of it was sent.
 */
export interface Seen {
  slip: Slip;
  stuck: boolean;
  at: Words | undefined;
}

const LOOKS_MS = [700, 1500, 2500, 4000, 4000];

export class Taking {
  readonly pending = signal(false);
  readonly problem = signal<Problem | undefined>(undefined);
  private readonly api: Api;
  private readonly path: string;
  private readonly body: Record<string, unknown>;
  private key = newKey();

  /** `wish` names a matter, or the code of an appointment or of a way back; `large`: slips in large print. */
  constructor(api: Api, wish: { matter: string } | { code: string }, lang: string, large = false) {
    this.api = api;
    this.path = 'code' in wish ? '/check-ins' : '/tickets';
    this.body = { ...wish, lang };
    if (large) this.body.letters = 2;
  }

  /** What the number shall be for: one matter, or several in any order; another wish is another press. */
  isFor(matters: readonly string[]): void {
    const [only] = matters;
    const wish = matters.length > 1 ? { stops: matters.map((matter) => ({ matter })) } : { matter: only };
    const was = JSON.stringify([this.body.matter, this.body.stops]);
    delete this.body.matter;
    delete this.body.stops;
    Object.assign(this.body, wish);
    if (was !== JSON.stringify([this.body.matter, this.body.stops])) this.key = newKey();
  }

  /**
   * A card was read: only a keyed hash of it and its last digits are kept by the hall, here nothing at all.
   */
  identify(number: string): void {
    this.body.identity = number;
    this.key = newKey();
  }

  /** What the visitor needs of a window; another wish is another press. */
  needs(needs: readonly string[]): void {
    this.body.needs = needs;
    this.key = newKey();
  }

  /** Whether the slip lists what to bring. */
  listMaterials(wanted: boolean): void {
    if (wanted === (this.body.materials === true)) return;
    if (wanted) this.body.materials = true;
    else delete this.body.materials;
    this.key = newKey();
  }

  /** Letters of the slips, as they are on the screen now. */
  printLarge(large: boolean): void {
    if (large === (this.body.letters === 2)) return;
    if (large) this.body.letters = 2;
    else delete this.body.letters;
    this.key = newKey();
  }

  /**
   * The number; undefined when it was refused (a new press is
   * a new wish) or the server is away (the same wish again).
   */
  async take(): Promise<IssuedTicket | undefined> {
    if (this.pending.peek()) return undefined;
    this.pending.value = true;
    this.problem.value = undefined;
    try {
      return await this.api.post<IssuedTicket>(this.path, this.body, this.key);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      this.problem.value = failure;
      if (failure.status !== 0) this.key = newKey();
      return undefined;
    } finally {
      this.pending.value = false;
    }
  }
}

/** What a print job's state means for the visitor who stands here; a printer that stalls has a neighbour. */
export function slipOf(state: string): Slip {
  if (state === 'none') return 'none';
  if (state === 'printed' || state === 'sent') return 'below';
  if (state === 'unconfirmed') return 'unsure';
  if (state === 'failed' || state === 'expired' || state === 'cancelled') return 'failed';
  return 'coming';
}

/** Look a few times whether the slip came out; says what was seen each time, at last that it is not sure. */
export async function watchSlip(api: Api, ticket: IssuedTicket, say: (seen: Seen) => void): Promise<void> {
  let seen = seenOf(ticket.print);
  say(seen);
  for (const pause of LOOKS_MS) {
    if (seen.slip !== 'coming') return;
    await new Promise((resume) => setTimeout(resume, pause));
    seen = await api.get<TicketView>(`/tickets/${ticket.id}`).then(
      (view) => seenOf(view.print),
      () => seen,
    );
    say(seen);
  }
  if (seen.slip === 'coming') say({ ...seen, slip: seen.stuck ? 'failed' : 'unsure' });
}

export function seenOf(print: PrintView): Seen {
  return {
    slip: slipOf(print.state),
    stuck: print.state === 'stalled',
    at: print.elsewhere && print.name ? print.name : undefined,
  };
}
