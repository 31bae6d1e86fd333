"""One indexed look each, however many wait."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import sqlite

from hallserver.core.queue.order import Place
from hallserver.services.queue import windows
from hallserver.store import queries, schema
from hallserver.store.queue import heads, waiting
from hallserver.store.watching import dues, spooled
from hallserver.views.queue import board
from hallserver.views.queue import windows as window_views
from tests.small import POSTGRES, SQLITE, Desk

# each is the planner's last choice: it is made only where no index serves
UNWILLING = ("enable_seqscan", "enable_sort", "enable_bitmapscan")
# what PostgreSQL says of a step → what SQLite says of it
STEPS = (
    (re.compile(r".*Index (?:Only )?Scan (?:Backward )?using (\w+) .*"), r"INDEX \1"),
    (re.compile(r".*Seq Scan on (\w+).*"), r"SCAN \1"),
    (re.compile(r".*\bSort\b.*"), "TEMP B-TREE"),
)


def in_sqlites_words(step: str) -> str:
    """A line of PostgreSQL's plan."""
    for postgres, sqlites in STEPS:
        step = postgres.sub(sqlites, step)
    return step


def plan_of(desk: Desk, statement: Any) -> str:
    """How the engine would run it."""
    statement = getattr(statement, "statement", statement)  # one that is prepared
    if desk.on == POSTGRES:
        with desk.reader.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            for each in UNWILLING:
                raw.execute(f"SET {each} = off")
            sql = statement.compile(dialect=connection.dialect)
            return " | ".join(
                in_sqlites_words(row[0]) for row in raw.execute(f"EXPLAIN (GENERIC_PLAN) {sql}")
            )
    compiled = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True})
    sql = str(compiled).replace("?", "1")
    with desk.reader.connect() as connection:
        return " | ".join(row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}")))


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (heads._OWN, "waiting_places (line=? AND matter=?)"),
        (heads._OWN_ORDINARY, "waiting_places (line=? AND matter=? AND tier>?)"),
        (heads._GUEST, "guest_places (lane=? AND line=?)"),
        (heads._GUEST_ORDINARY, "guest_places (lane=? AND line=? AND tier>?)"),
        (heads._WINDOW, "window_places (only_window=?)"),
        (heads._STAFFER, "staffer_places (only_staffer=?)"),
        (queries._FIRST, "line_places (line=?)"),
    ],
)
def test_a_head_is_found_through_its_partial_index(desk: Desk, statement: Any, index: str) -> None:
    told = plan_of(desk, statement)

    assert f"INDEX {index if desk.on == SQLITE else index.partition(' ')[0]}" in told
    assert "SCAN" not in told
    assert "TEMP B-TREE" not in told


@pytest.mark.parametrize(
    "statement",
    [
        heads._BEFORE,
        window_views._STOP_AT,
        queries.SESSION_AT,
        dues._OLD_STOP,
        spooled._EXPIRED,
        spooled._LOST,
        queries._JOB_THERE,
        dues._OLD_ANSWER,
        waiting._IDLE,
        dues._LATE_RECTIFICATION,
        board._GONE,
    ],
)
def test_what_is_asked_often_never_scans_a_table(desk: Desk, statement: Any) -> None:
    told = plan_of(desk, statement)

    assert not [step for step in told.split(" | ") if step.startswith("SCAN") and "INDEX" not in step], told


def test_a_screens_shown_is_found_by_its_call(desk: Desk) -> None:
    assert "stop_of_a_call" in plan_of(desk, select(schema.stops.c.id).where(schema.stops.c.call_seq == 1))


def test_heads_are_the_first_of_each_matter_and_lane(desk: Desk) -> None:
    for matter in ("tax-file", "tax-file", "tax-audit", "reg-new"):
        desk.issue(matter)
    desk.issue("tax-file", visitor_class="statutory", evidence="card")

    found = desk.writer(
        lambda work: heads.heads(
            work.connection,
            [("tax", "tax-file"), ("tax", "tax-audit"), ("reg", "reg-new")],
            ["tax"],
            "1",
            "t-2",
        )
    )

    assert [head.number for head in found] == ["A004", "A001", "A003", "B001"]


def test_a_called_ticket_is_no_head(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")

    assert (
        desk.writer(lambda work: heads.heads(work.connection, [("tax", "tax-file")], ["tax"], "1", "t-2"))
        == []
    )


def test_the_count_ahead_is_of_smaller_places_in_the_line(desk: Desk) -> None:
    for _ in range(5):
        desk.issue()
    rows = desk.rows(schema.stops)

    ahead = [
        desk.writer(
            lambda work, row=row: heads.count_before(
                work.connection, "tax", Place(row.tier, row.effective_at, row.seq)
            )
        )
        for row in rows
    ]

    assert ahead == [0, 1, 2, 3, 4]


def test_a_guest_is_found_by_every_window_of_the_line(desk: Desk) -> None:
    desk.sits("l-2", "3")
    desk.sits("t-2", "1")
    desk.issue("notary-will")
    desk.calls("3")
    desk.at("3", windows.transfer, target=windows.Target(line="reg"))

    assert desk.calls("1") == "C001"
