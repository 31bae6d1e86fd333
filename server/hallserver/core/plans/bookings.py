"""Appointments from systems and people: one parser and one set of rules for lists and single bookings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hallserver.core.casework.personal import number_in
from hallserver.core.errors import Fault
from hallserver.core.language.text import clean, fold
from hallserver.core.language.why import Why, quoted
from hallserver.core.plans.cells import BadCell, Cell, moment, text_of
from hallserver.core.plans.grids import Grid, fault, is_empty, under_header
from hallserver.core.plans.reader import MISSING, unfit

COLUMNS = ("matter", "at", "code", "approver", "reason", "project")
NEEDED = ("matter", "at")
LONGEST = {"approver": 60, "reason": 500, "matter": 64, "code": 64, "project": 64}
FARTHEST = timedelta(days=366)  # the hall's hours further ahead are not known
LAST_YEAR = 2099
_CODE = re.compile(r"[A-Za-z0-9-]{4,64}")


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking: a matter at a time; in a green channel with the approver and the reason.

    `code` comes from another system; without one the hall creates its own.
    """

    matter: str
    at: datetime
    code: str | None = None
    approver: str | None = None
    reason: str | None = None
    project: str | None = None


def spelled_code(said: str | None) -> str | None:
    """The stored form of a code: folded, without blanks, letters in the case of the other system."""
    return fold(said).replace(" ", "") or None if said else None


def code_fault(code: str) -> Why | None:
    """Why this cannot be an appointment's code: it must be typed at a kiosk and read by a scanner."""
    if _CODE.fullmatch(code):
        return number_in(code)
    return Why(
        f"{quoted(code)} 不是预约号（4 至 64 位字母、数字、横线）",
        f"{quoted(code)} is no code: 4 to 64 letters, digits, hyphens",
    )


def time_fault(at: datetime, now: datetime) -> Why | None:
    """Why this time cannot be booked: it is in the past, or probably a typing error."""
    if at < now:
        return Why("预约时间已过", "the booked time has gone by")
    if at.year > LAST_YEAR:
        return Why(f"预约时间太远（{at.year} 年）", f"the booked time is too far ahead: the year {at.year}")
    return None


def read_bookings(grid: Grid, zone: ZoneInfo) -> tuple[list[tuple[int, Booking]], list[Fault]]:
    """Return the rows of a list with their lines, and every fault within a row.

    Args:
        grid: with the columns matter and at, and optionally code, approver, reason, project.
        zone: for times without a zone.
    """
    found = under_header(grid, COLUMNS, NEEDED)
    faults = list(found.faults)
    rows = [
        (line, booking)
        for line, cells in found.rows
        if (booking := _read_row(line, cells, zone, faults)) is not None
    ]
    return rows, faults


def _read_row(line: int, cells: Mapping[str, Cell], zone: ZoneInfo, faults: list[Fault]) -> Booking | None:
    before = len(faults)
    said = {name: _text(line, name, cells.get(name), faults) for name in COLUMNS if name != "at"}
    at: datetime | None = None
    try:
        at = None if is_empty(cells["at"]) else moment(cells["at"])
    except (BadCell, OverflowError) as error:
        faults.append(fault(line, "at", error.why if isinstance(error, BadCell) else MISSING))
    else:
        if at is None:
            faults.append(fault(line, "at", MISSING))
    if said["matter"] is None and not any(each.line == line and each.field == "matter" for each in faults):
        faults.append(fault(line, "matter", MISSING))
    code = spelled_code(said["code"])
    if code is not None and (why := code_fault(code)):
        faults.append(fault(line, "code", why))
    if len(faults) > before or at is None or said["matter"] is None:
        return None
    local = at if at.tzinfo else at.replace(tzinfo=zone)
    return Booking(fold(said["matter"]), local, code, said["approver"], said["reason"], said["project"])


def _text(line: int, name: str, cell: Cell, faults: list[Fault]) -> str | None:
    try:
        said = clean(text_of(cell))
    except BadCell as error:
        faults.append(fault(line, name, error.why))
        return None
    if why := unfit(said, LONGEST[name]):
        faults.append(fault(line, name, why))
        return None
    return said or None
