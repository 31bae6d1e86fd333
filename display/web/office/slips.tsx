// The editor of slips: a list of parts on the left, the slip as it would be printed on the right, at once.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '@lib/api.ts';
import { clockFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { Choice } from '@lib/parts.tsx';
import type { SlipPicture, SlipTemplatesView, SlipTemplateView, Words } from '@lib/types.ts';
import { paper as words } from '@lib/words/paper.ts';
import { slipAligns as aligns } from '@lib/words/slip-aligns.ts';
import { slipExamplesClosing } from '@lib/words/slip-examples-closing.ts';
import { slipExamplesReceipt } from '@lib/words/slip-examples-receipt.ts';
import { slipExamplesTest } from '@lib/words/slip-examples-test.ts';
import { slipExamplesTicket } from '@lib/words/slip-examples-ticket.ts';
import { slipKinds } from '@lib/words/slip-kinds.ts';
import { slipParts as partNames } from '@lib/words/slip-parts.ts';
import { slipSizes as sizes } from '@lib/words/slip-sizes.ts';
import {
  added,
  changed,
  moved,
  type Part,
  type PartKind,
  removed,
  same,
  type Template,
  usesOf,
} from './template.ts';

const EXAMPLES = {
  ticket: slipExamplesTicket,
  receipt: slipExamplesReceipt,
  closing: slipExamplesClosing,
  test: slipExamplesTest,
};

const PAUSE_MS = 250;
const WIDTHS = ['80mm', '58mm'];

export function Slips({ staff }: { staff: Staff }): JSX.Element | null {
  const [view, setView] = useState<SlipTemplatesView | undefined>(undefined);
  const [kind, setKind] = useState('ticket');
  const load = (): Promise<void> => staff.api.get<SlipTemplatesView>('/slips').then(setView, () => {});
  useEffect(() => void load(), []);
  const kept = view?.templates.find((each) => each.kind === kind);
  if (!view || !kept) return null;
  return (
    <section aria-labelledby="slips" class="slips">
      <h2 id="slips">{t(words.slips)}</h2>
      <p class="soft">{t(words.slipsHow)}</p>
      <form class="ask" onSubmit={(event) => event.preventDefault()}>
        <Choice label={words.kind} value={kind} among={slipKinds} onChange={setKind} hook="slip-kind" />
        <Logo staff={staff} logo={view.logo} onChange={load} />
      </form>
      <Editor key={kind} staff={staff} kept={kept} logo={view.logo} onKept={load} />
    </section>
  );
}

interface EditorWishes {
  staff: Staff;
  kept: SlipTemplateView;
  logo: string | null;
  onKept: () => Promise<void>;
}

function Editor({ staff, kept, logo, onKept }: EditorWishes): JSX.Element {
  const [template, setTemplate] = useState(kept.template as Template);
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const tell = (doing: Promise<unknown>): void =>
    void doing.then(
      () => {
        setSaid(words.saved);
        return onKept();
      },
      (failure) => setSaid(failure as Problem),
    );
  const dirty = !same(template, kept.template as Template);
  const who = kept.changed_by
    ? t(words.changedBy, { who: kept.changed_by, at: clockFace(kept.changed_at ?? '') })
    : t(words.house);
  return (
    <div class="editor">
      <div>
        <Choice
          label={words.languages}
          value={template.languages ?? 'both'}
          among={{ both: words.both, visitor: words.visitor }}
          onChange={(languages) => setTemplate({ ...template, languages })}
        />
        <h3>{t(words.parts)}</h3>
        <p class="soft facts">{t(words.facts, { facts: kept.facts.map((each) => `{${each}}`).join(' ') })}</p>
        <Parts template={template} lists={kept.lists} onChange={setTemplate} />
        <p class="row">
          <button
            type="button"
            class="main"
            data-act="save-slip"
            disabled={!dirty}
            onClick={() => tell(staff.api.post(`/slips/${kept.kind}`, { template }))}
          >
            {t(words.save)}
          </button>
          <button
            type="button"
            data-act="house-slip"
            disabled={!kept.changed_by}
            onClick={() => {
              setTemplate(kept.house as Template);
              tell(staff.api.delete(`/slips/${kept.kind}`));
            }}
          >
            {t(words.back)}
          </button>
          <span class="soft">{dirty ? t(words.unsaved) : who}</span>
        </p>
        <p role="status" data-testid="slip-note">
          {said && t(said)}
        </p>
      </div>
      <Picture staff={staff} kind={kept.kind} template={template} logo={logo} />
    </div>
  );
}

interface PartsWishes {
  template: Template;
  lists: string[];
  onChange: (template: Template) => void;
}

function Parts({ template, lists, onChange }: PartsWishes): JSX.Element {
  const [open, setOpen] = useState<number | undefined>(undefined);
  const put = (at: number | undefined, changed: Template): void => {
    setOpen(at);
    onChange(changed);
  };
  const names = Object.fromEntries(
    Object.entries(partNames).filter(([name]) => name !== 'list' || lists.length),
  );
  return (
    <>
      <ol class="parts" data-testid="parts">
        {template.parts.map((part, at) => (
          <li key={at}>
            <details open={open === at} onToggle={(event) => event.currentTarget.open && setOpen(at)}>
              <summary>
                <b>{t(words.part, { n: at + 1, name: t(partNames[part.part]) })}</b>
                <span>{[part.zh, part.value].filter(Boolean).join(' · ')}</span>
              </summary>
              <PartFields
                part={part}
                names={names}
                lists={lists}
                onChange={(change) => onChange(changed(template, at, change))}
              />
              <PartActs template={template} at={at} onPut={put} />
            </details>
          </li>
        ))}
      </ol>
      <button type="button" data-act="add-part" onClick={() => put(template.parts.length, added(template))}>
        {t(words.addPart)}
      </button>
    </>
  );
}

interface ActWishes {
  template: Template;
  at: number;
  onPut: (open: number | undefined, changed: Template) => void;
}

function PartActs({ template, at, onPut }: ActWishes): JSX.Element {
  return (
    <p class="row">
      <button
        type="button"
        class="small"
        disabled={at === 0}
        onClick={() => onPut(at - 1, moved(template, at, -1))}
      >
        {t(words.up)}
      </button>
      <button
        type="button"
        class="small"
        disabled={at === template.parts.length - 1}
        onClick={() => onPut(at + 1, moved(template, at, 1))}
      >
        {t(words.down)}
      </button>
      <button
        type="button"
        class="small"
        data-act="remove-part"
        onClick={() => onPut(undefined, removed(template, at))}
      >
        {t(words.remove)}
      </button>
    </p>
  );
}

interface FieldWishes {
  part: Part;
  names: Record<string, Words>;
  lists: string[];
  onChange: (change: Partial<Part>) => void;
}

function PartFields({ part, names, lists, onChange }: FieldWishes): JSX.Element {
  const uses = usesOf(part.part);
  const field = (name: 'zh' | 'en' | 'value', label: Words): JSX.Element => (
    <label>
      <span>{t(label)}</span>
      <input
        name={name}
        value={part[name] ?? ''}
        maxLength={300}
        onInput={(event) => onChange({ [name]: event.currentTarget.value })}
      />
    </label>
  );
  const among = Object.fromEntries(lists.map((each) => [each, { zh: each, en: each }]));
  return (
    <div class="fields">
      <Choice
        label={words.what}
        value={part.part}
        among={names}
        onChange={(kind) =>
          onChange({ part: kind as PartKind, value: kind === 'list' ? lists[0] : part.value })
        }
      />
      {uses.has('words') && field('zh', words.zh)}
      {uses.has('words') && field('en', words.en)}
      {uses.has('value') && field('value', words.value)}
      {uses.has('list') && (
        <Choice
          label={words.list}
          value={part.value ?? ''}
          among={among}
          onChange={(value) => onChange({ value })}
        />
      )}
      {uses.has('size') && (
        <Choice
          label={words.size}
          value={part.size ?? 'body'}
          among={sizes}
          onChange={(size) => onChange({ size })}
        />
      )}
      {uses.has('align') && (
        <Choice
          label={words.align}
          value={part.align ?? 'left'}
          among={aligns}
          onChange={(align) => onChange({ align })}
        />
      )}
      {uses.has('bold') && <Bold part={part} onChange={onChange} />}
    </div>
  );
}

function Bold({ part, onChange }: Pick<FieldWishes, 'part' | 'onChange'>): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={part.bold ?? false}
        onChange={(event) => onChange({ bold: event.currentTarget.checked })}
      />
      <span>{t(words.bold)}</span>
    </label>
  );
}

interface PictureWishes {
  staff: Staff;
  kind: string;
  template: Template;
  logo: string | null;
}

function Picture({ staff, kind, template, logo }: PictureWishes): JSX.Element {
  const [width, setWidth] = useState('80mm');
  const [variant, setVariant] = useState(kind);
  const { shown, problem } = usePicture(staff, kind, JSON.stringify({ template, variant, width }), logo);
  return (
    <div class="shown">
      <div class="ask">
        <Choice
          label={words.example}
          value={variant}
          among={EXAMPLES[kind as keyof typeof EXAMPLES]}
          onChange={setVariant}
          hook="slip-example"
        />
        <Choice
          label={words.width}
          value={width}
          among={Object.fromEntries(WIDTHS.map((each) => [each, { zh: each, en: each }]))}
          onChange={setWidth}
          hook="slip-width"
        />
      </div>
      <p class="bad" role="alert" data-testid="slip-problem">
        {problem ? t(problem) : shown?.missing ? t(words.missing, { letters: shown.missing }) : ''}
      </p>
      {shown && (
        <img
          data-testid="slip-picture"
          class={problem ? 'old' : ''}
          src={`data:image/png;base64,${shown.png}`}
          alt={t(words.picture, { mm: shown.height_mm })}
          width={shown.width / 1.6}
        />
      )}
    </div>
  );
}

function Logo({
  staff,
  logo,
  onChange,
}: {
  staff: Staff;
  logo: string | null;
  onChange: () => Promise<void>;
}): JSX.Element {
  const [said, setSaid] = useState<Words | undefined>(undefined);
  const tell = (doing: Promise<unknown>): void =>
    void doing.then(
      () => {
        setSaid(undefined);
        return onChange();
      },
      (failure) => setSaid(failure as Problem),
    );
  const upload = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const png = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    tell(staff.api.post('/logo', { png }));
  };
  return (
    <>
      <label class="logo">
        <span>{t(words.logo)}</span>
        <input
          type="file"
          accept="image/png"
          data-testid="logo"
          onChange={(event) => void upload(event.currentTarget.files?.[0])}
        />
      </label>
      {logo && (
        <button type="button" onClick={() => tell(staff.api.delete('/logo'))}>
          {t(words.noLogo)}
        </button>
      )}
      <span class="bad" role="alert" data-testid="logo-problem">
        {said && t(said)}
      </span>
    </>
  );
}

/**
 * The slip's picture, drawn anew a moment after the last
 * change; the last good one stays while a template is wrong.
 */
function usePicture(
  staff: Staff,
  kind: string,
  asked: string,
  logo: string | null,
): { shown?: SlipPicture; problem?: Problem } {
  const [answer, setAnswer] = useState<{ shown?: SlipPicture; problem?: Problem }>({});
  useEffect(() => {
    let mine = true;
    const timer = setTimeout(() => {
      staff.api.post<SlipPicture>(`/slips/${kind}/preview`, JSON.parse(asked)).then(
        (shown) => mine && shown && setAnswer({ shown }),
        (problem) => mine && setAnswer((was) => ({ ...was, problem: problem as Problem })),
      );
    }, PAUSE_MS);
    return () => {
      mine = false;
      clearTimeout(timer);
    };
  }, [kind, asked, logo]);
  return answer;
}
