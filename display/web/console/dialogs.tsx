// The console's questions: how it ended, where to, why parked,
// why paused. Number keys pick, Enter confirms, Escape closes.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { matterOf } from '@lib/catalogue.ts';
import { t } from '@lib/look.ts';
import { filledWith } from '@lib/message.ts';
import { Dialog } from '@lib/parts.tsx';
import { FORWARD_REASONS, OUTCOMES } from '@lib/tables.ts';
import type { Outcome, WindowView, Words } from '@lib/types.ts';
import { cases } from '@lib/words/cases.ts';
import { console_ as words } from '@lib/words/console.ts';
import { parkReasons } from '@lib/words/park-reasons.ts';
import { pauseReasons } from '@lib/words/pause-reasons.ts';
import { Answer, Choices, Foot, focus, Labelled, useDigits, useEnter, type Wishes } from './asking.tsx';
import { noteTo } from './notes.tsx';
import { Pieces, piecesOf } from './pieces.tsx';
import { TransferDialog } from './transfer.tsx';
import { WorkDialog } from './work.tsx';

const PARK: Words[] = Object.values(parkReasons);
const PAUSE: Words[] = Object.values(pauseReasons);

export type Question = 'outcome' | 'park' | 'transfer' | 'pause' | 'work' | 'signoff';

export function Asking({ question, ...wishes }: Wishes & { question: Question }): JSX.Element {
  if (question === 'outcome') return <OutcomeDialog {...wishes} />;
  if (question === 'park') return <ParkDialog {...wishes} />;
  if (question === 'pause') return <PauseDialog {...wishes} />;
  if (question === 'work') return <WorkDialog {...wishes} />;
  if (question === 'signoff') return <SignOffDialog {...wishes} />;
  return <TransferDialog {...wishes} />;
}

function OutcomeDialog({ desk, view, onClose }: Wishes): JSX.Element {
  const [chosen, setChosen] = useState<Outcome | undefined>(undefined);
  const [paid, setPaid] = useState({ fee: '', why: '' });
  const [pieces, setPieces] = useState('');
  const note = view.ticket ? noteTo(view.ticket.id).trim() : '';
  const finish = (body: object): void =>
    void desk
      .act('finish', { ...(note && { note }), ...feeOf(paid), ...piecesOf(pieces), ...body })
      .then((done) => done && onClose());
  const choose = (outcome: Outcome): void => {
    desk.said.value = undefined;
    if (asksMore(outcome, view)) setChosen(outcome);
    else finish({ outcome });
  };
  const codes = Object.keys(OUTCOMES) as Outcome[];
  useDigits((n) => codes[n - 1] && choose(codes[n - 1] as Outcome));
  return (
    <Dialog
      title={`${t(words.outcome)} · ${view.ticket?.number ?? ''}`}
      onClose={onClose}
      class="asking"
      calm
    >
      <Choices
        labels={Object.values(OUTCOMES)}
        chosen={chosen ? codes.indexOf(chosen) : -1}
        hook="outcome"
        codes={codes}
        onPick={(n) => choose(codes[n] as Outcome)}
      />
      <Pieces most={view.most_pieces} said={pieces} onSaid={setPieces} />
      <Fee view={view} paid={paid} onPaid={setPaid} />
      {chosen && (
        <Answer
          key={chosen}
          desk={desk}
          onClose={onClose}
          onAnswer={(said, form) => finish({ outcome: chosen, ...withPapers(said, form) })}
        >
          <More outcome={chosen} view={view} />
        </Answer>
      )}
      {!chosen && <Foot desk={desk} onClose={onClose} />}
    </Dialog>
  );
}

/** What was ticked and written becomes one list, a line for each paper. */
function withPapers({ paper, lines, ...said }: Record<string, string>, form: FormData): object {
  const own = (lines ?? '').split('\n').map((each) => each.trim());
  const papers = [...form.getAll('paper').map(String), ...own].filter(Boolean);
  return papers.length ? { ...said, papers } : said;
}

interface Paid {
  fee: string;
  why: string;
}

/**
 * What was charged, where the matter has a standard: nothing
 * said is the standard; anything else wants a reason.
 */
function Fee({
  view,
  paid,
  onPaid,
}: {
  view: WindowView;
  paid: Paid;
  onPaid: (paid: Paid) => void;
}): JSX.Element | null {
  const matter = view.ticket ? matterOf.value.get(view.ticket.matter) : undefined;
  if (!matter || matter.fee_fen === null) return null;
  const off = paid.fee !== '' && Math.round(Number(paid.fee) * 100) !== matter.fee_fen;
  const charged = (
    <input
      type="number"
      min="0"
      step="0.01"
      inputMode="decimal"
      data-testid="fee"
      value={paid.fee}
      onInput={(event) => onPaid({ ...paid, fee: event.currentTarget.value })}
    />
  );
  const why = (
    <input
      data-testid="fee-reason"
      maxLength={500}
      value={paid.why}
      onInput={(event) => onPaid({ ...paid, why: event.currentTarget.value })}
    />
  );
  return (
    <div class="fee">
      <Labelled words={filledWith(words.fee, { standard: matter.fee })} field={charged} />
      {off && <Labelled words={words.feeReason} field={why} />}
    </div>
  );
}

function feeOf({ fee, why }: Paid): object {
  if (fee === '') return {};
  return { fee: Math.round(Number(fee) * 100), ...(why.trim() && { fee_reason: why.trim() }) };
}

/** Whether more is to be said; a number taken with a case's code has said already which case it is. */
function asksMore(outcome: Outcome, { ticket }: WindowView): boolean {
  const { asks } = OUTCOMES[outcome];
  return asks !== '' && !(asks === 'case' && ticket?.case);
}

/**
 * Whether the letter lets this window decide the matter on the spot: to accept it only wants a reason then.
 */
function couldDecide({ ticket }: WindowView): boolean {
  return ticket?.may_decide === true && matterOf.value.get(ticket.matter)?.kind === 'on_the_spot';
}

function Accepted({ view }: { view: WindowView }): JSX.Element {
  const date = <input type="date" name="promised_until" ref={couldDecide(view) ? undefined : focus} />;
  return (
    <>
      {couldDecide(view) && (
        <>
          <p class="soft">{t(words.onlyAccepted)}</p>
          <Labelled
            words={words.reason}
            field={<input name="reason" required maxLength={500} ref={focus} />}
          />
        </>
      )}
      <Labelled words={words.promisedUntil} field={date} />
    </>
  );
}

function More({ outcome, view }: { outcome: Outcome; view: WindowView }): JSX.Element {
  const { asks } = OUTCOMES[outcome];
  if (asks === 'promise') return <Accepted view={view} />;
  if (asks === 'forward_reason') return <ForwardReasons />;
  if (asks === 'case')
    return (
      <Labelled
        words={cases.caseOptional}
        field={<input name="case" class="code" maxLength={20} autoComplete="off" ref={focus} />}
      />
    );
  if (asks === 'papers') return <Papers view={view} />;
  return (
    <Labelled words={words.reason} field={<input name="reason" required maxLength={500} ref={focus} />} />
  );
}

/** Everything that is missing, told once (一次性告知): the matter's papers to tick, and lines of one's own. */
function Papers({ view }: { view: WindowView }): JSX.Element {
  const materials = (view.ticket && matterOf.value.get(view.ticket.matter)?.materials) ?? [];
  return (
    <>
      <fieldset class="papers">
        <legend class={materials.length ? '' : 'hidden'}>{t(words.missing)}</legend>
        {materials.map((each, n) => (
          <label class="radio" key={each.en}>
            <input type="checkbox" name="paper" value={t(each)} ref={n === 0 ? focus : undefined} /> {t(each)}
          </label>
        ))}
      </fieldset>
      <Labelled
        words={words.ownLines}
        field={<textarea name="lines" rows={3} maxLength={500} ref={materials.length ? undefined : focus} />}
      />
    </>
  );
}

function ForwardReasons(): JSX.Element {
  return (
    <fieldset>
      <legend>{t(words.reason)}</legend>
      {Object.entries(FORWARD_REASONS).map(([code, said], n) => (
        <label class="radio" key={code}>
          <input
            type="radio"
            name="reason"
            value={code}
            required
            defaultChecked={n === 0}
            ref={n === 0 ? focus : undefined}
          />{' '}
          {t(said)}
        </label>
      ))}
    </fieldset>
  );
}

function ParkDialog({ desk, onClose }: Wishes): JSX.Element {
  const [minutes, setMinutes] = useState('');
  const park = (n: number): void => {
    const body = {
      reason: both(PARK[n] as Words),
      ...(Number(minutes) > 0 ? { minutes: Number(minutes) } : {}),
    };
    void desk.act('park', body).then((done) => done && onClose());
  };
  useDigits((n) => PARK[n - 1] && park(n - 1));
  return (
    <Dialog title={t(words.parkWhy)} onClose={onClose} class="asking" calm>
      <Labelled
        words={words.parkFor}
        field={
          <input
            type="number"
            min={1}
            max={480}
            value={minutes}
            onInput={(event) => setMinutes(event.currentTarget.value)}
          />
        }
      />
      <Choices labels={PARK} hook="park" onPick={park} />
      <Foot desk={desk} onClose={onClose} />
    </Dialog>
  );
}

/** Only where somebody waits: signing off is an attendance record, and the visitors stay behind. */
function SignOffDialog({ desk, view, onClose }: Wishes): JSX.Element {
  const leave = (): void => void desk.signOff().then((done) => done && onClose());
  useEnter(leave);
  return (
    <Dialog title={t(words.signOffSure, { n: view.waiting })} onClose={onClose} class="asking" calm>
      <Answer desk={desk} onClose={onClose} onAnswer={leave}>
        {null}
      </Answer>
    </Dialog>
  );
}

function PauseDialog({ desk, onClose }: Wishes): JSX.Element {
  const pause = (n: number): void =>
    void desk.act('pause', { reason: both(PAUSE[n] as Words) }).then((done) => done && onClose());
  useDigits((n) => PAUSE[n - 1] && pause(n - 1));
  return (
    <Dialog title={t(words.pauseWhy)} onClose={onClose} class="asking" calm>
      <Choices labels={PAUSE} hook="pause" onPick={pause} />
      <Foot desk={desk} onClose={onClose} />
    </Dialog>
  );
}

/** A reason as everybody can read it: on the panel, in the log, in a report. */
function both(said: Words): string {
  return `${said.zh} / ${said.en}`;
}
