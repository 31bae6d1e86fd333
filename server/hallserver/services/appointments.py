"""Appointments and return codes: booked or given beforehand, checked in by code; each code is good for one number."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from hallserver.core.errors import (
    AppointmentOnly,
    BadPlan,
    CodeSpent,
    Malformed,
    NotFound,
    ProjectClosed,
    TooEarly,
    UnknownValue,
)
from hallserver.core.plan import near
from hallserver.core.rights import Principal
from hallserver.core.shapes import AppointmentView, IssuedTicket
from hallserver.services import codes, handing
from hallserver.services.moves import Stop
from hallserver.services.numbers import ORDINARY, Entry, Wish, find_matter, issue
from hallserver.services.work import CLOCK, Work
from hallserver.store import visit_views
from hallserver.store.prepared import Prepared
from hallserver.store.schema import appointments, projects, return_codes
from hallserver.store.types import to_ms

COLUMNS = ("matter", "at", "code", "approver", "reason")

_BOOKED = Prepared(select(appointments).where(appointments.c.code == bindparam("code")))
_RETURN = Prepared(select(return_codes).where(return_codes.c.code == bindparam("code")))
_GIVEN = Prepared(select(return_codes.c.code).where(return_codes.c.stop == bindparam("stop")))
_SET = Prepared(
    update(appointments)
    .where(appointments.c.code == bindparam("of_code"), appointments.c.state == bindparam("was"))
    .values(state=bindparam("new"), ticket=bindparam("of_ticket"))
)
_USE = Prepared(
    update(return_codes)
    .where(return_codes.c.code == bindparam("of_code"), return_codes.c.used_by.is_(None))
    .values(used_by=bindparam("of_ticket"))
)


@dataclass(frozen=True, slots=True)
class Booking:
    """What is booked: a matter at a time; in a green channel with who approved it, and why.

    `code` is another system's; without one the hall makes its own.
    """

    matter: str
    at: datetime
    code: str | None = None
    approver: str | None = None
    reason: str | None = None
    project: str | None = None


def book(work: Work, who: Principal, booking: Booking) -> AppointmentView:
    """Book a time.

    Raises:
        UnknownMatter, Malformed: a time gone by, a code in use. AppointmentOnly: a green channel without approval.
    """
    matter = find_matter(work, booking.matter)
    line = work.plan.lines[matter.line]
    if line.green and not (booking.approver and booking.reason):
        raise AppointmentOnly(
            {"line": line.code, "needs": ["approver", "reason"]}, line_zh=line.name.zh, line_en=line.name.en
        )
    if booking.project is not None:
        _check_project(work, booking, green=line.green)
    if booking.at < work.now:
        raise Malformed(why="the booked time has gone by")
    code = booking.code or codes.new_code(work)
    if codes.is_used(work, code):
        raise Malformed(why=f"the code {code} is in use")
    row = {
        "code": code, "day": work.plan.hours.business_day(booking.at), "booked_at": booking.at, "matter": matter.code,
        "state": "booked", "approver": booking.approver, "reason": booking.reason, "booked_by": who.id,
        "project": booking.project,
    }  # fmt: skip
    work.connection.execute(insert(appointments), row)
    facts = {
        "matter": matter.code,
        "department": matter.department,
        "line": line.code,
        "booked_ms": to_ms(booking.at),
    }
    approval = _approval(booking)
    work.tell(who, "appointment.booked", facts | approval, {"code": code})
    return visit_views.appointment_view(work.connection, code)


def _approval(use: Any) -> dict[str, Any]:
    if not use.approver:
        return {}
    return {"approver": use.approver, "reason": use.reason} | (
        {"project": use.project} if use.project else {}
    )


def _check_project(work: Work, booking: Booking, *, green: bool) -> None:
    """A project comes by the green channel, as long as it is open; each use says who approved it, and why.

    Raises:
        UnknownValue, ProjectClosed, Malformed.
    """
    row = work.connection.execute(select(projects).where(projects.c.code == booking.project)).one_or_none()
    if row is None:
        raise UnknownValue(what="project", name=booking.project)
    if row.closed_at is not None:
        raise ProjectClosed({"project": row.code}, project=row.code)
    if not green:
        raise Malformed(why="a project is booked into a green channel")


def take_list(work: Work, who: Principal, file: str, text: str) -> list[AppointmentView]:
    """Take a CSV list with the columns matter, at, and maybe code, approver, reason: whole or not at all.

    Raises:
        BadPlan: the first bad line, by file, line and field.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    for name in reader.fieldnames or ():
        if name not in COLUMNS:
            raise BadPlan(file=file, line=1, field=name, why=f"unknown column{near(name, COLUMNS)}")
    return [_take_row(work, who, file, reader.line_num, row) for row in reader]


def _take_row(work: Work, who: Principal, file: str, line: int, row: dict[str, Any]) -> AppointmentView:
    said = {name: (row.get(name) or "").strip() or None for name in COLUMNS}
    try:
        at = datetime.fromisoformat(said["at"] or "")
    except ValueError as error:
        raise BadPlan(file=file, line=line, field="at", why="needs a time like 2026-03-02T09:30") from error
    if at.tzinfo is None:
        at = at.replace(tzinfo=work.plan.hours.zone)
    matter = said["matter"] or ""
    if matter not in work.plan.matters:
        hint = near(matter, work.plan.matters)
        raise BadPlan(file=file, line=line, field="matter", why=f"“{matter}” is unknown{hint}")
    try:
        return book(work, who, Booking(matter, at, said["code"], said["approver"], said["reason"]))
    except (Malformed, AppointmentOnly) as error:
        raise BadPlan(file=file, line=line, field="-", why=str(error)) from error


def check_in(work: Work, who: Principal, code: str, wish: Wish) -> IssuedTicket:
    """Give the number that a code stands for.

    Raises:
        NotFound, CodeSpent, TooEarly, CaseNotReady, TicketThere: nothing was changed.
    """
    code = code.strip()
    booked = _BOOKED.run(work.connection, {"code": code}).one_or_none()
    if booked is not None:
        return _keep(work, who, booked, wish)
    given = _RETURN.run(work.connection, {"code": code}).one_or_none()
    if given is not None:
        return _come_again(work, who, given, wish)
    case = handing.find(work, who, code)
    if case is not None:
        return handing.come_for(work, who, case, wish)
    raise NotFound(what="code", name=code)


def _keep(work: Work, who: Principal, booked: Any, wish: Wish) -> IssuedTicket:
    if booked.state != "booked" or booked.day < work.day:
        raise CodeSpent({"code": booked.code, "state": booked.state})
    if booked.day > work.day:
        local = booked.booked_at.astimezone(work.plan.hours.zone)
        raise TooEarly(
            {"code": booked.code, "day": booked.day.isoformat()},
            day_zh=f"{local:%m月%d日 %H:%M}",
            day_en=f"{local:%d %b, %H:%M}",
        )
    ticket = issue(work, who, _of(wish, booked.matter), _entry(work, booked.booked_at))
    moved = _SET.run(
        work.connection, {"of_code": booked.code, "was": "booked", "new": "kept", "of_ticket": ticket.id}
    )
    if moved.rowcount != 1:
        raise CodeSpent({"code": booked.code})
    facts = {
        "ticket": ticket.id, "number": ticket.number, "booked_ms": to_ms(booked.booked_at), "matter": booked.matter,
        "department": work.plan.matters[booked.matter].department,
    }  # fmt: skip
    approval = _approval(booked)
    work.tell(who, "appointment.kept", facts | approval)
    return ticket


def _entry(work: Work, booked_at: datetime) -> Entry:
    """Within the tolerance the booked time counts; before it the ticket is held; after it the real arrival counts."""
    tolerance = timedelta(minutes=work.plan.rules.tolerance_minutes)
    classes = work.plan.rules.classes
    if work.now > booked_at + tolerance:
        return Entry(classes[ORDINARY], work.now, promised=True)
    until = booked_at - tolerance
    return Entry(classes["appointment"], booked_at, until if work.now < until else None, promised=True)


def _come_again(work: Work, who: Principal, given: Any, wish: Wish) -> IssuedTicket:
    if given.used_by is not None or given.good_until < work.day:
        raise CodeSpent({"code": given.code})
    entry = Entry(work.plan.rules.classes["returned"], work.now, promised=True)
    ticket = issue(work, who, _of(wish, given.matter), entry)
    if _USE.run(work.connection, {"of_code": given.code, "of_ticket": ticket.id}).rowcount != 1:
        raise CodeSpent({"code": given.code})
    return ticket


def _of(wish: Wish, matter: str) -> Wish:
    return Wish(matter, printer=wish.printer, lang=wish.lang, identity=wish.identity)


def cancel_booking(work: Work, who: Principal, code: str) -> AppointmentView:
    """Cancel a booked time.

    Raises:
        NotFound, CodeSpent.
    """
    if _BOOKED.run(work.connection, {"code": code}).first() is None:
        raise NotFound(what="code", name=code)
    _end(work, who, code, "cancelled")
    return visit_views.appointment_view(work.connection, code)


def lapse(work: Work, day: date) -> int:
    """What was booked for a day that is over and never checked in."""
    codes = (
        work.connection.execute(
            select(appointments.c.code).where(appointments.c.day <= day, appointments.c.state == "booked")
        )
        .scalars()
        .all()
    )
    for code in codes:
        _end(work, CLOCK, code, "lapsed")
    return len(codes)


def _end(work: Work, who: Principal, code: str, state: str) -> None:
    moved = _SET.run(work.connection, {"of_code": code, "was": "booked", "new": state, "of_ticket": None})
    if moved.rowcount != 1:
        raise CodeSpent({"code": code})
    booked = _BOOKED.run(work.connection, {"code": code}).one()
    facts = {"matter": booked.matter, "booked_ms": to_ms(booked.booked_at)}
    work.tell(who, f"appointment.{state}", facts)


def give_return_code(work: Work, who: Principal, stop: Stop) -> str:
    """A code for the way back: with the supplement, or for the result; good for one number.

    A service that was taken back and ended again keeps the code that is on the visitor's paper already.
    """
    given = _GIVEN.run(work.connection, {"stop": stop.id}).scalar_one_or_none()
    if given is not None:
        return str(given)
    code = codes.new_code(work)
    good_until = work.day + timedelta(days=work.plan.rules.code_days)
    work.connection.execute(
        insert(return_codes), {"code": code, "stop": stop.id, "matter": stop.matter, "good_until": good_until}
    )
    facts = {
        "ticket": stop.ticket,
        "stop": stop.id,
        "matter": stop.matter,
        "good_until": good_until.isoformat(),
    }
    work.tell(who, "code.issued", facts, {"code": code})
    return code
