// How large the window is, and when a face has come: what was measured before is to be measured anew.
import { signal } from '@preact/signals';

export const viewSize = signal('');

function look(): void {
  viewSize.value = `${innerWidth}×${innerHeight} ${faces}`;
}

let faces = 0;
if (typeof document !== 'undefined') {
  addEventListener('resize', look);
  document.fonts.addEventListener('loadingdone', () => {
    faces += 1;
    look();
  });
  look();
}
