"""Who is expected when and who came; leave of seconded people."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from flask import Response

from hallserver.contract import LeavesTaken, LeaveView, RosterView, Words
from hallserver.contract.requests import FileBody, LeaveBody, ReasonBody
from hallserver.core.errors import Malformed
from hallserver.core.language.why import Why
from hallserver.core.people.leave import Leave
from hallserver.core.plans import leaves
from hallserver.services.people import leave
from hallserver.views.people.roster import Ask, leave_of, leaves_in, roster_view
from hallserver.web.door import Act, Call, chosen, route
from hallserver.web.routes.planning.days import DAYS, read_days
from hallserver.web.routes.planning.files import grid_of
from hallserver.web.routes.planning.sheets import Table, as_file

LONGEST = 45  # days that are shown at once
LONGEST_OF_ONE = 400
LARGEST_SHEET = 2**20


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
    own = call.who.confined_to
    department = own or chosen(call, "department", call.hall.plan.departments)
    ask = Ask(first, last, department, staffer)
    return call.hall.read_beside(roster_view, call.hall.plan, ask, call.now)


@route("POST", "/leave", permission="leave.note", body=LeaveBody, response=LeaveView, status=201)
def note_leave(call: Call) -> Act:
    """Note that a seconded person is not expected on these days, or in this half of a day."""
    body: LeaveBody = call.body
    wish = Leave(body.staffer, body.kind, body.from_, body.to or body.from_, body.half)
    return Act(partial(leave.note, who=call.who, wish=wish))


@route(
    "GET",
    "/leave/sheet",
    permission="roster.read",
    query={**DAYS, "format": "csv or xlsx", "lang": "zh or en"},
)
def read_sheet(call: Call) -> Response:
    """Return the leaves that touch these days as a sheet; with rows added it can be sent back."""
    first, last = read_days(call, LONGEST_OF_ONE)
    form = str(chosen(call, "format", ("csv", "xlsx"), "xlsx"))
    lang = ("zh", "en").index(str(chosen(call, "lang", ("zh", "en"), "zh", "language")))
    own = call.who.confined_to
    rows = call.hall.read_beside(leaves_in, first, last, own)
    cells = [
        leaves.cells_of(leave_of(row), _said(row.name, lang), _said(row.department_name, lang), lang)
        for row in rows
    ]
    head = [leaves.said_of(column)[lang] for column in leaves.COLUMNS]
    title = leaves.said_of("title")[lang]
    return as_file(form, f"leave-{first}-{last}", Table(title, head, cells, template=True))


def _said(name: Words, lang: int) -> str:
    return (name.zh, name.en)[lang]


@route(
    "POST",
    "/leave/sheet",
    permission="leave.note",
    body=FileBody,
    response=LeavesTaken,
    largest=LARGEST_SHEET,
)
def take_sheet(call: Call) -> Act:
    """Note the leaves of a sheet (CSV or XLSX), all or nothing; what is noted already stays as it is."""
    grid = grid_of(call)
    return Act(partial(leave.take_sheet, who=call.who, file=call.body.file, grid=grid))


@route("POST", "/leave/{leave:int}/withdraw", permission="leave.note", body=ReasonBody, response=LeaveView)
def withdraw_leave(call: Call) -> Act:
    """Take a leave back: the person is expected after all."""
    return Act(partial(leave.withdraw, who=call.who, leave=call.args["leave"], reason=call.body.reason))
