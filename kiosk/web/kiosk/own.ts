// What the hall tells this kiosk about itself: its offer, its times, and the words it was stopped with.
import { computed, signal } from '@preact/signals';
import type { Api } from '@lib/api.ts';
import { catalogue } from '@lib/catalogue.ts';
import type { KioskView } from '@lib/types.ts';
import { narrowed } from './offered.ts';
import { times } from './walk.ts';

const LOOK_MS = 1200; // a kiosk that the office stops shows it within two seconds

export const own = signal<KioskView | undefined>(undefined);

/** The matters that can be chosen here. */
export const offered = computed(() => narrowed(catalogue.value, own.value));

/** Ask the hall now and again: the public stream tells of numbers and windows alone. */
export async function keepOwn(api: Api): Promise<never> {
  for (let told = ''; ; ) {
    const view = await api.get<KioskView>('/kiosks/mine').catch(() => undefined);
    const now = JSON.stringify(view);
    if (view && now !== told) {
      told = now;
      own.value = view;
      times.idle_s = view.idle_s;
      times.ask_s = view.ask_s;
      times.attract_s = view.attract_s;
    }
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
}
