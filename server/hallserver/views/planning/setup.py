"""What a hall still needs before it can open, and the plan's own settings and versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from hallserver.contract import (
    HallPlanDay,
    HallPlanView,
    PlanVersionsView,
    PlanVersionView,
    SetupStep,
    SetupView,
    Words,
)
from hallserver.core.plans.changes import FieldChange, PlanChange
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Row, need_row, read_rows
from hallserver.store.rows import CalendarDayRow, HallRow
from hallserver.store.schema import (
    accounts,
    calendar_days,
    hall,
    letters,
    plan_versions,
    printers,
    secondments,
    staffers,
    tokens,
)
from hallserver.store.schema.terms import in_force

AT_ONCE = 50
MOST_NAMED = 5  # things that a step names as lacking


class _Named(Row):
    """Something with a code and a name."""

    code: str
    name: Words


class _Version(Row):
    """A version without its body."""

    id: int
    at: datetime
    by: str
    table: str
    change_count: int
    changes: list[dict[str, Any]]
    undoes: int | None


def hall_plan_view(connection: Connection, today: date) -> HallPlanView:
    """The hall's own row and its calendar from this year on."""
    row = need_row(connection, select(hall), HallRow)
    days = read_rows(
        connection,
        select(calendar_days)
        .where(calendar_days.c.day >= today.replace(month=1, day=1))
        .order_by(calendar_days.c.day),
        CalendarDayRow,
    )
    found = tuple(
        HallPlanDay(each.day, bool(each.works), each.like, each.name, bool(each.announced)) for each in days
    )
    known = max((each.day.year for each in found if each.announced), default=None)
    return HallPlanView(
        row.code,
        row.name,
        row.zone,
        bool(row.always_open),
        row.service_level_ms // 60_000,
        row.hours,
        found,
        known,
    )


def versions_view(connection: Connection, offset: int) -> PlanVersionsView:
    """Fifty versions of the plan, the newest first."""
    table = plan_versions
    query = (
        select(
            table.c.id,
            table.c.at,
            table.c.by,
            table.c.table,
            table.c.change_count,
            table.c.changes,
            table.c.undoes,
        )
        .order_by(table.c.id.desc())
        .limit(AT_ONCE)
        .offset(offset)
    )
    return PlanVersionsView(
        connection.execute(select(func.count()).select_from(table)).scalar_one(),
        tuple(
            PlanVersionView(
                row.id, row.at, row.by, row.table, row.change_count, _changes(row.changes), row.undoes
            )
            for row in read_rows(connection, query, _Version)
        ),
    )


def _changes(said: Iterable[dict[str, Any]]) -> tuple[PlanChange, ...]:
    return tuple(
        PlanChange(
            each["table"], each["code"], each["what"], tuple(FieldChange(**field) for field in each["fields"])
        )
        for each in said
    )


def setup_view(connection: Connection, plan: Plan, today: date) -> SetupView:
    """What is missing before the hall can open, in the order in which it is set up."""
    steps = (*_of_plan(plan, today), *_of_people(connection, plan, today), *_of_devices(connection))
    return SetupView(steps, all(each.done for each in steps if each.needed))


def _of_plan(plan: Plan, today: date) -> tuple[SetupStep, ...]:
    hours = plan.hours
    in_hall = list(plan.matters.values())
    served = {code for window in plan.windows for code in plan.work_of(window)}
    unserved = [each.name for each in in_hall if each.code not in served]
    idle = [each.name for code, each in plan.windows.items() if not plan.work_of(code)]
    empty = {each.line for each in in_hall}
    return (
        _step(
            "hours",
            sum(bool(spans) for spans in hours.week.values()),
            hours.always_open or any(hours.week.values()),
        ),
        _step("calendar", len(hours.calendar), hours.knows(today), needed=False),
        _step("departments", len(plan.departments)),
        _step(
            "lines",
            len(plan.lines),
            lacks=[each.name for each in plan.lines.values() if each.code not in empty],
        ),
        _step("matters", len(in_hall)),
        _step("windows", len(plan.windows), len(idle) < len(plan.windows), lacks=[*idle, *unserved]),
    )


def _of_people(connection: Connection, plan: Plan, today: date) -> tuple[SetupStep, ...]:
    people = list(
        read_rows(connection, select(staffers.c.code, staffers.c.name).order_by(staffers.c.code), _Named)
    )
    seconded = set(connection.execute(select(secondments.c.staffer).where(in_force(today))).scalars())
    with_pin = set(
        connection.execute(select(staffers.c.code).where(staffers.c.pin_hash.is_not(None))).scalars()
    )
    able = seconded & with_pin
    valid = _count(connection, letters, letters.c.withdrawn_at.is_(None), letters.c.to_day >= today)
    return (
        _step("people", len(people)),
        _step("terms", len(seconded), lacks=[each.name for each in people if each.code not in seconded]),
        _step("pins", len(able), lacks=[each.name for each in people if each.code in seconded - with_pin]),
        # a window with powers of its own needs no letter
        _step("letters", valid, needed=all(each.mandate == "none" for each in plan.windows.values())),
    )


def _of_devices(connection: Connection) -> tuple[SetupStep, ...]:
    def paired(*roles: str) -> int:
        return _count(connection, tokens, tokens.c.role.in_(roles), tokens.c.revoked_at.is_(None))

    with_password = _count(
        connection, accounts, accounts.c.password_hash.is_not(None), accounts.c.shut_at.is_(None)
    )
    return (
        _step("consoles", paired("window")),
        _step("kiosks", paired("kiosk", "guide")),
        _step("screens", paired("display"), needed=False),
        _step("printers", _count(connection, printers), needed=False),
        _step("accounts", with_password, needed=False),
    )


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def _step(
    code: str, count: int, done: bool | None = None, *, needed: bool = True, lacks: Iterable[Words] = ()
) -> SetupStep:
    return SetupStep(code, count, count > 0 if done is None else done, needed, tuple(lacks)[:MOST_NAMED])
