// The fleet: every paired device, what it shows, how far behind
// it is, when it was last heard of; pairing by six digits.

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem } from '@lib/api.ts';
import { catalogue } from '@lib/catalogue.ts';
import { clockFace, dayFace, momentFace } from '@lib/clock.ts';
import type { Staff } from '@lib/door.ts';
import { lang, t } from '@lib/look.ts';
import { coded, filled } from '@lib/message.ts';
import { Dialog } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { DeviceView, FleetView, PartView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { deviceRoles } from '@lib/words/device-roles.ts';
import { deviceStates } from '@lib/words/device-states.ts';
import { devices as words } from '@lib/words/devices.ts';
import { partFaults } from '@lib/words/part-faults.ts';
import { partKinds } from '@lib/words/part-kinds.ts';
import { partStates } from '@lib/words/part-states.ts';
import { StopKiosk } from './stopping.tsx';

const AGAIN_MS = 5000;
const NOT_ANSWERING = new Set(['silent', 'offline']); // one that never opened a socket may be a program
const BAD_PARTS = new Set(['dark', 'refused']); // of one whose agent is gone, the agent's own row says enough
const AT_WINDOW = new Set(['window', 'rating']);
const PAIRED = ['display', 'kiosk', 'window', 'rating', 'guide'];

export function Devices({ staff }: { staff: Staff }): JSX.Element | null {
  const { view: fleet, again: look } = useReading<FleetView>(staff.api, '/devices', {}, AGAIN_MS);
  if (!fleet) return null;
  const parts = fleet.devices.flatMap((each) => each.parts);
  const bad =
    fleet.devices.filter((each) => NOT_ANSWERING.has(each.state)).length +
    parts.filter((each) => BAD_PARTS.has(each.state)).length;
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">{t(words.title)}</h2>
      <Pair staff={staff} onPaired={look} />
      <figure>
        <table data-testid="devices">
          <caption>
            <b>{t(words.title)}</b>{' '}
            <span>
              {fleet.devices.length
                ? t(bad ? words.sum : words.allGood, { n: fleet.devices.length + parts.length, bad })
                : t(words.none)}
            </span>
          </caption>
          <Head />
          <tbody>
            {fleet.devices.map((each) => [
              <Device
                key={`${each.role} ${each.name}`}
                device={each}
                build={fleet.build}
                staff={staff}
                onGone={look}
              />,
              ...each.parts.map((part) => (
                <Part key={`${each.role} ${each.name} ${part.code}`} part={part} />
              )),
            ])}
          </tbody>
        </table>
      </figure>
    </section>
  );
}

function Head(): JSX.Element {
  const heads: [Words, string?][] = [
    [words.title],
    [words.role],
    [words.state],
    [words.page],
    [words.build],
    [words.behind, 'num'],
    [words.audio],
    [words.uptime, 'num'],
    [words.seen, 'num'],
  ];
  return (
    <thead>
      <tr>
        {heads.map(([said, look]) => (
          <th scope="col" key={said.en} class={look}>
            {t(said)}
          </th>
        ))}
        <td />
      </tr>
    </thead>
  );
}

function Device({
  device,
  build,
  staff,
  onGone,
}: {
  device: DeviceView;
  build: string;
  staff: Staff;
  onGone: () => void;
}): JSX.Element {
  const old = device.build !== null && device.build !== '' && device.build !== build;
  const silent = NOT_ANSWERING.has(device.state);
  const revoke = (): void =>
    void staff.api
      .delete(`/devices/${device.role}/${encodeURIComponent(device.name)}`)
      .then(onGone, () => {});
  return (
    <tr data-device={device.name} data-state={device.state}>
      <th scope="row">{device.name}</th>
      <td>{t(coded(deviceRoles, device.role, words.role))}</td>
      <td class={silent ? 'bad' : ''}>
        {t(coded(deviceStates, device.state))}
        {device.stopped && (
          <small class="bad" data-testid="stopped-with">
            {' '}
            {t(words.stoppedWith, { words: t(device.stopped) })}
          </small>
        )}
        {device.hasty_at && <small class="bad">{t(words.hasty, { at: seen(device.hasty_at) })}</small>}
      </td>
      <td>
        {device.page ?? '—'} {device.size && <small class="soft">{device.size}</small>}
      </td>
      <td class={old ? 'bad' : ''}>{old ? t(words.outdated) : (device.build ?? '—').slice(0, 7) || '—'}</td>
      <td class="num code">{device.behind ?? '—'}</td>
      <td>
        {device.audio === null || device.page !== 'announcer' ? '—' : t(device.audio ? words.on : words.off)}
      </td>
      <td class="num code">{device.uptime_s === null ? '—' : upFor(device.uptime_s)}</td>
      <td class="num code">{device.last_seen ? seen(device.last_seen) : '—'}</td>
      <td>
        {device.role === 'kiosk' && <StopKiosk device={device} staff={staff} onDone={onGone} />}
        <Revoke name={device.name} onYes={revoke} />
      </td>
    </tr>
  );
}

/** Asked once more: the device stops at once. */
function Revoke({ name, onYes }: { name: string; onYes: () => void }): JSX.Element {
  const [sure, setSure] = useState(false);
  const yes = (): void => {
    setSure(false);
    onYes();
  };
  return (
    <>
      <button type="button" class="plain" data-act="revoke" onClick={() => setSure(true)}>
        {t(words.revoke)}
      </button>
      {sure && (
        <Dialog title={t(words.sure, { name })} onClose={() => setSure(false)} calm>
          <div class="foot">
            <button type="button" onClick={() => setSure(false)}>
              {t(common.cancel)}
            </button>
            <button type="button" class="main" data-act="revoke-yes" onClick={yes}>
              {t(words.revoke)}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** A sign, pad or reader under the agent that it hangs on. */
function Part({ part }: { part: PartView }): JSX.Element {
  const bad = BAD_PARTS.has(part.state);
  return (
    <tr data-part={part.code} data-state={part.state} class="behind-agent">
      <th scope="row">{part.code}</th>
      <td>{t(coded(partKinds, part.kind, words.role))}</td>
      <td class={bad ? 'bad' : ''}>{t(coded(partStates, part.state))}</td>
      <td class={bad ? 'bad' : ''} colSpan={5}>
        {bad && part.fault ? t(coded(partFaults, part.fault, partFaults.other)) : '—'}
      </td>
      <td class="num code">{part.heard_at ? seen(part.heard_at) : '—'}</td>
      <td />
    </tr>
  );
}

function Pair({ staff, onPaired }: { staff: Staff; onPaired: () => void }): JSX.Element {
  const [role, setRole] = useState('display');
  const [said, setSaid] = useState<{ words: Words; good: boolean } | undefined>(undefined);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const field = (name: string): string => String(new FormData(form).get(name) ?? '').replace(/\s/g, '');
    const body = { role, name: field('name'), ...(AT_WINDOW.has(role) ? { window: field('window') } : {}) };
    try {
      await staff.api.post(`/pairings/${encodeURIComponent(field('code'))}/confirm`, body);
      setSaid({ words: filled(words.paired, { name: body.name }), good: true });
      form.reset();
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
      <label>
        <span>{t(words.role)}</span>
        <select
          name="role"
          value={role}
          onChange={(event) => setRole((event.currentTarget as HTMLSelectElement).value)}
        >
          {PAIRED.map((each) => (
            <option key={each} value={each}>
              {t(coded(deviceRoles, each, words.role))}
            </option>
          ))}
        </select>
      </label>
      {AT_WINDOW.has(role) && <WindowOf />}
      <label>
        <span>{t(words.name)}</span>
        <input name="name" required maxLength={64} autoComplete="off" />
      </label>
      <button type="submit" class="main" data-act="pair">
        {t(words.confirm)}
      </button>
      <p role="status" class={said && !said.good ? 'bad' : ''} data-testid="pair-said">
        {said && t(said.words)}
      </p>
    </form>
  );
}

function WindowOf(): JSX.Element {
  return (
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
  );
}

function upFor(seconds: number): string {
  if (seconds < 3600) return `${Math.floor(seconds / 60)}′`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

function seen(at: string): string {
  const today = dayFace(at, lang.value) === dayFace(Date.now(), lang.value);
  return today ? clockFace(at, true) : momentFace(at, lang.value);
}
