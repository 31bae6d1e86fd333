// The announcer: one queue for its zone; chime, then Chinese, then English; no overlap, and it tells the hall what was spoken.
import { signal } from '@preact/signals';
import { catalogue } from '../lib/catalogue.ts';
import { clockFace, hallNow } from '../lib/clock.ts';
import { isCall } from '../lib/board-state.ts';
import { volumeAt } from '../lib/hours.ts';
import type { Live } from '../lib/live.ts';
import type { BoardView, Delta, ZoneView } from '../lib/types.ts';
import { settle, take, type Saying } from './queue.ts';
import { Sound } from './sound.ts';
import { at } from '../lib/prefix.ts';

const HALVES = ['ticket', 'window'] as const;
const LANGS = ['zh', 'en'] as const;
const PATIENCE_MS = 2000; // how long a clip that is not made yet is waited for
const LOOK_MS = 400;
const CHIME_MOST_MS = 4000;

export type Spoken = Saying & { parts: string[] };

export class Announcer {
  readonly queue = signal<Saying[]>([]);
  readonly now = signal<Saying | undefined>(undefined);
  readonly last = signal<Spoken[]>([]);
  readonly awake = signal(false);
  live: Live | undefined;
  private readonly sound = new Sound();
  private readonly token: string;
  private readonly zone: () => string;
  private readonly done = new Set<number>();

  constructor(token: string, zone: () => string) {
    this.token = token;
    this.zone = zone;
    void this.wake();
    setInterval(() => void this.work(), LOOK_MS);
  }

  /** The zone's own row, or the whole hall's. */
  get setting(): ZoneView | undefined {
    const zones = catalogue.value?.zones;
    return zones?.find((each) => each.code === (this.zone() || 'all')) ?? zones?.find((each) => each.code === 'all');
  }

  get silent(): boolean {
    return this.setting?.silent ?? false;
  }

  get volume(): number {
    const now = hallNow();
    return volumeAt(this.setting?.volume ?? [], now === undefined ? '12:00' : clockFace(now));
  }

  async wake(): Promise<void> {
    this.awake.value = await this.sound.wake();
    if (this.live) this.live.audio = this.awake.value && !this.silent;
  }

  /** A delta, live or missed: only young calls of this zone are taken. */
  hears(delta: Delta): void {
    if (isCall(delta)) this.add({ seq: delta.seq, ticket: delta.ticket as string, window: delta.window as string, at: Date.parse(delta.at) });
  }

  /** After a snapshot: calls that are still young are spoken, nothing else. */
  startsAnew(board: BoardView | undefined): void {
    for (const call of [...(board?.calls ?? [])].reverse()) if (call.state === 'called') this.add({ ...call, at: Date.parse(call.at) });
  }

  private add(call: Saying): void {
    const now = hallNow();
    if (now === undefined || this.done.has(call.seq) || this.now.peek()?.seq === call.seq || !this.isHere(call.window)) return;
    this.queue.value = take(this.queue.peek(), call, now);
  }

  private isHere(window: string): boolean {
    const zone = this.zone();
    return !zone || this.live?.board.peek()?.windows.find((each) => each.code === window)?.zone === zone;
  }

  private async work(): Promise<void> {
    const now = hallNow();
    if (now === undefined || this.now.peek()) return;
    this.queue.value = settle(this.queue.peek(), now, (each) => this.isCalled(each));
    const [call, ...rest] = this.queue.peek();
    if (!call) return;
    this.queue.value = rest;
    this.now.value = call;
    this.done.add(call.seq);
    try {
      await this.say(call);
    } finally {
      this.now.value = undefined;
    }
  }

  private isCalled(call: Saying): boolean {
    return this.live?.board.peek()?.calls.some((each) => each.ticket === call.ticket && each.window === call.window && each.state === 'called') ?? false;
  }

  private async say(call: Saying): Promise<void> {
    await this.wake();
    const parts: string[] = [];
    if (this.silent || !this.awake.peek()) {
      await new Promise((resume) => setTimeout(resume, CHIME_MOST_MS)); // shown for as long as it would have been heard
    } else {
      this.sound.setVolume(this.volume);
      const clips = this.clipsOf(call);
      let heard = await this.sound.ring();
      if (heard) parts.push('chime');
      for (const [name, clip] of await clips) {
        heard &&= await this.sound.play(clip);
        if (heard) parts.push(name);
      }
      if (heard && parts.length > 1) this.live?.spoken(call.seq);
      if (!heard) this.awake.value = false;
    }
    this.last.value = [{ ...call, parts }, ...this.last.peek()].slice(0, 4);
  }

  /** The halves in the order in which they are spoken; a language is spoken whole or not at all. */
  private async clipsOf(call: Saying): Promise<[string, AudioBuffer][]> {
    const wanted = LANGS.map((lang) => Promise.all(HALVES.map(async (half) => this.clip(`${lang}-${half}`, half, half === 'ticket' ? call.ticket : call.window, lang))));
    const made = await Promise.all(wanted);
    return made.filter((each) => each.every(Boolean)).flat() as [string, AudioBuffer][];
  }

  private async clip(name: string, half: string, code: string, lang: string): Promise<[string, AudioBuffer] | undefined> {
    const until = performance.now() + PATIENCE_MS;
    do {
      const data = await this.fetchClip(at(`/api/v1/clips/${half}/${encodeURIComponent(code)}/${lang}`));
      if (data) return [name, await this.sound.decode(data)];
      await new Promise((resume) => setTimeout(resume, LOOK_MS));
    } while (performance.now() < until);
    return undefined;
  }

  private async fetchClip(path: string): Promise<ArrayBuffer | undefined> {
    try {
      const answer = await fetch(path, { headers: { Authorization: `Bearer ${this.token}` }, signal: AbortSignal.timeout(PATIENCE_MS) });
      return answer.ok ? await answer.arrayBuffer() : undefined;
    } catch {
      return undefined;
    }
  }
}
