"""考核: a month's sheet by person, window and department, each line from an event, contested and taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from hallserver.contract import ScoreRow, ScoreSheet
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import BadRules, NotContestable
from hallserver.core.rights import Principal
from hallserver.services.queue import staff, visits, windows
from hallserver.services.supervision import floor, oversight, rectify
from hallserver.store import schema
from hallserver.views.people import scores
from hallserver.views.people.scores import Month
from tests.small import BOSS, KIOSK, MONDAY_NINE, Desk

GUIDE = Principal("guide:guide-1", "guide", "guide-1")
INSPECTOR = Principal("supervision:office", "supervision", "office")
TAX = Principal("department:tax", "department", "tax", department="tax")
MARCH = Month(2026, 3)
MINUTE = 60


def sheet(desk: Desk, by: str = "staffer", month: Month = MARCH, department: str | None = None) -> ScoreSheet:
    with desk.reader.connect() as connection:
        return scores.score_sheet(connection, desk.writer.state.plan, month, by, department)


def row(desk: Desk, key: str, by: str = "staffer", **more: Any) -> ScoreRow:
    return next(each for each in sheet(desk, by, **more).rows if each.by == key)


def a_bad_day(desk: Desk) -> None:
    """t-2 only accepts once and is rated badly; t-3 beside works as one should; both of the tax department."""
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    for outcome, reason in ((Outcome.ACCEPTED, "the archive is closed"), (Outcome.DONE, None)):
        desk.issue()
        desk.serves("1", outcome, reason=reason)
    ticket = desk.rows(schema.tickets)[-1].id
    desk.does(visits.rate, KIOSK, ticket, 1, ())
    desk.issue()
    desk.serves("2")


def test_each_line_names_its_event_and_the_score_is_a_hundred_less_its_lines(desk: Desk) -> None:
    a_bad_day(desk)
    t2 = row(desk, "t-2")

    assert [(line.finding.kind, line.tenths) for line in t2.lines] == [
        ("registered_only", 10),
        ("bad_rating", 20),
    ]
    assert [line.finding.seq for line in t2.lines] == [
        desk.events("ticket.finished")[0].seq,
        desk.events("rectification.opened")[0].seq,
    ]
    assert (t2.tenths, t2.days, t2.services, t2.decidable, t2.done, t2.registered) == (970, 1, 2, 2, 1, 1)
    assert (t2.rated, t2.satisfied, t2.bad) == (1, 0, 1)
    assert row(desk, "t-3").tenths == 1000
    assert [each.by for each in sheet(desk).rows] == ["t-3", "t-2"]


def test_a_window_and_a_department_have_sheets_of_their_own(desk: Desk) -> None:
    a_bad_day(desk)
    desk.does(floor.raise_concern, GUIDE, floor.Concern("sent_elsewhere", matter="tax-file"))
    desk.does(oversight.answer_concern, INSPECTOR, 1, "the window was wrong", upheld=True)

    assert row(desk, "1", "window").tenths == 970
    tax = row(desk, "tax", "department")
    assert (tax.own_tenths, tax.people_tenths, tax.people, tax.tenths) == (50, 30, 2, 1000 - 50 - 15)
    assert sum(line.tenths for line in tax.lines) == 80
    assert all(line.finding.kind != "concern_upheld" or line.tenths == 0 for line in row(desk, "t-2").lines)


def test_a_department_sees_its_own_people_only(desk: Desk) -> None:
    a_bad_day(desk)

    assert {each.by for each in sheet(desk, department="tax").rows} == {"t-2", "t-3"}
    lines = row(desk, "t-2", department="tax").lines
    assert [(line.finding.kind, line.finding.seq > 0) for line in lines] == [
        ("registered_only", True),
        ("bad_rating", False),
    ]  # its seq would say whose rating it was
    assert sheet(desk, department="law").rows == ()


def test_a_contest_that_is_upheld_takes_the_line_out_of_the_count_and_leaves_it_on_the_sheet(
    desk: Desk,
) -> None:
    a_bad_day(desk)
    seq = row(desk, "t-2").lines[0].finding.seq
    contest = desk.does(oversight.contest, TAX, "registered_only", seq, "the archive burnt")
    assert row(desk, "t-2").tenths == 970  # until it is decided
    desk.does(oversight.review, INSPECTOR, contest.id, "it did", upheld=True)

    line = row(desk, "t-2").lines[0]
    assert line.tenths == 0
    assert line.finding.lifted is not None
    assert (line.finding.contest.upheld, row(desk, "t-2").tenths) == (True, 980)  # type: ignore[union-attr]
    assert desk.fault() is None


def test_a_contest_that_is_not_upheld_changes_nothing(desk: Desk) -> None:
    a_bad_day(desk)
    seq = row(desk, "t-2").lines[0].finding.seq
    contest = desk.does(oversight.contest, TAX, "registered_only", seq, "unjust")
    desk.does(oversight.review, INSPECTOR, contest.id, "the letter is plain", upheld=False)

    assert row(desk, "t-2").tenths == 970


def test_a_rating_is_appealed_against_and_not_contested(desk: Desk) -> None:
    a_bad_day(desk)
    with pytest.raises(NotContestable):
        desk.does(oversight.contest, TAX, "bad_rating", row(desk, "t-2").lines[1].finding.seq, "unjust")


_CONTEST_AGAIN = "INSERT INTO contest (kind, seq, day, reason, contested_by, contested_at) SELECT kind, seq, day, 'x', 'x', 5"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (f"{_CONTEST_AGAIN} FROM finding WHERE kind = 'bad_rating'", "a_rating_is_appealed_against"),
        (f"{_CONTEST_AGAIN} FROM finding WHERE lifted IS NOT NULL", "is not contested"),
        (f"{_CONTEST_AGAIN} FROM contest", "(?i)unique"),
        ("UPDATE contest SET upheld = 1", "a contest is decided once"),
        ("UPDATE finding SET lifted = 'x', lifted_seq = NULL", "lifted_by_an_event"),
        ("UPDATE finding SET kind = 'x'", "kind_known"),
    ],
)
def test_the_schema_itself_keeps_findings_and_contests(desk: Desk, change: str, says: str) -> None:
    a_bad_day(desk)
    ticket = desk.issue()
    desk.serves("1", Outcome.ACCEPTED, reason="wrong key")
    desk.does(visits.reopen, BOSS, ticket.id)
    contest = desk.does(
        oversight.contest, TAX, "registered_only", row(desk, "t-2").lines[0].finding.seq, "unjust"
    )
    desk.does(oversight.review, INSPECTOR, contest.id, "it was not", upheld=False)

    with desk.engine.connect() as connection, pytest.raises(IntegrityError, match=says), connection.begin():
        connection.exec_driver_sql(change)


def test_an_appeal_that_is_upheld_takes_the_rating_out_of_figures_and_score(desk: Desk) -> None:
    a_bad_day(desk)
    desk.does(rectify.appeal, TAX, 1, "for another window")
    desk.does(rectify.review, INSPECTOR, 1, "so it was", upheld=True)

    t2 = row(desk, "t-2")
    assert (t2.tenths, t2.rated, t2.bad) == (990, 0, 0)


def test_an_excluded_record_is_shown_apart(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.serves()
    desk.does(visits.reopen, BOSS, ticket.id)
    desk.at("1", windows.finish, end=windows.End(Outcome.DONE))

    assert (row(desk, "t-2").services, row(desk, "t-2").excluded) == (1, 1)


def test_a_month_is_its_own_and_the_next_one_begins_clean(desk: Desk) -> None:
    a_bad_day(desk)

    assert sheet(desk, month=Month(2026, 4)).rows == ()
    assert Month(2026, 1).before() == Month(2025, 12)


def test_a_scheme_counts_from_a_month_that_has_not_begun(desk: Desk) -> None:
    a_bad_day(desk)
    desk.does(oversight.publish_scheme, BOSS, "[deductions.bad_rating]\npoints = 9", None)
    assert row(desk, "t-2").tenths == 970

    desk.pass_time((datetime(2026, 4, 1, 1, tzinfo=UTC) - MONDAY_NINE).total_seconds())
    ticket = desk.issue()
    desk.serves()
    desk.does(visits.rate, KIOSK, ticket.id, 2, ())

    assert row(desk, "t-2", month=Month(2026, 4)).tenths == 1000 - 90
    assert sheet(desk, month=Month(2026, 4)).scheme == 1


def test_nobody_is_scored_backwards(desk: Desk) -> None:
    with pytest.raises(BadRules):
        desk.does(oversight.publish_scheme, BOSS, "[reserve]\nmonths = 1", "2026-02")


def test_the_reserve_list_names_who_was_good_in_each_month_and_is_still_here(desk: Desk) -> None:
    desk.does(oversight.publish_scheme, BOSS, "[reserve]\nmonths = 2\npoints = 99", "2026-03")
    a_bad_day(desk)
    desk.pass_time((datetime(2026, 4, 1, 1, tzinfo=UTC) - MONDAY_NINE).total_seconds())
    for window in ("1", "2"):
        desk.issue()
        desk.serves(window)
        desk.at(window, staff.sign_off)
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    with desk.reader.connect() as connection:
        told = scores.reserve_list(connection, desk.writer.state.plan, Month(2026, 4), None)

    assert [(each.staffer, [month.tenths for month in each.months]) for each in told.rows] == [
        ("t-3", [1000, 1000])
    ]
