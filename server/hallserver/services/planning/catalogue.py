"""Edit the catalogue by table: a sheet's rows over the plan in force, checked as a whole; dry run or real."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hallserver.contract import PlanChange, PlanDifference, Words
from hallserver.core.plans.changes import difference
from hallserver.core.plans.plan import HallPlan
from hallserver.core.plans.sheets import Sheet, merge_sheet
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.planning import hall_settings, versions
from hallserver.services.planning.hall_settings import DayWish
from hallserver.services.planning.plans import take_plan
from hallserver.services.queue import appointments
from hallserver.store.catalogue import Plan
from hallserver.store.plan_rows import said_plan

MOST_NAMED = 10  # booking codes named in one sentence


class Rehearsed(Exception):
    """Raised on a dry run so that the writer rolls everything back; carries what the plan would change."""

    def __init__(self, told: PlanDifference) -> None:
        super().__init__()
        self.told = told


def take_sheet(
    work: CommandContext, who: Principal, sheet: Sheet, *, dry_run: bool = False
) -> PlanDifference:
    """Apply a sheet's rows to the plan in force, all or nothing.

    Raises:
        BadPlan: with the sheet's line and field. MatterInUse, TermOverlaps. Rehearsed: on a dry run.
    """
    present = said_plan(work.connection, work.plan.rules)
    plan = merge_sheet(present, sheet)
    changes = difference(present, plan, (sheet.kind,))
    was, recounted = work.plan, 0
    if changes or dry_run:
        recounted = take_plan(
            work, who, plan, work.plan.rules, (sheet.kind, versions.listed(changes))
        ).recounted
    return _done(work, who, sheet.kind, changes, notes(work, was, recounted), dry_run=dry_run)


def take_whole(
    work: CommandContext, who: Principal, plan: HallPlan, *, dry_run: bool = False
) -> PlanDifference:
    """Apply a whole plan and return what it changed.

    Raises:
        MatterInUse, TermOverlaps. Rehearsed: on a dry run.
    """
    changes, was = difference(said_plan(work.connection, work.plan.rules), plan), work.plan
    recounted = take_plan(work, who, plan).recounted
    return _done(work, who, versions.WHOLE, changes, notes(work, was, recounted), dry_run=dry_run)


def set_hall(
    work: CommandContext, who: Principal, said: dict[str, Any], *, dry_run: bool = False
) -> PlanDifference:
    """Change fields of the hall's own row.

    Raises:
        BadPlan: every fault, by field. Rehearsed: on a dry run.
    """
    was = work.plan
    changes, recounted = hall_settings.set_hall(work, who, said)
    return _done(work, who, versions.HALL, changes, notes(work, was, recounted), dry_run=dry_run)


def set_days(
    work: CommandContext, who: Principal, wishes: Sequence[DayWish], *, dry_run: bool = False
) -> PlanDifference:
    """Change days of the calendar.

    Raises:
        Rehearsed: on a dry run.
    """
    was = work.plan
    changes, recounted = hall_settings.set_days(work, who, wishes)
    return _done(work, who, versions.CALENDAR, changes, notes(work, was, recounted), dry_run=dry_run)


def bring_back(
    work: CommandContext, who: Principal, version: int, *, dry_run: bool = False
) -> PlanDifference:
    """Make the plan what it was in a version.

    Raises:
        NotFound. MatterInUse, PrefixTaken. Rehearsed: on a dry run.
    """
    was = work.plan
    changes, recounted = versions.bring_back(work, who, version)
    said = notes(work, was, recounted)
    return _done(work, who, versions.WHOLE, changes, said, dry_run=dry_run, undoes=version)


def notes(work: CommandContext, was: Plan, recounted: int) -> tuple[Words, ...]:
    """Return side effects of a plan: calendar days, recounted promises, bookings now outside the hours."""
    found: list[Words] = []
    old, new = was.hours.calendar, work.plan.hours.calendar
    if days := sorted(day for day in old.keys() | new.keys() if old.get(day) != new.get(day)):
        found.append(
            Words(
                f"工作日历变动 {len(days)} 天（{days[0]} 至 {days[-1]}）",
                f"the calendar changes on {len(days)} days ({days[0]} to {days[-1]})",
            )
        )
    if recounted:
        found.append(
            Words(f"{recounted} 件承诺件的办结日期重新计算", f"{recounted} promised days are counted anew")
        )
    if left := appointments.left_outside(work, was):
        first = f"{left[0].booked_at.astimezone(work.plan.hours.zone):%Y-%m-%d %H:%M}"
        codes = [row.code for row in left[:MOST_NAMED]]
        more = "…" if len(left) > MOST_NAMED else ""
        found.append(
            Words(
                f"{len(left)} 个预约将落在取号时间之外（最早 {first}）：{'、'.join(codes)}{more}，请另行通知",
                f"{len(left)} bookings now lie outside the hours (the first at {first}): {', '.join(codes)}{more}; "
                "these visitors have to be told",
            )
        )
    return tuple(found)


def _done(
    work: CommandContext,
    who: Principal,
    table: str,
    changes: tuple[PlanChange, ...],
    said: tuple[Words, ...],
    *,
    dry_run: bool,
    undoes: int | None = None,
) -> PlanDifference:
    """Keep the plan as a version and return what was changed; a dry run ends here, and keeps nothing.

    Raises:
        Rehearsed: on a dry run.
    """
    told = PlanDifference(changes, dry_run, said)
    if dry_run:
        raise Rehearsed(told)
    if changes:
        versions.keep_version(work, who, table, changes, undoes)
    return told
