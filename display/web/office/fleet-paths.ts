// Where devices are looked at: on the page on which somebody is, the office's or the technician's.
import { ownPath } from '@lib/prefix.ts';
import type { DeviceView } from '@lib/types.ts';

/** The list of devices on this page, the office's or the technician's. */
export function fleetPath(): string {
  return `/${ownPath()[0] === 'devices' ? 'devices' : 'office'}/devices`;
}

/** The page of one device: an address that can be sent. */
export function devicePath({ role, name }: Pick<DeviceView, 'role' | 'name'>): string {
  return `${fleetPath()}?device=${role}/${encodeURIComponent(name)}`;
}
