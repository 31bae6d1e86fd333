// A device: how it is, what was done to it, and what can be done: reload, rename, swap, stop, revoke.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Ask, AskButton, type Field } from '@lib/asking.tsx';
import { catalogue } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { hoursAndMinutes } from '@lib/durations.ts';
import { t } from '@lib/look.ts';
import { coded, filled } from '@lib/message.ts';
import { follow } from '@lib/nav.tsx';
import { Dialog, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { DeviceEventsView, DeviceView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { deviceRoles } from '@lib/words/device-roles.ts';
import { devices as words } from '@lib/words/devices.ts';
import { now } from '@lib/words/now.ts';
import { partFaults } from '@lib/words/part-faults.ts';
import { partStates } from '@lib/words/part-states.ts';
import { isBadPart } from './fleet.ts';
import { devicePath, fleetPath } from './fleet-paths.ts';
import { pageName, StateOf, seen } from './fleet-state.tsx';
import { StopKiosk } from './stopping.tsx';

interface Wishes {
  device: DeviceView;
  build: string;
  staff: Staff;
  onDone: () => void;
}

const AT_WINDOW = new Set(['window', 'rating']);

export function OneDevice({ device, build, staff, onDone }: Wishes): JSX.Element {
  return (
    <div class="one-device" data-testid="one-device" data-device={device.name} data-state={device.state}>
      <div>
        <h3>
          {t(coded(deviceRoles, device.role, words.role))} {device.name}
        </h3>
        <Facts device={device} build={build} />
        <Acts device={device} staff={staff} onDone={onDone} />
      </div>
      {staff.may('device.log') && <Happened device={device} staff={staff} />}
    </div>
  );
}

function Facts({ device, build }: Pick<Wishes, 'device' | 'build'>): JSX.Element {
  const zone = catalogue.value?.zones.find((each) => each.code === device.zone);
  const facts: [Words, JSX.Element | string][] = [
    [words.state, <StateOf key="state" device={device} />],
    [words.zone, t(zone?.name ?? words.wholeHall)],
    [words.seen, device.last_seen ? seen(device.last_seen) : '—'],
    [words.pairedAt, seen(device.paired_at)],
  ];
  if (device.window) facts.push([words.window, device.window]);
  if (device.page) facts.push([words.page, pageName(device.page)]);
  if (device.size) facts.push([words.size, device.size]);
  if (device.build) facts.push([words.build, t(device.build === build ? words.current : words.outdated)]);
  if (device.behind !== null) facts.push([words.behind, t(words.behindBy, { n: device.behind })]);
  if (device.page === 'announcer' && device.audio !== null)
    facts.push([words.audio, t(device.audio ? words.on : words.off)]);
  if (device.uptime_s !== null) facts.push([words.uptime, upFor(device.uptime_s)]);
  return (
    <dl data-testid="facts">
      {facts.map(([said, value]) => [
        <dt key={said.en}>{t(said)}</dt>,
        <dd key={`${said.en} is`}>{value}</dd>,
      ])}
      {device.parts.map((part) => [
        <dt key={part.code}>{part.code}</dt>,
        <dd key={`${part.code} is`} class={isBadPart(part) ? 'bad' : ''}>
          {t(coded(partStates, part.state))}
          {part.fault && <small> {t(coded(partFaults, part.fault, partFaults.other))}</small>}
        </dd>,
      ])}
    </dl>
  );
}

function Acts({ device, staff, onDone }: Omit<Wishes, 'build'>): JSX.Element {
  const at = `/devices/${device.role}/${encodeURIComponent(device.name)}`;
  const facts = { name: device.name };
  const elsewhere = (path: string): void => {
    follow(new MouseEvent('click'), path);
    onDone();
  };
  const reload: Ask = {
    id: 'reload',
    title: filled(words.reloadSure, facts),
    how: words.reloadHow,
    save: words.reload,
    path: `${at}/reload`,
    fixed: {},
    fields: [],
  };
  const paged = device.role !== 'printer' && device.page !== null;
  return (
    <div class="acts">
      {paged && <AskButton staff={staff} ask={reload} onDone={onDone} />}
      <Rename device={device} staff={staff} at={at} onDone={elsewhere} />
      <Zone device={device} staff={staff} at={at} onDone={onDone} />
      {device.role !== 'printer' && <Swap device={device} staff={staff} onDone={onDone} />}
      {device.role === 'kiosk' && <StopKiosk device={device} staff={staff} onDone={onDone} />}
      <Revoke device={device} staff={staff} at={at} onDone={() => elsewhere(fleetPath())} />
    </div>
  );
}

function Rename({
  device,
  staff,
  at,
  onDone,
}: Omit<Wishes, 'build' | 'onDone'> & { at: string; onDone: (path: string) => void }): JSX.Element | null {
  if (device.role === 'printer') return null;
  const names: Field = { name: 'name', label: words.name, was: device.name };
  const windows: Field = {
    name: 'window',
    label: words.window,
    was: device.window ?? '',
    choices: (catalogue.value?.windows ?? []).map((each) => [each.code, each.name]),
  };
  const ask: Ask = {
    id: 'rename',
    title: filled(words.renameSure, { name: device.name }),
    how: words.renameHow,
    save: words.rename,
    path: `${at}/rename`,
    fixed: {},
    fields: AT_WINDOW.has(device.role) ? [names, windows] : [names],
  };
  return (
    <AskButton
      staff={staff}
      ask={ask}
      onDone={(sent) => onDone(devicePath({ role: device.role, name: String(sent.name) }))}
    />
  );
}

/** Its area, where the hall has any: its place in the plan is moved. */
function Zone({ device, staff, at, onDone }: Omit<Wishes, 'build'> & { at: string }): JSX.Element | null {
  const zones = catalogue.value?.zones ?? [];
  if (!zones.length || device.role === 'printer') return null;
  const ask: Ask = {
    id: 'zone',
    title: filled(words.zoneSure, { name: device.name }),
    how: device.window ? words.zoneHowWindow : words.zoneHow,
    save: words.zonePut,
    path: `${at}/zone`,
    fixed: {},
    fields: [
      {
        name: 'zone',
        label: words.zone,
        was: device.zone,
        choices: [['', words.wholeHall], ...zones.map((each): [string, Words] => [each.code, each.name])],
      },
    ],
  };
  return <AskButton staff={staff} ask={ask} onDone={onDone} />;
}

/** Another machine takes the place: its six digits under the same name; the old one goes by the same act. */
function Swap({ device, staff, onDone }: Omit<Wishes, 'build'>): JSX.Element {
  const { role, name, window } = device;
  const ask: Ask = {
    id: 'swap',
    title: filled(words.swapSure, { name }),
    how: words.swapHow,
    save: words.swap,
    path: (form) => `/pairings/${String(form.get('code')).replace(/\s/g, '')}/confirm`,
    fixed: { role, name, ...(window ? { window } : {}) },
    fields: [{ name: 'code', label: words.code, unsent: true }],
  };
  return <AskButton staff={staff} ask={ask} onDone={onDone} />;
}

/** Asked once more: the device stops at once. */
function Revoke({ device, staff, at, onDone }: Omit<Wishes, 'build'> & { at: string }): JSX.Element {
  const [sure, setSure] = useState(false);
  const [said, say] = useState<Words | undefined>(undefined);
  const yes = (): void => void staff.api.delete(at).then(onDone, say);
  return (
    <>
      <button type="button" data-act="revoke" onClick={() => setSure(true)}>
        {t(words.revoke)}
      </button>
      {sure && (
        <Dialog title={t(words.sure, { name: device.name })} onClose={() => setSure(false)} calm>
          <Refused of={said} />
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

function Happened({ device, staff }: Pick<Wishes, 'device' | 'staff'>): JSX.Element {
  const path = `/devices/${device.role}/${encodeURIComponent(device.name)}/events`;
  const { view, problem, again } = useReading<DeviceEventsView>(staff.api, path);
  useEffect(again, [device.state, device.stopped?.en, device.paired_at]); // what changed stands in the log
  return (
    <div>
      <h3>{t(words.happened)}</h3>
      <Refused of={problem} />
      {view?.items.length === 0 && <p class="soft">{t(words.nothingHappened)}</p>}
      <ol data-testid="device-events">
        {view?.items.map((each) => (
          <li key={each.seq} data-kind={each.kind}>
            <time class="code" dateTime={each.at}>
              {seen(each.at)}
            </time>
            <span>
              {t(each.words)} <small>{t(each.who)}</small>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function upFor(seconds: number): string {
  const { h, m } = hoursAndMinutes(seconds * 1000);
  return h ? t(now.long, { h, m }) : t(now.lasts, { n: m });
}
