// The console's messages: a button that says how many are unread, and their dialog.
import type { JSX } from 'preact';
import type { Floor } from '@lib/floor.ts';
import { t } from '@lib/look.ts';
import { Messages } from '@lib/messages.tsx';
import { Dialog } from '@lib/parts.tsx';
import { common } from '@lib/words/common.ts';
import { messages as words } from '@lib/words/messages.ts';

export function MessagesButton({ floor, onOpen }: { floor: Floor; onOpen: () => void }): JSX.Element {
  const n = floor.unread.value;
  return (
    <button type="button" class={n ? 'main' : 'plain'} data-testid="messages-button" onClick={onOpen}>
      {n ? t(words.unread, { n }) : t(words.title)} <kbd>X</kbd>
    </button>
  );
}

export function MessagesDialog({ floor, onClose }: { floor: Floor; onClose: () => void }): JSX.Element {
  return (
    <Dialog title={t(words.title)} onClose={onClose} class="asking">
      <Messages floor={floor} />
      <div class="foot">
        <button type="button" onClick={onClose}>
          {t(common.close)} <kbd>Esc</kbd>
        </button>
      </div>
    </Dialog>
  );
}
