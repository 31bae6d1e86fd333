// The one store behind all pages, fed by the one socket:
// snapshot, deltas, ticks, waits; it knows how old it is.
import { type Signal, signal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import { apply, applyAll, applyWaits } from './board-state.ts';
import { hallNow, heardNow } from './clock.ts';
import { type Freshness, freshness, LOST_MS } from './freshness.ts';
import { at } from './prefix.ts';
import type { BoardView, Delta, PlaceOfFollower, Tick, Waits } from './types.ts';

/** A device on this page's machine, as its agent said; the hall checks the rest of it. */
interface Part {
  state: string;
  fault: string;
}

/** What a device is called from now on. */
export interface Named {
  name: string;
  window: string | null;
}

type Resumed = { snapshot?: BoardView; deltas?: Delta[] };

export interface Wishes {
  page: string;
  token: () => Promise<string>;
  onDelta?: (delta: Delta) => void;
  onSnapshot?: () => void;
  onPlace?: (place: PlaceOfFollower) => void;
}

const HEARTBEAT_MS = 20_000;
const AGAIN_MS = 3000;

export class Live {
  readonly board: Signal<BoardView | undefined> = signal(undefined);
  readonly fresh: Signal<Freshness> = signal('young');
  readonly connected: Signal<boolean> = signal(false);
  /** No line for four seconds: a page that has just come, or a line that is back at once, is no news. */
  readonly lost: Signal<boolean> = signal(false);
  readonly refused: Signal<boolean> = signal(false);
  readonly outdated: Signal<boolean> = signal(false);
  /** A technician asked for the page anew, perhaps under another name. */
  readonly asked: Signal<Named | undefined> = signal(undefined);
  lastHeard: number | undefined; // the hall's time
  audio = false;
  private parts: readonly Part[] = []; // devices that hang on this page's machine
  private readonly wishes: Wishes;
  private readonly socket: Socket;
  private readonly born = performance.now();
  private heardAt = performance.now();
  private lostAt: number | undefined; // since when there is no line at all
  private build: string | undefined;
  private resuming = false;
  private early: Delta[] = [];

  constructor(wishes: Wishes) {
    this.wishes = wishes;
    this.socket = io('/live', {
      path: at('/socket.io/'),
      transports: ['websocket'],
      reconnectionDelay: 400,
      reconnectionDelayMax: 1200,
      randomizationFactor: 0.4,
      timeout: 5000,
      auth: (give) => this.authorize(give),
    });
    this.listen();
    setInterval(() => this.grow(), 1000);
    setInterval(() => this.heartbeat(), HEARTBEAT_MS);
  }

  /** The hall says that it does not know this device, or no longer: what it shows is nobody's any more. */
  get unknown(): boolean {
    return this.refused.value;
  }

  /** Tell the hall that a call has been painted. */
  shown(seq: number): void {
    if (this.connected.peek()) this.socket.emit('shown', { seq });
  }

  /** Tell the hall that a call has been spoken to its end. */
  spoken(seq: number): void {
    if (this.connected.peek()) this.socket.emit('spoken', { seq });
  }

  /** Tell the hall how the devices are that hang on this page's machine: at once when it is news. */
  report(parts: readonly Part[]): void {
    const news = brief(parts) !== brief(this.parts);
    this.parts = parts;
    if (news) this.heartbeat();
  }

  private authorize(give: (auth: object) => void): void {
    this.wishes.token().then(
      (token) => give({ token }),
      () => give({ token: '' }),
    );
  }

  private listen(): void {
    const { socket } = this;
    socket.on('connect', () => this.onConnect());
    socket.on('disconnect', () => {
      this.connected.value = false;
      this.lostAt ??= performance.now();
      this.again();
    });
    socket.on('connect_error', (error: Error) => {
      this.refused.value = error.message === 'wrong_token';
      this.again();
    });
    socket.on('reload', (named: Named) => {
      this.asked.value = named;
    });
    socket.on('delta', (delta: Delta) => this.hear(delta.now, () => this.onDelta(delta)));
    socket.on('tick', (tick: Tick) => this.hear(tick.now, () => this.onTick(tick)));
    socket.on('waits', (waits: Waits) => this.hear(waits.now, () => this.onWaits(waits)));
    socket.on('place', (place: PlaceOfFollower) => this.hear(undefined, () => this.wishes.onPlace?.(place)));
  }

  private onConnect(): void {
    this.connected.value = true;
    this.lostAt = undefined;
    this.refused.value = false;
    this.resuming = false;
    if (this.wishes.onPlace) this.hear(undefined, () => {});
    else void this.resume();
    this.heartbeat();
  }

  /** A door that was closed on us is tried again; the socket does so by itself only after a lost line. */
  private again(): void {
    if (!this.socket.active) setTimeout(() => this.socket.active || this.socket.connect(), AGAIN_MS);
  }

  private hear(now: string | undefined, act: () => void): void {
    if (now) heardNow(now);
    this.heardAt = performance.now();
    this.lastHeard = hallNow();
    act();
    this.grow();
  }

  private onDelta(delta: Delta): void {
    const state = this.board.peek();
    if (this.resuming || !state) {
      this.early.push(delta);
      return;
    }
    const next = apply(state, delta);
    if (!next) return void this.resume();
    if (next === state) return;
    this.board.value = next;
    this.wishes.onDelta?.(delta);
  }

  private onTick(tick: Tick): void {
    const state = this.board.peek();
    if (state && (tick.epoch !== state.epoch || tick.seq > state.seq)) void this.resume();
  }

  private onWaits(waits: Waits): void {
    const state = this.board.peek();
    if (state) this.board.value = applyWaits(state, waits);
  }

  private async resume(): Promise<void> {
    if (this.resuming) return;
    this.resuming = true;
    const { epoch = '', seq = 0 } = this.board.peek() ?? {};
    try {
      const answer = (await this.socket.timeout(5000).emitWithAck('resume', { epoch, seq })) as Resumed;
      this.hear(answer.snapshot?.now, () => this.take(answer));
      // the fleet page need not wait for the next one to know where this screen stands
      if (seq === 0) this.heartbeat();
    } catch {
      this.early = [];
      setTimeout(() => this.socket.connected && void this.resume(), AGAIN_MS);
    } finally {
      this.resuming = false;
    }
    for (const delta of this.early.splice(0)) this.onDelta(delta);
  }

  private take(answer: Resumed): void {
    const { snapshot, deltas = [] } = answer;
    const state = this.board.peek();
    if (snapshot) this.restart(snapshot);
    // the next tick then brings a snapshot
    else if (state) this.board.value = applyAll(state, deltas) ?? { ...state, seq: 0 };
    for (const delta of deltas) this.wishes.onDelta?.(delta);
  }

  private restart(snapshot: BoardView): void {
    this.build ??= snapshot.build;
    this.outdated.value = this.build !== snapshot.build;
    this.board.value = snapshot;
    this.wishes.onSnapshot?.();
  }

  private grow(): void {
    const now = performance.now();
    const lost_ms = this.lostAt === undefined ? 0 : now - this.lostAt;
    const down = this.connected.peek() ? undefined : (this.lostAt ?? this.born);
    this.lost.value = down !== undefined && now - down >= LOST_MS;
    this.fresh.value = freshness(now - this.heardAt, this.lastHeard !== undefined, lost_ms);
  }

  private heartbeat(): void {
    if (!this.socket.connected) return;
    this.socket.emit('heartbeat', {
      page: this.wishes.page,
      build: this.build ?? '',
      uptime_s: Math.round((performance.now() - this.born) / 1000),
      seq: this.board.peek()?.seq ?? 0,
      audio: this.audio,
      width: innerWidth,
      height: innerHeight,
      ...(this.parts.length > 0 && { parts: this.parts }),
    });
  }
}

function brief(parts: readonly Part[]): string {
  return parts.map((each) => `${each.state} ${each.fault}`).join();
}
