"""Figures from rows, in the hall's own zone."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.services.queue import staff, visits, windows
from hallserver.views.figures import reports
from tests.small import KIOSK, Desk

pytestmark = pytest.mark.long

TODAY = date(2026, 3, 2)
SERVED = [name for name in reports.REPORTS if name != "promises"]  # promises: tests/services/test_promises.py


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """Three services of 60, 120 and 300 s, one no-show, one sign-off."""
    for matter in ("tax-file", "tax-audit", "tax-visit", "tax-file"):
        desk.issue(matter)
    desk.sits("t-2", "1")
    for seconds, outcome in ((60, Outcome.DONE), (120, Outcome.ACCEPTED), (300, Outcome.ACCEPTED)):
        desk.calls("1")
        desk.at("1", windows.start)
        desk.pass_time(seconds)
        desk.at("1", windows.finish, end=windows.End(outcome))
    desk.calls("1")
    desk.at("1", windows.miss)
    desk.does(visits.rate, KIOSK, 1, 5, ())
    desk.at("1", staff.sign_off)
    return desk


def report(desk: Desk, name: str, by: str, day: date = TODAY, department: str | None = None) -> Any:
    ask = reports.Ask(name, by, day, day, ZoneInfo("Asia/Shanghai"), department)
    with desk.reader.connect() as connection:
        return reports.report(connection, desk.writer.state.plan, ask)


@pytest.mark.parametrize("name", SERVED)
@pytest.mark.parametrize("by", reports.BY)
def test_every_report_can_be_grouped_by_everything(worked: Desk, name: str, by: str) -> None:
    view = report(worked, name, by)

    assert sum(row.count for row in view.rows) == view.total.count > 0
    assert sum(row.sum_ms for row in view.rows) == view.total.sum_ms


def test_service_times_are_those_of_the_rows(worked: Desk) -> None:
    row = report(worked, "service-times", "staffer").rows[0]

    assert (row.by, row.count, row.sum_ms, row.p50_ms, row.max_ms) == ("t-2", 3, 480_000, 120_000, 300_000)
    assert row.name.en == "t-2"


def test_waits_count_who_was_called_served_or_not(worked: Desk) -> None:
    assert report(worked, "waits", "line").rows[0].count == 4


def test_rates_stand_on_decisions_that_the_letter_allows(worked: Desk) -> None:
    extra = report(worked, "outcomes", "department").rows[0].extra

    assert extra == {"accepted": 2, "decidable": 1, "done": 1}


def test_only_accepting_what_could_be_decided_raises_the_registration_only_rate(desk: Desk) -> None:
    """Both rates stand on decisions the letter allows on the spot; a consultation or a hand-over is none."""
    desk.sits("t-2", "1")
    for outcome, reason in (
        (Outcome.DONE, None),
        (Outcome.ACCEPTED, "the copier is broken"),
        (Outcome.FORWARDED, "leader_signature"),
        (Outcome.CONSULTED, None),
        (Outcome.HANDED_OVER, None),
    ):
        desk.issue("tax-file")
        desk.serves("1", outcome, reason=reason)
    for by in ("window", "matter", "staffer"):
        extra = report(desk, "outcomes", by).rows[0].extra

        assert (extra["registered"], extra["decidable"]) == (2, 3)


def test_a_rating_stands_beside_its_service(worked: Desk) -> None:
    assert report(worked, "ratings", "window").rows[0].extra == {"level_5": 1}


@pytest.mark.parametrize("name", ["waits", "service-times", "sessions"])
def test_hours_are_the_halls_own(worked: Desk, name: str) -> None:
    assert {row.by for row in report(worked, name, "hour").rows} == {"9"}


def test_a_session_before_nine_belongs_to_the_halls_day(desk: Desk) -> None:
    desk.pass_time(22.5 * 3600)  # 07:30 on the 3rd in Shanghai, still the 2nd in UTC
    desk.sits("t-2", "1")
    desk.pass_time(600)
    desk.at("1", staff.sign_off)

    assert report(desk, "sessions", "window", date(2026, 3, 3)).total.count == 1
    assert report(desk, "sessions", "window", TODAY).total.count == 0


def test_an_open_session_is_shown_and_not_counted(desk: Desk) -> None:
    desk.sits("t-2", "1")

    total = report(desk, "sessions", "window").total

    assert (total.count, total.excluded) == (0, 1)


def test_a_department_sees_its_own_only(worked: Desk) -> None:
    for name in SERVED:
        assert report(worked, name, "window", department="tax").total.count > 0
        assert report(worked, name, "window", department="law").total.count == 0


def test_another_day_is_empty(worked: Desk) -> None:
    assert report(worked, "waits", "line", date(2026, 3, 1)).rows == ()
