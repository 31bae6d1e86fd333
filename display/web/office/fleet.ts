// Devices as lists: by area, in the order in which people count; who is not well. Pure.
import type { DeviceView } from '@lib/types.ts';

export const AGAIN_MS = 5000;
const NOT_ANSWERING = new Set(['silent', 'offline']); // one that never opened a socket may be a program
const BAD_PARTS = new Set(['dark', 'refused']); // of one whose agent is gone, the agent's own row says enough
const order = new Intl.Collator('zh', { numeric: true });

export function isSilent(device: Pick<DeviceView, 'state'>): boolean {
  return NOT_ANSWERING.has(device.state);
}

export function isBadPart(part: { state: string }): boolean {
  return BAD_PARTS.has(part.state);
}

/** Whether somebody should look at it. */
export function isUnwell(device: Pick<DeviceView, 'state' | 'parts' | 'hasty_at'>): boolean {
  return isSilent(device) || device.hasty_at !== null || device.parts.some(isBadPart);
}

/** 1, 2, 10: by name as people count, then by kind. */
export function counted(devices: readonly DeviceView[]): DeviceView[] {
  return [...devices].sort(
    (one, two) => order.compare(one.name, two.name) || order.compare(one.role, two.role),
  );
}

export interface Zone {
  code: string;
  devices: DeviceView[];
}

/** Devices by area in the plan's order; those of the whole hall come first. */
export function byZone(devices: readonly DeviceView[], zones: readonly string[]): Zone[] {
  return ['', ...zones]
    .map((code) => ({
      code,
      devices: counted(devices.filter((each) => (zones.includes(each.zone) ? each.zone : '') === code)),
    }))
    .filter((each) => each.devices.length > 0);
}
