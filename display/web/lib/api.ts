// The hall's HTTP, as our pages speak it: one key per act, kept over retries; problems as sentences.

import { filled } from './message.ts';
import { abortAfter } from './patience.ts';
import { at } from './prefix.ts';
import type { Words } from './types.ts';
import { common } from './words/common.ts';

export type Headers = Record<string, string>;
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
type Query = Record<string, string | undefined>;

const BASE = at('/api/v1');
const RESTING = new Set([502, 503, 504]);
const FILE_MS = 120_000; // a film on a slow line
export const PATIENCE_MS = 4000; // a visitor is told within 5 s that the server is away

/** What is wrong with one field of a form or a file: `departments.short`. */
export interface FieldFault extends Words {
  field: string;
}

/**
 * What the hall refused, with its stable code, and words as any others:
 * another language says them anew by their sentence. `status` 0: the server is away.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly state: unknown;
  readonly faults: readonly FieldFault[];

  constructor(
    status: number,
    code: string,
    said: Words,
    state: unknown = null,
    faults: readonly FieldFault[] = [],
  ) {
    super(said.en);
    this.status = status;
    this.code = code;
    this.zh = said.zh;
    this.en = said.en;
    this.state = state;
    this.faults = faults;
    Object.assign(this, said);
  }
}

/** A key of 128 random bits; `randomUUID` exists only on https and localhost. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

export class Api {
  private readonly headers: () => Headers;
  private readonly fetch: Fetch;
  private readonly patience_ms: number;
  private readonly answer_ms: number;

  /** Hears every refusal, before whoever asked does. */
  onProblem: (problem: Problem) => void = () => {};

  /** It is asked again for `patience_ms`; one answer may take `answer_ms`, where that is longer. */
  constructor(
    headers: () => Headers,
    fetch: Fetch = (url, init) => globalThis.fetch(url, init),
    patience_ms = PATIENCE_MS,
    answer_ms = 0,
  ) {
    this.headers = headers;
    this.fetch = fetch;
    this.patience_ms = patience_ms;
    this.answer_ms = answer_ms;
  }

  /** Read. */
  async get<T>(path: string, query: Query = {}): Promise<T> {
    return (await this.ask('GET', path + written(query), {}, undefined)) as T;
  }

  /** Act, at most once per key; undefined for 204. */
  async post<T>(path: string, body: unknown = {}, key = newKey()): Promise<T | undefined> {
    return (await this.ask('POST', path, { 'Idempotency-Key': key }, body)) as T | undefined;
  }

  /** Send a file as it is, at most once per key. */
  async send<T>(path: string, file: Blob, key = newKey()): Promise<T | undefined> {
    return (await this.ask(
      'POST',
      path,
      { 'Idempotency-Key': key, 'Content-Type': 'application/octet-stream' },
      file,
    )) as T | undefined;
  }

  /** Act by DELETE, at most once per key. */
  async delete<T>(path: string, key = newKey()): Promise<T | undefined> {
    return (await this.ask('DELETE', path, { 'Idempotency-Key': key }, undefined)) as T | undefined;
  }

  /** Read a file. */
  async file(path: string): Promise<Blob> {
    const answer = await this.persist(BASE + path, { headers: this.headers() }, FILE_MS);
    if (!answer.ok) throw await this.refused(answer);
    return answer.blob();
  }

  private async ask(method: string, path: string, more: Headers, body: unknown): Promise<unknown> {
    const init: RequestInit = { method, headers: { Accept: 'application/json', ...this.headers(), ...more } };
    if (body instanceof Blob) init.body = body;
    else if (body !== undefined) {
      init.headers = { ...init.headers, 'Content-Type': 'application/json' };
      init.body = JSON.stringify(body);
    }
    const answer = await this.persist(BASE + path, init);
    if (answer.status === 204) return undefined;
    if (!answer.ok) throw await this.refused(answer);
    try {
      return await answer.json();
    } catch {
      throw away(); // the line broke within the answer
    }
  }

  private async refused(answer: Response): Promise<Problem> {
    const problem = await problemOf(answer);
    this.onProblem(problem);
    return problem;
  }

  /** Ask again, with the same key, while the network or the server rests; never longer than the patience. */
  private async persist(url: string, init: RequestInit, patience_ms = this.patience_ms): Promise<Response> {
    const until = performance.now() + patience_ms;
    for (let pause = 200; ; pause *= 2) {
      const answer = await this.once(url, init, Math.max(until - performance.now(), this.answer_ms));
      if (answer && !RESTING.has(answer.status)) return answer;
      if (performance.now() + pause >= until) {
        if (answer) return answer;
        throw away();
      }
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }

  private async once(url: string, init: RequestInit, left_ms: number): Promise<Response | undefined> {
    const signal = abortAfter(Math.max(Math.ceil(left_ms), 100));
    try {
      return await this.fetch(url, { ...init, signal });
    } catch {
      return undefined;
    }
  }
}

/** Whether asking again later may help: the server cannot be reached, or rests. */
export function rests(problem: Problem): boolean {
  return problem.status === 0 || RESTING.has(problem.status);
}

export const REST_MS = 5000;

/** The answer to what `ask` asks, however long the server is away or rests; other refusals are thrown. */
export async function untilAnswered<T>(ask: () => Promise<T>, rest_ms = REST_MS): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (failure) {
      if (!(failure instanceof Problem) || !rests(failure)) throw failure;
      await new Promise((resume) => setTimeout(resume, rest_ms));
    }
  }
}

export function away(): Problem {
  return new Problem(0, 'away', common.away);
}

async function problemOf(answer: Response): Promise<Problem> {
  const said = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const { zh, en, sentence, facts } = said;
  const whole = typeof zh === 'string' && typeof en === 'string';
  const words: Words = whole
    ? { zh, en, ...(sentence ? { sentence, facts } : {}) }
    : filled(common.answered, { n: answer.status });
  const code = typeof said.code === 'string' ? said.code : `http_${answer.status}`;
  const faults = Array.isArray(said.faults) ? (said.faults as FieldFault[]) : [];
  return new Problem(answer.status, code, words, said.state ?? null, faults);
}

function written(query: Query): string {
  const kept = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return kept.length ? `?${new URLSearchParams(kept)}` : '';
}
