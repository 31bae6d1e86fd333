"""A fact that is learned after its day was sealed wins: at once in every answer, and then in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from hallserver.audit.rebuild import rebuild_records
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.rights import Principal
from hallserver.history import asking
from hallserver.history.columns import FINDINGS, PROMISES, SERVICES
from hallserver.history.reader import Past
from hallserver.services.queue import staff, visits, windows
from hallserver.services.supervision import oversight, rectify
from hallserver.store import schema
from hallserver.views.figures import reports
from tests.history.conftest import Historian, PowerCut, Steps, contents
from tests.services.casework import CASEWORK, DAY, accepts, collects, is_ready
from tests.small import BOSS, KIOSK, Desk

TAX = Principal("department:tax", "department", "tax", department="tax")
INSPECTOR = Principal("supervision:office", "supervision", "office")
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A hall with a line where results are collected."""
    desk = Desk(tmp_path / "hall", more=CASEWORK)
    yield desk
    desk.close()


def measured(desk: Desk, report: str) -> Any:
    """The total over the past and today; the same as from the rows."""
    assert desk.writer.state.plan is not None
    today = desk.writer.state.plan.hours.business_day(desk.now)
    ask = reports.Ask(report, "staffer", FIRST, LAST, ZoneInfo("Asia/Shanghai"), None, today)
    with Past(desk.data) as past, desk.reader.connect() as connection:
        told = asking.report(past, connection, desk.writer.state.plan, ask)
        assert told == reports.report(connection, desk.writer.state.plan, ask)
    return told.total


def tables(historian: Historian) -> dict[str, int]:
    """What is learned now: table → rows."""
    learned = historian.learns()
    return {file.table: file.rows for file in learned.files}


def served(desk: Desk) -> int:
    """A visitor is served by t-2 on Monday; gives the ticket. It is Tuesday morning."""
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.serves()
    desk.at("1", staff.sign_off)
    desk.pass_time(DAY)
    return int(ticket.id)


def test_a_rating_given_after_the_sealing_counts_at_once_and_after_it_is_written(
    historian: Historian,
) -> None:
    desk = historian.desk
    ticket = served(desk)
    assert historian.seals() == [date(2026, 3, 2)]
    assert measured(desk, "ratings").count == 0

    desk.does(visits.rate, KIOSK, ticket, 2, ())

    assert measured(desk, "ratings").extra == {"bad": 1, "level_2": 1}
    assert tables(historian) == {"ratings": 1}
    assert measured(desk, "ratings").extra == {"bad": 1, "level_2": 1}


def test_the_newest_of_several_late_facts_wins(historian: Historian) -> None:
    desk = historian.desk
    ticket = served(desk)
    historian.seals()
    desk.does(visits.rate, KIOSK, ticket, 1, ())
    historian.learns()
    desk.does(rectify.put_right, TAX, 1, "trained anew")
    assert tables(historian) == {"ratings": 1}

    assert measured(desk, "ratings").extra == {"bad": 1, "level_1": 1, "rectified_in_time": 1}


def test_an_appeal_that_is_upheld_later_takes_rating_and_finding_out_of_the_count(
    historian: Historian,
) -> None:
    desk = historian.desk
    ticket = served(desk)
    desk.does(visits.rate, KIOSK, ticket, 1, ())  # on Tuesday
    desk.pass_time(DAY)
    historian.seals()
    desk.ticks()
    desk.issue()
    desk.pass_time(DAY)
    desk.ticks()
    desk.does(rectify.appeal, TAX, 1, "it was the province's system")
    desk.does(rectify.review, INSPECTOR, 1, "it was down", upheld=True)

    total = measured(desk, "ratings")
    assert (total.count, total.excluded) == (0, 1)
    assert tables(historian)["ratings"] == 1
    assert measured(desk, "ratings").excluded == 1


def test_a_finding_lifted_later_is_lifted_in_the_history(historian: Historian) -> None:
    desk = historian.desk
    desk.sits("t-2", "1")
    for _ in range(2):
        desk.issue()
    desk.serves()
    desk.at("1", _calls_out_of_turn)
    desk.finishes()
    desk.at("1", staff.sign_off)
    desk.pass_time(DAY)
    historian.seals()
    found = desk.rows(schema.findings)[0]
    made = desk.does(oversight.contest, TAX, found.kind, found.seq, "asked to")
    desk.does(oversight.review, INSPECTOR, made.id, "it was so", upheld=True)

    assert tables(historian) == {"findings": 1}
    with Past(desk.data) as past:
        past.see(FINDINGS)
        lifted = past.engine.execute("SELECT lifted FROM findings WHERE seq = ?", [found.seq]).fetchall()
    assert lifted == [("contest_upheld",)]


def _calls_out_of_turn(work: Any, who: Principal, window: str) -> Any:
    waiting = work.connection.execute(text("SELECT ticket FROM stop WHERE state = 'waiting'")).scalar_one()
    return windows.call_selected(work, who, window, waiting, "asked for")


def test_a_case_handed_over_later_keeps_its_promise_in_the_history(historian: Historian) -> None:
    desk = historian.desk
    number = accepts(desk)
    desk.sits("t-3", "7")
    desk.ticks(DAY)
    historian.seals()
    is_ready(desk, number)
    collects(desk, number)

    assert measured(desk, "promises").extra["kept"] == 1
    assert tables(historian)["promises"] == 1
    assert measured(desk, "promises").extra["kept"] == 1
    with Past(desk.data) as past:
        past.see(PROMISES)
        assert past.engine.execute("SELECT state FROM promises").fetchall() == [("handed_over",)]


def test_a_session_that_ends_after_its_day_was_sealed_gets_its_length(historian: Historian) -> None:
    desk = historian.desk
    desk.issue()
    desk.sits("t-2", "1")
    desk.serves()
    desk.pass_time(DAY)
    historian.seals()
    assert measured(desk, "sessions").excluded == 1
    desk.at("1", staff.sign_off)

    assert measured(desk, "sessions").count == 1
    assert tables(historian) == {"sessions": 1}
    assert measured(desk, "sessions").count == 1


def change(desk: Desk, statement: str) -> None:
    """Change a row behind the log."""
    with desk.engine.connect() as connection, connection.begin():
        connection.execute(text(statement))


def test_a_service_whose_record_is_mended_from_the_log_is_mended_in_the_history(historian: Historian) -> None:
    desk = historian.desk
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.serves()
    desk.does(visits.reopen, BOSS, ticket.id)
    desk.at("1", windows.finish, end=windows.End(Outcome.DONE))
    desk.at("1", staff.sign_off)
    desk.pass_time(DAY)
    change(desk, "UPDATE service SET excluded = NULL")
    historian.seals()
    assert measured(desk, "service-times").excluded == 0

    desk.does(rebuild_records, BOSS)

    assert (measured(desk, "service-times").count, measured(desk, "service-times").excluded) == (1, 1)
    assert tables(historian) == {"services": 1}
    assert measured(desk, "service-times").excluded == 1


def test_a_service_that_the_log_never_had_is_gone_from_the_history(historian: Historian) -> None:
    desk = historian.desk
    served(desk)
    names = ", ".join(f'"{each.name}"' for each in schema.services.columns)
    twice = names.replace('"part"', "part + 1")
    change(desk, f"INSERT INTO service ({names}) SELECT {twice} FROM service")
    historian.seals()
    assert measured(desk, "service-times").count == 2

    desk.does(rebuild_records, BOSS)

    assert measured(desk, "service-times").count == 1
    assert tables(historian) == {"services": 1}
    assert measured(desk, "service-times").count == 1
    with Past(desk.data) as past:
        past.see(SERVICES)
        assert past.engine.execute("SELECT count(*) FROM services").fetchall() == [(1,)]


def test_a_look_that_finds_nothing_is_remembered_and_without_events_there_is_none(
    historian: Historian,
) -> None:
    desk = historian.desk
    served(desk)
    assert historian.learns() is None  # no day is sealed
    historian.seals()
    desk.issue()
    looked = historian.learns()

    assert looked.files == ()
    with Past(desk.data) as past:
        assert past.known_until == looked.as_of == desk.events()[-1].seq
    assert historian.learns() is None


def test_files_that_are_written_never_change(historian: Historian) -> None:
    desk = historian.desk
    ticket = served(desk)
    historian.seals()
    before = contents(desk.data)
    desk.does(visits.rate, KIOSK, ticket, 2, ())
    historian.learns()

    assert before.items() <= contents(desk.data).items()


def test_a_power_cut_at_any_step_loses_no_late_fact_and_doubles_none(
    historian: Historian, cutting: Callable[[int], Steps]
) -> None:
    desk = historian.desk
    ticket = served(desk)
    historian.seals()
    desk.does(visits.rate, KIOSK, ticket, 2, ())
    step = 0
    while True:
        cutting(step)
        try:
            historian.learns()
            break
        except PowerCut:
            assert measured(desk, "ratings").extra == {"bad": 1, "level_2": 1}
            step += 1

    assert step > 5
    assert measured(desk, "ratings").extra == {"bad": 1, "level_2": 1}
