"""Undo within the minute: a miss, a finish, a sign-off, a cancelled number; only by whose act it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hallserver.contract import TicketView, WindowView
from hallserver.core.errors import NotAllowed, NotFound, NothingToUndo, WindowBusy
from hallserver.core.events import (
    Event,
    TicketCancelled,
    TicketFinished,
    TicketMissed,
    TicketPlaced,
    TicketReopened,
)
from hallserver.core.language.why import Why
from hallserver.core.queue.tickets import AT_WINDOW, State
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.printing import spool
from hallserver.services.queue import raising, staff, visits
from hallserver.services.queue.stops import hold_others, release_others
from hallserver.services.queue.transitions import (
    facts_of,
    leave_window,
    move,
    place_facts,
    refuse_while_working,
    session_at,
    stop_at,
    stops_of,
    wrong_state,
)
from hallserver.store.joined import Stop, StopAtWindow
from hallserver.store.queue.undoable import ask_left, last_acts, last_of_window, was_called_after
from hallserver.views.queue.windows import window_view

_OF_A_CALL = (
    "window",
    "session",
    "called_at",
    "call_seq",
    "shown_at",
    "spoken_at",
    "recalled_at",
    "recall_seq",
)
_LEFT_AS = {TicketFinished.KIND: State.FINISHED, TicketCancelled.KIND: State.CANCELLED}


def undo_at_window(work: CommandContext, who: Principal, window: str) -> WindowView:
    """Take back the window's last act: the visitor is called or served again, or its staffer signed on again.

    Raises:
        NothingToUndo: nothing was done within the minute, or not by whoever sits here now.
        WindowBusy: another visitor is here already. WrongState, TooLate: the visit has gone on.
    """
    if window not in work.plan.windows:
        raise NotFound(what="window", name=window)
    left = ask_left(work.connection, window, work.day)
    session = session_at(work, window)
    within = timedelta(seconds=work.plan.rules.reopen_seconds)
    found = last_of_window(
        work.connection, window, session.id if session else None, left.first(), work.day, work.now, within
    )
    there = stop_at(work, window)
    if there is not None and found is not None and was_called_after(work.plan.rules, found, there):
        _put_back(work, who, there)
    _check_free(work, window)
    if found is None:
        raise NothingToUndo({"window": window})
    if found.session is not None:
        if work.day in work.plan.closed_days or found.actor != who.id:
            raise NothingToUndo({"window": window})
        wish = staff.SignOn(found.session.staffer, found.session.covers)
        return staff.sign_on(work, who, window, wish, undoes=found.session.id)
    if found.ticket is not None:
        undo(work, who, found.ticket)
    return window_view(work.connection, work.plan, window, work.now, work.log.head_seq)


def _put_back(work: CommandContext, who: Principal, stop: StopAtWindow) -> None:
    """The visitor whom the same key has called waits again, in the old place."""
    uncalled: dict[str, Any] = dict.fromkeys(_OF_A_CALL) | {"recalls": 0, "callable_at": work.now}
    back = move(work, stop, "put_back", **uncalled)
    leave_window(work, stop.window)
    work.publish(who, TicketReopened(**facts_of(back), **place_facts(back)))
    release_others(work, back)


def undo(work: CommandContext, who: Principal, ticket: int) -> TicketView:
    """Take back one's own last act on a ticket: missed → called, finished → serving, cancelled → waiting.

    Raises:
        NothingToUndo: there is none, or it is longer ago than a minute. NotAllowed: it was somebody else's.
        WindowBusy, WrongState, TooLate: window or visit are busy meanwhile, or it has been rated.
    """
    if not stops_of(work, ticket):
        raise NotFound(what="ticket", name=ticket)
    acts = last_acts(work.connection, ticket)
    if not acts or work.now - acts[0].at > timedelta(seconds=work.plan.rules.reopen_seconds):
        raise NothingToUndo({"ticket": ticket})
    if acts[0].actor != who.id:
        raise NotAllowed(Why("撤销他人的操作", "undo what somebody else did"))
    if acts[0].kind == TicketPlaced.KIND:
        raising.undo(work, who, acts)
        return visits.view(work, ticket)
    if acts[0].kind == TicketMissed.KIND:
        _call_again(work, who, acts[0])
    for act in reversed(acts):
        if act.kind != TicketMissed.KIND:
            _reopen(work, who, act)
    if acts[0].kind == TicketCancelled.KIND:
        _print_after_all(work, who, ticket)
    return visits.view(work, ticket)


def _reopen(work: CommandContext, who: Principal, act: Event) -> None:
    """Just the stop that the act ended, and only while it is as the act left it."""
    stop = _stop_of(work, act)
    if stop.state != _LEFT_AS[act.kind]:
        raise wrong_state(stop, "reopen")
    visits.reopen_stop(work, who, stop)


def _print_after_all(work: CommandContext, who: Principal, ticket: int) -> None:
    """The slip that the cancellation took out of the printer's line."""
    printer = spool.cancelled_at(work, ticket)
    if printer is not None:
        visits.reprint(work, who, ticket, printer, changed=True)


def _call_again(work: CommandContext, who: Principal, missed: Event) -> None:
    """The visitor is here after all: called again at the same window, as if the key had not been pressed."""
    stop = _stop_of(work, missed)
    if stop.state != State.MISSED or stop.window is None:
        raise wrong_state(stop, "unmiss")
    _check_free(work, stop.window)
    session = session_at(work, stop.window)
    if session is None or session.id != stop.session:
        raise NothingToUndo({"ticket": stop.ticket, "state": stop.state})
    if any(each.state in AT_WINDOW for each in stops_of(work, stop.ticket)):
        raise wrong_state(stop, "unmiss")
    stop = move(work, stop, "unmiss")
    work.publish(who, TicketReopened(**facts_of(stop), session=session.id, unmissed=missed.seq))
    hold_others(work, who, stop)


def _stop_of(work: CommandContext, event: Event) -> Stop:
    visit = stops_of(work, event.facts["ticket"])
    return next(each for each in visit if each.id == event.facts["stop"])


def _check_free(work: CommandContext, window: str) -> None:
    there = stop_at(work, window)
    if there is not None:
        state = {"window": window, "state": there.state, "number": there.number}
        raise WindowBusy(state, number=there.number)
    session = session_at(work, window)
    if session is not None:
        refuse_while_working(session)
