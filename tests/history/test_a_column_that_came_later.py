"""A day that was written before a column was thought of is read as it was: every service was one piece."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from hallserver.core.casework.outcomes import Outcome
from hallserver.history import asking, engine
from hallserver.history.columns import SERVICES
from hallserver.history.merged import compact
from hallserver.history.reader import Past
from hallserver.services.queue import days, desk_work, staff
from hallserver.store.catalogue import load_plan
from hallserver.store.schema import services
from hallserver.views.figures import reports
from hallserver.views.figures.reports import Ask
from tests.history.conftest import Historian
from tests.small import BOSS, Desk

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
A_DAY = 86_400


@pytest.fixture
def two_days(desk: Desk, historian: Historian) -> Desk:
    """Monday with seven pieces in a file that has no such column, Tuesday with five in one that has."""
    for quantity in (7, 5):
        desk.sits("t-1", "1")
        desk.issue("tax-file")
        desk.serves(outcome=Outcome.DONE, quantity=quantity)
        desk.does(days.close_day, BOSS, "evening", early=True)
        desk.pass_time(A_DAY)
        written = historian.seals()
        if written == [MONDAY]:
            drop_the_column(desk.data)
    return desk


def drop_the_column(data: Path) -> None:
    [file] = data.glob("history/2026-03/2026-03-02.services.parquet")
    with engine.open_engine(data / "history", threads=1) as duck:
        there = [name for name in SERVICES.columns if name != "quantity"]
        duck.execute(f"CREATE TABLE kept AS SELECT {engine.listed(there)} FROM read_parquet('{file}')")
        file.unlink()
        duck.execute(f"COPY kept TO '{file}' (FORMAT parquet)")


def pieces(desk: Desk, first: date, last: date) -> int:
    with Past(desk.data) as past, desk.reader.connect() as connection:
        plan = load_plan(connection)
        ask = Ask("service-times", "staffer", first, last, plan.hours.zone)
        return asking.report(past, connection, plan, ask).total.pieces


def test_days_with_and_without_the_column_are_summed_together(two_days: Desk) -> None:
    assert [row.quantity for row in two_days.rows(select(services.c.quantity).subquery())] == [7, 5]
    assert pieces(two_days, TUESDAY, TUESDAY) == 5
    assert pieces(two_days, MONDAY, MONDAY) == 1
    assert pieces(two_days, MONDAY, TUESDAY) == 6


def test_a_month_is_merged_over_both_kinds_of_days(two_days: Desk) -> None:
    compact(two_days.data, "2026-03", today=date(2026, 4, 2))

    assert pieces(two_days, MONDAY, TUESDAY) == 6


@pytest.mark.parametrize("by", ["staffer", "department", "hour"])
def test_back_office_work_of_a_sealed_day_is_what_the_rows_say(
    desk: Desk, historian: Historian, by: str
) -> None:
    for staffer, window, minutes in (("t-1", "1", 12), ("t-2", "2", 0)):
        desk.sits(staffer, window)
        if minutes:
            desk.at(window, desk_work.begin, kind="online")
            desk.pass_time(minutes * 60)
            desk.at(window, desk_work.end, pieces=3)
            desk.at(window, staff.pause, reason="lunch")
            desk.pass_time(60)
    desk.issue("tax-file")
    desk.does(days.close_day, BOSS, "evening", early=True)
    desk.pass_time(A_DAY)
    historian.seals()

    with Past(desk.data) as past, desk.reader.connect() as connection:
        plan = load_plan(connection)
        ask = Ask("sessions", by, MONDAY, MONDAY, plan.hours.zone)
        told = asking.report(past, connection, plan, ask)
        assert told == reports.report(connection, plan, ask)
    assert {part: ms for part, ms in told.total.parts.items() if ms} == {
        "back_office_ms": 720_000,
        "paused_ms": 60_000,
    }
    assert told.total.pieces == 3
