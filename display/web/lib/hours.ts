// Spans of the day in the hall's time, as a plan writes them:
// "08:00-12:00", and with a percentage "08:00-12:00=80". Pure.

const USUAL_PERCENT = 80;

/** Percent of loudness at `face` ("10:41"): the first span that fits. */
export function volumeAt(spans: string[], face: string): number {
  for (const each of spans) {
    const [span = '', percent = ''] = each.split('=');
    if (within([span], face)) return Number(percent);
  }
  return USUAL_PERCENT;
}

/** Whether `face` lies in one of the spans; the end does not belong to it. */
export function within(spans: string[], face: string): boolean {
  return spans.some((each) => {
    const [from = '', to = ''] = each.split('-');
    return from <= face && face < to;
  });
}
