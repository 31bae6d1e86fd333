// The window's console: sign on, then call, start, finish by
// keyboard; its state is the server's and survives a power cut.

import type { JSX } from 'preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { catalogue } from '@lib/catalogue.ts';
import { type Device, startDevice } from '@lib/device.ts';
import { remember } from '@lib/door.ts';
import { Floor } from '@lib/floor.ts';
import { asks, t } from '@lib/look.ts';
import { Unpaired } from '@lib/pairing.tsx';
import type { Delta } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { console_ as words } from '@lib/words/console.ts';
import { Desk } from './desk.ts';
import { DeskPage } from './desk.tsx';
import { watchFocus } from './focus.ts';
import { SignOn } from './signon.tsx';
import './console.css';

const FLOOR_MS = 30_000; // beside what the staff stream says at once
let desk: Desk | undefined;
let floor: Floor | undefined;
watchFocus();
function Console({ device }: { device: Device }): JSX.Element {
  const [code, setCode] = useState(asks('window') ?? device.pass?.window ?? '');
  if (!device.pass || !device.api || !device.live)
    return <Unpaired page="console" entered={device.entered} />;
  if (!code) return <PickWindow device={device} onPick={setCode} />;
  desk ??= new Desk(device.api, code);
  floor ??= new Floor(device.api, FLOOR_MS, (each) => each.window === code);
  return <AtWindow device={device} desk={desk} floor={floor} />;
}

function AtWindow({
  device: { live, pass, entered },
  desk: at,
  floor: near,
}: {
  device: Device;
  desk: Desk;
  floor: Floor;
}): JSX.Element {
  const connected = live?.connected.value;
  useEffect(() => void at.refresh(), [connected]);
  const view = at.view.value;
  if (at.refused.value || !live) return <Unpaired page="console" entered={entered} />;
  if (!view) return <p class="unpaired">{at.said.value ? t(at.said.value) : t(common.connecting)}</p>;
  if (view.state === 'closed' || !view.session) {
    const first = entered.link?.needs_pin ? entered.code : undefined;
    return <SignOn desk={at} staffer={entered.link?.staffer ?? pass?.staffer ?? ''} code={first} />;
  }
  return <DeskPage desk={at} floor={near} view={view} live={live} />;
}

function PickWindow({ device, onPick }: { device: Device; onPick: (code: string) => void }): JSX.Element {
  const pick = (code: string): void => {
    if (device.pass) remember('console', { ...device.pass, window: code });
    onPick(code);
  };
  return (
    <main class="pick">
      <h1>{t(words.pickWindow)}</h1>
      <div class="windows">
        {catalogue.value?.windows.map((each) => (
          <button type="button" key={each.code} onClick={() => pick(each.code)}>
            <b class="code">{each.code}</b> {t(each.name)}
          </button>
        ))}
      </div>
    </main>
  );
}

void startDevice('console', {
  onDelta: (delta: Delta) => {
    desk?.hears(delta);
    floor?.hears(delta);
  },
  onSnapshot: () => void desk?.refresh(),
}).then((device) => render(<Console device={device} />, document.getElementById('page') as HTMLElement));
