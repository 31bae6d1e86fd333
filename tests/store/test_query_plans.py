"""What is done for each visitor costs the same however many there are: no statement of the hot path scans a large table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from hallserver.core.casework.outcomes import Outcome
from hallserver.forecast.answers import demand_of, mixes_of
from hallserver.forecast.remembering import read_day
from hallserver.forecast.seeing import look
from hallserver.services import timers
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers, visits, windows
from hallserver.services.queue.record import End
from hallserver.store import queries, schema
from hallserver.store.queue import waiting
from hallserver.store.queue.kept_waits import kept_by_line
from hallserver.store.queue.next_up import next_in_lines
from hallserver.store.watching.alarms import Present, sightings
from hallserver.store.watching.dues import Moment
from hallserver.views.figures.day_curve import usual_arrivals
from hallserver.views.figures.reports import Ask, report
from hallserver.views.hall.hall_now import hall_now
from hallserver.views.queue.board import board_view
from hallserver.views.queue.numbers import Sought, numbers_of_day
from hallserver.views.queue.public import public_queue
from hallserver.views.queue.windows import window_view
from hallserver.views.supervision import readings, trends
from hallserver.views.supervision.found import Ask as Found
from hallserver.views.supervision.found import findings_view
from hallserver.views.supervision.oversight import oversight_view
from tests.small import KIOSK, Desk, clerk

LARGE = {
    "stop",
    "ticket",
    "event",
    "decision",
    "service",
    "session",
    "session_pause",
    "print_job",
    "answer",
    "appointment",
    "return_code",
    "case_file",
    "case_part",
    "case_extension",
    "case_supplement",
    "finding",
}
ZONE = ZoneInfo("Asia/Shanghai")
SCAN = re.compile(r"SCAN (\w+)")
# partial indexes that hold a handful however busy the hall is: to read one of them whole is no scan
FEW = {
    "jobs_being_sent",
    "one_session_per_window",
    "one_session_per_staffer",
    "one_ticket_per_window",
    "one_stop_per_visit",
    "held_stops",
    "parked_stops",
    "window_places",
    "staffer_places",
    "cases_to_remind",
    "cases_going_over",
}


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A hall with some of everything, so that a plan is a plan."""
    desk = Desk(tmp_path_factory.mktemp("plans") / "hall")
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    for _ in range(30):
        desk.issue()
        desk.visits("tax-file", "notary-will")
    for _ in range(5):
        desk.serves("1", Outcome.CONSULTED)
    yield desk
    desk.close()


def statements(desk: Desk, act: Callable[[CommandContext], Any]) -> list[str]:
    """All SQL that a command runs, as SQLite saw it."""
    seen: list[str] = []
    raw: Any = desk.writer._connection.connection.dbapi_connection
    raw.set_trace_callback(seen.append)
    try:
        desk.writer(act)
    finally:
        raw.set_trace_callback(None)
    return [
        each for each in seen if each.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "INSERT"))
    ]


def _accept(work: CommandContext) -> Any:
    windows.call_next(work, clerk("2"), "2")
    windows.start(work, clerk("2"), "2")
    return windows.finish(work, clerk("2"), "2", End(Outcome.ACCEPTED, reason="to be checked"))


def _newest(work: CommandContext) -> int:
    return int(work.connection.exec_driver_sql("SELECT max(ticket) FROM case_file").scalar_one())


def plan_of(desk: Desk, sql: str) -> list[str]:
    """The steps by which SQLite answers a statement."""
    with desk.reader.connect() as connection:
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").fetchall()]


def scans(desk: Desk, sql: str) -> list[str]:
    """The large tables that a statement reads from end to end."""
    steps = plan_of(desk, sql)
    aliases = dict(re.findall(r"(?:FROM|JOIN) \"?(\w+)\"? AS (\w+)", sql))
    named = {alias: table for table, alias in aliases.items()}
    large = [step for step in steps for found in SCAN.findall(step) if named.get(found, found) in LARGE]
    return [step for step in large if not set(step.split()) & FEW]


ACTS: dict[str, Callable[[CommandContext], Any]] = {
    "next": lambda work: windows.call_next(work, clerk("1"), "1"),
    "recall": lambda work: windows.recall(work, clerk("1"), "1"),
    "start": lambda work: windows.start(work, clerk("1"), "1"),
    "finish": lambda work: windows.finish(work, clerk("1"), "1", End(Outcome.CONSULTED)),
    "accept": _accept,
    "look at a case": lambda work: window_view(work.connection, work.plan, "2", work.now, 0),
    "take back": lambda work: visits.reopen(work, clerk("2"), _newest(work)),
    "look": lambda work: window_view(work.connection, work.plan, "1", work.now, 0),
    "own": lambda work: visits.view(work, 7),
    "due": lambda work: timers.is_anything_due(Moment(work.connection, work.plan, work.now)),
    "board": lambda work: waiting.lines_on_board(work.connection, work.plan, work.now),
    "who is next": lambda work: next_in_lines(
        work.connection, work.plan, waiting.able_by_matter(work.connection)
    ),
    "alarms": lambda work: sightings(work.connection, work.plan, work.now),
    "look ahead": lambda work: look(work.connection, work.plan, work.now),
    "a past day": lambda work: read_day(work.connection, work.plan, work.day),
    "arrivals": lambda work: demand_of(work.connection, work.plan, work.day, [work.day]),
    "what they come for": lambda work: mixes_of(work.connection, work.day),
    "what was told": lambda work: report(
        work.connection, work.plan, Ask("told", "line", work.day, work.day, ZONE)
    ),
    "mean services": lambda work: queries.mean_cycles(work.connection, work.day),
    "what lines kept": lambda work: kept_by_line(work.connection, work.day, work.day),
    "numbers of a day": lambda work: numbers_of_day(work.connection, work.plan, Sought(work.day)),
    "the day's curve": lambda work: usual_arrivals(work.connection, work.plan.hours, work.day),
    "the public page": lambda work: public_queue(work.connection, work.plan, work.now),
    "the glance": lambda work: hall_now(
        work.connection, Present.of(work.connection, work.plan, work.now), ()
    ),
    "findings": lambda work: findings_view(
        work.connection, work.plan, Found(work.day, work.day, after=1), work.now
    ),
    "weeks of findings": lambda work: trends.weeks_view(work.connection, work.day),
    "ranking": lambda work: trends.ranking_view(work.connection, work.plan, work.day, work.day),
    "rates": lambda work: oversight_view(work.connection, work.plan, Found(work.day, work.day)),
    "last visit": lambda work: readings.last_visit(work.connection, "supervision:1", work.now),
    "proofs": lambda work: readings.proofs_view(work.connection, work.plan),
    "snapshot": lambda work: board_view(work.connection, work.plan, "", work.now, 0, ""),
}


@pytest.mark.parametrize("name", list(ACTS))
def test_no_act_of_the_hot_path_scans_a_large_table(busy: Desk, name: str) -> None:
    ran = statements(busy, ACTS[name])

    assert ran
    assert {sql: found for sql in ran if (found := scans(busy, sql))} == {}


def test_neither_does_a_number(busy: Desk) -> None:
    ran = statements(busy, lambda work: numbers.issue(work, KIOSK, numbers.Wish("tax-file")))

    assert {sql: found for sql in ran if (found := scans(busy, sql))} == {}


def test_a_staffers_own_day_is_read_in_its_index_and_sorted_nowhere(busy: Desk) -> None:
    """Each act at a window tells it: a thousand services of one day are a thousand entries, and no row."""
    ran = [
        sql for sql in statements(busy, ACTS["look"]) if "FROM service" in sql and "service.staffer" in sql
    ]

    assert [plan_of(busy, sql) for sql in ran] == [
        ["SEARCH service USING COVERING INDEX services_by_day (day=? AND staffer=? AND excluded=?)"]
    ] * 2


def test_the_control_sees_a_scan(busy: Desk) -> None:
    ran = statements(
        busy,
        lambda work: work.connection.execute(select(schema.stops).where(schema.stops.c.comment == "x")).all(),
    )

    assert [scans(busy, sql) for sql in ran] == [[], ["SCAN stop"]]  # the log's head, then the scan
