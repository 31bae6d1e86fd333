// A screen that nobody has let in yet: it shows six digits, and
// opens by itself once an administrator has confirmed them.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Api, Problem } from './api.ts';
import { clockFace } from './clock.ts';
import { asDevice, type Entered, nobody, remember } from './door.ts';
import type { PairingView, StaffView } from './types.ts';
import { pairing as words } from './words/pairing.ts';

const LOOK_MS = 2000;
const AGAIN_MS = 10_000;

/**
 * Of each page.json, filled in by the build: what stands in
 * the administrator's form, and in the command beside it.
 */
declare const ROLE_OF_PAGE: Record<string, string>;

export function Unpaired({ page, entered }: { page: string; entered?: Entered }): JSX.Element {
  const { asked, problem } = useCode(page);
  const role = ROLE_OF_PAGE[page] ?? 'display';
  const reason = entered?.problem ? words.wasWrong : undefined;
  return (
    <main class="unpaired">
      <h1>
        {words.title.zh}
        <br />
        <span lang="en">{words.title.en}</span>
      </h1>
      {reason && (
        <p class="bad" role="alert">
          {reason.zh} {reason.en}
        </p>
      )}
      <p class="digits code" role="status" data-testid="pairing-code">
        {asked ? `${asked.code.slice(0, 3)} ${asked.code.slice(3)}` : '··· ···'}
      </p>
      {problem ? (
        <p class="bad" role="alert">
          {problem.zh} {problem.en}
        </p>
      ) : (
        asked && <p class="soft">{untilInBoth(clockFace(asked.expires_at))}</p>
      )}
      <p>{words.how.zh}</p>
      <p lang="en" class="soft">
        {words.how.en}
      </p>
      <p>
        <code>{`hall pair ${asked?.code ?? '······'} ${role} ${words.name.zh}`}</code>
      </p>
    </main>
  );
}

function untilInBoth(time: string): string {
  return `${words.until.zh} ${time} · ${words.until.en} ${time}`;
}

/** Ask for digits, look whether they were confirmed, ask for new ones when they are too old. */
function useCode(page: string): { asked: PairingView | undefined; problem: Problem | undefined } {
  const [asked, setAsked] = useState<PairingView | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let mine = true;
    const again = (ms: number): void => void setTimeout(() => mine && setRound(round + 1), ms);
    const ask = async (): Promise<void> => {
      try {
        const view = (await nobody.post<PairingView>('/pairings', { page })) as PairingView;
        if (!mine) return;
        setAsked(view);
        setProblem(undefined);
        again(TEN_MIN_MS - LOOK_MS);
        if (view.token) await watch(page, view.token, () => mine);
      } catch (failure) {
        if (!(failure instanceof Problem)) throw failure;
        if (mine) setProblem(failure);
        again(AGAIN_MS);
      }
    };
    void ask();
    return () => {
      mine = false;
    };
  }, [round]);
  return { asked, problem };
}

const TEN_MIN_MS = 600_000;

async function watch(page: string, token: string, mine: () => boolean): Promise<void> {
  const device: Api = asDevice(token);
  while (mine()) {
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
    const me = await device.get<StaffView>('/me').catch(() => undefined);
    if (!me || !mine()) continue;
    remember(page, { token, name: me.name, window: me.window ?? null, staffer: null });
    location.reload();
    return;
  }
}
