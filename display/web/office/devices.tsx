// The fleet by area: every paired device, how it is, what it shows, when it was last heard; each has a page.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { catalogue } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import { PartLink } from '@lib/nav.tsx';
import { Head, Refused } from '@lib/parts.tsx';
import { useReading } from '@lib/reading.ts';
import type { DeviceView, FleetView, PartView } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { deviceRoles } from '@lib/words/device-roles.ts';
import { devices as words } from '@lib/words/devices.ts';
import { partFaults } from '@lib/words/part-faults.ts';
import { partKinds } from '@lib/words/part-kinds.ts';
import { partStates } from '@lib/words/part-states.ts';
import { OneDevice } from './device-page.tsx';
import { AGAIN_MS, byZone, counted, isBadPart, isSilent, isUnwell, type Zone } from './fleet.ts';
import { devicePath, fleetPath } from './fleet-paths.ts';
import { pageName, StateOf, seen } from './fleet-state.tsx';
import { Pair } from './pairing-form.tsx';
import { StopKiosk } from './stopping.tsx';
import './devices.css';

interface Rows {
  staff: Staff;
  onDone: () => void;
}

/** `GET /devices`, asked again while somebody looks. */
function useFleet(staff: Staff): ReturnType<typeof useReading<FleetView>> {
  return useReading<FleetView>(staff.api, '/devices', {}, AGAIN_MS);
}

export function Devices({ staff }: { staff: Staff }): JSX.Element {
  const { view: fleet, problem, again: look } = useFleet(staff);
  const [role, ...rest] = (new URLSearchParams(location.search).get('device') ?? '').split('/');
  const name = rest.join('/');
  const one = fleet?.devices.find((each) => each.role === role && each.name === name);
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">{t(words.title)}</h2>
      <Refused of={problem} />
      {!fleet && !problem && <p class="soft">{t(common.connecting)}</p>}
      {fleet && !problem && role && (
        <>
          <p>
            <PartLink to={fleetPath()}>{t(words.allDevices)}</PartLink>
          </p>
          {one ? (
            <OneDevice key={`${role} ${name}`} device={one} build={fleet.build} staff={staff} onDone={look} />
          ) : (
            <p data-testid="no-device">{t(words.noDevice, { name })}</p>
          )}
        </>
      )}
      {fleet && !role && <Fleet fleet={fleet} away={!!problem} staff={staff} onDone={look} />}
    </section>
  );
}

/** Only the devices that somebody should look at; nothing where all are well. */
export function NotWell({ staff }: { staff: Staff }): JSX.Element | null {
  const { view: fleet, again } = useFleet(staff);
  const bad = fleet?.devices.filter(isUnwell) ?? [];
  if (!fleet || !bad.length) return null;
  return (
    <section aria-labelledby="not-well">
      <h2 id="not-well">{t(words.notWell)}</h2>
      <table class="fleet" data-testid="not-well">
        <Heads />
        <tbody>
          {counted(bad).map((each) => (
            <Device key={`${each.role} ${each.name}`} device={each} staff={staff} onDone={again} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** `away`: how things are is not known now; what somebody types stays. */
function Fleet({ fleet, away, staff, onDone }: Rows & { fleet: FleetView; away: boolean }): JSX.Element {
  const [all, showAll] = useState(false);
  const real = fleet.devices.filter((each) => !each.simulated);
  const simulated = fleet.devices.length - real.length;
  const parts = real.flatMap((each) => each.parts);
  const bad = real.filter(isSilent).length + parts.filter(isBadPart).length;
  const never = real.filter((each) => each.state === 'never').length;
  const live = real.length + parts.length - bad - never;
  const zones = catalogue.value?.zones.map((each) => each.code) ?? [];
  return (
    <>
      <Pair staff={staff} planned={fleet.planned} onPaired={onDone} />
      {!away && (
        <table class="fleet" data-testid="devices">
          <caption>
            <b>{t(words.title)}</b>{' '}
            <span>
              {real.length
                ? t(words.sum, { n: real.length + parts.length, live, bad, never })
                : t(words.none)}
            </span>
          </caption>
          <Heads />
          {byZone(all ? fleet.devices : real, zones).map((zone) => (
            <ZoneRows key={zone.code} zone={zone} staff={staff} onDone={onDone} />
          ))}
        </table>
      )}
      {simulated > 0 && (
        <p>
          <button type="button" class="plain" data-act="simulated" onClick={() => showAll(!all)}>
            {t(all ? words.hideSimulated : words.showSimulated, { n: simulated })}
          </button>
        </p>
      )}
    </>
  );
}

function Heads(): JSX.Element {
  return (
    <Head of={[words.name1, words.role, words.state, words.page]} numbers={[words.seen]} last={words.acts} />
  );
}

function ZoneRows({ zone, staff, onDone }: Rows & { zone: Zone }): JSX.Element {
  const known = catalogue.value?.zones.find((each) => each.code === zone.code);
  return (
    <tbody data-zone={zone.code}>
      <tr class="zone">
        <th scope="rowgroup" colSpan={6}>
          {t(known?.name ?? words.wholeHall)} · {zone.devices.length}
        </th>
      </tr>
      {zone.devices.map((each) => (
        <Device key={`${each.role} ${each.name}`} device={each} staff={staff} onDone={onDone} />
      ))}
    </tbody>
  );
}

function Device({ device, staff, onDone }: Rows & { device: DeviceView }): JSX.Element {
  return (
    <>
      <tr data-device={device.name} data-state={device.state}>
        <th scope="row">
          <PartLink to={devicePath(device)}>{device.name}</PartLink>
        </th>
        <td>{t(coded(deviceRoles, device.role, words.role))}</td>
        <td class={isSilent(device) ? 'bad' : ''}>
          <StateOf device={device} />
        </td>
        <td>{pageName(device.page)}</td>
        <td class="num code">{device.last_seen ? seen(device.last_seen) : '—'}</td>
        <td>{device.role === 'kiosk' && <StopKiosk device={device} staff={staff} onDone={onDone} />}</td>
      </tr>
      {device.parts.map((part) => (
        <Part key={part.code} part={part} />
      ))}
    </>
  );
}

/** A sign, pad or reader under the agent that it hangs on. */
function Part({ part }: { part: PartView }): JSX.Element {
  const bad = isBadPart(part);
  return (
    <tr data-part={part.code} data-state={part.state} class="behind-agent">
      <th scope="row">{part.code}</th>
      <td>{t(coded(partKinds, part.kind, words.role))}</td>
      <td class={bad ? 'bad' : ''}>{t(coded(partStates, part.state))}</td>
      <td class={bad ? 'bad' : ''}>
        {bad && part.fault ? t(coded(partFaults, part.fault, partFaults.other)) : '—'}
      </td>
      <td class="num code">{part.heard_at ? seen(part.heard_at) : '—'}</td>
      <td />
    </tr>
  );
}
