// What is wrong in the hall, for a page that follows the staff stream: read when it changes, sounded once.
import { signal } from '@preact/signals';
import { type Api, Problem } from './api.ts';
import { Sound } from './sound.ts';
import type { AlarmsView, AlarmView, Delta } from './types.ts';

const VOLUME = 40; // percent

let sound: Sound | undefined;

/** Sound the chime once; a browser that nobody has touched yet stays silent. */
export async function chime(): Promise<void> {
  sound ??= new Sound();
  sound.setVolume(VOLUME);
  if (await sound.wake()) await sound.ring();
}

/** Whether the delta says that an alarm came, was taken or is over. */
export function isAboutAlarms({ kind }: Pick<Delta, 'kind'>): boolean {
  return kind.startsWith('alarm.');
}

/** The alarms that one role must act on. */
export class HallAlarms {
  readonly alarms = signal<AlarmView[]>([]);
  private readonly api: Api;
  private readonly role: string;
  private readonly besides: readonly string[];

  /** `besides`: kinds that the page shows in a way of its own. */
  constructor(api: Api, role: string, besides: readonly string[] = []) {
    this.api = api;
    this.role = role;
    this.besides = besides;
  }

  hears(delta: Delta): void {
    if (!isAboutAlarms(delta)) return;
    void this.look(delta.kind === 'alarm.raised');
  }

  /** Read them; `aloud`: sound the chime if one is new. */
  async look(aloud = false): Promise<void> {
    try {
      const known = new Set(this.alarms.peek().map((each) => each.id));
      const { alarms } = await this.api.get<AlarmsView>('/alarms');
      this.alarms.value = alarms.filter(
        (each) => !each.taken && each.who.includes(this.role) && !this.besides.includes(each.kind),
      );
      if (aloud && this.alarms.peek().some((each) => !known.has(each.id))) await chime();
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
    }
  }

  /** Take care of one for so many minutes. */
  async take(alarm: AlarmView, goes: string, minutes: number): Promise<void> {
    try {
      await this.api.post(`/alarms/${alarm.id}/acknowledge`, { goes, minutes });
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
    }
    await this.look();
  }
}
