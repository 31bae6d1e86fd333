// A staff page's one line to the hall: it hears the staff stream, and says when what is shown has changed.
import { signal } from '@preact/signals';
import type { Staff } from '@lib/door.ts';
import type { Floor } from '@lib/floor.ts';
import { chime } from '@lib/hall-alarms.ts';
import { Live } from '@lib/live.ts';
import { stir } from '@lib/stirred.ts';

const GATHER_MS = 1000; // a busy hall has several events a second; a page asks once for all of them

/** Counts what may have changed the first page; nothing counts while the hall is quiet. */
export const changed = signal(0);
export const live = signal<Live | undefined>(undefined);
let timer: number | undefined;

interface Wishes {
  page: string;
  floor?: Floor | undefined;
  aloud: boolean; // whether each alarm is sounded, whoever must act
}

/** Begin to listen, once for the page. */
export function listen(staff: Staff, { page, floor, aloud }: Wishes): void {
  live.value ??= new Live({
    page,
    token: () => staff.liveToken(),
    onDelta: (delta) => {
      floor?.hears(delta);
      if (aloud && delta.kind === 'alarm.raised') void chime();
      gather();
    },
    onSnapshot: () => {
      void floor?.look();
      gather();
    },
  });
}

function gather(): void {
  if (timer !== undefined) return;
  timer = window.setTimeout(() => {
    timer = undefined;
    changed.value += 1;
    stir();
  }, GATHER_MS);
}
