// Which picture or film stands on a screen now: never while somebody is being called. Pure.
import type { MediumView } from './types.ts';

export const REST_MS = 10_000; // the screen's own content between two rounds, and after a call

/** What shows; nothing while a call stands, then for a while, and between two rounds. */
export class Slides {
  private since: number | undefined;
  private round = '';

  /** `busy`: somebody is being called; `now`: ms, never less than before. */
  show(media: readonly MediumView[], busy: boolean, now: number): MediumView | undefined {
    const round = media.map((each) => each.hash).join();
    if (busy || round !== this.round || this.since === undefined) this.since = now;
    this.round = round;
    if (busy) return undefined;
    const length = media.reduce((sum, each) => sum + each.seconds * 1000, REST_MS);
    let at = ((now - this.since) % length) - REST_MS;
    if (at < 0) return undefined;
    return media.find((each) => {
      at -= each.seconds * 1000;
      return at < 0;
    });
  }
}

/** Where things shall not move, films are left out: a picture says as much. */
export function still(media: readonly MediumView[], calm: boolean): readonly MediumView[] {
  return calm ? media.filter((each) => !each.film) : media;
}
