// Pairing by six digits: what the plan has and is not paired yet is picked; a free name stays possible.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '@lib/api.ts';
import { catalogue } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded, filled } from '@lib/message.ts';
import type { PlannedDevice, Words } from '@lib/types.ts';
import { deviceRoles } from '@lib/words/device-roles.ts';
import { devices as words } from '@lib/words/devices.ts';

interface Wishes {
  staff: Staff;
  planned: readonly PlannedDevice[];
  onPaired: () => void;
}

const AT_WINDOW = new Set(['window', 'rating']);
const PAIRED = ['display', 'kiosk', 'window', 'rating', 'guide'];
const FREE = '';
const order = new Intl.Collator('zh', { numeric: true });

export function Pair({ staff, planned, onPaired }: Wishes): JSX.Element {
  const [picked, pick] = useState(FREE);
  const [said, setSaid] = useState<{ words: Words; good: boolean } | undefined>(undefined);
  const one = planned.find((each) => keyOf(each) === picked);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const field = (name: string): string => String(new FormData(form).get(name) ?? '').replace(/\s/g, '');
    const role = one?.role ?? field('role');
    const name = one?.name ?? field('name');
    const window = one?.window ?? field('window');
    const body = { role, name, ...(AT_WINDOW.has(role) ? { window } : {}) };
    try {
      await staff.api.post(`/pairings/${encodeURIComponent(field('code'))}/confirm`, body);
      setSaid({ words: filled(words.paired, { name }), good: true });
      form.reset();
      pick(FREE);
      onPaired();
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      setSaid({ words: failure, good: false });
    }
  };
  return (
    <form class="pair" aria-label={t(words.pair)} onSubmit={(event) => void submit(event)}>
      <label>
        <span>{t(words.code)}</span>
        <input
          name="code"
          class="code"
          inputMode="numeric"
          pattern="[0-9 ]{6,7}"
          required
          autoComplete="off"
        />
      </label>
      {planned.length > 0 && <Planned planned={planned} picked={picked} onPick={pick} />}
      {!one && <Free />}
      <button type="submit" class="main" data-act="pair">
        {t(words.confirm)}
      </button>
      <p role="status" class={said && !said.good ? 'bad' : ''} data-testid="pair-said">
        {said && t(said.words)}
      </p>
    </form>
  );
}

/** What waits for a machine, by kind, as people count. */
function Planned({
  planned,
  picked,
  onPick,
}: {
  planned: readonly PlannedDevice[];
  picked: string;
  onPick: (key: string) => void;
}): JSX.Element {
  const roles = [...new Set(planned.map((each) => each.role))];
  return (
    <label>
      <span>{t(words.place)}</span>
      <select name="place" value={picked} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value={FREE}>{t(words.placeFree)}</option>
        {roles.map((role) => (
          <optgroup key={role} label={t(coded(deviceRoles, role, words.role))}>
            {planned
              .filter((each) => each.role === role)
              .sort((a, b) => order.compare(a.name, b.name))
              .map((each) => (
                <option key={keyOf(each)} value={keyOf(each)}>
                  {each.name}
                  {t(each.words) !== each.name && ` · ${t(each.words)}`}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

function Free(): JSX.Element {
  const [role, setRole] = useState('display');
  return (
    <>
      <label>
        <span>{t(words.role)}</span>
        <select name="role" value={role} onChange={(event) => setRole(event.currentTarget.value)}>
          {PAIRED.map((each) => (
            <option key={each} value={each}>
              {t(coded(deviceRoles, each, words.role))}
            </option>
          ))}
        </select>
      </label>
      {AT_WINDOW.has(role) && (
        <label>
          <span>{t(words.window)}</span>
          <select name="window" required>
            {catalogue.value?.windows.map((each) => (
              <option key={each.code} value={each.code}>
                {each.code}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        <span>{t(words.name)}</span>
        <input name="name" required maxLength={64} autoComplete="off" />
      </label>
    </>
  );
}

function keyOf({ role, name }: Pick<PlannedDevice, 'role' | 'name'>): string {
  return `${role} ${name}`;
}
