"""Cases: read, mark ready, extend, ask for papers; by the department, or by its chief at a window."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from hallserver.contract import CasesView, CaseView
from hallserver.contract.requests import CaseReadyBody, ExtendBody, SendOutBody, SupplementBody
from hallserver.core.casework.cases import Case, Decided
from hallserver.core.errors import (
    NotFound,
    WindowClosed,
)
from hallserver.core.people.terms import Role
from hallserver.services.casework import case_handling, cases
from hallserver.store import queries
from hallserver.views.casework.cases import Ask, cases_view
from hallserver.web.door import Act, Call, chosen, route
from hallserver.web.routes.planning.days import whole

ONE = "/cases/{number}"


@route(
    "GET",
    "/cases",
    permission="case.read",
    response=CasesView,
    query={
        "state": "accepted, supplement, ready; handed_over and withdrawn, newest first; all in hand when left out",
        "overdue": "1: only those whose day has gone by",
        "department": "of one department",
        "find": "a part of the case's number, or the number on the visitor's paper",
        "offset": "cases to leave out at the beginning: the next page",
    },
)
def read_cases(call: Call) -> CasesView:
    """List cases, soonest due first; a department, and its staffers at a window, see their own."""
    said = call.query
    state = chosen(call, "state", list(Case))
    only, may_act = _whose(call)
    ask = Ask(
        only or said.get("department") or None,
        state,
        overdue=said.get("overdue") == "1",
        find=said.get("find", "").strip() or None,
        offset=whole(said.get("offset", "0"), "offset"),
    )
    return replace(_read(call, ask), acts_for=only if may_act else None)


@route("GET", ONE, permission="case.read", response=CaseView)
def read_case(call: Call) -> CaseView:
    """Return one case in full."""
    number = call.args["number"]
    found = _read(call, Ask(_whose(call)[0], number=number)).cases
    if not found:
        raise NotFound(what="case", name=number)
    return found[0]


@route("POST", f"{ONE}/ready", permission="case.act", body=CaseReadyBody, response=CaseView)
def mark_ready(call: Call) -> Act:
    """Mark the caller's department's part of a case ready; after the last part it can be collected."""
    said: CaseReadyBody = call.body
    decided = Decided(said.result, said.reason)
    return Act(partial(cases.ready, who=call.who, number=call.args["number"], decided=decided))


@route(
    "POST",
    f"{ONE}/extend",
    permission="case.act",
    body=ExtendBody,
    response=CaseView,
)
def extend(call: Call) -> Act:
    """Extend a case's due day, with a reason; the first promise is kept beside it."""
    said: ExtendBody = call.body
    act = partial(cases.extend, who=call.who, number=call.args["number"])
    return Act(partial(act, reason=said.reason, until=said.until))


@route(
    "POST",
    f"{ONE}/supplement",
    permission="case.act",
    body=SupplementBody,
    response=CaseView,
)
def supplement(call: Call) -> Act:
    """Ask once, with a full list, for missing papers; the clock is paused until they are brought."""
    act = partial(cases.supplement, who=call.who, number=call.args["number"])
    return Act(partial(act, missing=call.body.list))


@route("POST", f"{ONE}/send-out", permission="case.act", body=SendOutBody, response=CaseView)
def send_out(call: Call) -> Act:
    """Send a result that is ready to a visitor who does not come for it: by post, locker, or as an e-licence."""
    said: SendOutBody = call.body
    act = partial(case_handling.send_out, who=call.who, number=call.args["number"])
    return Act(partial(act, way=said.way, reference=said.reference))


def _read(call: Call, ask: Ask) -> CasesView:
    today = call.hall.plan.hours.business_day(call.now)
    with call.hall.reading() as connection:
        return cases_view(connection, call.hall.plan, today, ask)


def _whose(call: Call) -> tuple[str | None, bool]:
    """Return the department whose cases the caller sees (None for all), and whether they act for it."""
    if call.who.role != "window":
        return call.who.department, call.who.department is not None
    with call.hall.reading() as connection:
        sitter = queries.session_at_window(connection, call.who.window or "")
    if sitter is None:
        raise WindowClosed({"window": call.who.window, "state": "closed"})
    return str(sitter.department), sitter.role == Role.CHIEF
