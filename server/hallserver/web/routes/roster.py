"""Who is expected when and who came; leave of seconded people."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from hallserver.contract import LeaveView, RosterView
from hallserver.contract.requests import LeaveBody, ReasonBody
from hallserver.core.errors import Malformed
from hallserver.core.leave import Leave
from hallserver.core.why import Why
from hallserver.services.people import leave
from hallserver.views.roster import Ask, roster_view
from hallserver.web.door import Act, Call, chosen, route
from hallserver.web.routes.days import DAYS, read_days

LONGEST = 45  # days that are shown at once
LONGEST_OF_ONE = 400


@route(
    "GET",
    "/roster",
    permission="roster.read",
    response=RosterView,
    query={**DAYS, "department": "code", "staffer": "code"},
)
def read_roster(call: Call) -> RosterView:
    """Say of each seconded person and half-day whether they are expected, came, were late, on leave or absent."""
    first, last = read_days(call, LONGEST_OF_ONE)
    staffer = call.query.get("staffer")
    if staffer is None and last - first > timedelta(days=LONGEST):
        raise Malformed(
            Why(f"所有人员一次最多查看 {LONGEST} 天", f"of all people at most {LONGEST} days at once")
        )
    own = call.who.department if call.who.role == "department" else None
    department = own or chosen(call, "department", call.hall.plan.departments)
    ask = Ask(first, last, department, staffer)
    return call.hall.read_beside(roster_view, call.hall.plan, ask, call.now)


@route("POST", "/leave", permission="leave.note", body=LeaveBody, response=LeaveView, status=201)
def note_leave(call: Call) -> Act:
    """Note that a seconded person is not expected on these days, or in this half of a day."""
    body: LeaveBody = call.body
    wish = Leave(body.staffer, body.kind, body.from_, body.to or body.from_, body.half)
    return Act(partial(leave.note, who=call.who, wish=wish))


@route("POST", "/leave/{leave:int}/withdraw", permission="leave.note", body=ReasonBody, response=LeaveView)
def withdraw_leave(call: Call) -> Act:
    """Take a leave back: the person is expected after all."""
    return Act(partial(leave.withdraw, who=call.who, leave=call.args["leave"], reason=call.body.reason))
