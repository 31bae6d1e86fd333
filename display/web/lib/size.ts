// How large window and letters are, and when a face has come:
// what was measured before is to be measured anew.
import { signal } from '@preact/signals';

export const viewSize = signal('');

function look(): void {
  const letters = getComputedStyle(document.documentElement).fontSize;
  viewSize.value = `${innerWidth}×${innerHeight} ${letters} ${faces}`;
}

let faces = 0;
if (typeof document !== 'undefined') {
  addEventListener('resize', look);
  // large letters are set at the root
  new MutationObserver(look).observe(document.documentElement, { attributes: true });
  document.fonts.addEventListener('loadingdone', () => {
    faces += 1;
    look();
  });
  look();
}
