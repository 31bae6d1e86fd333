// The hall and its catalogue, read once by every page (and again until the server answers).
import { computed, effect, type Signal, signal } from '@preact/signals';
import { Api } from './api.ts';
import { hallNow, heardNow, inZone } from './clock.ts';
import type { BoardView, CatalogueView, HallView, LineView, MatterView } from './types.ts';

export const hall = signal<HallView | undefined>(undefined);
export const catalogue = signal<CatalogueView | undefined>(undefined);

export const lineOf = computed(
  () => new Map<string, LineView>(catalogue.value?.lines.map((each) => [each.code, each])),
);
export const matterOf = computed(
  () => new Map<string, MatterView>(catalogue.value?.matters.map((each) => [each.code, each])),
);

const AGAIN_MS = 3000;
const HALL_MS = 60_000;
const LOOK_MS = 3000;
const SHUT = new Set(['closed', 'day_closed']); // what every line offers while the hall gives no numbers
const anybody = new Api(() => ({}));

/** Ask until both are known; the hall's row is asked again on demand, for `open` changes over the day. */
export async function learn(): Promise<void> {
  while (!hall.peek() || !catalogue.peek()) {
    try {
      await learnHall();
      await learnCatalogue();
    } catch {
      await new Promise((resume) => setTimeout(resume, AGAIN_MS));
    }
  }
}

export async function learnHall(): Promise<void> {
  const view = await anybody.get<HallView>('/hall');
  heardNow(view.now);
  inZone(view.zone);
  hall.value = view;
}

/**
 * Ask for the hall's row again: once a minute, as soon as its hours say that it opens or closes, and when
 * the lines of a live `board` say otherwise than the row, for a manager may close the hall at any moment.
 */
export function keepHall(board?: Signal<BoardView | undefined>): void {
  let asked = performance.now();
  const ask = (): void => {
    asked = performance.now();
    void learnHall().catch(() => {});
  };
  const shut = computed(() => {
    const lines = board?.value?.lines ?? [];
    return lines.length > 0 ? lines.every(({ offer }) => SHUT.has(offer.state)) : undefined;
  });
  effect(() => {
    if (shut.value !== undefined && shut.value === hall.peek()?.open) ask();
  });
  setInterval(() => {
    const view = hall.peek();
    const turns = view?.closes_at ?? view?.opens_at;
    const isTurn = turns && (hallNow() ?? 0) >= Date.parse(turns);
    if (isTurn || performance.now() - asked >= HALL_MS) ask();
  }, LOOK_MS);
}

export async function learnCatalogue(): Promise<void> {
  catalogue.value = await anybody.get<CatalogueView>('/catalogue');
}
