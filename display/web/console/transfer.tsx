// Sending a visitor on: to a line, a window or a person, each with its present wait.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { lineOf } from '@lib/catalogue.ts';
import { t } from '@lib/look.ts';
import { Dialog } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { TargetsView, WindowState, Words } from '@lib/types.ts';
import { saidOffer } from '@lib/waits.ts';
import { console_ as words } from '@lib/words/console.ts';
import { Answer, focus, Labelled, Radio, type Wishes } from './asking.tsx';

const AGAIN_MS = 5000;
const KINDS = { line: words.line, window: words.window, staffer: words.person };
type Kind = keyof typeof KINDS;

export function TransferDialog({ desk, view, onClose }: Wishes): JSX.Element {
  const [kind, setKind] = useState<Kind>('line');
  const { view: targets } = useReading<TargetsView>(desk.api, '/targets', {}, AGAIN_MS);
  const transfer = ({ to, position, comment, come_back }: Record<string, string>): void => {
    const body = {
      to: { [kind]: to },
      position,
      ...(comment ? { comment } : {}),
      ...(come_back ? { come_back: true } : {}),
    };
    void desk.act('transfer', body).then((done) => done && onClose());
  };
  return (
    <Dialog title={`${t(words.toWhere)} · ${view.ticket?.number ?? ''}`} onClose={onClose} class="asking">
      <Answer desk={desk} onClose={onClose} onAnswer={transfer}>
        <fieldset class="row">
          <legend class="hidden">{t(words.toWhere)}</legend>
          {(Object.keys(KINDS) as Kind[]).map((each) => (
            <Radio
              key={each}
              name="kind"
              value={each}
              said={KINDS[each]}
              checked={kind === each}
              onPick={() => setKind(each)}
            />
          ))}
        </fieldset>
        <Labelled
          words={KINDS[kind]}
          field={<Targets key={kind} kind={kind} targets={targets} own={view.code} />}
        />
        <fieldset class="row">
          <legend>{t(words.position)}</legend>
          <Radio name="position" value="keep" said={words.keep} checked />
          <Radio name="position" value="last" said={words.last} />
          <Radio name="position" value="first" said={words.first} />
        </fieldset>
        <label class="radio">
          <input type="checkbox" name="come_back" value="1" /> {t(words.comeBack)}
        </label>
        <Labelled words={words.comment} field={<input name="comment" maxLength={500} />} />
      </Answer>
    </Dialog>
  );
}

function Targets({
  kind,
  targets,
  own,
}: {
  kind: Kind;
  targets: TargetsView | undefined;
  own: string;
}): JSX.Element {
  return (
    <select name="to" required ref={focus} onKeyDown={sendOnEnter}>
      <option value="" disabled selected>
        —
      </option>
      {targets &&
        optionsOf(kind, targets, own).map(({ value, said }) => (
          <option key={value} value={value}>
            {said}
          </option>
        ))}
    </select>
  );
}

function optionsOf(kind: Kind, targets: TargetsView, own: string): { value: string; said: string }[] {
  if (kind === 'line')
    return targets.lines.map(({ line, waiting, offer, wait }) => {
      const known = lineOf.value.get(line);
      const name = known ? `${known.prefix} · ${t(known.name)}` : line;
      return { value: line, said: `${name} · ${here(waiting)} · ${saidOffer(offer, wait)}` };
    });
  return targets.windows
    .filter((each) => each.code !== own)
    .map((each) => {
      const parts = [each.code, t(each.staffer_name), t(STATES[each.state]), here(each.waiting)];
      return { value: kind === 'window' ? each.code : each.staffer, said: parts.join(' · ') };
    });
}

const STATES: Record<WindowState, Words> = {
  closed: words.closed,
  open: words.open,
  paused: words.paused,
  working: words.working,
  called: words.called,
  serving: words.serving,
};

const here = (n: number): string => t(words.hereWaiting, { n });

/** A browser opens the list with Enter: here Enter means what the button says. */
function sendOnEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  (event.currentTarget as HTMLSelectElement).form?.requestSubmit();
}
