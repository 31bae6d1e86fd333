"""Appointments: booked one by one or by a list, changed, cancelled, lapsed; `check_ins` takes their codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from hallserver.contract import AppointmentView
from hallserver.core.casework.appointments import AppointmentState
from hallserver.core.casework.personal import number_in
from hallserver.core.errors import (
    AppointmentOnly,
    BadPlan,
    CodeUsed,
    Fault,
    HallError,
    Malformed,
    MatterNotInHall,
    NotFound,
    OutsideHours,
    ProjectClosed,
    UnknownMatter,
    UnknownValue,
)
from hallserver.core.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentLapsed,
    iso,
)
from hallserver.core.events.tickets import ApprovalKeys, BookedKeys
from hallserver.core.language.text import fold_code, meant
from hallserver.core.language.why import Why, hints
from hallserver.core.plans.bookings import (
    FARTHEST,
    Booking,
    code_fault,
    read_bookings,
    spelled_code,
    time_fault,
)
from hallserver.core.plans.grids import Grid, fault, read_csv
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.queue import codes
from hallserver.services.queue.numbers import find_matter
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Prepared, PreparedChange, read_row, read_rows
from hallserver.store.rows import AppointmentRow, ProjectRow
from hallserver.store.schema import appointments, projects
from hallserver.store.types import to_ms
from hallserver.views.queue import visits as visit_views

_BOOKED = Prepared(
    select(appointments).where(func.upper(appointments.c.code) == bindparam("code")), AppointmentRow
)
_SET = PreparedChange(
    update(appointments)
    .where(appointments.c.code == bindparam("of_code"), appointments.c.state == bindparam("was"))
    .values(state=bindparam("new"), ticket=bindparam("of_ticket"))
)


@dataclass(frozen=True, slots=True)
class Taken:
    """An imported list: its rows as they now stand, and how many were already the same or were changed."""

    rows: tuple[AppointmentView, ...]
    unchanged: int
    changed: int


def book(
    work: CommandContext, who: Principal, booking: Booking, *, outside_hours: bool = False
) -> AppointmentView:
    """Book a time.

    Args:
        work: the writer's context.
        who: the caller who books.
        booking: the booking.
        outside_hours: allow a time at which the hall issues no numbers.

    Raises:
        UnknownMatter, MatterNotInHall, Malformed: a time in the past or too far ahead, a code in use.
        OutsideHours.
        AppointmentOnly: a green channel without approval. UnknownValue, ProjectClosed: the project.
    """
    booking = replace(booking, code=spelled_code(booking.code))
    for _, objection in objections(work, booking, outside_hours=outside_hours):
        raise objection
    if booking.code is not None and codes.is_used(work, booking.code):
        raise Malformed(_in_use(booking.code))
    return _write(work, who, booking)


def objections(
    work: CommandContext, booking: Booking, *, outside_hours: bool
) -> Iterator[tuple[str, HallError]]:
    """Yield every objection to a booking with the field at fault; does not check whether its code is free."""
    if booking.code is not None and (why := code_fault(booking.code)):
        yield "code", Malformed(why)
    if why := number_in(booking.reason or ""):
        yield "reason", Malformed(why)
    if why := time_fault(booking.at, work.now):
        yield "at", Malformed(why)
    try:
        matter = find_matter(work, booking.matter)
    except (UnknownMatter, MatterNotInHall) as unknown:
        yield "matter", unknown
        return
    line = work.plan.lines[matter.line]
    if line.green and not (booking.approver and booking.reason):
        needs = {"line": line.code, "needs": ["approver", "reason"]}
        yield "approver", AppointmentOnly(needs, line=line.name)
    if booking.project is not None and (objection := _project_objection(work, booking, green=line.green)):
        yield "project", objection
    if not why and not outside_hours and not _is_open(work, matter.code, booking.at):
        yield "at", _outside_hours(work, booking.at)


def take_list(
    work: CommandContext, who: Principal, file: str, sheet: str | Grid, *, outside_hours: bool = False
) -> Taken:
    """Import a list of matter, at, and optionally code, approver, reason, project: all rows or none."""
    grid = read_csv(sheet) if isinstance(sheet, str) else sheet
    rows, faults = read_bookings(grid, work.plan.hours.zone)
    steps: list[tuple[Booking, Any]] = []
    seen: dict[str, int] = {}
    for at_line, said in rows:
        booking, before = _resolved(work, said), None
        if booking.code is not None:
            key = fold_code(booking.code)
            if key in seen:
                faults.append(fault(at_line, "code", _repeated(booking.code, seen[key])))
                continue
            seen[key] = at_line
            before = _BOOKED.run(work.connection, {"code": key}).one_or_none()
        steps.append((booking, before))
        if before is None or not _is_same(before, booking):
            faults += _row_faults(work, at_line, booking, before, outside_hours=outside_hours)
    if faults:
        raise BadPlan(file, sorted(faults, key=lambda each: each.line))
    return _carry_out(work, who, steps)


def _carry_out(work: CommandContext, who: Principal, steps: list[tuple[Booking, Any]]) -> Taken:
    found, unchanged, changed = [], 0, 0
    for booking, before in steps:
        if before is None:
            found.append(_write(work, who, booking))
        elif _is_same(before, booking):
            unchanged += 1
            found.append(visit_views.appointment_view(work.connection, before.code))
        else:
            changed += 1
            found.append(rewrite(work, who, booking, before))
    return Taken(tuple(found), unchanged, changed)


def _row_faults(
    work: CommandContext, line: int, booking: Booking, before: Any, *, outside_hours: bool
) -> list[Fault]:
    found = [
        fault(line, field, _why(objection))
        for field, objection in objections(work, booking, outside_hours=outside_hours)
    ]
    if before is not None and before.state != AppointmentState.BOOKED:
        over = Why(
            f"预约号 {before.code} 已使用、取消或过期",
            f"the code {before.code} has been used, was cancelled or has run out",
        )
        found.append(fault(line, "code", over))
    elif before is None and booking.code is not None and codes.is_used(work, booking.code):
        found.append(fault(line, "code", _in_use(booking.code)))
    return found


def _resolved(work: CommandContext, booking: Booking) -> Booking:
    """Return the booking with its matter spelled as in the hall's catalogue."""
    return replace(booking, matter=meant(booking.matter, work.plan.matters) or booking.matter)


def _is_same(row: Any, booking: Booking) -> bool:
    said = (booking.matter, booking.at, booking.approver, booking.reason, booking.project)
    return bool(said == (row.matter, row.booked_at, row.approver, row.reason, row.project))


def move(
    work: CommandContext, who: Principal, code: str, at: datetime, *, outside_hours: bool = False
) -> AppointmentView:
    """Move a booking to another time; its code stays.

    Raises:
        NotFound, CodeUsed: the booking. What `book` raises: the new time.
    """
    before = booked_of(work, code)
    booking = Booking(before.matter, at, before.code, before.approver, before.reason, before.project)
    for _, objection in objections(work, booking, outside_hours=outside_hours):
        raise objection
    return rewrite(work, who, booking, before)


def _write(work: CommandContext, who: Principal, booking: Booking) -> AppointmentView:
    code = booking.code or codes.new_code(work)
    row = {"code": code, "state": str(AppointmentState.BOOKED), "booked_by": who.id, **_row(work, booking)}
    work.connection.execute(insert(appointments), row)
    work.publish(who, AppointmentBooked(**_facts(work, booking)), {"code": code})
    return visit_views.appointment_view(work.connection, code)


def rewrite(work: CommandContext, who: Principal, booking: Booking, before: Any) -> AppointmentView:
    """Change the time, matter or approval of a booking that is not checked in; its code stays."""
    moved = work.connection.execute(
        update(appointments)
        .where(appointments.c.code == before.code, appointments.c.state == AppointmentState.BOOKED)
        .values(**_row(work, booking))
    )
    if moved.rowcount != 1:  # pragma: no cover - one writer
        raise CodeUsed({"code": before.code})
    work.publish(
        who,
        AppointmentChanged(**_facts(work, booking), was_ms=to_ms(before.booked_at), was_matter=before.matter),
        {"code": before.code},
    )
    return visit_views.appointment_view(work.connection, before.code)


def _row(work: CommandContext, booking: Booking) -> dict[str, Any]:
    return {
        "day": work.plan.hours.business_day(booking.at),
        "booked_at": booking.at,
        "matter": find_matter(work, booking.matter).code,
        "approver": booking.approver,
        "reason": booking.reason,
        "project": booking.project,
    }


def _facts(work: CommandContext, booking: Booking) -> BookedKeys:
    matter = find_matter(work, booking.matter)
    return {
        "matter": matter.code,
        "department": matter.department,
        "line": matter.line,
        "booked_ms": to_ms(booking.at),
        **approval(booking),
    }


def approval(use: Booking | AppointmentRow) -> ApprovalKeys:
    """Return who approved the use of a green channel, and why, as its events say it; empty in an ordinary line."""
    if not use.approver:
        return {}
    if not use.project:
        return {"approver": use.approver, "reason": use.reason}
    return {"approver": use.approver, "reason": use.reason, "project": use.project}


def _project_objection(work: CommandContext, booking: Booking, *, green: bool) -> HallError | None:
    """Return why the project cannot be booked: unknown, closed, or not in a green channel; None if it can."""
    row = read_row(work.connection, select(projects).where(projects.c.code == booking.project), ProjectRow)
    if row is None:
        known = work.connection.execute(select(projects.c.code)).scalars()
        return UnknownValue(what="project", name=booking.project, **hints(str(booking.project), known))
    if row.closed_at is not None:
        return ProjectClosed({"project": row.code}, project=row.code)
    if not green:
        return Malformed(Why("项目只能预约绿色通道", "a project is booked into a green channel"))
    return None


def _is_open(work: CommandContext, matter: str, at: datetime) -> bool:
    known = work.plan.hours.always_open or at - work.now <= FARTHEST
    return known and work.plan.is_open_for(matter, at)


def _outside_hours(work: CommandContext, at: datetime) -> OutsideHours:
    hours = work.plan.hours
    local = at.astimezone(hours.zone)
    day = hours.calendar.get(local.date())
    spans = "、".join(each.words() for each in hours.spans(local.date()))
    if at - work.now > FARTHEST:
        why = Why(
            f"超过 {FARTHEST.days} 天，届时安排未定",
            f"more than {FARTHEST.days} days ahead: no hours are known",
        )
    elif spans:
        why = Why(f"当日取号时间为 {spans}", f"the hours of that day are {spans.replace('、', ', ')}")
    elif day is not None and not day.works:
        why = Why(f"当日放假：{day.zh}", f"that day is a holiday: {day.en}")
    else:
        why = Why("当日不开放", "the hall is closed on that day")
    state = {"at": iso(at), "hours": [each.words() for each in hours.spans(local.date())]}
    return OutsideHours(
        state,
        at_zh=f"{local:%Y年%m月%d日 %H:%M}",
        at_en=f"{local:%d %b %Y, %H:%M}",
        why_zh=why.zh,
        why_en=why.en,
    )


def _why(objection: HallError) -> Why:
    """Return an objection as the reason shown for a row of the list."""
    if isinstance(objection, Malformed):
        return Why(objection.facts["why_zh"], objection.facts["why"])
    said = objection.sentence()
    return Why(said.zh, said.en)


def _in_use(code: str) -> Why:
    return Why(f"预约号 {code} 已被使用", f"the code {code} is in use")


def _repeated(code: str, line: int) -> Why:
    return Why(f"预约号 {code} 与第 {line} 行重复", f"the code {code} is in line {line} already")


def left_outside(work: CommandContext, was: Plan) -> list[Any]:
    """Return the bookings that lay within the hours of the plan `was` but no longer do; soonest first."""
    if (was.hours, was.duties) == (work.plan.hours, work.plan.duties):
        return []
    ahead = select(appointments).where(
        appointments.c.state == AppointmentState.BOOKED,
        appointments.c.day >= work.day,
        appointments.c.booked_at >= work.now,
    )
    return [
        row
        for row in read_rows(
            work.connection, ahead.order_by(appointments.c.booked_at, appointments.c.code), AppointmentRow
        )
        if was.is_open_for(row.matter, row.booked_at) and not work.plan.is_open_for(row.matter, row.booked_at)
    ]


def booking_of(work: CommandContext, code: str) -> AppointmentRow | None:
    """Return the booking with this code, in whatever spelling; None when there is none."""
    return _BOOKED.run(work.connection, {"code": fold_code(code)}).one_or_none()


def booked_of(work: CommandContext, code: str) -> AppointmentRow:
    """Return a booking that still stands.

    Raises:
        NotFound, CodeUsed.
    """
    booked = booking_of(work, code)
    if booked is None:
        raise NotFound(what="code", name=code)
    if booked.state != AppointmentState.BOOKED:
        raise CodeUsed({"code": booked.code, "state": booked.state})
    return booked


def keep(work: CommandContext, code: str, ticket: int) -> None:
    """Note that the visitor of a booking has come, with their number.

    Raises:
        CodeUsed: it is no longer booked.
    """
    was, kept = AppointmentState.BOOKED, AppointmentState.KEPT
    moved = _SET.run(work.connection, {"of_code": code, "was": was, "new": kept, "of_ticket": ticket})
    if moved != 1:
        raise CodeUsed({"code": code})


def cancel_booking(work: CommandContext, who: Principal, code: str) -> AppointmentView:
    """Cancel a booking.

    Raises:
        NotFound, CodeUsed.
    """
    booked = booked_of(work, code)
    _end(work, who, booked.code, AppointmentCancelled)
    return visit_views.appointment_view(work.connection, booked.code)


def lapse(work: CommandContext, day: date) -> int:
    """Lapse the bookings of ended days that were never checked in; return how many."""
    codes = (
        work.connection.execute(
            select(appointments.c.code).where(
                appointments.c.day <= day, appointments.c.state == AppointmentState.BOOKED
            )
        )
        .scalars()
        .all()
    )
    for code in codes:
        _end(work, CLOCK, code, AppointmentLapsed)
    return len(codes)


def _end(
    work: CommandContext, who: Principal, code: str, kind: type[AppointmentCancelled | AppointmentLapsed]
) -> None:
    state = kind.KIND.rpartition(".")[2]
    moved = _SET.run(
        work.connection, {"of_code": code, "was": AppointmentState.BOOKED, "new": state, "of_ticket": None}
    )
    if moved != 1:
        raise CodeUsed({"code": code})
    booked = _BOOKED.run(work.connection, {"code": fold_code(code)}).one()
    work.publish(who, kind(matter=booked.matter, booked_ms=to_ms(booked.booked_at)))
