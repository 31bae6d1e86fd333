// Reading aloud, where the browser has a voice at all: the title and the numbers of what is on the screen.
import { signal } from '@preact/signals';
import { lang } from '../../display/web/lib/look.ts';
import { reading } from './walk.ts';

/** Whether this machine has voices; the button is there only then. */
export const canRead = signal(hasVoices());

globalThis.speechSynthesis?.addEventListener?.('voiceschanged', () => {
  canRead.value = hasVoices();
});

/** Say what is in the middle of the screen; the effect's return stops it. */
export function readAloud(): (() => void) | undefined {
  if (!reading.value || !canRead.value) return undefined;
  const text = document.querySelector<HTMLElement>('main')?.innerText ?? '';
  const said = new SpeechSynthesisUtterance(text.slice(0, 400));
  said.lang = lang.value === 'zh' ? 'zh-CN' : 'en-GB';
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
  return () => speechSynthesis.cancel();
}

function hasVoices(): boolean {
  return (globalThis.speechSynthesis?.getVoices().length ?? 0) > 0;
}
