"""Windows: sign on and off; next, call, recall, start, finish, miss, park, bring back, transfer, pause, resume."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response
from msgspec import structs

from hallserver.contract import Done, NextAnswer, TargetsView, WaitingView, WindowView
from hallserver.contract.requests import (
    CallBody,
    FinishBody,
    ParkBody,
    PauseBody,
    PinBody,
    SignOnBody,
    TicketBody,
    TransferBody,
    WorkBody,
    WorkDoneBody,
)
from hallserver.core.errors import (
    NotAllowed,
    NotFound,
    WrongPin,
)
from hallserver.core.language.why import Why
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.people import devices
from hallserver.services.queue import desk_work, record, staff, undoing, windows
from hallserver.store import queries
from hallserver.views.queue.waiting import targets_view, waiting_view
from hallserver.views.queue.windows import window_view
from hallserver.web.door import Act, Call, route
from hallserver.web.routes.access import pins
from hallserver.web.routes.queue.lobby import told_at

ONE = "/windows/{window}"


@route("GET", ONE, permission="window.read", response=WindowView)
def read_window(call: Call) -> WindowView:
    """Return a window's state."""
    code = _own(call)
    if code not in call.hall.plan.windows:
        raise NotFound(what="window", name=code)
    with call.hall.reading() as connection:
        seq = queries.head_seq(connection)
        view = window_view(connection, call.hall.plan, code, call.now, seq)
    return _for(call.who, view)


def _for(who: Principal, view: WindowView) -> WindowView:
    """Leave out what is not the caller's: codes are for the clerk who gives them, remarks for no screen that others read."""
    if who.role == "window":
        return view
    ticket = view.ticket
    if ticket is not None and who.role == "display":
        ticket = structs.replace(ticket, comment=None, reason=None, case=None, papers=())
    return structs.replace(view, asked=None, accepted=None, ticket=ticket)


@route("GET", f"{ONE}/waiting", permission="window.list", response=WaitingView)
def read_waiting(call: Call) -> WaitingView:
    """List who waits for the window, in the order of their places, and whose service is interrupted anywhere."""
    code = _own(call)
    if code not in call.hall.plan.windows:
        raise NotFound(what="window", name=code)
    with call.hall.reading() as connection:
        return waiting_view(connection, call.hall.plan, code, call.now)


@route("GET", "/targets", permission="window.list", response=TargetsView)
def read_targets(call: Call) -> Response:
    """List where a visitor may be sent: lines with their waits, open windows with who sits there."""

    def told() -> TargetsView:
        with call.hall.reading() as connection:
            return targets_view(connection, call.hall.plan, call.now)

    return call.hall.shared.respond(call.request, "targets", told_at(call), told)


@route(
    "POST",
    f"{ONE}/session",
    permission="window.act",
    body=SignOnBody,
    response=WindowView,
)
def sign_on(call: Call) -> Act:
    """Sign a staffer on at this window."""
    code, body = _own(call), call.body
    seen = pins.check_staffer(call, code, body.staffer, body.pin)

    def command(work: CommandContext) -> WindowView:
        row = queries.staffer(work.connection, body.staffer)
        if row is None:
            raise WrongPin
        staff.check_same_pin(row, seen)
        return staff.sign_on(work, call.who, code, staff.SignOn(body.staffer, body.covers))

    return Act(command)


@route("DELETE", f"{ONE}/session", permission="window.act", response=WindowView)
def sign_off(call: Call) -> Act:
    """Sign off; the window closes."""
    return Act(partial(staff.sign_off, who=call.who, window=_own(call)))


@route("POST", f"{ONE}/pin", permission="window.act", body=PinBody, response=Done)
def first_pin(call: Call) -> Act:
    """Set a staffer's first PIN, with the one-time code of a link."""
    code = _own(call)
    hashed = call.hall.hash_at_windows(pins.hash_pin, call.body.pin)

    def command(work: CommandContext) -> None:
        staffer = devices.may_set_pin(work.connection, call.body.code, code, work.now)
        staff.set_pin(work, call.who, staffer, hashed)

    return Act(command)


@route("POST", f"{ONE}/next", permission="window.act", response=NextAnswer)
def call_next(call: Call) -> Act:
    """Call the next visitor; 204 when nobody waits."""
    return Act(partial(windows.call_next, who=call.who, window=_own(call)))


@route("POST", f"{ONE}/call", permission="call.select", body=CallBody, response=NextAnswer)
def call_selected(call: Call) -> Act:
    """Call one ticket out of turn, with a reason; it is listed for supervision."""
    body = call.body
    return Act(
        partial(
            windows.call_selected, who=call.who, window=_own(call), ticket=body.ticket, reason=body.reason
        )
    )


@route("POST", f"{ONE}/recall", permission="window.act", response=WindowView)
def recall(call: Call) -> Act:
    """Show and speak the call again."""
    return _act(call, windows.recall)


@route("POST", f"{ONE}/start", permission="window.act", response=WindowView)
def start(call: Call) -> Act:
    """Start the service: the visitor is here."""
    return _act(call, windows.start)


@route(
    "POST",
    f"{ONE}/finish",
    permission="window.act",
    body=FinishBody,
    response=WindowView,
)
def finish(call: Call) -> Act:
    """End the service with its outcome."""
    said = structs.asdict(call.body)
    end = record.End(
        said["outcome"],
        said["promised_until"],
        said["reason"],
        fee_fen=said["fee"],
        note=said["note"],
        fee_reason=said["fee_reason"],
        case=said["case"],
        papers=said["papers"],
        quantity=said["quantity"],
    )
    return _act(call, windows.finish, end=end)


@route("POST", f"{ONE}/miss", permission="window.act", response=WindowView)
def miss(call: Call) -> Act:
    """Mark the called visitor as missed."""
    return _act(call, windows.miss)


@route("POST", f"{ONE}/undo", permission="window.act", response=WindowView)
def undo(call: Call) -> Act:
    """Take back the window's last act within the minute: a miss, a finish, a sign-off."""
    return _act(call, undoing.undo_at_window)


@route("POST", f"{ONE}/park", permission="window.act", body=ParkBody, response=WindowView)
def park(call: Call) -> Act:
    """Interrupt the service."""
    return _act(call, windows.park, reason=call.body.reason, minutes=call.body.minutes)


@route("POST", f"{ONE}/bring-back", permission="window.act", body=TicketBody, response=WindowView)
def bring_back(call: Call) -> Act:
    """Call a parked ticket again."""
    return _act(call, windows.bring_back, ticket=call.body.ticket)


@route("POST", f"{ONE}/transfer", permission="window.act", body=TransferBody, response=WindowView)
def transfer(call: Call) -> Act:
    """Send the visitor on to a line, a window or a person."""
    body = call.body
    if body.position == "first" and not call.who.may("call.select"):
        raise NotAllowed(permission="call.select")
    target = windows.Target(
        body.to.line, body.to.window, body.to.staffer, body.position, body.comment, body.come_back
    )
    return _act(call, windows.transfer, target=target)


@route("POST", f"{ONE}/pause", permission="window.act", body=PauseBody, response=WindowView)
def pause(call: Call) -> Act:
    """Stop calling for a while; the panel shows the reason."""
    return _act(call, staff.pause, reason=call.body.reason)


@route("POST", f"{ONE}/resume", permission="window.act", response=WindowView)
def resume(call: Call) -> Act:
    """Resume calling after a pause."""
    return _act(call, staff.resume)


@route("POST", f"{ONE}/work", permission="window.act", body=WorkBody, response=WindowView)
def begin_work(call: Call) -> Act:
    """Begin work without a visitor (后台办理); the window calls nobody meanwhile."""
    return _act(call, desk_work.begin, kind=call.body.kind, matter=call.body.matter)


@route("POST", f"{ONE}/work/end", permission="window.act", body=WorkDoneBody, response=WindowView)
def end_work(call: Call) -> Act:
    """End the work, with the pieces that it handled."""
    return _act(call, desk_work.end, pieces=call.body.pieces)


def _act(call: Call, verb: Callable[..., Any], **said: Any) -> Act:
    return Act(partial(verb, who=call.who, window=_own(call), **said))


def _own(call: Call) -> str:
    """Return the requested window; a window device may only request its own."""
    code: str = call.args["window"]
    if call.who.window is not None and call.who.window != code:
        raise NotAllowed(Why(f"{code} 号窗口", f"window {code}"))
    return code
