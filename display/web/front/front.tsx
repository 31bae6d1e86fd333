// What the front door shows: who one is, and where that leads.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { catalogue, hall } from '@lib/catalogue.ts';
import type { Staff } from '@lib/door.ts';
import { homeOf } from '@lib/homes.ts';
import { t } from '@lib/look.ts';
import { HallClock, LangSwitch } from '@lib/parts.tsx';
import { at } from '@lib/prefix.ts';
import { SignInForm } from '@lib/sign-in.tsx';
import type { StaffView, Words } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { front as words } from '@lib/words/front.ts';

interface PageRow {
  title: Words;
  address: string;
  role: string | null;
}

/** Of each page.json, filled in by the build. */
declare const PAGES: Record<string, PageRow>;

const AT_DEVICES = ['kiosk', 'display', 'window', 'guide', 'rating'];
const WINDOW = '<window>';

export function Front({ staff, first }: { staff: Staff; first: StaffView | undefined }): JSX.Element {
  const rows = Object.values(PAGES);
  const devices = AT_DEVICES.flatMap((role) => rows.filter((each) => each.role === role));
  const [fixed, atWindows] = [false, true].map((has) =>
    devices.filter(({ address }) => address.includes(WINDOW) === has),
  ) as [PageRow[], PageRow[]];
  return (
    <main class="front">
      <header>
        <h1>{t(hall.value?.name ?? common.hall)}</h1>
        <HallClock />
        <LangSwitch />
      </header>
      <section aria-labelledby="staff" class="staff">
        <h2 id="staff">{t(words.staff)}</h2>
        <SignedOn staff={staff} first={first} />
      </section>
      <section aria-labelledby="devices">
        <h2 id="devices">{t(words.devices)}</h2>
        <p class="soft">{t(words.devicesHow)}</p>
        <ul class="doors">
          {fixed.map((each) => (
            <Door key={each.address} to={each.address} title={each.title} />
          ))}
        </ul>
        <AtWindow rows={atWindows} />
      </section>
      <section aria-labelledby="visitors">
        <h2 id="visitors">{t(words.visitors)}</h2>
        <ul class="doors">{PAGES.public && <Door to={PAGES.public.address} title={PAGES.public.title} />}</ul>
      </section>
    </main>
  );
}

function SignedOn({ staff, first }: { staff: Staff; first: StaffView | undefined }): JSX.Element {
  const enter = (who: StaffView | undefined): void => {
    if (who) location.assign(at(homeOf(who.role)));
  };
  if (!first) {
    return (
      <>
        <p class="soft">{t(words.staffHow)}</p>
        <SignInForm staff={staff} onIn={enter} />
      </>
    );
  }
  const home = homeOf(first.role);
  const row = Object.values(PAGES).find(({ address }) => home.startsWith(address) && address !== '/');
  return (
    <>
      <p>{t(words.signedOn, { name: first.name })}</p>
      <a class="main button" href={at(home)} data-act="enter">
        {t(words.enter, { page: row ? t(row.title) : '' })}
      </a>
    </>
  );
}

function Door({ to, title }: { to: string; title: Words }): JSX.Element {
  return (
    <li>
      <a href={at(to)}>{t(title)}</a>
    </li>
  );
}

/** Pages that belong to a window: which one is picked from the plan, never typed into the address. */
function AtWindow({ rows }: { rows: PageRow[] }): JSX.Element | null {
  const windows = catalogue.value?.windows ?? [];
  const [picked, pick] = useState<string | undefined>(undefined);
  const window = picked ?? windows[0]?.code;
  if (window === undefined) return null;
  return (
    <>
      <label class="at-window">
        <span>{t(words.window)}</span>
        <select value={window} onChange={(event) => pick(event.currentTarget.value)}>
          {windows.map(({ code }) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </select>
      </label>
      <ul class="doors">
        {rows.map(({ address, title }) => (
          <Door key={address} to={address.replace(WINDOW, encodeURIComponent(window))} title={title} />
        ))}
      </ul>
    </>
  );
}
