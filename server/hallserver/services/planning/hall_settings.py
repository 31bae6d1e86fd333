"""The hall's own row and its calendar, changed on a page: name, hours, the target of a wait, holidays, make-up days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select

from hallserver.core.events import HallPlanned
from hallserver.core.language.words import Words
from hallserver.core.plans import checks
from hallserver.core.plans.changes import FieldChange, PlanChange, difference
from hallserver.core.plans.plan import HallPlan
from hallserver.core.plans.reader import Reader
from hallserver.core.plans.tables import HALL as FIELDS
from hallserver.core.plans.tables import PlanRow
from hallserver.core.rights import Principal
from hallserver.services.casework import cases
from hallserver.services.context import CommandContext
from hallserver.services.planning import calendars, plans, versions
from hallserver.store import schema
from hallserver.store.plan_rows import said_plan
from hallserver.store.prepared import read_rows
from hallserver.store.rows import CalendarDayRow

FORM = "form"


@dataclass(frozen=True, slots=True)
class DayWish:
    """A day of the calendar: off, worked like a weekday, or as its weekday says (`works` None)."""

    day: date
    works: bool | None
    like: str = "mon"
    name: Words | None = None
    announced: bool = True  # false: off by law, but the year's make-up days are not announced yet


DAY_OFF = Words("放假", "Holiday")
WORKED = Words("调休上班", "Make-up working day")


def set_hall(work: CommandContext, who: Principal, said: PlanRow) -> tuple[tuple[PlanChange, ...], int]:
    """Change fields of the hall's row; return what changed, and how many promises moved.

    Raises:
        BadPlan: every fault, by field.
    """
    present = said_plan(work.connection, work.plan.rules)
    row = {**present.hall, **said}
    reader = Reader("", FORM, languages={*row["name"], *present.hall["name"]})
    read = reader.row("hall", -1, row, FIELDS)
    read["hours"] = checks.check_hours(reader, read["hours"])
    if reader.faults:
        raise reader.refusal()
    plan = HallPlan(read, present.tables)
    changes = difference(present, plan, ())
    if not changes:
        return (), 0
    told = versions.listed(changes)
    recounted = plans.take_plan(work, who, plan, work.plan.rules, (versions.HALL, told)).recounted
    return changes, recounted


def set_days(
    work: CommandContext, who: Principal, wishes: Sequence[DayWish]
) -> tuple[tuple[PlanChange, ...], int]:
    """Change days of the calendar; promises that run over them are counted anew.

    Returns what changed, and how many promises moved.
    """
    was = work.plan.hours
    table = schema.calendar_days
    known = {row.day: row for row in read_rows(work.connection, select(table), CalendarDayRow)}
    changes = []
    for wish in wishes:
        old = known.get(wish.day)
        new = (
            None
            if wish.works is None
            else (wish.works, wish.like, wish.name or (WORKED if wish.works else DAY_OFF))
        )
        if new == (None if old is None else (bool(old.works), old.like, old.name)):
            continue
        work.connection.execute(delete(table).where(table.c.day == wish.day))
        if new is not None:
            row = {
                "day": wish.day,
                "works": int(new[0]),
                "like": new[1],
                "name": new[2],
                "announced": int(wish.announced),
            }
            work.connection.execute(insert(table), row)
        what = "added" if old is None else "gone" if new is None else "changed"
        fields = (FieldChange("name", old.name.zh if old else "", new[2].zh if new else ""),)
        changes.append(PlanChange(versions.CALENDAR, wish.day.isoformat(), what, fields))
    if not changes:
        return (), 0
    work.publish(
        who,
        HallPlanned(added={}, changed={}, table=versions.CALENDAR, changes=versions.listed(changes)),
    )
    plans.follow(work, who)
    recounted = cases.recount(work, who, was)
    return tuple(changes), recounted


def announced_days(today: date) -> list[DayWish]:
    """The days that the State Council has announced for this year and later, and those that the law fixes."""
    return [
        DayWish(row["day"], bool(row["works"]), row["like"], row["name"], bool(row["announced"]))
        for row in calendars.calendar_rows({"source": "cn"}, today)
        if row["day"] >= today.replace(month=1, day=1)
    ]
