// Where the hall lives at its address: '' at the top, '/hall' behind
// a proxy that gives it a path; the server says so in the page.

const said = typeof document === 'undefined' ? undefined : document.documentElement.dataset.prefix;

export const prefix = said ?? '';

/** An address of the hall as the browser reaches it. */
export function at(path: string): string {
  return prefix + path;
}

/** The parts of this page's own address below the hall: ['panel', '3']. */
export function ownPath(): string[] {
  return location.pathname.slice(prefix.length).split('/').filter(Boolean).map(decodeURIComponent);
}
