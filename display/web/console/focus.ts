// Whose key Space and Enter are: the hall's act, unless somebody walked to a button with Tab.
let byTab = false;

/** Note how the focus moves; `forget` it where a dialog closes or an act was done. */
export function watchFocus(): void {
  addEventListener('keydown', (event) => (byTab ||= event.key === 'Tab'), true);
  addEventListener('pointerdown', forget, true);
}

export function forget(): void {
  byTab = false;
}

/** Whether a key belongs to what has the focus: a field, or a button to which Tab led. */
export function belongsToFocus(code: string): boolean {
  const focused = document.activeElement;
  if (focused?.matches('input, select, textarea, [contenteditable]')) return true;
  const presses = code === 'Space' || code === 'Enter' || code === 'NumpadEnter';
  return byTab && presses && Boolean(focused?.matches('button, a, summary'));
}
