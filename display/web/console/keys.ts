// The console's keys: which act a key means in which state of the window. Auto-repeat means nothing.

export type Act =
  | 'next'
  | 'recall'
  | 'start'
  | 'finish'
  | 'miss'
  | 'park'
  | 'transfer'
  | 'pause'
  | 'resume'
  | 'usual'
  | 'work'
  | 'endWork'
  | 'signoff';
export type Hint = 'startOrMiss' | 'resumeFirst' | 'workFirst';
export type Meaning = { act: Act } | { hint: Hint };

/** What may be done in which state; the buttons and the keys both read this table. */
export const ALLOWED: Record<string, Act[]> = {
  open: ['next', 'pause', 'work', 'signoff'],
  paused: ['resume', 'signoff'],
  working: ['endWork'],
  called: ['start', 'recall', 'miss', 'transfer'],
  serving: ['usual', 'finish', 'park', 'transfer'],
  closed: [],
};

const KEYS: Record<string, Act> = {
  KeyR: 'recall',
  KeyM: 'miss',
  KeyP: 'park',
  KeyT: 'transfer',
  KeyQ: 'signoff',
};
/** Keys that begin in one state what they end in another. */
const TURNS: Record<string, (state: string) => Act> = {
  KeyB: (state) => (state === 'paused' ? 'resume' : 'pause'),
  KeyO: (state) => (state === 'working' ? 'endWork' : 'work'),
};
/** A call pad beside the keyboard: the keys of a number block, whatever is printed on them. */
const PAD: Record<string, string> = {
  NumpadAdd: 'Space',
  NumpadMultiply: 'KeyR',
  NumpadSubtract: 'KeyM',
  NumpadDivide: 'KeyB',
  NumpadDecimal: 'KeyP',
};

/**
 * The meaning of `event.code`; undefined when the key means nothing here.
 * `oneKey`: Space ends a service with its usual outcome and calls the next visitor.
 */
export function meaningOf(
  pressed: string,
  state: string,
  repeat = false,
  oneKey = false,
): Meaning | undefined {
  if (repeat) return undefined;
  const code = PAD[pressed] ?? pressed;
  if (code === 'Space') return space(state, oneKey);
  const act =
    code === 'Enter' || code === 'NumpadEnter' ? enter(state) : (TURNS[code]?.(state) ?? KEYS[code]);
  return act && may(state, act) ? { act } : undefined;
}

export function may(state: string, act: Act): boolean {
  return ALLOWED[state]?.includes(act) ?? false;
}

/** The number key of a list: "Digit3" and "Numpad3" are 3. */
export function digitOf(code: string): number | undefined {
  const found = /^(?:Digit|Numpad)([1-9])$/.exec(code);
  return found ? Number(found[1]) : undefined;
}

function space(state: string, oneKey: boolean): Meaning | undefined {
  if (state === 'open') return { act: 'next' };
  if (state === 'serving') return { act: oneKey ? 'usual' : 'finish' };
  if (state === 'called') return { hint: 'startOrMiss' };
  if (state === 'working') return { hint: 'workFirst' };
  return state === 'paused' ? { hint: 'resumeFirst' } : undefined;
}

function enter(state: string): Act | undefined {
  if (state === 'called') return 'start';
  return state === 'serving' ? 'finish' : undefined;
}
