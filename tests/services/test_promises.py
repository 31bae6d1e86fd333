"""Promise kept: the result is there by its day; measured by whose promise it was, from the rows, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hallserver.services.casework import cases
from hallserver.store import schema
from hallserver.views.figures import reports
from tests.services.casework import CASEWORK, DAY, TAX, accepts, collects, comes, is_ready
from tests.small import REFUSED, Behind, Desk, Kept


@pytest.fixture
def desk(tmp_path: Path, memory: str) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall", more=CASEWORK)
    yield desk
    desk.close()


def measured(
    desk: Desk,
    by: str = "department",
    first: date = date(2026, 3, 1),
    last: date = date(2026, 3, 31),
    **more: Any,
) -> Any:
    ask = reports.Ask("promises", by, first, last, ZoneInfo("Asia/Shanghai"), **more)
    with desk.reader.connect() as connection:
        return reports.report(connection, desk.writer.state.plan, ask)


@cache
def lived(engine: str) -> Kept:
    """Ready in time, after an extension, too late, not at all; one is not due, one is with its visitor."""
    with TemporaryDirectory() as folder:
        return _lived(Desk(Path(folder), more=CASEWORK, on=engine))


def _lived(desk: Desk) -> Kept:
    kept, extended, late, never, away = (accepts(desk) for _ in range(5))
    accepts(desk, promised_until=date(2026, 6, 1))
    desk.sits("t-3", "7")
    desk.does(cases.extend, TAX, extended, "the expert is away", date(2026, 3, 12))
    desk.does(cases.supplement, TAX, away, ("the deed",))
    for number, days in ((kept, 1), (extended, 7), (late, 1)):
        desk.ticks(days * DAY)
        is_ready(desk, number)
        collects(desk, number)
    desk.ticks(14 * DAY)
    assert never == "2026-000004"
    state = desk.keep()
    desk.close()
    return state


@pytest.fixture
def month(tmp_path: Path, memory: str) -> Iterator[Desk]:
    """The same month for each test, to go on from."""
    desk = Desk(tmp_path / "hall", more=CASEWORK, kept=lived(memory))
    yield desk
    desk.close()


def test_each_case_counts_once_by_what_became_of_its_promise(month: Desk) -> None:
    total = measured(month, today=date(2026, 3, 25)).total

    assert total.count == 4
    assert total.extra == {
        "kept": 2,
        "kept_first": 1,
        "never_ready": 1,
        "extended": 1,
        "collected": 3,
    }
    first = measured(month, last=date(2026, 3, 4), today=date(2026, 3, 25)).total
    second = measured(month, first=date(2026, 3, 5), today=date(2026, 3, 25)).total
    assert (first.count, second.count) == (1, 3)


@pytest.mark.parametrize(
    ("by", "group"),
    [
        ("department", "tax"),
        ("matter", "tax-audit"),
        ("line", "tax"),
        ("window", "9"),
        ("staffer", "t-2"),
        ("hour", "9"),
    ],
)
def test_it_is_theirs_who_accepted_it(month: Desk, by: str, group: str) -> None:
    rows = measured(month, by).rows

    assert [(row.by, row.count) for row in rows] == [(group, 4)]
    assert measured(month, by, department="law").total.count == 0


def test_a_case_without_its_day_gone_by_counts_nowhere(month: Desk) -> None:
    assert (
        measured(month, today=date(2026, 3, 5)).total.count == 3
    )  # `never` is due on the 5th, which is not over


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("UPDATE case_file SET handed_window = '1' WHERE number = '2026-000001'", "handed_window"),
        ("UPDATE case_file SET handed_day = '2026-03-05' WHERE number = '2026-000003'", "handed_day"),
        ("UPDATE case_file SET staffer = 't-1' WHERE number = '2026-000004'", "staffer"),
        (
            "UPDATE case_file SET result = 'refused', result_reason = 'x' WHERE number = '2026-000001'",
            "result",
        ),
        ("UPDATE case_file SET overdue_at = 1 WHERE number = '2026-000001'", "told of its day"),
        ("UPDATE case_file SET reminded_at = NULL WHERE number = '2026-000004'", "told of its day"),
        (
            "UPDATE case_part SET ready_at = 1, ready_by = 'x', result = 'granted' WHERE \"case\" = '2026-000004'",
            "parts",
        ),
        (
            "INSERT INTO case_extension VALUES ('2026-000004', '2026-03-05', '2026-03-09', 'x', 'x', 1)",
            "extensions",
        ),
        ("UPDATE case_supplement SET asked_day = '2026-02-01'", "supplement"),
    ],
)
def test_verify_finds_a_case_that_was_changed_behind_the_log(month: Desk, change: str, where: str) -> None:
    assert month.fault() is None
    raw = month.behind()
    raw.execute(change)
    raw.close()

    fault = month.fault()
    assert fault.seq > 0
    assert where in fault.why


def copied(raw: Behind, number: str) -> None:
    """A second case like this one, past every service."""
    names = raw.columns("case_file")
    changed = {"number": "'2026-000099'", "counter": "99", "code": "'x'", "stop": "1000"}
    said = ", ".join(changed.get(name, f'"{name}"') for name in names)
    raw.execute(f"INSERT INTO case_file SELECT {said} FROM case_file WHERE number = '{number}'")


def test_the_schema_knows_no_case_that_begins_at_its_end(month: Desk) -> None:
    raw = month.behind()
    with pytest.raises(REFUSED, match="begins when a window accepts it"):
        copied(raw, "2026-000001")
    raw.close()


def test_verify_finds_a_case_of_which_the_log_never_spoke(month: Desk) -> None:
    raw = month.behind()
    raw.drop_guards()
    copied(raw, "2026-000004")
    raw.close()

    assert "never spoke of it" in month.fault().why


STATES = [
    (
        (
            "UPDATE case_file SET state = 'handed_over', ready_at = 1, ready_day = '2026-03-03', ready_by = 'x', "
            "result = 'granted', handed_at = 1, handed_day = '2026-03-03', handed_stop = 1, handed_window = '7', "
            "handed_staffer = 't-3', handed_secondment = 1 WHERE number = '2026-000004'"
        ),
        "no such move",
    ),
    (
        (
            "UPDATE case_file SET state = 'ready', ready_at = 1, ready_day = '2026-03-03', ready_by = 'x', "
            "result = 'granted' WHERE number = '2026-000004'"
        ),
        "all its parts",
    ),
    ("UPDATE case_file SET state = 'withdrawn' WHERE number = '2026-000001'", "no such move"),
    ("UPDATE case_file SET state = 'accepted' WHERE number = '2026-000001'", "has an open part"),
    ("UPDATE case_file SET state = 'supplement' WHERE number = '2026-000004'", "with its list, once"),
    ("UPDATE case_file SET promised = '2026-03-01' WHERE number = '2026-000004'", "first promise stays"),
    ("UPDATE case_file SET due = '2026-09-01' WHERE number = '2026-000004'", "by an extension only"),
    ("UPDATE case_file SET overdue_at = 9 WHERE overdue_at IS NOT NULL", "told once"),
    ("UPDATE case_file SET result = 'refused' WHERE number = '2026-000001'", "a_refusal_of_a_case_says_why"),
    ("UPDATE case_file SET handed_window = NULL WHERE number = '2026-000001'", "handed_over_at_a_window"),
    ("UPDATE case_file SET ready_by = NULL WHERE number = '2026-000001'", "ready_says_what_and_by_whom"),
    (
        (
            "UPDATE case_file SET code = (SELECT code FROM case_file WHERE number = '2026-000001') "
            "WHERE number = '2026-000002'"
        ),
        "(?i)unique",
    ),
    ("UPDATE case_file SET stop = 1 WHERE number = '2026-000004'", "(?i)unique"),
    ("UPDATE case_file SET counter = 1 WHERE number = '2026-000004'", "(?i)unique"),
    ("DELETE FROM case_file", "never deleted"),
    ("UPDATE case_file SET accepted_day = '2026-04-01' WHERE number = '2026-000004'", "case_runs_forward"),
    ("UPDATE case_supplement SET brought_day = '2026-03-09'", "brought_with_a_ticket"),
    ("UPDATE case_supplement SET brought_day = '2026-01-01', brought_with = 1", "away_runs_forward"),
    ("UPDATE case_part SET ready_at = NULL WHERE ready_at IS NOT NULL", "a_part_says_what_and_by_whom"),
    ("UPDATE case_extension SET reason = 'y'", "never changed"),
    ("DELETE FROM case_extension", "never deleted"),
    ("DELETE FROM case_supplement", "never deleted"),
    ("UPDATE case_supplement SET list = '[]'", "once and whole"),
    ("INSERT INTO case_supplement SELECT * FROM case_supplement", "(?i)unique"),
    (
        "INSERT INTO case_extension VALUES ('2026-000004', '2026-03-05', '2026-03-05', 'x', 'x', 1)",
        "runs_forward",
    ),
]


@pytest.mark.parametrize(("change", "refusal"), STATES)
def test_the_schema_itself_refuses_what_no_case_may_be(month: Desk, change: str, refusal: str) -> None:
    raw = month.behind()
    with pytest.raises(REFUSED, match=refusal):
        raw.execute(change)
    raw.close()


def test_two_live_numbers_for_one_case_cannot_be(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    comes(desk, number)
    raw = desk.behind()
    for bad, refusal in ((number, r"stop\.case_number|case_number"), ("2026-999999", "no such case")):
        names = raw.columns("stop")
        said = {"id": "900", "ticket": "1", "position": "5", "case_number": f"'{bad}'"}
        columns = ", ".join(said.get(name, f'"{name}"') for name in names)
        with pytest.raises(REFUSED, match=refusal):
            raw.execute(f"INSERT INTO stop SELECT {columns} FROM stop WHERE id = 2")
    raw.close()
    assert len(desk.rows(schema.stops)) == 2
