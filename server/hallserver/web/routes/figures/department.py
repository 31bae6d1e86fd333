"""A department's own page: what is to do, its windows now, its scores. Whose rows they are is the account's own."""

from __future__ import annotations

from flask import Response
from sqlalchemy import Connection

from hallserver.contract import MonthsView, OwnDepartmentView
from hallserver.core.errors import NotFound
from hallserver.history.questions import AskMonths
from hallserver.store.watching.alarms import Present
from hallserver.views.figures.department import department_view
from hallserver.views.people.scores import Month
from hallserver.web.door import Call, encoded, route


@route("GET", "/department", permission="department.own", response=OwnDepartmentView)
def read_department(call: Call) -> OwnDepartmentView:
    """Return what this account's department has to do by when, and its windows now."""
    own = _own(call)

    def read(connection: Connection) -> OwnDepartmentView:
        return department_view(connection, Present.of(connection, call.hall.plan, call.now), own)

    return call.hall.read_beside(read)


@route("GET", "/department/months", permission="department.own", response=MonthsView)
def read_months(call: Call) -> Response:
    """Return twelve months of this department's score beside the hall's median."""
    today = call.hall.plan.hours.business_day(call.now)
    return encoded(call.hall.ask_past(AskMonths(month=str(Month.of(today)), department=_own(call))))


def _own(call: Call) -> str:
    """The account's department; nothing in the address is read for it.

    Raises:
        NotFound: the plan has it no more.
    """
    own = call.who.department
    if own is None or own not in call.hall.plan.departments:
        raise NotFound(what="department", name=own or "")
    return own
