// What a manager does to the day itself: closes a window, closes the hall.
import type { JSX } from 'preact';
import { type Ask, AskButton, type Field } from '@lib/asking.tsx';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { filled } from '@lib/message.ts';
import type { HallNowView } from '@lib/types.ts';
import { now as words } from '@lib/words/now.ts';
import { countOf } from './glance.ts';

const REASON: Field = { name: 'reason', label: words.reason, most: 60 };

interface Wishes {
  staff: Staff;
  onDone: () => void;
}

/** Close a window and sign its staffer off. */
export function CloseWindow({ staff, window, onDone }: Wishes & { window: string }): JSX.Element {
  const ask: Ask = {
    id: 'close-window',
    title: filled(words.closeWindowTitle, { window }),
    how: words.closeWindowHow,
    save: words.closeWindow,
    path: `/windows/${encodeURIComponent(window)}/close`,
    fixed: {},
    fields: [REASON],
  };
  return <AskButton staff={staff} ask={ask} onDone={onDone} />;
}

/** Close the hall for today; what that means stands above the button, in figures. */
export function CloseDay({ staff, view, onDone }: Wishes & { view: HallNowView }): JSX.Element {
  if (view.day_closed) return <p role="status">{t(words.dayClosed)}</p>;
  const ask: Ask = {
    id: 'close-day',
    title: words.closeDay,
    how: filled(words.closeDayHow, {
      waiting: view.lines.reduce((sum, each) => sum + each.waiting, 0),
      open: view.windows.length - countOf(view.windows, 'closed'),
    }),
    save: words.closeDay,
    path: '/day/close',
    fixed: {},
    fields: [REASON, { name: 'early', label: words.closeEarly, type: 'tick', optional: true }],
  };
  return <AskButton staff={staff} ask={ask} plain onDone={onDone} />;
}
