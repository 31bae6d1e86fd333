"""A hall with a collection line and a joint matter, for tests of cases."""

from __future__ import annotations

from typing import Any

from hallserver.contract import CaseView, IssuedTicket
from hallserver.core.casework.cases import Decided
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.rights import Principal
from hallserver.services.casework import cases
from hallserver.services.queue import check_ins, numbers
from hallserver.store import schema
from hallserver.views.casework.cases import Ask, cases_view
from tests.small import KIOSK, Desk, words


def account(department: str) -> Principal:
    """A department's own account."""
    return Principal(f"department:{department}", "department", department, department=department)


TAX, LAW = account("tax"), account("law")
GUIDE = Principal("guide:desk", "guide", "desk")
DAY = 86_400
GRANTED = Decided()
CASEWORK = f"""
[[lines]]
code = "collect"
prefix = "W"
name = {words("Collect")}
kind = "collection"

[[matters]]
code = "fetch"
department = "law"
line = "collect"
name = {words("Collect a result")}
kind = "on_the_spot"
norm_minutes = 3
fee = {words("free")}

[[matters]]
code = "tax-joint"
department = "tax"
line = "tax"
name = {words("Two departments' work")}
kind = "promised"
norm_minutes = 10
promised_days = 5
legal_days = 20
joint = ["law"]
fee = {words("free")}

[[windows]]
code = "7"
name = {words("Window 7")}
lines = ["collect"]
mandate = "accept"
zone = "B"
"""


def accepts(desk: Desk, matter: str = "tax-audit", window: str = "9", **more: Any) -> str:
    """A visitor brings a matter to a window, and it is accepted; gives the case's number."""
    if not desk.rows(schema.sessions):
        desk.sits("t-2", "9")
    desk.issue(matter)
    desk.serves(window, Outcome.ACCEPTED, **more)
    return str(desk.rows(schema.cases)[-1].number)


def is_ready(desk: Desk, number: str, who: Principal = TAX, decided: Decided = GRANTED) -> CaseView:
    """The department says that it is done."""
    return desk.does(cases.ready, who, number, decided)


def comes(desk: Desk, number: str, who: Principal = KIOSK) -> IssuedTicket:
    """The visitor checks in with the receipt's code."""
    code = next(row.code for row in desk.rows(schema.cases) if row.number == number)
    return desk.does(check_ins.check_in, who, code, numbers.Wish())


def collects(desk: Desk, number: str, window: str = "7") -> IssuedTicket:
    """The visitor takes a collection number, is called, and has the result."""
    ticket = comes(desk, number)
    desk.serves(window, Outcome.HANDED_OVER)
    return ticket


def case(desk: Desk, number: str) -> CaseView:
    """The case as the office sees it."""
    return listed(desk, Ask(number=number))[0]


def listed(desk: Desk, ask: Ask) -> tuple[CaseView, ...]:
    """The office's list."""
    with desk.reader.connect() as connection:
        plan = desk.writer.state.plan
        return cases_view(connection, plan, plan.hours.business_day(desk.now), ask).cases


def told(desk: Desk) -> list[str]:
    """What the log says of cases, in order."""
    return [event.kind.removeprefix("case.") for event in desk.events() if event.kind.startswith("case.")]
