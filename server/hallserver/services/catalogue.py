"""The catalogue changed table by table: a sheet or a row put over the plan in force, checked as a whole, tried or kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from hallserver.core.changes import difference
from hallserver.core.plan import HallPlan
from hallserver.core.rights import Principal
from hallserver.core.shapes import PlanChange, PlanDifference
from hallserver.core.sheets import Sheet, merge_sheet
from hallserver.services.plans import take_plan
from hallserver.services.work import Work
from hallserver.store.plan_rows import said_plan

MOST_TOLD = 50  # changes that the log says field by field; of more it says how many


class Rehearsed(Exception):
    """A plan was tried whole and is taken back: raised so that the pen undoes all of it; carries what it would change."""

    def __init__(self, told: PlanDifference) -> None:
        super().__init__()
        self.told = told


def take_sheet(work: Work, who: Principal, sheet: Sheet, *, dry_run: bool = False) -> PlanDifference:
    """Put a sheet's rows over the plan in force: whole or not at all.

    Raises:
        BadPlan: in the sheet's line and field. MatterInUse, TermOverlaps. Rehearsed: on a dry run.
    """
    present = said_plan(work.connection, work.plan.rules)
    plan = merge_sheet(present, sheet)
    changes = difference(present, plan, (sheet.kind,))
    if changes or dry_run:
        take_plan(work, who, plan, work.plan.rules, {"table": sheet.kind, "changes": _facts(changes)})
    return _told(changes, dry_run=dry_run)


def take_whole(work: Work, who: Principal, plan: HallPlan, *, dry_run: bool = False) -> PlanDifference:
    """Take a whole plan and say what it changed.

    Raises:
        MatterInUse, TermOverlaps. Rehearsed: on a dry run.
    """
    changes = difference(said_plan(work.connection, work.plan.rules), plan)
    take_plan(work, who, plan)
    return _told(changes, dry_run=dry_run)


def _told(changes: tuple[PlanChange, ...], *, dry_run: bool) -> PlanDifference:
    told = PlanDifference(changes, dry_run)
    if dry_run:
        raise Rehearsed(told)
    return told


def _facts(changes: tuple[PlanChange, ...]) -> list[dict[str, Any]]:
    return [
        {
            "table": each.table,
            "code": each.code,
            "what": each.what,
            "fields": [asdict(field) for field in each.fields],
        }
        for each in changes[:MOST_TOLD]
    ]
