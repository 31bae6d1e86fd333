// What the page of waits and services asks for: kept in the address, shared by the sections of a page.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { type Asked, readAsked, writeAsked } from './times-asked.ts';

/** Ask for something else; `opens`: as a step of its own, which the browser's way back undoes. */
export type Ask = (next: Partial<Record<keyof Asked, string | undefined>>, opens?: boolean) => void;

const said = signal<Asked>(readAsked(location.search));
addEventListener('popstate', () => (said.value = readAsked(location.search)));

export function useAsked(): [Asked, Ask] {
  // a section is shown at another address than the last one was
  useState(() => {
    const now = readAsked(location.search);
    if (JSON.stringify(now) !== JSON.stringify(said.peek())) said.value = now;
  });
  const ask: Ask = (next, opens = false) => {
    const asked = Object.fromEntries(
      Object.entries({ ...said.peek(), ...next }).filter(([, each]) => each),
    ) as Asked;
    const address = writeAsked(location.search, asked) || location.pathname;
    if (opens) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    said.value = asked;
  };
  return [said.value, ask];
}
