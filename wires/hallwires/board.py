"""The board as a client of the public stream keeps it: a snapshot, then deltas chained by `prev`; a gap gives None."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

AT_WINDOW = frozenset({"called", "serving"})
_CALLS = frozenset({"ticket.called", "ticket.recalled"})
_SAID = {
    "window.opened": "open",
    "window.paused": "paused",
    "window.resumed": "open",
    "window.working": "working",
    "window.worked": "open",
    "window.closed": "closed",
}


class Call(msgspec.Struct, frozen=True):
    """A number at a window; `seq` is that of the call or of its newest recall."""

    seq: int
    ticket: str
    matter: str
    window: str
    at: datetime
    state: str


class Window(msgspec.Struct, frozen=True):
    """A window as the public sees it: closed, open, paused, working, called or serving."""

    code: str
    zone: str
    state: str
    ticket: str | None = None


class Board(msgspec.Struct, frozen=True):
    """What the server said, up to `seq`."""

    epoch: str
    seq: int
    build: str
    calls: tuple[Call, ...]
    windows: tuple[Window, ...]


class Delta(msgspec.Struct, frozen=True):
    """One change; empty fields are left out on the wire."""

    epoch: str
    seq: int
    prev: int
    kind: str
    at: datetime
    ticket: str | None = None
    matter: str | None = None
    window: str | None = None
    state: str | None = None
    window_state: str | None = None


def apply(board: Board, delta: Delta) -> Board | None:
    """Return the board after a delta, the same one for an old delta, None when one before it is missing."""
    if delta.epoch != board.epoch:
        return None
    if delta.seq <= board.seq:
        return board
    if delta.prev != board.seq:
        return None
    after = replace(board, seq=delta.seq)
    if delta.kind.startswith("window."):
        return _window_changed(after, delta)
    if not delta.kind.startswith("ticket."):
        return after
    return _arrived(after, delta) if _is_here(delta) else _left(after, delta)


def _is_here(delta: Delta) -> bool:
    return delta.ticket is not None and delta.window is not None and delta.state in AT_WINDOW


def _arrived(board: Board, delta: Delta) -> Board:
    ticket, window, state = delta.ticket or "", delta.window or "", delta.state or ""
    old = next((each for each in board.calls if each.ticket == ticket), None)
    anew = old is None or delta.kind in _CALLS
    matter = delta.matter or (old.matter if old else "")
    call = Call(
        delta.seq if anew or old is None else old.seq,
        ticket,
        matter,
        window,
        delta.at if anew or old is None else old.at,
        state,
    )
    others = [each for each in board.calls if ticket != each.ticket and window != each.window]
    windows = tuple(
        replace(each, state=delta.window_state or state, ticket=ticket)
        if each.code == window
        else _freed(each, None)
        if each.ticket == ticket
        else each
        for each in board.windows
    )
    calls = tuple(sorted((call, *others), key=lambda each: -each.seq))
    return replace(board, calls=calls, windows=windows)


def _left(board: Board, delta: Delta) -> Board:
    """End a call; what happens to another matter on the same number does not touch it."""
    gone = next(
        (
            each
            for each in board.calls
            if each.ticket == delta.ticket and each.matter == (delta.matter or each.matter)
        ),
        None,
    )
    if gone is None:
        return board
    windows = tuple(
        _freed(each, delta.window_state if each.code == delta.window else None)
        if each.ticket == delta.ticket
        else each
        for each in board.windows
    )
    return replace(board, calls=tuple(each for each in board.calls if each is not gone), windows=windows)


def _freed(window: Window, said: str | None) -> Window:
    usual = "open" if window.state in AT_WINDOW else window.state
    return replace(window, ticket=None, state=said or usual)


def _window_changed(board: Board, delta: Delta) -> Board:
    windows = []
    for each in board.windows:
        now = delta.window_state or _SAID.get(delta.kind) or each.state
        changed = replace(each, state=now, ticket=None if now == "closed" else each.ticket)
        windows.append(changed if each.code == delta.window else each)
    return replace(board, windows=tuple(windows))
