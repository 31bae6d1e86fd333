// Who goes by keyboard or by ear keeps the place:
// where what was pressed is gone, what came in its stead has the focus.

const TAKES_FOCUS = 'button:not(:disabled), a[href], input, select, textarea, summary, [tabindex]';

let last: HTMLElement | undefined;
let byKeys = false;

/** Watch the page from now on; a finger or a mouse is left alone, for it knows where it is. */
export function keepPlace(): void {
  addEventListener('keydown', () => (byKeys = true), true);
  addEventListener('pointerdown', () => (byKeys = false), true);
  addEventListener('focusin', (event) => (last = event.target as HTMLElement));
  const seen = new MutationObserver((changes) => {
    if (!byKeys || !last) return;
    if (last.matches('.turns :disabled, .reach-bar :disabled')) focusOn(neighbourOf(last));
    if (last.isConnected || document.activeElement !== document.body) return;
    const added = changes.flatMap((each) => [...each.addedNodes]);
    const came = added.filter((each): each is HTMLElement => each instanceof HTMLElement && each.isConnected);
    focusOn(came.find((each) => insteadOf(each)) ?? came.find((each) => each.textContent) ?? heading());
  });
  seen.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] });
}

/** At the end of a list the button that turned there is dead: the way back is beside it. */
function neighbourOf(each: HTMLElement): HTMLElement | undefined {
  return each.parentElement?.querySelector<HTMLElement>('button:not(:disabled)') ?? undefined;
}

function insteadOf(each: HTMLElement): HTMLElement | null {
  return each.matches(TAKES_FOCUS) ? each : each.querySelector<HTMLElement>(TAKES_FOCUS);
}

function heading(): HTMLElement | undefined {
  return document.querySelector<HTMLElement>('main h2, h1') ?? undefined;
}

/** A field or a button takes it as it is; words are made to take it, so that they are read. */
function focusOn(came: HTMLElement | undefined): void {
  const held = came && insteadOf(came);
  if (came && !held) came.tabIndex = -1;
  (held ?? came)?.focus({ preventScroll: !held });
}
