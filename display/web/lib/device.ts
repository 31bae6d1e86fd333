// How a device's page starts: dress, come in by the door,
// open the socket, reload when the hall has a new build.
import { effect } from '@preact/signals';
import type { Api } from './api.ts';
import { learn } from './catalogue.ts';
import { wind } from './clock.ts';
import { asDevice, type Entered, enter, type Pass, remember } from './door.ts';
import { Live, type Wishes } from './live.ts';
import { dress } from './look.ts';

export interface Device {
  entered: Entered;
  pass: Pass | undefined;
  api: Api | undefined;
  live: Live | undefined;
}

const JITTER_MS = 60_000;

/** `page` names both the stored token and the heartbeat. */
export async function startDevice(
  page: string,
  wishes: Omit<Wishes, 'page' | 'token'> = {},
): Promise<Device> {
  dress();
  wind();
  void learn();
  const entered = await enter(page);
  const { pass } = entered;
  if (!pass) return { entered, pass, api: undefined, live: undefined };
  const live = new Live({ page, token: () => Promise.resolve(pass.token), ...wishes });
  effect(() => {
    const named = live.asked.value;
    if (named) remember(page, { ...pass, name: named.name, window: named.window ?? pass.window });
  });
  return { entered, pass, api: asDevice(pass.token), live };
}

/**
 * A new build is taken after a random while, so that not all
 * screens ask at once; `free` says whether now is a good time.
 */
export function reloadWhenOutdated(live: Live, free: () => boolean = () => true): void {
  effect(() => {
    if (live.asked.value) whenFree(free);
    else if (live.outdated.value) setTimeout(() => whenFree(free), Math.random() * JITTER_MS);
  });
}

function whenFree(free: () => boolean): void {
  if (free()) location.reload();
  else setTimeout(() => whenFree(free), 5000);
}
