"""Every report over past and today is the report that is computed from the rows, field by field."""

from __future__ import annotations

import os
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs
from sqlalchemy import func, select

from hallserver.contract import HeatCell, ReportView, Words
from hallserver.core.figures.measures import spread
from hallserver.core.queue.asked import HALVES, Only
from hallserver.history import asking, measures
from hallserver.history.columns import MEASURED
from hallserver.history.reader import Past
from hallserver.store.catalogue import load_plan
from hallserver.store.prepared import read_rows
from hallserver.store.rows import ServiceRow
from hallserver.store.schema import services, staffers
from hallserver.views.figures import reports
from tests.history.conftest import OPEN, TODAY, Lived

pytestmark = pytest.mark.long

ZONE = ZoneInfo("Asia/Shanghai")
SPANS = (
    (date(2026, 3, 1), TODAY),  # all, across the seam
    (date(2026, 3, 9), date(2026, 3, 13)),  # sealed days only
    (OPEN, TODAY),  # open days only
)
STAGES = ("sealed", "late", "merged")
SOAK = "HALL_SOAK" in os.environ


@cache
def from_rows(lived: Lived, ask: reports.Ask) -> ReportView:
    """The report as it is computed from the database alone."""
    with lived.engine.connect() as connection:
        return reports.report(connection, load_plan(connection), ask)


@pytest.fixture(params=STAGES)
def past(request: pytest.FixtureRequest, lived: Lived) -> Iterator[Past]:
    with Past(lived.stages[request.param]) as past:
        yield past


def past_of(past: Past, lived: Lived) -> str:
    return next(stage for stage, data in lived.stages.items() if data == past.data)


@pytest.mark.parametrize("report", reports.REPORTS)
def test_a_report_over_past_and_today_is_the_report_from_the_rows(
    lived: Lived, past: Past, report: str
) -> None:
    # each stage has other files of the same days: all spans and departments are asked of the one that has every kind
    spans, departments = (
        (SPANS, (None, "rsj")) if SOAK or past_of(past, lived) == "late" else (SPANS[:1], (None,))
    )
    with lived.engine.connect() as connection:
        plan = load_plan(connection)
        for (first, last), by, department in product(spans, reports.BY, departments):
            ask = reports.Ask(report, by, first, last, ZONE, department, TODAY)

            assert asking.report(past, connection, plan, ask) == from_rows(lived, ask), ask
    assert from_rows(lived, reports.Ask(report, "line", *SPANS[0], ZONE, None, TODAY)).total.count > 10


@pytest.mark.parametrize("report", reports.REPORTS)
def test_of_some_rows_it_is_the_same(lived: Lived, past: Past, report: str) -> None:
    counted = []
    with lived.engine.connect() as connection:
        plan = load_plan(connection)
        groups, departments = (
            (("department", "day"), (None, "rsj"))
            if SOAK or past_of(past, lived) == "late"
            else (("department",), (None,))
        )
        for only, by, department in product(some_of(lived), groups, departments):
            ask = reports.Ask(report, by, *SPANS[0], ZONE, department, TODAY, only=only)

            assert asking.report(past, connection, plan, ask) == from_rows(lived, ask), ask
            if not department:
                counted.append(bool(from_rows(lived, ask).total.count))

    known = [set(only.named()) <= reports.KNOWN[report] for only in some_of(lived) for _ in groups]
    assert not any(found and not may for found, may in zip(counted, known, strict=True))
    assert sum(counted) >= 3 * len(groups), "most of what may be asked finds something"


@cache
def some_of(lived: Lived) -> tuple[Only, ...]:
    """What may be asked for, each of which some rows have: the most usual of each kind."""
    found = {}
    with lived.engine.connect() as connection:
        for name in ("line", "window", "matter", "staffer", "visitor_class"):
            column = services.c[name]
            most = select(column).group_by(column).order_by(func.count().desc()).limit(1)
            found[name] = connection.execute(most).scalar_one()
    return (
        Only(),
        Only(weekday=2),
        Only(hour=9),
        Only(line=found["line"]),
        Only(window=found["window"]),
        Only(matter=found["matter"]),
        Only(staffer=found["staffer"]),
        Only(visitor_class=found["visitor_class"], weekday=3),
    )


@pytest.mark.parametrize("report", reports.REPORTS)
def test_what_rows_have_is_what_may_be_asked_of_them(report: str) -> None:
    ask = reports.Ask(report, "day", *SPANS[0], ZONE)

    columns = set(measures.table_of(ask).columns)
    halves = {"minute"} if measures.tells_halves(report) else set()
    assert reports.KNOWN[report] == (columns & set(structs.asdict(Only()))) | {"weekday"} | halves


def test_each_cell_of_the_heat_map_is_the_report_of_that_half_hour(lived: Lived, past: Past) -> None:
    """And each point of a trend is the report of that day, and the lengths are those of its rows."""
    only = some_of(lived)[3]
    ask = reports.Ask("waits", "department", *SPANS[0], ZONE, None, TODAY, only=only)
    with lived.engine.connect() as connection:
        plan = load_plan(connection)
        cells = asking.asked(past, connection, ask, lambda today: measures.heat(past, ask, today))
        points = asking.asked(past, connection, ask, lambda today: measures.trend(past, ask, today))
        lengths = asking.asked(past, connection, ask, lambda today: measures.lengths(past, ask, today))
        for cell in cells[::7]:  # of each weekday some: all are counted below
            of_cell = replace(ask, only=_of_cell(only, cell))
            total = reports.report(connection, plan, of_cell).total
            assert (cell.count, cell.p50_ms, cell.p90_ms) == (total.count, total.p50_ms, total.p90_ms)
        by_day = reports.report(connection, plan, replace(ask, by="day")).rows

    assert len(cells) > 10
    assert [(each.at, each.count, each.p50_ms, each.p90_ms) for each in points] == [
        (row.by, row.count, row.p50_ms, row.p90_ms) for row in by_day
    ]
    assert sum(lengths) == sum(each.count for each in cells) == sum(row.count for row in by_day)


def _of_cell(only: Only, cell: HeatCell) -> Only:
    return structs.replace(only, weekday=cell.weekday, hour=cell.hour, minute=cell.minute)


def test_half_an_hour_is_one_of_the_halls_own_clock(lived: Lived, past: Past) -> None:
    """Also where that clock is half an hour off: +05:30 as much as +08:00."""
    ask = reports.Ask("waits", "hour", *SPANS[0], ZoneInfo("Asia/Kolkata"), None, TODAY)
    halves = {minute: replace(ask, only=Only(minute=minute)) for minute in HALVES}
    with lived.engine.connect() as connection:
        plan = load_plan(connection)
        for half in halves.values():
            told = asking.report(past, connection, plan, half)
            assert told.total == reports.report(connection, plan, half).total
            assert told.total.count > 0


@pytest.mark.parametrize("monthly", [False, True])
def test_each_group_of_the_trends_is_the_trend_of_that_group(lived: Lived, past: Past, monthly: bool) -> None:
    ask = reports.Ask("waits", "line", *SPANS[0], ZONE, None, TODAY)
    with lived.engine.connect() as connection:
        plan = load_plan(connection)
        rows = reports.report(connection, plan, ask).rows
        groups = asking.asked(
            past,
            connection,
            ask,
            lambda today: measures.trends(past, ask, lambda key: Words(key, key), today, monthly=monthly),
        )
        for group in groups[::5]:
            for point in group.points:
                first = date.fromisoformat(point.at if len(point.at) > len("2026-03") else f"{point.at}-01")
                length = monthrange(first.year, first.month)[1] if monthly else 7
                last = first + timedelta(days=length - 1)
                span = max(first, ask.first_day), min(last, ask.last_day)
                only = Only(line=group.by)
                of_point = replace(ask, first_day=span[0], last_day=span[1], only=only)
                total = reports.report(connection, plan, of_point).total
                assert (point.count, point.p50_ms, point.p90_ms) == (
                    total.count,
                    total.p50_ms,
                    total.p90_ms,
                )

    assert {each.by: (each.count, each.p50_ms) for each in groups} == {
        row.by: (row.count, row.p50_ms) for row in rows if row.count
    }
    assert [each.count for each in groups] == sorted((each.count for each in groups), reverse=True)
    assert monthly or max(len(each.points) for each in groups) > 1


def test_lengths_are_counted_by_five_minutes(lived: Lived, past: Past) -> None:
    expected = [0] * 25
    ask = reports.Ask("service-times", "day", *SPANS[0], ZONE, None, TODAY)
    with lived.engine.connect() as connection:
        for row in read_rows(connection, select(services), ServiceRow):
            if row.excluded is None:
                expected[min(row.service_ms // 300_000, 24)] += 1
        told = asking.asked(past, connection, ask, lambda today: measures.lengths(past, ask, today))

    assert list(told) == expected


@pytest.mark.parametrize("report", reports.REPORTS)
def test_before_the_hall_began_a_report_is_empty(lived: Lived, past: Past, report: str) -> None:
    ask = reports.Ask(report, "window", date(2026, 2, 1), date(2026, 2, 28), ZONE, None, TODAY)
    with lived.engine.connect() as connection:
        told = asking.report(past, connection, load_plan(connection), ask)

    assert told == from_rows(lived, ask)
    assert (told.rows, told.total.count) == ((), 0)


def test_the_month_has_what_the_reports_must_agree_on(lived: Lived) -> None:
    """Late facts of all kinds, excluded rows, every mark: otherwise agreement would say little."""
    with Past(lived.stages["late"]) as past:
        changed = {file.table for each in past.manifests for file in each.files if file.late}
    told = {
        name: from_rows(lived, reports.Ask(name, "staffer", *SPANS[0], ZONE, None, TODAY)).total
        for name in reports.REPORTS
    }

    assert changed >= {"promises", "ratings"}
    assert told["service-times"].excluded > 0
    assert set(told["ratings"].extra) >= {"bad", "level_1", "level_5"}
    assert set(told["outcomes"].extra) >= {"decidable", "registered", "done"}
    assert set(told["promises"].extra) >= {"kept", "kept_first", "collected"}


def test_the_heat_map_counts_every_service_once_by_weekday_and_half_hour(lived: Lived, past: Past) -> None:
    expected: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    ask = reports.Ask("service-times", "hour", *SPANS[0], ZONE, None, TODAY)
    with lived.engine.connect() as connection:
        for row in read_rows(connection, select(services), ServiceRow):
            if row.excluded is None:
                half = row.started_at.astimezone(ZONE).minute // 30 * 30
                expected[row.day.isoweekday(), row.hour, half].append(row.service_ms)
        cells = asking.asked(past, connection, ask, lambda today: measures.heat(past, ask, today))

    told = {(each.weekday, each.hour, each.minute): (each.count, each.p50_ms, each.p90_ms) for each in cells}
    figures = {key: spread(values) for key, values in expected.items()}
    assert told == {key: (each.count, each.p50_ms, each.p90_ms) for key, each in figures.items()}


@pytest.mark.parametrize("monthly", [False, True])
def test_a_trend_is_each_days_or_months_own_figure(lived: Lived, past: Past, monthly: bool) -> None:
    expected: dict[str, list[int]] = defaultdict(list)
    ask = reports.Ask("service-times", "hour", *SPANS[0], ZONE, None, TODAY)
    with lived.engine.connect() as connection:
        for row in read_rows(connection, select(services), ServiceRow):
            if row.excluded is None:
                expected[f"{row.day:%Y-%m}" if monthly else row.day.isoformat()].append(row.service_ms)
        points = asking.asked(
            past, connection, ask, lambda today: measures.trend(past, ask, today, monthly=monthly)
        )

    told = {each.at: (each.count, each.mean_ms, each.p50_ms, each.p90_ms) for each in points}
    figures = {key: spread(values) for key, values in sorted(expected.items())}
    assert told == {
        key: (each.count, each.mean_ms, each.p50_ms, each.p90_ms) for key, each in figures.items()
    }
    assert list(told) == list(figures)


@pytest.mark.parametrize("stage", STAGES)
def test_the_history_holds_the_sealed_days_and_no_open_one(lived: Lived, stage: str) -> None:
    with Past(lived.stages[stage]) as past:
        assert max(past.days) < OPEN
        assert len(past.days) == 20  # the working days of March until then


def test_no_name_of_a_person_is_in_any_table_that_is_counted(lived: Lived) -> None:
    with lived.engine.connect() as connection:
        people = connection.execute(select(staffers.c.name)).scalars().all()
    names = {text for each in people for text in (each.zh, each.en)}

    with Past(lived.stages["late"]) as past:
        for table in MEASURED:
            past.see(table)
            texts = [name for name, kind in table.columns.items() if kind == "VARCHAR"]
            for column in texts:
                found = past.engine.execute(f'SELECT DISTINCT "{column}" FROM "{table.name}"').fetchall()
                assert not names & {value for (value,) in found}, (table.name, column)
