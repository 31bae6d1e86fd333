"""Versions of the plan: kept after each change, brought back as a change like any other.

Terms and letters are in no version: they have signatures, and registers of their own. What a version does not name and
nothing refers to is deleted when it is brought back; what something refers to stays, but is no longer offered.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from hallserver.core.errors import MatterInUse, NotFound
from hallserver.core.language.words import Words, words_of
from hallserver.core.plans.changes import PlanChange, difference
from hallserver.core.plans.plan import HallPlan, check_plan
from hallserver.core.plans.reader import Reader
from hallserver.core.plans.tables import TABLES
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.planning import plans
from hallserver.services.planning.plans import Difference, follow, take_plan
from hallserver.store import schema
from hallserver.store.plan_rows import CODED, said_plan
from hallserver.store.prepared import read_row, read_rows
from hallserver.store.rows import CalendarDayRow, PlanVersionRow

MOST_TOLD = 50  # changes that a version, and the log, list field by field
WHOLE, HALL, CALENDAR = "", "hall", "calendar"
OWN_REGISTERS = frozenset({"secondments", "letters"})
GONE = Words("方案撤销后不再办理", "no longer offered: the plan was brought back")
_ORDER = (
    "kiosks",
    "screens",
    "zones",
    "windows",
    "groups",
    "matters",
    "lines",
    "staffers",
    "printers",
    "departments",
)
"""Tables by what refers to what: the first refers to the later ones."""


def take_first(work: CommandContext, who: Principal, plan: HallPlan) -> Difference:
    """Take the plan with which a hall is founded; it is the first version."""
    told = take_plan(work, who, plan)
    keep_version(work, who, WHOLE, ())
    return told


def keep_version(
    work: CommandContext,
    who: Principal,
    table: str,
    changes: tuple[PlanChange, ...],
    undoes: int | None = None,
) -> None:
    """Keep the plan as it is now, with what was just changed."""
    row = {
        "at": work.now,
        "by": who.label,
        "table": table,
        "undoes": undoes,
        "change_count": len(changes),
        "changes": listed(changes),
        "body": _body(work),
    }
    work.connection.execute(insert(schema.plan_versions), row)


def listed(changes: Sequence[PlanChange]) -> list[dict[str, Any]]:
    """The first changes as facts: a whole catalogue is not listed row by row."""
    return [asdict(each) for each in changes[:MOST_TOLD]]


def bring_back(work: CommandContext, who: Principal, version: int) -> tuple[tuple[PlanChange, ...], int]:
    """Make the plan what it was in a version; return what that changed, and how many promises moved.

    Raises:
        NotFound: no such version. MatterInUse, PrefixTaken: what the present hall forbids.
    """
    query = select(schema.plan_versions).where(schema.plan_versions.c.id == version)
    row = read_row(work.connection, query, PlanVersionRow)
    if row is None:
        raise NotFound(what="version", name=version)
    said = msgspec.json.decode(zlib.decompress(row.body))
    present = said_plan(work.connection, work.plan.rules)
    languages = {lang for each in (said["hall"]["name"], present.hall["name"]) for lang in each}
    whole = {"hall": said["hall"]} | {name: _without_nothing(rows) for name, rows in said["tables"].items()}
    checked = check_plan(whole, Reader("", f"version {version}", languages=languages))
    plan = HallPlan(checked.hall, checked.tables)  # its calendar is written as it was kept
    days = calendar_changes(work, said["calendar"])
    changes = difference(present, plan, [name for name in TABLES if name not in OWN_REGISTERS]) + days
    _write_calendar(work, said["calendar"])
    recounted = take_plan(work, who, plan, work.plan.rules, (WHOLE, listed(changes))).recounted
    _check_unnamed(work, plan)
    _drop_unnamed(work, plan)
    follow(work, who)
    return changes, recounted


def calendar_changes(work: CommandContext, said: list[dict[str, Any]]) -> tuple[PlanChange, ...]:
    """The days on which a calendar differs from the one in force."""
    old, new = ({each["day"]: each for each in rows} for rows in (_calendar(work), said))
    found = []
    for day in sorted(old.keys() | new.keys()):
        if old.get(day) != new.get(day):
            what = "changed" if day in old and day in new else "added" if day in new else "gone"
            found.append(PlanChange(CALENDAR, day, what, ()))
    return tuple(found)


def _body(work: CommandContext) -> bytes:
    plan = said_plan(work.connection, work.plan.rules)
    tables = {name: rows for name, rows in plan.tables.items() if name not in OWN_REGISTERS}
    said = {"hall": plan.hall, "tables": tables, "calendar": _calendar(work)}
    return zlib.compress(msgspec.json.encode(said))


def _calendar(work: CommandContext) -> list[dict[str, Any]]:
    query = select(schema.calendar_days).order_by(schema.calendar_days.c.day)
    return [
        {
            "day": row.day.isoformat(),
            "works": row.works,
            "like": row.like,
            "name": dict(row.name),
            "announced": row.announced,
        }
        for row in read_rows(work.connection, query, CalendarDayRow)
    ]


def _write_calendar(work: CommandContext, said: list[dict[str, Any]]) -> None:
    rows = [{**each, "day": date.fromisoformat(each["day"]), "name": words_of(each["name"])} for each in said]
    work.connection.execute(delete(schema.calendar_days))
    if rows:
        work.connection.execute(insert(schema.calendar_days), rows)


def _without_nothing(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def _check_unnamed(work: CommandContext, plan: HallPlan) -> None:
    """Refuse to take a matter away from visitors who wait for it.

    Raises:
        MatterInUse: with the number of its live tickets.
    """
    named = {row["code"] for row in plan.tables["matters"]}
    for code, live in plans.live_of_matters(work.connection).items():
        if code not in named:
            raise MatterInUse({"matter": code, "tickets": live}, matter=code, count=live)


def _drop_unnamed(work: CommandContext, plan: HallPlan) -> None:
    """Delete rows that the plan does not name, unless something refers to them.

    Then a matter stays as not handled here, a window without lines, a line, department or person as it is.
    """
    for name in _ORDER:
        table = CODED[name]
        named = {row["code"] for row in plan.tables[name]}
        for code in work.connection.execute(select(table.c.code)).scalars().all():
            if code in named:
                continue
            try:
                with work.connection.begin_nested():
                    work.connection.execute(delete(table).where(table.c.code == code))
            except IntegrityError:
                if name == "matters":
                    left = {"in_hall": 0, "reason": GONE}
                    work.connection.execute(update(table).where(table.c.code == code).values(**left))
