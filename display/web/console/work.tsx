// Work without a visitor (后台办理): what it is, how long it takes,
// how many pieces; one key begins it and ends it.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { catalogue } from '@lib/catalogue.ts';
import { hallNow, second } from '@lib/clock.ts';
import { minutesAndSeconds } from '@lib/durations.ts';
import { t } from '@lib/look.ts';
import { Dialog } from '@lib/parts.tsx';
import type { MatterView, WindowView, WorkView } from '@lib/types.ts';
import { console_ as words } from '@lib/words/console.ts';
import { Choices, Foot, Labelled, useDigits, type Wishes } from './asking.tsx';
import type { Desk } from './desk.ts';
import { Pieces } from './pieces.tsx';

const pieces = signal('');

/** Which kind of work; a digit begins it. */
export function WorkDialog({ desk, view, onClose }: Wishes): JSX.Element {
  const [matter, setMatter] = useState('');
  const kinds = view.work_kinds;
  const begin = (n: number): void => {
    const body = { kind: kinds[n]?.code, ...(matter && { matter }) };
    void desk.act('work', body).then((done) => done && onClose());
  };
  useDigits((n) => kinds[n - 1] && begin(n - 1));
  return (
    <Dialog title={t(words.workWhat)} onClose={onClose} class="asking" calm>
      <Choices
        labels={kinds.map((each) => each.name)}
        codes={kinds.map((each) => each.code)}
        hook="work"
        onPick={begin}
      />
      <Labelled
        words={words.workMatter}
        field={
          <select name="matter" value={matter} onChange={(event) => setMatter(event.currentTarget.value)}>
            <option value="">—</option>
            {mattersOf(view).map((each) => (
              <option key={each.code} value={each.code}>
                {t(each.name)}
              </option>
            ))}
          </select>
        }
      />
      <Foot desk={desk} onClose={onClose} />
    </Dialog>
  );
}

/** The department's own matters; all of them at a window that belongs to none. */
function mattersOf({ department }: WindowView): MatterView[] {
  const matters = catalogue.value?.matters ?? [];
  return matters.filter((each) => department === null || each.department === department);
}

/** What goes on, since when, and how many pieces it will have been. */
export function Working({ work, view }: { work: WorkView; view: WindowView }): JSX.Element {
  second.value;
  const ms = Math.max(0, (hallNow() ?? 0) - Date.parse(work.begun_at));
  return (
    <div data-testid="working">
      <p class="matter">
        {t(work.name)}
        {work.matter_name && ` · ${t(work.matter_name)}`}
      </p>
      <dl>
        <div class="good">
          <dt>{t(words.workTime)}</dt>
          <dd class="code" data-testid="work-timer">
            {minutesAndSeconds(ms)}
          </dd>
        </div>
      </dl>
      <Pieces most={view.most_pieces} said={pieces.value} onSaid={(said) => (pieces.value = said)} />
    </div>
  );
}

/** End it, with the pieces that were said: one, unless a number was. */
export function endWork(desk: Desk): void {
  const body = pieces.peek() === '' ? {} : { pieces: Number(pieces.peek()) };
  void desk.act('work/end', body).then((done) => {
    if (done) pieces.value = '';
  });
}
