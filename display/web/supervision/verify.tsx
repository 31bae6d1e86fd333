// The log proved on a button while the hall goes on; the last proof, and the days that were sealed.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { momentFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { EventLink } from '@lib/links.tsx';
import { lang, t } from '@lib/look.ts';
import { Head, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { ProofItem, ProofsView, SealItem, VerifiedView, Words } from '@lib/types.ts';
import { supervision as words } from '@lib/words/supervision.ts';

const SEALS = 10;

export function Verify({ staff }: { staff: Staff }): JSX.Element {
  const { view, problem, again } = useReading<ProofsView>(staff.api, '/supervision/proofs');
  return (
    <>
      <section aria-labelledby="verify">
        <h2 id="verify">{t(words.verify)}</h2>
        <Now staff={staff} onDone={again} />
        <Refused of={problem} />
        {view && (
          <>
            <Last proof={view.proofs[0]} />
            <p class="soft">{t(words.logHead, { n: view.head })}</p>
            {view.proofs.length > 1 && <Proofs proofs={view.proofs.slice(1)} />}
          </>
        )}
      </section>
      {view && <Seals seals={view.seals.slice(0, SEALS)} />}
    </>
  );
}

function Now({ staff, onDone }: { staff: Staff; onDone: () => void }): JSX.Element {
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<VerifiedView | undefined>(undefined);
  const [problem, setProblem] = useState<Words | undefined>(undefined);
  const verify = (): void => {
    setBusy(true);
    setProblem(undefined);
    staff
      .slow()
      .post<VerifiedView>('/supervision/verify')
      .then(
        (told) => {
          setFound(told);
          onDone();
        },
        (failure: Problem) => setProblem(failure),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      <p class="soft">{t(words.verifyHow)}</p>
      <p>
        <button type="button" data-act="verify" disabled={busy} onClick={verify}>
          {t(busy ? words.verifying : words.verify)}
        </button>
      </p>
      <p role="status" data-testid="verified" class={found && !found.good ? 'bad' : ''}>
        {found &&
          !busy &&
          t(found.good ? words.verified : words.broken, {
            s: (found.took_ms / 1000).toFixed(1),
            said: found.said,
          })}
        {problem && t(problem)}
      </p>
    </>
  );
}

function Last({ proof }: { proof: ProofItem | undefined }): JSX.Element {
  if (!proof) return <p data-testid="last-proof">{t(words.proofNone)}</p>;
  return (
    <dl class="told" data-testid="last-proof">
      <dt>{t(words.lastProof)}</dt>
      <dd>{momentFace(proof.at, lang.value)}</dd>
      <dt>{t(words.byWhom)}</dt>
      <dd>{t(proof.who)}</dd>
      <dt>{t(words.result)}</dt>
      <dd class={proof.good ? '' : 'bad'}>
        {t(proof.good ? words.proofGood : words.proofBad)} · {t(words.proofHead, { n: proof.head })}
        {!proof.good && <small>{proof.said}</small>}
      </dd>
    </dl>
  );
}

function Proofs({ proofs }: { proofs: readonly ProofItem[] }): JSX.Element {
  return (
    <details>
      <summary>{t(words.proofs)}</summary>
      <table data-testid="proofs">
        <Head of={[words.time, words.byWhom, words.result, words.event]} />
        <tbody>
          {proofs.map((each) => (
            <tr key={each.seq}>
              <td>{momentFace(each.at, lang.value)}</td>
              <td>{t(each.who)}</td>
              <td class={each.good ? '' : 'bad'}>
                {t(each.good ? words.proofGood : words.proofBad)} · {t(words.proofHead, { n: each.head })}
              </td>
              <td>
                <EventLink seq={each.seq} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Seals({ seals }: { seals: readonly SealItem[] }): JSX.Element {
  return (
    <section aria-labelledby="seals">
      <h2 id="seals">{t(words.seals)}</h2>
      <p class="soft">{t(words.sealsHow)}</p>
      {seals.length === 0 ? (
        <p>{t(words.nothing)}</p>
      ) : (
        <table data-testid="seals">
          <Head of={[words.day, words.sealedAt, words.hash]} last={words.event} />
          <tbody>
            {seals.map((each) => (
              <tr key={each.day}>
                <th scope="row" class="code">
                  {each.day}
                </th>
                <td>{momentFace(each.at, lang.value)}</td>
                <td class="hash">{each.hash}</td>
                <td>
                  <EventLink seq={each.seq} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
