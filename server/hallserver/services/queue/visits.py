"""The visitor's commands: cancel a number, return, ask for more time, reprint, rate; and reopen a service."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select, text
from sqlalchemy.exc import IntegrityError

from hallserver.contract import PrintView, TicketView
from hallserver.core.errors import NotAllowed, NotFound, RatedAlready, TooLate, WindowBusy
from hallserver.core.events import (
    RatingGiven,
    SlipQueued,
    TicketCancelled,
    TicketReopened,
    TicketReturned,
    TicketVoided,
)
from hallserver.core.language.words import Words
from hallserver.core.queue.tickets import AT_WINDOW, ENDED, MOVES, Held, State
from hallserver.core.rights import Principal
from hallserver.services.casework import case_handling
from hallserver.services.context import CommandContext
from hallserver.services.printing import spool
from hallserver.services.queue import numbers, record
from hallserver.services.queue.stops import hold, hold_others, release_others, settle
from hallserver.services.queue.transitions import (
    facts_of,
    move,
    place_facts,
    refuse_while_working,
    session_at,
    stop_at,
    stop_of,
    stops_of,
    wrong_state,
)
from hallserver.services.supervision import rectify
from hallserver.store.joined import PlaceRow, Stop
from hallserver.store.prepared import Prepared
from hallserver.store.schema import ratings, stops
from hallserver.views.hall import floor
from hallserver.views.queue import visits as visit_views

RETURNS_BEHIND = "back:"  # a missed policy such as “back:3”: behind the third stop that waits

_NTH = Prepared(
    select(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"), stops.c.tier > 0)
    .order_by(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .limit(1)
    .offset(bindparam("n")),
    PlaceRow,
)


def check_own(work: CommandContext, who: Principal, ticket: int) -> None:
    """Refuse a kiosk that would change a number which another device gave."""
    if who.role == "kiosk" and visit_views.device_of(work.connection, ticket) != who.name:
        raise NotAllowed(permission="a number given elsewhere")


def cancel(work: CommandContext, who: Principal, ticket: int) -> TicketView:
    """Cancel a number with all its stops before it is called.

    Raises:
        WrongState: a stop is at a window, or all have ended. NotAllowed: another kiosk issued it.
    """
    check_own(work, who, ticket)
    visit = stops_of(work, ticket)
    live = [stop for stop in visit if stop.state in MOVES["cancel"].source]
    busy = next((stop for stop in visit if stop.state in AT_WINDOW), None)
    if busy is not None or not live:
        raise wrong_state(busy or visit[0], "cancel")
    for stop in live:
        gone = move(work, stop, "cancel", ended_at=work.now)
        work.publish(who, TicketCancelled(**facts_of(gone), was=stop.state))
    spool.cancel(work, ticket)
    return view(work, ticket)


def come_back(work: CommandContext, who: Principal, ticket: int) -> TicketView:
    """Rejoin the line after a missed call, by the line's policy: keep, back:N or void."""
    stop = stop_of(work, ticket, "return")
    policy = work.plan.rules.of_line(stop.line).missed
    if stop.state != State.MISSED:
        raise wrong_state(stop, "return")
    if policy == "void":
        stop = move(work, stop, "void", ended_at=work.now)
        work.publish(who, TicketVoided(**facts_of(stop), policy=policy))
        release_others(work, stop)
        return view(work, ticket)
    placed = _place_behind(work, stop, int(policy.removeprefix(RETURNS_BEHIND))) if policy != "keep" else {}
    stop = move(work, stop, "return", window=None, session=None, callable_at=work.now, **placed)
    work.publish(who, TicketReturned(**facts_of(stop), policy=policy, **place_facts(stop)))
    settle(work, who, stop)
    return view(work, ticket)


def ask_for_time(work: CommandContext, who: Principal, ticket: int) -> TicketView:
    """Postpone the call, once, by the minutes that the line allows; the place stays.

    Raises:
        WrongState: the stop is not waiting. TooLate: used before, or the line offers no extra time.
    """
    stop = stop_of(work, ticket, "hold")
    if stop.state != State.WAITING:
        raise wrong_state(stop, "hold")
    minutes = work.plan.rules.of_line(stop.line).more_time_minutes
    if stop.more_time or not minutes:
        why = (
            ("已申请过一次", "it was asked for once already")
            if minutes
            else ("本队列不提供", "this line does not offer it")
        )
        raise _too_late(stop, ("推迟叫号", "put off"), why)
    stop = hold(work, who, stop, Held.MORE_TIME, work.now + timedelta(minutes=minutes), more_time=1)
    return view(work, ticket)


def reopen(work: CommandContext, who: Principal, ticket: int) -> TicketView:
    """Undo an end within the minute: a finished service goes on at its window, other stops wait in place."""
    ended = [stop for stop in stops_of(work, ticket) if stop.state in ENDED]
    if not ended:
        raise wrong_state(stop_of(work, ticket), "reopen")
    reopen_stop(work, who, max(ended, key=_ended_at))
    return view(work, ticket)


def reopen_stop(work: CommandContext, who: Principal, stop: Stop) -> None:
    """Undo the end of one stop.

    Raises:
        TooLate: a minute has passed, the day has been closed, or it has gone on. WindowBusy, WrongState,
            DuplicateTicket: window, visit or person are busy meanwhile.
    """
    if stop.day in work.plan.closed_days:
        raise _too_late(stop, ("恢复", "reopened"), ("今日已结束", "the day has been closed"))
    if work.now - _ended_at(stop) > timedelta(seconds=work.plan.rules.reopen_seconds) or stop.day != work.day:
        seconds = work.plan.rules.reopen_seconds
        why = (f"已超过 {seconds} 秒", f"more than {seconds} s have passed")
        raise _too_late(stop, ("恢复", "reopened"), why)
    _check_alone(work, stop)
    if stop.state == State.FINISHED:
        _go_on(work, who, stop)
    else:
        stop = move(work, stop, "revive", ended_at=None, window=None, session=None, callable_at=work.now)
        work.publish(who, TicketReopened(**facts_of(stop), **place_facts(stop)))
        settle(work, who, stop)


def _check_alone(work: CommandContext, stop: Stop) -> None:
    """Refuse to reopen when the visitor has since taken another number for the same case or matter."""
    if stop.case_number:
        case_handling.check_alone(work, stop.case_number)
    if stop.identity:
        numbers.check_alone(work, stop.identity, stop.matter)


def _go_on(work: CommandContext, who: Principal, stop: Stop) -> None:
    """Reopen a finished service; its record is kept but not counted, the next record covers the whole."""
    if visit_views.is_rated(work.connection, stop.id):
        raise _too_late(stop, ("恢复", "reopened"), ("已评价", "it has been rated"))
    window = stop.window or ""
    session = session_at(work, window)
    there = stop_at(work, window)
    if session is None or session.id != stop.session or (who.window and who.window != stop.window):
        why = ("当时的窗口人员已离岗", "whoever served has left the window")
        raise _too_late(stop, ("恢复", "reopened"), why)
    if there is not None:
        raise WindowBusy(
            {"window": window, "state": there.state, "number": there.number}, number=there.number
        )
    refuse_while_working(session)
    if any(each.state in AT_WINDOW for each in stops_of(work, stop.ticket)):
        raise wrong_state(stop, "reopen")
    if not case_handling.take_back(work, who, stop):
        raise _too_late(stop, ("恢复", "reopened"), ("办件已有后续办理", "its case has gone on"))
    record.exclude(work, stop, "reopened")
    stop = move(work, stop, "reopen", ended_at=None, outcome=None)
    work.publish(
        who,
        TicketReopened(
            **facts_of(stop), excluded={"part": stop.parts, "why": "reopened"}, session=session.id
        ),
    )
    hold_others(work, who, stop)


def reprint(
    work: CommandContext,
    who: Principal,
    ticket: int,
    printer: str | None,
    *,
    materials: bool = False,
    changed: bool = False,
) -> PrintView:
    """Queue a new, marked copy of a live ticket's slip; on request with its list of materials.

    Args:
        work: the command.
        who: asks for it.
        ticket: its id.
        printer: None for that of whoever asks.
        materials: with the list of what to bring.
        changed: the number is for other matters now; this is not the one copy that a visitor may have.
    """
    stop = stop_of(work, ticket)
    if stop.state not in {State.WAITING, State.HELD, State.CALLED, State.MISSED, State.PARKED}:
        raise wrong_state(stop, "reprint")
    asked = "visitor" if who.role in {"kiosk", "follower"} and not changed else "staff"
    job = spool.queue_again(
        work, ticket, numbers.printer_for(work, who, printer), asked=asked, with_list=materials
    )
    work.publish(who, SlipQueued(**facts_of(stop), printer=job.printer))
    return job


def rate(work: CommandContext, who: Principal, ticket: int, level: int, reasons: tuple[str, ...]) -> None:
    """Rate a finished service, once; of several stops, the one that ended last.

    At a window only the visitor who was served last may rate; otherwise a rating pad could rate every service
    of its window by counting up ids.

    Raises:
        WrongState: before the service is finished. RatedAlready: the second time. NotFound: not served at the
            rater's window. TooLate: the rater's window has served another visitor since, or it is too long ago.
    """
    finished = [stop for stop in stops_of(work, ticket) if stop.state == State.FINISHED]
    if not finished:
        raise wrong_state(stop_of(work, ticket), "rate")
    here = [stop for stop in finished if not who.window or stop.window == who.window]
    if not here:
        raise NotFound(what="ticket", name=ticket)
    stop = max(here, key=_ended_at)
    if who.window and stop.id != floor.newest_served(work.connection, who.window, work.now):
        why = (
            "窗口已办结下一位，或已超过 3 分钟",
            "somebody else has been served since, or 3 min have passed",
        )
        raise _too_late(stop, ("在窗口评价", "rated at the window"), why)
    row = {"stop": stop.id, "level": level, "reasons": list(reasons), "at": work.now, "device": who.name}
    try:
        work.connection.execute(insert(ratings), row)
    except IntegrityError as twice:
        raise RatedAlready({"ticket": ticket}) from twice
    work.publish(who, RatingGiven(ticket=ticket, stop=stop.id, level=level))
    rectify.open_for(work, who, stop.id, level)


def view(work: CommandContext, ticket: int) -> TicketView:
    """Return the ticket as it is after the command."""
    return visit_views.ticket_view(work.connection, work.plan, ticket, work.now)


def _ended_at(stop: Stop) -> datetime:
    if stop.ended_at is None:  # pragma: no cover - called for ended stops only
        raise ValueError(f"{stop.number} has not ended")
    return stop.ended_at


def _too_late(stop: Stop, move_words: tuple[str, str], why: tuple[str, str]) -> TooLate:
    return TooLate(
        {"ticket": stop.ticket, "number": stop.number, "state": stop.state},
        number=stop.number,
        move=Words(*move_words),
        why=Words(*why),
    )


def _place_behind(work: CommandContext, stop: Stop, n: int) -> dict[str, object]:
    behind = _NTH.run(work.connection, {"line": stop.line, "n": n - 1}).one_or_none()
    at = behind.effective_at if behind else work.now
    return {"tier": max(stop.tier, 1), "effective_at": at, "seq": work.log.head_seq + 1}
