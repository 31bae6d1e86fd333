// What is wrong in the hall and is the guide desk's to act on: one sentence each, until somebody goes.
import type { JSX } from 'preact';
import { clockFace } from '@lib/clock.ts';
import type { HallAlarms } from '@lib/hall-alarms.ts';
import { t } from '@lib/look.ts';
import { guide as words } from '@lib/words/guide.ts';
import { now } from '@lib/words/now.ts';

const SHOWN = 2; // the gravest; a desk that serves visitors needs its screen
const AWAY_MINUTES = 30;

export function Alarms({ hall }: { hall: HallAlarms }): JSX.Element {
  const alarms = hall.alarms.value;
  return (
    <div class="hall-alarms" role="status" aria-label={t(now.alarms)} data-testid="alarms">
      {alarms.slice(0, SHOWN).map((each) => (
        <p class={`told ${each.gravity}`} key={each.id} data-alarm={each.kind} data-subject={each.subject}>
          <b>{t(each.words)}</b>
          <span>{t(now.since, { at: clockFace(each.since) })}</span>
          <button
            type="button"
            data-act="take"
            onClick={() => void hall.take(each, t(words.title), AWAY_MINUTES)}
          >
            {t(now.take)}
          </button>
        </p>
      ))}
      {alarms.length > SHOWN && <p class="soft">{t(now.more, { n: alarms.length - SHOWN })}</p>}
    </div>
  );
}
