// What stands behind the # of an address: a one-time link, a token, a visitor's
// own follow token, or what a sign-in service has sent back.

export interface Fragment {
  link?: string;
  token?: string;
  window?: string;
  follow?: string;
  state?: string;
  code?: string;
}

/** `#link=…`, `#token=…&window=3`, `#state=…&code=…`, or a bare follow token. */
export function readFragment(hash: string): Fragment {
  const text = hash.replace(/^#/, '');
  if (!text) return {};
  if (!text.includes('=')) return { follow: decodeURIComponent(text) };
  const said = new URLSearchParams(text);
  const found: Fragment = {};
  for (const name of ['link', 'token', 'window', 'follow', 'state', 'code'] as const) {
    const value = said.get(name);
    if (value) found[name] = value;
  }
  return found;
}
