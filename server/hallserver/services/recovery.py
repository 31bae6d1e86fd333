"""Recovery after a restore or a loss: numbers, ids and epoch skip everything that may be out on paper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, insert, select, update

from hallserver.core.events import NumbersLeapt
from hallserver.core.queue.tickets import number_of
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.store.engines.protocol import store_of
from hallserver.store.schema import case_counters, counters, hall, metadata

IDS_BEYOND = 1_000  # one event may create a ticket, some stops and a slip
IDS_AN_EVENT = 10


@dataclass(frozen=True, slots=True)
class Loss:
    """What is missing from a restored database.

    Attributes:
        events: how many events followed its last one; an upper bound of the numbers that each line issued.
        given: line → the last number known to be issued on `day`; such a line skips just beyond it.
    """

    events: int
    day: date | None = None
    given: Mapping[str, int] | None = None


def leap(work: CommandContext, who: Principal, why: str, loss: Loss) -> dict[str, tuple[str, str]]:
    """Begin a new epoch beyond the loss; return line → first and last number that may be out on paper.

    Nothing is issued twice: no number of today, no id of a ticket, a slip or any other row, no case number.
    So a key or a code from the lost part opens nothing new.
    """
    epoch = f"{work.now:%Y%m%d}-{uuid.uuid4().hex[:8]}"
    work.connection.execute(update(hall).values(epoch=epoch))
    lines = {line: each for line in work.plan.lines if (each := _leap_line(work, line, loss)) is not None}
    _leap_cases(work, loss.events)
    _leap_ids(work, loss.events * IDS_AN_EVENT + IDS_BEYOND)
    work.publish(
        who,
        NumbersLeapt(
            why=why,
            epoch=epoch,
            events=loss.events,
            lines={line: {"last": last, "to": to} for line, (last, to) in lines.items()},
        ),
    )
    return {
        line: (number_of(work.plan.lines[line].prefix, last + 1), number_of(work.plan.lines[line].prefix, to))
        for line, (last, to) in lines.items()
    }


def _leap_line(work: CommandContext, line: str, loss: Loss) -> tuple[int, int] | None:
    here = counters.c.day == work.day, counters.c.line == line
    last: int = work.connection.execute(select(counters.c.last).where(*here)).scalar_one_or_none() or 0
    known = (loss.given or {}).get(line) if loss.day == work.day else None
    to = last + loss.events if known is None else max(known, last)
    if loss.given is not None and known is None and loss.day == work.day:
        to = last  # the lost database was read: this line issued nothing after the backup
    if to <= last:
        return None
    changed = work.connection.execute(update(counters).where(*here).values(last=to))
    if not changed.rowcount:
        work.connection.execute(insert(counters), {"day": work.day, "line": line, "last": to})
    return last, to


def _leap_cases(work: CommandContext, events: int) -> None:
    if not events:
        return
    for year in {work.day.year, (work.day - timedelta(days=7)).year}:
        here = case_counters.c.year == year
        if not work.connection.execute(
            update(case_counters).where(here).values(last=case_counters.c.last + events)
        ).rowcount:
            work.connection.execute(insert(case_counters), {"year": year, "last": events})


def _leap_ids(work: CommandContext, by: int) -> None:
    """Advance every table's next id."""
    store = store_of(work.connection)
    for table in metadata.sorted_tables:
        if "id" not in table.primary_key.columns or table is hall:
            continue
        newest: int = work.connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        store.skip_ids(work.connection, table.name, newest + by)
