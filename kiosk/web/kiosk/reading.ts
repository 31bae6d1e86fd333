// Reading aloud with the hall's own voice: clips that were
// made ahead; where there is none, the button is not there.
import { computed } from '@preact/signals';
import { lang, spoken } from '@lib/look.ts';
import { at } from '@lib/prefix.ts';
import { Sound } from '@lib/sound.ts';
import { own } from './own.ts';
import { type Place, reading } from './walk.ts';

/** Whether this hall has a voice that can read here; the button is there only then. */
export const canRead = computed(() =>
  (own.value?.reads ?? []).some((each) => each === spoken.value || each === lang.value),
);

let sound: Sound | undefined;
let token = '';
let turn = 0;

/** The clips are read with this device's own token. */
export function readWith(given: string): void {
  token = given;
}

/** Say a call once more: the number, and where to go. */
export function repeatCall(number: string, window: string): void {
  void say(`ticket/${encodeURIComponent(number)}`, `window/${encodeURIComponent(window)}`);
}

/** Read what the screen asks for; what is still being read stops. */
export function readAloud(place: Place): void {
  if (!reading.peek() || !canRead.peek()) turn += 1;
  else if (place.at === 'confirm') void say(`matter/${encodeURIComponent(place.matter)}`, 'sentence/confirm');
  else if (place.at === 'result')
    void say(`ticket/${encodeURIComponent(place.ticket.number)}`, 'sentence/taken');
  else if (place.at === 'department') void say('sentence/department');
  else if (place.at === 'home') void say('sentence/choose');
}

/** Read one of the kiosk's sentences, where reading is on. */
export function readSentence(code: string): void {
  if (reading.peek()) void say(`sentence/${code}`);
}

async function say(...paths: string[]): Promise<void> {
  turn += 1;
  const mine = turn;
  sound ??= new Sound();
  sound.stop();
  await sound.wake();
  for (const path of paths) {
    const data = await clip(path);
    if (!data || mine !== turn) return;
    await sound.play(await sound.decode(data));
    if (mine !== turn) return;
  }
}

/** In the language of the screen; in what stands in for it, where the hall's voice does not have it. */
async function clip(path: string): Promise<ArrayBuffer | undefined> {
  const own = spoken.peek() === lang.peek() ? undefined : await clipIn(path, spoken.peek());
  return own ?? clipIn(path, lang.peek());
}

async function clipIn(path: string, language: string): Promise<ArrayBuffer | undefined> {
  try {
    const answer = await fetch(at(`/api/v1/clips/${path}/${language}`), {
      headers: { Authorization: `Bearer ${token}` },
    });
    return answer.ok ? await answer.arrayBuffer() : undefined;
  } catch {
    return undefined;
  }
}
