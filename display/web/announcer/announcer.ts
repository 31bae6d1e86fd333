// The announcer: one queue for its zone; chime, Chinese, English; no
// overlap, nothing dropped, and it tells the hall what was spoken.

import { signal } from '@preact/signals';
import { isCall } from '@lib/board-state.ts';
import { catalogue } from '@lib/catalogue.ts';
import { clockFace, hallNow } from '@lib/clock.ts';
import { volumeAt } from '@lib/hours.ts';
import type { Live } from '@lib/live.ts';
import { type Lang, ownLanguages } from '@lib/look.ts';
import { abortAfter } from '@lib/patience.ts';
import { at } from '@lib/prefix.ts';
import { Sound } from '@lib/sound.ts';
import type { BoardView, Delta, ZoneView } from '@lib/types.ts';
import { type Saying, Speech, settle, take, type Utterance } from './queue.ts';

const FIRST: Lang = 'zh'; // spoken for every call
const SECOND: Lang = 'en'; // and then a language of the hall's own, where the visitor chose one
const LAST = 4;
const PATIENCE_MS = 2000; // how long a clip that is not made yet is waited for
const LOOK_MS = 400;
const SHOWN_MS = 4000;

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
  private readonly speech = new Speech();
  private patience = PATIENCE_MS;
  private own: string[] = [];

  constructor(token: string, zone: () => string) {
    this.token = token;
    this.zone = zone;
    void this.wake();
    void this.run();
    void this.learn();
  }

  /** The zone's own row, or the whole hall's. */
  get setting(): ZoneView | undefined {
    const zones = catalogue.value?.zones;
    return (
      zones?.find((each) => each.code === (this.zone() || 'all')) ??
      zones?.find((each) => each.code === 'all')
    );
  }

  get silent(): boolean {
    return this.setting?.silent ?? false;
  }

  get volume(): number {
    const now = hallNow();
    return volumeAt(this.setting?.volume ?? [], now === undefined ? '12:00' : clockFace(now));
  }

  /** Which languages the hall has besides; clips tell which of them a visitor speaks. */
  private async learn(): Promise<void> {
    let own = await ownLanguages();
    for (; !own; own = await ownLanguages()) await sleep(PATIENCE_MS);
    this.own = own.map((each) => each.code);
  }

  async wake(): Promise<void> {
    this.awake.value = await this.sound.wake();
    if (this.live) this.live.audio = this.awake.value && !this.silent;
  }

  /** A delta, live or missed: only young calls of this zone are taken. */
  hears(delta: Delta): void {
    if (isCall(delta))
      this.add({
        seq: delta.seq,
        ticket: delta.ticket as string,
        window: delta.window as string,
        at: Date.parse(delta.at),
      });
  }

  /** After a snapshot: calls that are still young are spoken, nothing else. */
  startsAnew(board: BoardView | undefined): void {
    for (const call of [...(board?.calls ?? [])].reverse())
      if (call.state === 'called') this.add({ ...call, at: Date.parse(call.at) });
  }

  private add(call: Saying): void {
    const now = hallNow();
    if (
      now === undefined ||
      this.done.has(call.seq) ||
      this.now.peek()?.seq === call.seq ||
      !this.isHere(call.window)
    )
      return;
    this.queue.value = take(this.queue.peek(), call, now);
  }

  private isHere(window: string): boolean {
    const zone = this.zone();
    return !zone || this.live?.board.peek()?.windows.find((each) => each.code === window)?.zone === zone;
  }

  /** One utterance after the other, for as long as the page lives. */
  private async run(): Promise<never> {
    for (;;) {
      const next =
        hallNow() === undefined
          ? undefined
          : this.speech.next(this.queue.peek(), performance.now(), (each) => this.isCalled(each));
      const queue = next?.queue ?? settle(this.queue.peek(), (each) => this.isCalled(each));
      if (queue.length !== this.queue.peek().length) this.queue.value = queue;
      this.now.value = next?.said.call;
      if (next) await this.say(next.said).catch(() => sleep(LOOK_MS));
      else await sleep(LOOK_MS);
    }
  }

  private isCalled(call: Saying): boolean {
    return (
      this.live?.board
        .peek()
        ?.calls.some(
          (each) => each.ticket === call.ticket && each.window === call.window && each.state === 'called',
        ) ?? false
    );
  }

  /**
   * To its end, whatever befalls it: a clip that cannot be
   * read is no reason to be silent for the rest of the day.
   */
  private async say(said: Utterance): Promise<void> {
    this.done.add(said.call.seq);
    await this.wake();
    const parts =
      this.silent || !this.awake.peek() ? await this.show(said) : await this.speak(said).catch(() => []);
    this.speech.over(performance.now());
    if (parts) this.note(said.call, parts);
  }

  /** Without sound a call stands here for as long as it would have been heard, shorter while others wait. */
  private async show(said: Utterance): Promise<string[] | undefined> {
    if (said.lang !== FIRST) return undefined;
    await sleep(said.brief ? SHOWN_MS / 2 : SHOWN_MS);
    return [];
  }

  private async speak(said: Utterance): Promise<string[] | undefined> {
    this.sound.setVolume(this.volume);
    const made = this.clipsOf(said);
    const parts: string[] = [];
    let heard = true;
    const ring = async (): Promise<void> => {
      heard = await this.sound.ring();
      if (heard) parts.push('chime');
    };
    if (said.chime) await ring();
    const clips = await made;
    // without words each call has its own chime
    if (!clips && said.lang === FIRST && !said.chime) await ring();
    const play = async (said: [string, AudioBuffer][]): Promise<void> => {
      for (const [name, clip] of said) {
        heard &&= await this.sound.play(clip);
        if (heard) parts.push(name);
      }
    };
    const more = said.lang === SECOND ? this.ownClipsOf(said) : undefined; // fetched while English is heard
    await play(clips ?? []);
    if (more) await play(await more);
    if (heard && clips) this.live?.spoken(said.call.seq);
    if (!heard) this.awake.value = false;
    return clips || said.lang === FIRST ? parts : undefined;
  }

  private note(call: Saying, parts: string[]): void {
    const known = this.last.peek();
    const same = known.find((each) => each.seq === call.seq);
    const said = { ...call, parts: [...(same?.parts ?? []), ...parts] };
    this.last.value = same
      ? known.map((each) => (each === same ? said : each))
      : [said, ...known].slice(0, LAST);
  }

  /** Both halves, or nothing: a language is spoken whole or not at all. */
  private async clipsOf({ call, lang, brief }: Utterance): Promise<[string, AudioBuffer][] | undefined> {
    const place = brief ? 'brief' : 'window';
    const halves = [this.clip('ticket', call.ticket, lang), this.clip(place, call.window, lang)] as const;
    const [ticket, window] = await Promise.all(halves);
    this.patience = ticket && window ? PATIENCE_MS : 0; // of a hall without a voice nothing is waited for
    return ticket && window
      ? [
          [`${lang}-ticket`, ticket],
          [`${lang}-${place}`, window],
        ]
      : undefined;
  }

  /** In the visitor's own language: such clips were made for that number alone. */
  private async ownClipsOf({ call, brief }: Utterance): Promise<[string, AudioBuffer][]> {
    const place = brief ? 'brief' : 'window';
    for (const lang of this.own) {
      const ticket = await this.clipNow('ticket', call.ticket, lang);
      const window = ticket && (await this.clipNow(place, call.window, lang));
      if (ticket && window)
        return [
          [`${lang}-ticket`, ticket],
          [`${lang}-${place}`, window],
        ];
    }
    return [];
  }

  private async clip(half: string, code: string, lang: string): Promise<AudioBuffer | undefined> {
    const until = performance.now() + this.patience;
    do {
      const found = await this.clipNow(half, code, lang);
      if (found) return found;
      await sleep(LOOK_MS);
    } while (performance.now() < until);
    return undefined;
  }

  private async clipNow(half: string, code: string, lang: string): Promise<AudioBuffer | undefined> {
    const data = await this.fetchClip(at(`/api/v1/clips/${half}/${encodeURIComponent(code)}/${lang}`));
    return data && this.sound.decode(data);
  }

  private async fetchClip(path: string): Promise<ArrayBuffer | undefined> {
    try {
      const answer = await fetch(path, {
        headers: { Authorization: `Bearer ${this.token}` },
        signal: abortAfter(PATIENCE_MS),
      });
      return answer.ok ? await answer.arrayBuffer() : undefined;
    } catch {
      return undefined;
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}
