"""Check-in by code: an appointment's, a return code's or a case's; each code is good for one number."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from hallserver.contract import IssuedTicket
from hallserver.core.casework.appointments import AppointmentState
from hallserver.core.errors import CodeUsed, TooEarly, UnknownCode
from hallserver.core.events import ABSENT, AppointmentKept, CodeIssued
from hallserver.core.language.text import fold_code
from hallserver.core.language.words import Words
from hallserver.core.rights import Principal
from hallserver.services.casework import case_handling
from hallserver.services.context import CommandContext
from hallserver.services.queue import appointments, codes
from hallserver.services.queue.numbers import ORDINARY, Entry, Wish, issue
from hallserver.store.joined import Stop
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue
from hallserver.store.rows import ReturnCodeRow
from hallserver.store.schema import return_codes
from hallserver.store.types import to_ms

_RETURN = Prepared(select(return_codes).where(return_codes.c.code == bindparam("code")), ReturnCodeRow)
_GIVEN = PreparedValue(select(return_codes.c.code).where(return_codes.c.stop == bindparam("stop")))
_USE = PreparedChange(
    update(return_codes)
    .where(return_codes.c.code == bindparam("of_code"), return_codes.c.used_by.is_(None))
    .values(used_by=bindparam("of_ticket"))
)


def check_in(work: CommandContext, who: Principal, code: str, wish: Wish) -> IssuedTicket:
    """Issue the number that a code stands for.

    Raises:
        UnknownCode, CodeUsed, TooEarly, CaseNotReady, DuplicateTicket: nothing was changed.
    """
    code = fold_code(code)
    booked = appointments.booking_of(work, code)
    if booked is not None:
        return _keep(work, who, booked, wish)
    given = _RETURN.run(work.connection, {"code": code}).one_or_none()
    if given is not None:
        return _come_again(work, who, given, wish)
    case = case_handling.find(work, who, code)
    if case is not None:
        return case_handling.come_for(work, who, case, wish)
    raise UnknownCode


def _keep(work: CommandContext, who: Principal, booked: Any, wish: Wish) -> IssuedTicket:
    if booked.state != AppointmentState.BOOKED or booked.day < work.day:
        raise CodeUsed({"code": booked.code, "state": booked.state})
    if booked.day > work.day:
        local = booked.booked_at.astimezone(work.plan.hours.zone)
        raise TooEarly(
            {"code": booked.code, "day": booked.day.isoformat()},
            day=Words(f"{local:%m月%d日 %H:%M}", f"{local:%d %b, %H:%M}"),
        )
    ticket = issue(work, who, _of(wish, booked.matter), _entry(work, booked.booked_at))
    appointments.keep(work, booked.code, ticket.id)
    work.publish(
        who,
        AppointmentKept(
            ticket=ticket.id,
            number=ticket.number,
            booked_ms=to_ms(booked.booked_at),
            matter=booked.matter,
            department=work.plan.matters[booked.matter].department,
            **appointments.approval(booked),
        ),
    )
    return ticket


def _entry(work: CommandContext, booked_at: datetime) -> Entry:
    """Count the booked time within the tolerance, the arrival after it; hold the ticket before it."""
    tolerance = timedelta(minutes=work.plan.rules.tolerance_minutes)
    classes = work.plan.rules.classes
    if work.now > booked_at + tolerance:
        return Entry(classes[ORDINARY], work.now, promised=True)
    until = booked_at - tolerance
    return Entry(classes["appointment"], booked_at, until if work.now < until else None, promised=True)


def _come_again(work: CommandContext, who: Principal, given: Any, wish: Wish) -> IssuedTicket:
    if given.used_by is not None or given.good_until < work.day:
        raise CodeUsed({"code": given.code})
    entry = Entry(work.plan.rules.classes["returned"], work.now, promised=True)
    ticket = issue(work, who, _of(wish, given.matter), entry)
    if _USE.run(work.connection, {"of_code": given.code, "of_ticket": ticket.id}) != 1:
        raise CodeUsed({"code": given.code})
    return ticket


def _of(wish: Wish, matter: str) -> Wish:
    return Wish(matter, printer=wish.printer, lang=wish.lang, identity=wish.identity, letters=wish.letters)


def give_return_code(work: CommandContext, who: Principal, stop: Stop, papers: tuple[str, ...] = ()) -> str:
    """Return a code for the return visit, with the supplement or for the result; good for one number.

    A service that was reopened and ended again keeps the code that is already on the visitor's paper, with the
    list that was told last.
    """
    listed = list(papers) or None
    given = _GIVEN.first(work.connection, {"stop": stop.id})
    if given is not None:
        work.connection.execute(
            update(return_codes).where(return_codes.c.stop == stop.id).values(papers=listed)
        )
        return str(given)
    code = codes.new_code(work)
    good_until = work.day + timedelta(days=work.plan.rules.code_days)
    row = {"code": code, "stop": stop.id, "matter": stop.matter, "good_until": good_until, "papers": listed}
    work.connection.execute(insert(return_codes), row)
    work.publish(
        who,
        CodeIssued(
            ticket=stop.ticket,
            stop=stop.id,
            matter=stop.matter,
            good_until=good_until.isoformat(),
            papers=len(papers) if papers else ABSENT,
        ),
        {"code": code, **({"papers": listed} if listed else {})},
    )
    return code
