// What the hall tells this kiosk about itself: its offer, its times, and the words it was stopped with.
import { computed, signal } from '@preact/signals';
import type { Api } from '@lib/api.ts';
import { catalogue } from '@lib/catalogue.ts';
import type { Delta, KioskView } from '@lib/types.ts';
import { narrowed } from './offered.ts';
import { times } from './walk.ts';

const LOOK_MS = 60_000;
const AGAIN_MS = 3000;
const TOLD = new Set(['kiosk.stopped', 'kiosk.opened']);

export const own = signal<KioskView | undefined>(undefined);

/** The matters that can be chosen here. */
export const offered = computed(() => narrowed(catalogue.value, own.value));

let ask: (() => void) | undefined;

/** Ask the hall now, then once a minute, and as soon as `heard` says so. */
export function keepOwn(api: Api): void {
  let again: ReturnType<typeof setTimeout> | undefined;
  ask = (): void => {
    clearTimeout(again);
    api.get<KioskView>('/kiosks/mine').then(
      (view) => {
        own.value = view;
        times.idle_s = view.idle_s;
        times.ask_s = view.ask_s;
        times.attract_s = view.attract_s;
      },
      () => {
        again = setTimeout(() => ask?.(), AGAIN_MS);
      },
    );
  };
  ask();
  setInterval(ask, LOOK_MS);
}

/** The office has stopped a kiosk, or opened it again: whether it is this one, the hall says. */
export function heard(delta: Delta): void {
  if (TOLD.has(delta.kind)) ask?.();
}

/** After a gap in the stream nothing that was told in it is known. */
export function missed(): void {
  ask?.();
}
