// What the floor and the office tell each other: emergencies that go on, and today's messages.
import { computed, signal } from '@preact/signals';
import { type Api, Problem } from './api.ts';
import { Sound } from './sound.ts';
import type { Delta, EmergenciesView, EmergencyView, MessagesView, MessageView, Words } from './types.ts';

const RING_MS = 3000;

/** One for a page; asked again when the staff stream says so; `everyMs` 0: only then. */
export class Floor {
  readonly emergencies = signal<EmergencyView[]>([]);
  readonly messages = signal<MessageView[]>([]);
  readonly said = signal<Words | undefined>(undefined);
  readonly box = signal('');
  readonly quick = signal<Record<string, Words>>({});
  readonly unread = computed(() => this.arrived.value.filter((each) => !each.read_at).length);
  /** What came to this page, the newest first. */
  readonly arrived = computed(() => this.messages.value.filter((each) => each.to_box === this.box.value));
  private readonly api: Api;
  private readonly sound = new Sound();
  /** Whether it is here: then it makes no sound, and the page says that the call is out. */
  readonly isHere: (emergency: EmergencyView) => boolean;

  constructor(api: Api, everyMs: number, isHere: (emergency: EmergencyView) => boolean = () => false) {
    this.api = api;
    this.isHere = isHere;
    if (everyMs) setInterval(() => void this.look(), everyMs);
    setInterval(() => void this.ring(), RING_MS);
    addEventListener('pointerdown', () => void this.sound.wake());
    addEventListener('keydown', () => void this.sound.wake());
    void this.look();
  }

  hears(delta: Delta): void {
    if (delta.kind.startsWith('emergency.')) void this.lookAtEmergencies();
    if (delta.kind.startsWith('message.')) void this.lookAtMessages();
  }

  async look(): Promise<void> {
    await Promise.all([this.lookAtEmergencies(), this.lookAtMessages()]);
  }

  /** Post, and look again; true when it was done. */
  async does(path: string, body: object = {}): Promise<boolean> {
    const done = await this.attempt(async () => void (await this.api.post(path, body)));
    await this.look();
    return done;
  }

  private async lookAtEmergencies(): Promise<void> {
    await this.attempt(async () => {
      const known = this.emergencies.peek().length;
      this.emergencies.value = (await this.api.get<EmergenciesView>('/emergencies')).emergencies;
      if (this.emergencies.peek().length > known) await this.ring();
    });
  }

  private async lookAtMessages(): Promise<void> {
    await this.attempt(async () => {
      const view = await this.api.get<MessagesView>('/messages');
      const known = this.unread.peek();
      this.box.value = view.box;
      this.messages.value = view.messages;
      this.quick.value = view.quick;
      const fresh = this.arrived.peek().filter((each) => !each.delivered_at);
      for (const each of fresh) await this.api.post(`/messages/${each.id}/seen`, {});
      if (this.unread.peek() > known && (await this.sound.wake())) await this.sound.ring();
    });
  }

  private async attempt(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      this.said.value = undefined;
      return true;
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      this.said.value = failure;
      return false;
    }
  }

  /** Until somebody says that they go. */
  private async ring(): Promise<void> {
    const calls = this.emergencies.peek().some((each) => !each.goes && !this.isHere(each));
    if (!calls || !(await this.sound.wake())) return;
    this.sound.setVolume(90);
    await this.sound.ring();
  }
}
