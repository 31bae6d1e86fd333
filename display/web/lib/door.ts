// How a page comes in: a one-time link becomes a device's
// token (kept on this machine) or a staff page's cookie.
import { signal } from '@preact/signals';
import { Api, type Headers, Problem } from './api.ts';
import { readFragment } from './fragment.ts';
import type { LinkView, LiveToken, Permission, StaffView, Words } from './types.ts';
import { accounts as words } from './words/accounts.ts';

export interface Pass {
  token: string;
  name: string | null;
  window: string | null;
  staffer: string | null;
}

export interface Entered {
  pass: Pass | undefined;
  link: LinkView | undefined;
  code: string | undefined;
  problem: Problem | undefined;
}

/** What a sign-in service has sent back; no code where it refused. */
export interface Back {
  state: string;
  code?: string;
}

const SLOW_MS = 30 * 60_000;
const GONE = new Set(['wrong_token', 'not_signed_on']);
const PAST_MS = 30_000; // the process that answers about the past starts with the first question

/** The API as nobody in particular. */
export const nobody = new Api(() => ({}));

/**
 * Take credentials out of the address at once, hand a link
 * in, remember a device's token under the page's name.
 */
export async function enter(page: string): Promise<Entered> {
  const { link: code, token, window } = readFragment(location.hash);
  if (code || token) history.replaceState(null, '', location.pathname + location.search);
  const entered: Entered = { pass: remembered(page), link: undefined, code, problem: undefined };
  if (token) entered.pass = remember(page, { token, name: null, window: window ?? null, staffer: null });
  if (!code) return entered;
  try {
    entered.link = await nobody.post<LinkView>('/links', { code });
    const { token: given, name, window: at, staffer } = entered.link as LinkView;
    if (given) entered.pass = remember(page, { token: given, name, window: at, staffer });
  } catch (failure) {
    entered.problem = failure as Problem;
  }
  return entered;
}

/** The API as this device. */
export function asDevice(token: string): Api {
  return new Api((): Headers => ({ Authorization: `Bearer ${token}` }));
}

/** The API as whoever is signed in by cookie; `me` gives the header token that every change needs. */
export class Staff {
  readonly api: Api = new Api(() => this.headers());
  /** The same for questions about the past. */
  readonly past: Api = new Api(() => this.headers(), undefined, undefined, PAST_MS);
  private header = '';
  private view: StaffView | undefined;

  /** Why nobody is signed in any more although somebody was, or came by a link that did not work. */
  readonly out = signal<Words | undefined>(undefined);

  /** What a sign-in service has sent back with this browser, until the form has handed it in. */
  back: Back | undefined;

  /** How often a request was refused because the account must do something first; the page asks what. */
  readonly owing = signal(0);

  constructor() {
    for (const api of [this.api, this.past])
      api.onProblem = ({ status, code }) => {
        if (this.view && status === 401 && GONE.has(code)) this.end(words.lost);
        if (this.view && !this.view.owes.length && code === 'account_owes') this.owing.value += 1;
      };
  }

  /** Come in by a link in the address, or by the cookie of before; undefined when nobody is signed in. */
  async comeIn(page: string): Promise<StaffView | undefined> {
    const { state, code } = readFragment(location.hash);
    if (state) {
      history.replaceState(null, '', location.pathname + location.search);
      this.back = { state, ...(code ? { code } : {}) };
    }
    const { problem } = await enter(page);
    if (problem) this.out.value = words.wrongLink;
    return this.me().catch(() => undefined);
  }

  /** Whoever was signed in is so no more; the sign-in form says why. */
  end(why: Words | undefined): void {
    this.view = undefined;
    this.out.value = why;
  }

  /**
   * Whether whoever is signed in has a permission: what
   * needs it is not shown to others, who would be refused.
   */
  may(permission: Permission): boolean {
    return this.view?.permissions.includes(permission) ?? false;
  }

  /** Whether rows of all departments come: a department's account has only its own. */
  get seesAll(): boolean {
    return this.view?.role !== 'department';
  }

  private headers(): Headers {
    return this.header ? { 'X-Hall-Token': this.header } : ({} as Headers);
  }

  /** Who is signed in; undefined when nobody is. */
  async me(): Promise<StaffView | undefined> {
    try {
      const view = await this.api.get<StaffView>('/me');
      this.header = view.header_token ?? this.header;
      this.view = view;
      this.out.value = undefined;
      return view;
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 401) return undefined;
      throw failure;
    }
  }

  /** The same for what takes minutes: it is waited for, never sent twice. */
  slow(): Api {
    return new Api(() => ({ 'X-Hall-Token': this.header }), undefined, SLOW_MS);
  }

  /** A one-use token for the socket. */
  async liveToken(): Promise<string> {
    return (await this.api.post<LiveToken>('/live-token'))?.token ?? '';
  }
}

export function forget(page: string): void {
  localStorage.removeItem(`hall.${page}`);
}

export function remember(page: string, pass: Pass): Pass {
  localStorage.setItem(`hall.${page}`, JSON.stringify(pass));
  return pass;
}

function remembered(page: string): Pass | undefined {
  try {
    return JSON.parse(localStorage.getItem(`hall.${page}`) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
