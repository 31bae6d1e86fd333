// The bell of the guide desk: who rings at a kiosk, until somebody goes there.
import { signal } from '@preact/signals';
import { type Api, Problem } from '@lib/api.ts';
import { Sound } from '@lib/sound.ts';
import type { HelpsView, HelpView } from '@lib/types.ts';

const LOOK_MS = 15_000;
const RING_MS = 6000;

export class Bell {
  readonly helps = signal<HelpView[]>([]);
  private readonly api: Api;
  private readonly sound = new Sound();
  private rangAt = 0;

  constructor(api: Api) {
    this.api = api;
    setInterval(() => void this.look(), LOOK_MS);
    setInterval(() => void this.ring(), RING_MS);
    addEventListener('pointerdown', () => void this.sound.wake());
  }

  async look(): Promise<void> {
    try {
      const known = this.helps.peek().length;
      this.helps.value = (await this.api.get<HelpsView>('/help')).helps;
      if (this.helps.peek().length > known) await this.ring();
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
    }
  }

  async answer(help: HelpView): Promise<void> {
    try {
      await this.api.post(`/help/${help.id}/answer`);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
    }
    await this.look();
  }

  private async ring(): Promise<void> {
    if (
      !this.helps.peek().length ||
      performance.now() - this.rangAt < RING_MS / 2 ||
      !(await this.sound.wake())
    )
      return;
    this.rangAt = performance.now();
    this.sound.setVolume(60);
    await this.sound.ring();
  }
}
