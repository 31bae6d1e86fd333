"""The public stream and the staff stream: which events each gets, as its own chain through the one log."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from hallserver.contract import Delta, Words
from hallserver.core.events import (
    PUBLIC_KINDS,
    STAFF_KINDS,
    Event,
    Facts,
    StopFacts,
    TicketCalled,
    TicketRecalled,
    TicketStarted,
    TicketTransferred,
    WindowClosed,
    WindowOpened,
    WindowPaused,
    WindowResumed,
    WindowWorked,
    WindowWorking,
    fact,
    facts_of,
)
from hallserver.core.queue.tickets import WindowState

STREAMS: dict[str, frozenset[str]] = {"public": PUBLIC_KINDS, "staff": PUBLIC_KINDS | STAFF_KINDS}

_AT_WINDOW: dict[type[Facts], WindowState] = {
    TicketCalled: WindowState.CALLED,
    TicketRecalled: WindowState.CALLED,
    TicketStarted: WindowState.SERVING,
}
_OF_WINDOW: dict[type[Facts], WindowState] = {
    WindowOpened: WindowState.OPEN,
    WindowPaused: WindowState.PAUSED,
    WindowResumed: WindowState.OPEN,
    WindowWorking: WindowState.WORKING,
    WindowWorked: WindowState.OPEN,
    WindowClosed: WindowState.CLOSED,
}


def delta_of(event: Event, prev: int, epoch: str, now: datetime) -> Delta:
    """Return an event's delta for a stream: a whitelist; no visitor names, no class, no free text."""
    told = facts_of(event)
    delta = Delta(epoch, event.seq, prev, now, event.kind, event.at)
    if isinstance(told, StopFacts):
        source = told.source if isinstance(told, TicketTransferred) else None
        return replace(
            delta,
            ticket=told.number,
            line=told.line,
            matter=told.matter,
            window=told.window or source,
            state=told.state,
            window_state=_AT_WINDOW.get(type(told)) or fact(told, "window_state"),
        )
    if type(told) in _OF_WINDOW:
        opened = told if isinstance(told, WindowOpened) else None
        return replace(
            delta,
            window=fact(told, "window"),
            window_state=fact(told, "window_state") or _OF_WINDOW[type(told)],
            staffer=Words(opened.name["zh"], opened.name["en"]) if opened else None,
            letter=opened.letter if opened else None,
        )
    return replace(
        delta,
        ticket=fact(told, "number"),
        window=fact(told, "window"),
        printer=fact(told, "printer"),
        state=fact(told, "state"),
        detail=fact(told, "detail"),
    )
