// The windows by area: who sits there, what they do and for how long;
// who is idle while somebody waits stands out.
import type { JSX } from 'preact';
import { catalogue } from '@lib/catalogue.ts';
import { clockFace, hallNow, second } from '@lib/clock.ts';
import { t } from '@lib/look.ts';
import { coded, filled } from '@lib/message.ts';
import type { WindowNow } from '@lib/types.ts';
import { common } from '@lib/words/common.ts';
import { now as words } from '@lib/words/now.ts';
import { windowStates } from '@lib/words/window-states.ts';
import type { Planning } from './alarms.tsx';
import { areasOf, isFolded, isIdle, minutesSince } from './glance.ts';

/** Hours and minutes: nobody reads 95 min at a glance. */
export function lasting(minutes: number): string {
  if (minutes < 60) return t(words.lasts, { n: minutes });
  return t(words.long, { h: Math.floor(minutes / 60), m: minutes % 60 });
}

export function WindowMap({
  windows,
  onWindow,
}: {
  windows: readonly WindowNow[];
  onWindow: Planning | undefined;
}): JSX.Element {
  second.value;
  const now = hallNow() ?? Date.now();
  return (
    <section class="window-map" aria-labelledby="window-map">
      <h3 id="window-map">{t(words.windows)}</h3>
      {areasOf(windows).map(({ zone, windows: own, staffed }) => (
        <details key={zone} open={!isFolded(windows)}>
          <summary>{t(words.zone, { zone: nameOf(zone), open: staffed, n: own.length })}</summary>
          <ul>
            {own.map((each) => (
              <Tile key={each.code} window={each} now={now} onWindow={onWindow} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function nameOf(zone: string): string {
  if (!zone) return t(words.elsewhere);
  return t(catalogue.value?.zones.find((each) => each.code === zone)?.name ?? filled(words.area, { zone }));
}

function Tile({
  window,
  now,
  onWindow,
}: {
  window: WindowNow;
  now: number;
  onWindow: Planning | undefined;
}): JSX.Element {
  const idle = isIdle(window, now);
  const minutes = minutesSince(window.since, now);
  const inside = (
    <>
      <b class="code">{window.code}</b>
      <span class="post">{window.staffer ? t(window.staffer) : t(words.nobody)}</span>
      <span class="state">
        {t(coded(windowStates, window.state, common.hall))}
        {minutes !== undefined && ` ${lasting(minutes)}`}
        {idle && <strong> · {t(words.idle)}</strong>}
        {window.until && ` · ${t(words.untilSaid, { at: clockFace(window.until) })}`}
      </span>
    </>
  );
  const wears = `tile ${window.state}${idle ? ' idle' : ''}`;
  return (
    <li data-window={window.code} data-state={window.state} data-idle={idle}>
      {onWindow ? (
        <button type="button" class={wears} onClick={() => onWindow(window.code)}>
          {inside}
        </button>
      ) : (
        <div class={wears}>{inside}</div>
      )}
    </li>
  );
}
