// The green channel: projects with their named person and
// window; one of them with its whole journey and what it cost.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { catalogue, hall, matterOf } from '@lib/catalogue.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded, filled } from '@lib/message.ts';
import { Dialog, FormFoot, Head, Unread } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import { OUTCOMES } from '@lib/tables.ts';
import type {
  AppointmentView,
  JourneyStop,
  Outcome,
  ProjectJourney,
  ProjectsView,
  ProjectUse,
  ProjectView,
  Words,
} from '@lib/types.ts';
import { projects as words } from '@lib/words/projects.ts';
import { useStates } from '@lib/words/use-states.ts';
import { hallInstant } from '@lib/zone.ts';
import './projects.css';

const AGAIN_MS = 15_000;
const MINUTE_MS = 60_000;
const NEW = ['code', 'department', 'nameZh', 'nameEn', 'staffer', 'window'] as const;
type Act = { id: 'open' | 'book' | 'close'; project?: ProjectView };
type Note = { said: Words; code?: string };

export function Projects({ staff }: { staff: Staff }): JSX.Element | null {
  const { view, problem, again } = useReading<ProjectsView>(staff.api, '/projects', {}, AGAIN_MS);
  const [act, setAct] = useState<Act | undefined>(undefined);
  const [shown, setShown] = useState<string | undefined>(undefined);
  const [note, setNote] = useState<Note | undefined>(undefined);
  if (!view) return <Unread problem={problem} view={view} />;
  const mayWrite = staff.may('project.write');
  return (
    <section aria-labelledby="projects" class="projects">
      <h2 id="projects">{t(words.title)}</h2>
      <Unread problem={problem} view={view} />
      <p class="soft">{t(words.how)}</p>
      {mayWrite && (
        <button type="button" data-act="open-project" onClick={() => setAct({ id: 'open' })}>
          {t(words.open)}
        </button>
      )}
      <p role="status" class="soft" data-testid="projects-note">
        {note && t(note.said)}
      </p>
      {view.projects.length > 0 ? (
        <Table view={view} mayAct={mayWrite} onAct={setAct} onShow={setShown} />
      ) : (
        <p class="soft">{t(words.none)}</p>
      )}
      {shown && <Journey key={`${shown} ${note?.code}`} staff={staff} code={shown} />}
      {act && (
        <ActDialog
          staff={staff}
          act={act}
          onClose={(said) => {
            setAct(undefined);
            if (said) setNote(said);
            again();
          }}
        />
      )}
    </section>
  );
}

interface TableWishes {
  view: ProjectsView;
  mayAct: boolean;
  onAct: (act: Act) => void;
  onShow: (code: string) => void;
}

function Table({ view, mayAct, onAct, onShow }: TableWishes): JSX.Element {
  return (
    <table data-testid="projects">
      <caption class="hidden">{t(words.title)}</caption>
      <Head of={[words.project, words.named, words.uses, words.state, words.actions]} />
      <tbody>
        {view.projects.map((each) => (
          <tr key={each.code} data-project={each.code}>
            <th scope="row">
              {t(each.name)}
              <small>
                {each.code} · {t(each.department_name)}
              </small>
            </th>
            <td>
              {t(each.staffer_name)} · {t(words.windowNo, { n: each.window })}
            </td>
            <td>
              {each.uses}
              {each.last_use && <small>{t(words.last, { day: each.last_use })}</small>}
            </td>
            <td>
              {each.closed_at ? t(words.closed, { reason: each.closed_reason ?? '' }) : t(words.running)}
            </td>
            <td class="acts">
              <Button id="journey" project={each} onClick={() => onShow(each.code)} />
              {mayAct && !each.closed_at && (
                <Button id="book" project={each} onClick={() => onAct({ id: 'book', project: each })} />
              )}
              {mayAct && !each.closed_at && (
                <Button id="close" project={each} onClick={() => onAct({ id: 'close', project: each })} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Button({
  id,
  project,
  onClick,
}: {
  id: 'journey' | 'book' | 'close';
  project: ProjectView;
  onClick: () => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="small"
      data-act={`${id}-project`}
      aria-label={t(words.of, { act: t(words[id]), project: project.code })}
      onClick={onClick}
    >
      {t(words[id])}
    </button>
  );
}

function Journey({ staff, code }: { staff: Staff; code: string }): JSX.Element | null {
  const { view: told } = useReading<ProjectJourney>(staff.api, `/projects/${encodeURIComponent(code)}`);
  if (!told) return null;
  return (
    <div class="journey" data-testid="journey">
      <h3>
        {t(told.project.name)} <small>{told.project.code}</small>
      </h3>
      <table>
        <caption class="hidden">{t(words.journey)}</caption>
        <Head of={[words.time, words.approval, words.served, words.wait, words.length, words.outcome]} />
        <tbody>
          {told.uses.map((each) => (
            <Use key={each.at} use={each} />
          ))}
        </tbody>
      </table>
      <h3>{t(words.effectTitle)}</h3>
      <p class="soft">{t(words.effectHow)}</p>
      {told.effect.length === 0 && <p>{t(words.effectNone)}</p>}
      {told.effect.map((each) => (
        <p key={each.business_day} data-testid="effect">
          {t(words.effect, {
            day: each.business_day,
            uses: each.uses,
            others: each.others,
            delayed: each.delayed,
            longest: Math.ceil(each.longest_ms / MINUTE_MS),
            mean: Math.round(each.mean_ms / 1000),
          })}
        </p>
      ))}
    </div>
  );
}

function Use({ use }: { use: ProjectUse }): JSX.Element {
  const parts: (JourneyStop | undefined)[] = use.stops.length ? use.stops : [undefined];
  return (
    <>
      {parts.map((part, i) => (
        <tr key={i} data-use={use.number ?? ''}>
          <td>
            <span class="code">
              {use.business_day} {clockFace(use.at)}
            </span>
            <small>
              {t(coded(useStates, use.state))} {use.number && <b class="code">{use.number}</b>}
            </small>
          </td>
          <td>
            {use.approver}
            <small>{use.reason}</small>
          </td>
          <td>{part?.window ? <Served part={part} /> : '—'}</td>
          <td>{minutes(part?.wait_ms)}</td>
          <td>{minutes(part?.service_ms)}</td>
          <td>{part?.outcome ? t(OUTCOMES[part.outcome as Outcome]) : '—'}</td>
        </tr>
      ))}
    </>
  );
}

function Served({ part }: { part: JourneyStop }): JSX.Element {
  return (
    <>
      {t(part.matter_name)}
      <small>
        {t(words.windowNo, { n: part.window ?? '' })} · {part.staffer}
        {part.by_named === false && ` · ${t(words.byOther)}`}
      </small>
    </>
  );
}

function minutes(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? '—' : t(words.minutes, { n: Math.ceil(ms / MINUTE_MS) });
}

function ActDialog({
  staff,
  act,
  onClose,
}: {
  staff: Staff;
  act: Act;
  onClose: (said?: Note) => void;
}): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  // the time that was refused as outside the hours: saving it again means it
  const [asked, setAsked] = useState('');
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string): string => String(form.get(name) ?? '').trim();
    try {
      onClose(await send(staff, act, text, asked !== '' && asked === text('at')));
    } catch (failure) {
      setSaid(failure as Problem);
      if ((failure as Problem).code === 'outside_hours') setAsked(text('at'));
    }
  };
  const title = act.project
    ? t(words.of, { act: t(words[act.id]), project: act.project.code })
    : t(words.open);
  return (
    <Dialog title={title} onClose={() => onClose()} class="people-form">
      <form onSubmit={(event) => void submit(event)}>
        {act.id === 'open' && NEW.map((name) => <Input key={name} name={name} label={words[name]} />)}
        {act.id === 'book' && (
          <>
            <GreenMatters />
            <Input name="at" label={words.at} type="datetime-local" />
            <Input name="approver" label={words.approver} />
          </>
        )}
        {act.id !== 'open' && <Input name="reason" label={words.reason} />}
        <FormFoot said={said} save={words.save} onCancel={() => onClose()} />
      </form>
    </Dialog>
  );
}

async function send(
  staff: Staff,
  act: Act,
  text: (name: string) => string,
  outside_hours: boolean,
): Promise<Note | undefined> {
  if (act.id === 'open') {
    const name = { zh: text('nameZh'), en: text('nameEn') };
    await staff.api.post('/projects', {
      code: text('code'),
      department: text('department'),
      name,
      staffer: text('staffer'),
      window: text('window'),
    });
    return undefined;
  }
  if (act.id === 'close') {
    await staff.api.post(`/projects/${encodeURIComponent(act.project?.code ?? '')}/close`, {
      reason: text('reason'),
    });
    return undefined;
  }
  const at = hallInstant(text('at'), hall.value?.zone ?? 'Asia/Shanghai');
  const body = {
    matter: text('matter'),
    at,
    approver: text('approver'),
    reason: text('reason'),
    project: act.project?.code,
    outside_hours,
  };
  const booked = await staff.api.post<AppointmentView>('/appointments', body);
  const code = booked?.code ?? '';
  return { said: filled(words.booked, { code }), code };
}

/** Matters of green lines: what a project may be booked for. */
function GreenMatters(): JSX.Element {
  const green = new Set(catalogue.value?.lines.filter((line) => line.green).map((line) => line.code));
  return (
    <label>
      <span>{t(words.matter)}</span>
      <select name="matter" required>
        {[...matterOf.value.values()]
          .filter((each) => green.has(each.line))
          .map((each) => (
            <option key={each.code} value={each.code}>
              {t(each.name)}
            </option>
          ))}
      </select>
    </label>
  );
}

function Input({ name, label, type = 'text' }: { name: string; label: Words; type?: string }): JSX.Element {
  const kind: object = { type };
  return (
    <label>
      <span>{t(label)}</span>
      <input name={name} required maxLength={60} autoComplete="off" {...kind} />
    </label>
  );
}
