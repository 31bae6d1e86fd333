// What stands behind the # of an address: a one-time link, a token, or a visitor's own follow token.

export interface Fragment {
  link?: string;
  token?: string;
  window?: string;
  follow?: string;
}

/** `#link=…`, `#token=…&window=3`, or a bare follow token. */
export function readFragment(hash: string): Fragment {
  const text = hash.replace(/^#/, '');
  if (!text) return {};
  if (!text.includes('=')) return { follow: decodeURIComponent(text) };
  const said = new URLSearchParams(text);
  const found: Fragment = {};
  for (const name of ['link', 'token', 'window', 'follow'] as const) {
    const value = said.get(name);
    if (value) found[name] = value;
  }
  return found;
}
