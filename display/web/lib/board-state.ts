// The board's state as a pure reducer: a snapshot, then deltas chained by `prev`; a gap gives undefined.
import type { BoardView, CallOnBoard, Delta, State, Waits, WindowOnBoard, WindowState } from './types.ts';

const AT_WINDOW = new Set(['called', 'serving']);
const OVER = new Set(['finished', 'missed']); // such a call stays in the list, as in a snapshot
const MOST_OVER = 40;

/** The state after a delta; the same one for an old delta; undefined when one before it is missing. */
export function apply(state: BoardView, delta: Delta): BoardView | undefined {
  if (delta.epoch !== state.epoch) return undefined;
  if (delta.seq <= state.seq) return state;
  if (delta.prev !== state.seq) return undefined;
  const next = { ...state, seq: delta.seq, now: delta.now };
  if (delta.kind.startsWith('window.')) return windowChanged(next, delta);
  return delta.kind.startsWith('ticket.') ? ticketMoved(next, delta) : next;
}

/** The state after several deltas; undefined at the first gap. */
export function applyAll(state: BoardView, deltas: Delta[]): BoardView | undefined {
  let now: BoardView | undefined = state;
  for (const delta of deltas) now = now && apply(now, delta);
  return now;
}

/** How many wait where: unsequenced, the last one wins. */
export function applyWaits(state: BoardView, waits: Waits): BoardView {
  return { ...state, lines: waits.lines, next: waits.next };
}

/** Whether a delta puts a call on the screens that visitors must see. */
export function isCall(delta: Delta): boolean {
  return delta.kind === 'ticket.called' || delta.kind === 'ticket.recalled';
}

function ticketMoved(state: BoardView, delta: Delta): BoardView {
  // empty fields may be left out of a delta
  const here = delta.window && delta.state && AT_WINDOW.has(delta.state);
  return here ? arrived(state, delta, delta.window as string) : left(state, delta);
}

function arrived(state: BoardView, delta: Delta, window: string): BoardView {
  const old = state.calls.find((call) => call.ticket === delta.ticket);
  const call: CallOnBoard = {
    seq: isCall(delta) || !old ? delta.seq : old.seq,
    ticket: delta.ticket as string,
    line: delta.line ?? old?.line ?? '',
    matter: delta.matter ?? old?.matter ?? '',
    window,
    at: isCall(delta) || !old ? delta.at : old.at,
    state: delta.state as State,
  };
  const others = state.calls.filter(
    (each) => each.ticket !== call.ticket && (each.window !== window || OVER.has(each.state)),
  );
  const calls = [call, ...others].sort((one, two) => two.seq - one.seq);
  const shown = delta.window_state ?? (delta.state as WindowState);
  return {
    ...state,
    calls,
    windows: state.windows.map((each) => {
      if (each.code === window) return { ...each, state: shown, ticket: call.ticket };
      return each.ticket === call.ticket ? freed(each, null) : each;
    }),
  };
}

/** A call is over; what happens to another matter on the same number does not touch it. */
function left(state: BoardView, delta: Delta): BoardView {
  const { ticket, matter } = delta;
  const gone = state.calls.find((each) => each.ticket === ticket && each.matter === (matter ?? each.matter));
  if (!gone) return state;
  const others = state.calls.filter((each) => each !== gone);
  const over = { ...gone, state: delta.state as State };
  const calls = OVER.has(over.state) ? fewest([over, ...others]) : others;
  const windows = state.windows.map((each) =>
    each.ticket === delta.ticket ? freed(each, each.code === delta.window ? delta.window_state : null) : each,
  );
  return { ...state, calls, windows };
}

/** The newest call first; of those that are over only so many. */
function fewest(calls: CallOnBoard[]): CallOnBoard[] {
  let over = 0;
  return calls
    .sort((one, two) => two.seq - one.seq)
    .filter((each) => !OVER.has(each.state) || ++over <= MOST_OVER);
}

function freed(window: WindowOnBoard, said: WindowState | null | undefined): WindowOnBoard {
  return { ...window, ticket: null, state: said ?? (AT_WINDOW.has(window.state) ? 'open' : window.state) };
}

function windowChanged(state: BoardView, delta: Delta): BoardView {
  const said: Record<string, WindowState> = {
    'window.opened': 'open',
    'window.paused': 'paused',
    'window.resumed': 'open',
    'window.working': 'working',
    'window.worked': 'open',
    'window.closed': 'closed',
  };
  const windows = state.windows.map((each): WindowOnBoard => {
    if (each.code !== delta.window) return each;
    const now = delta.window_state ?? said[delta.kind] ?? each.state;
    if (delta.kind === 'window.closed')
      return { ...each, state: now, ticket: null, staffer: null, letter: null };
    return {
      ...each,
      state: now,
      staffer: delta.staffer ?? each.staffer,
      letter: delta.letter ?? each.letter,
    };
  });
  return { ...state, windows };
}
