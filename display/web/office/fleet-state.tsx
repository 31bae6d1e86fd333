// How a device is, in words; when something was, with its day where that is another one.
import type { JSX } from 'preact';
import { clockFace, dayFace, momentFace } from '@lib/clock.ts';
import { lang, t } from '@lib/look.ts';
import { coded } from '@lib/message.ts';
import type { DeviceView, Words } from '@lib/types.ts';
import { deviceStates } from '@lib/words/device-states.ts';
import { devices as words } from '@lib/words/devices.ts';
import { partKinds } from '@lib/words/part-kinds.ts';

/** Of each page.json, filled in by the build. */
declare const PAGES: Record<string, { title: Words }>;

export function StateOf({ device }: { device: DeviceView }): JSX.Element {
  return (
    <>
      {t(coded(deviceStates, device.state))}
      {device.stopped && (
        <small class="bad" data-testid="stopped-with">
          {' '}
          {t(words.stoppedWith, { words: t(device.stopped) })}
        </small>
      )}
      {device.hasty_at && <small class="bad"> {t(words.hasty, { at: seen(device.hasty_at) })}</small>}
    </>
  );
}

/** What a device shows, as its page is called; an agent's own word for itself as it is. */
export function pageName(page: string | null): string {
  if (!page) return '—';
  const known = page === 'signs' ? partKinds.sign : PAGES[page]?.title;
  return known ? t(known) : page;
}

export function seen(at: string): string {
  const today = dayFace(at, lang.value) === dayFace(Date.now(), lang.value);
  return today ? clockFace(at, true) : momentFace(at, lang.value);
}
