// A time that was typed as hall time, whatever zone the browser is in.

/** `2026-03-02T09:30` in the hall's zone as an instant, ISO 8601 in UTC. */
export function hallInstant(typed: string, zone: string): string {
  const asUtc = Date.parse(`${typed}:00Z`);
  const away = shownIn(zone, asUtc) - asUtc;
  return new Date(asUtc - away).toISOString();
}

/** What the clocks of a zone show at an instant, read as if it were UTC. */
function shownIn(zone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  const of = (type: string): string => parts.find((each) => each.type === type)?.value ?? '00';
  return Date.parse(
    `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}Z`,
  );
}
