// The guide desk's frame: who rings, then three things to do: a number, a ticket, a concern.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Api } from '@lib/api.ts';
import { clockFace, hallNow, second } from '@lib/clock.ts';
import { minutesAndSeconds } from '@lib/durations.ts';
import { CallForAid, Emergencies } from '@lib/emergency.tsx';
import type { Floor } from '@lib/floor.ts';
import type { HallAlarms } from '@lib/hall-alarms.ts';
import type { Live } from '@lib/live.ts';
import { t } from '@lib/look.ts';
import { Messages } from '@lib/messages.tsx';
import { HallClock, LangSwitch, StaleBand } from '@lib/parts.tsx';
import type { HelpView } from '@lib/types.ts';
import { guide as words } from '@lib/words/guide.ts';
import { messages as messageWords } from '@lib/words/messages.ts';
import { Alarms } from './alarms.tsx';
import type { Bell } from './bell.ts';
import { Concern } from './concern.tsx';
import { Issue } from './issue.tsx';
import { Numbers } from './numbers.tsx';
import { Look } from './ticket.tsx';

type Tab = 'issue' | 'ticket' | 'list' | 'concern' | 'messages';
const TABS: Tab[] = ['issue', 'ticket', 'list', 'concern', 'messages'];
const tab = signal<Tab>('issue');
const opened = signal(''); // the number that was chosen from the list

function openNumber(number: string): void {
  opened.value = number;
  tab.value = 'ticket';
}

/** What could not be done, of the number that is looked at. */
function takeDown(number: string): void {
  opened.value = number;
  tab.value = 'concern';
}

interface Wishes {
  api: Api;
  live: Live;
  bell: Bell;
  floor: Floor;
  alarms: HallAlarms;
}

export function Guide({ api, live, bell, floor, alarms }: Wishes): JSX.Element {
  return (
    <div class="guide">
      <StaleBand live={live} />
      <header>
        <h1>{t(words.title)}</h1>
        <nav aria-label={t(words.title)}>
          {TABS.map((each) => (
            <button
              type="button"
              key={each}
              data-tab={each}
              aria-pressed={tab.value === each}
              onClick={() => {
                opened.value = '';
                tab.value = each;
              }}
            >
              {each === 'messages' ? unreadOf(floor) : t(words[each])}
            </button>
          ))}
        </nav>
        <CallForAid floor={floor} />
        <HallClock />
        <LangSwitch />
      </header>
      <Emergencies floor={floor} />
      <Rings bell={bell} />
      <Alarms hall={alarms} />
      <main>
        {tab.value === 'issue' && (
          <Issue api={api} away={live.fresh.value === 'stale' || live.fresh.value === 'old'} />
        )}
        {tab.value === 'ticket' && <Look api={api} number={opened.value} onConcern={takeDown} />}
        {tab.value === 'list' && <Numbers api={api} onOpen={openNumber} />}
        {tab.value === 'messages' && <Messages floor={floor} />}
        {tab.value === 'concern' && <Concern api={api} number={opened.value} />}
      </main>
    </div>
  );
}

function unreadOf(floor: Floor): string {
  const n = floor.unread.value;
  return n ? t(messageWords.unread, { n }) : t(messageWords.title);
}

function Rings({ bell }: { bell: Bell }): JSX.Element {
  return (
    <div class="rings" role="alert">
      {bell.helps.value.map((each) => (
        <Ring key={each.id} help={each} bell={bell} />
      ))}
    </div>
  );
}

function Ring({ help, bell }: { help: HelpView; bell: Bell }): JSX.Element {
  second.value;
  const now = hallNow();
  const since = now === undefined ? 0 : now - Date.parse(help.asked_at);
  return (
    <p class="ring" data-testid="ring" data-place={help.place}>
      <b>{t(words.rings, { place: help.place })}</b>
      <span>
        {clockFace(help.asked_at)} · {t(words.since, { n: minutesAndSeconds(since) })}
      </span>
      <button type="button" class="main" data-act="answer" onClick={() => void bell.answer(help)}>
        {t(words.going)}
      </button>
    </p>
  );
}
