"""A past for a new demo hall, so that every page of office, department and supervision has something to show."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from hallserver import alone
from hallserver.core.plans.plan import HallPlan
from hallserver.core.rights import Principal
from hallserver.core.rules import read_rules
from hallserver.services.context import CommandContext
from hallserver.services.planning.plans import take_plan
from hallserver.services.planning.rules import publish_rules
from hallserver.simulation.days import Pace, Told, run_days
from hallserver.simulation.house import opened
from hallserver.store import connect

DATABASE = "hall.db"
MAKING = "making"  # the folder in which a past is lived; a hall that is half made is no hall
SLOTS = "slot_minutes = 30"
PACE = Pace(seed=1, tickets=40, mishaps=2.0)  # a small day: a month of it takes some seconds


def found_with_past(
    data: Path,
    plan_of: Callable[[bool], HallPlan],
    who: Principal,
    days: int,
    say: Callable[[str, int], None],
) -> Told:
    """Found a demo hall as of `days` ago, let it live until yesterday, and open it now.

    Args:
        data: the new hall's folder.
        plan_of: returns the plan: open round the clock, or in office hours.
        who: founds it and changes its hours.
        days: how long its past is.
        say: gets each day's line, and how many numbers were taken so far.

    Raises:
        FileExistsError: there is a hall already.
    """
    if connect.is_founded(data):
        raise FileExistsError(f"{data}: there is a hall already")
    now = datetime.now(UTC)
    began = now - timedelta(days=days)
    making = data / MAKING
    shutil.rmtree(making, ignore_errors=True)  # of one that was interrupted
    making.mkdir(parents=True)
    data.chmod(0o700)
    alone.found_hall(making, plan_of(False), who, demo=True, at=began)
    with opened(making) as house:
        first = house.plan.hours.business_day(began) + timedelta(days=1)
        told = run_days(house, first, days - 1, PACE, say)
        house.passes(now)
        house.do(partial(take_plan, who=who, plan=plan_of(True)))
        house.do(partial(_open_slots, who=who))
    _move_in(making, data)
    return told


def _open_slots(work: CommandContext, who: Principal) -> None:
    """Let visitors book times by themselves, so that the page for it has something to show."""
    publish_rules(work, who, read_rules(SLOTS, work.plan.rules, work.plan.lines))


def _move_in(making: Path, data: Path) -> None:
    """Move the hall's files to their place, the database last: until then there is no hall."""
    for path in sorted(making.iterdir(), key=lambda each: each.name == DATABASE):
        path.replace(data / path.name)
    making.rmdir()
