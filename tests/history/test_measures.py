"""Measures at their edges: what is asked for, what lasts for a month, what a tie is rounded to."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from hallserver.history import asking
from hallserver.history.reader import Past
from hallserver.views.figures import reports
from tests.history.conftest import Historian
from tests.small import Desk

MONTH_MS = 30 * 86_400_000  # more than four bytes hold


def served(historian: Historian, *lengths_ms: int) -> None:
    """So many services on Monday, of these lengths; it is Tuesday, and Monday is written."""
    desk = historian.desk
    desk.sits("t-2", "1")
    for _ in lengths_ms:
        desk.issue()
        desk.serves()
    with desk.engine.connect() as connection, connection.begin():
        for stop, length in enumerate(lengths_ms, start=1):
            connection.execute(text(f"UPDATE service SET service_ms = {length} WHERE stop = {stop}"))
    desk.pass_time(86_400)
    historian.seals()


def told(desk: Desk, department: str | None = None, by: str = "window") -> Any:
    assert desk.writer.state.plan is not None
    day = date(2026, 3, 2)
    ask = reports.Ask("service-times", by, day, day, ZoneInfo("Asia/Shanghai"), department)
    with Past(desk.data) as past, desk.reader.connect() as connection:
        view = asking.report(past, connection, desk.writer.state.plan, ask)
        assert view == reports.report(connection, desk.writer.state.plan, ask)
    return view


def test_a_service_of_a_month_is_counted_like_any_other(historian: Historian) -> None:
    served(historian, 60_000, MONTH_MS)

    assert told(historian.desk).total.max_ms == MONTH_MS


@pytest.mark.parametrize(
    "lengths", [(10, 15), (0, 5, 1, 7), tuple(range(0, 110, 5)), (1_000_000, 1_000_005, 1_000_015)]
)
def test_a_tie_is_rounded_as_the_independent_check_rounds_it(
    historian: Historian, lengths: tuple[int, ...]
) -> None:
    served(historian, *lengths)

    assert told(historian.desk).total.count == len(lengths)


@pytest.mark.parametrize("department", ["nobody", "o'brien", "tax' OR 'a' = 'a"])
def test_a_department_that_there_is_not_has_an_empty_report(historian: Historian, department: str) -> None:
    served(historian, 60_000)

    assert told(historian.desk, department).rows == ()
    assert told(historian.desk, "tax").total.count == 1
