"""What was told of waits against what happened: every number told counts once, whatever became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hallserver.core.plans.bookings import Booking
from hallserver.core.queue.foretold import Foretold, Knot, MatterForetold
from hallserver.services.planning.plans import take_plan
from hallserver.services.queue import appointments, check_ins, visits, windows
from hallserver.services.queue.numbers import Wish
from hallserver.store import schema
from hallserver.store.queue.kept_waits import kept_by_line
from hallserver.views.figures import reports
from hallserver.views.queue import public
from tests.small import BOSS, KIOSK, Desk, made_plan

pytestmark = pytest.mark.long

TODAY = date(2026, 3, 2)
MINUTE_MS = 60_000


def told(desk: Desk, by: str = "line") -> Any:
    """The report; the aggregate that the alarm looks at says the same of each line."""
    ask = reports.Ask("told", by, TODAY, TODAY, ZoneInfo("Asia/Shanghai"))
    with desk.reader.connect() as connection:
        lines = reports.report(connection, desk.writer.state.plan, replace(ask, by="line"))
        judged = {row.by: (row.count, row.extra.get("kept", 0)) for row in lines.rows if row.count}
        kept = kept_by_line(connection, TODAY, TODAY)
        assert {each.line: (each.told, each.kept) for each in kept} == judged
        return reports.report(connection, desk.writer.state.plan, ask)


def foretell(desk: Desk, minutes: int) -> None:
    """From now on the desk tells up to so many minutes for everything."""
    first, last = Knot(0, 0, minutes * MINUTE_MS), Knot(99, 0, minutes * MINUTE_MS)
    told_now = MatterForetold(about=False, newcomers={"ordinary": last}, knots=(first,))
    table = dict.fromkeys(desk.writer.state.plan.matters, told_now)
    desk.writer.state.plan.forecasts.take(Foretold("v1", 1, table), 0.0)


def test_called_in_time_later_never_given_up_and_still_waiting(desk: Desk) -> None:
    foretell(desk, 10)
    kept, late, gone_soon, gone_late = (desk.issue("tax-file") for _ in range(4))
    waits = desk.issue("tax-file")
    desk.sits("t-1", "1")
    desk.pass_time(5 * 60)
    desk.does(visits.cancel, KIOSK, gone_soon.id)
    desk.serves("1")
    desk.pass_time(10 * 60)
    desk.does(visits.cancel, KIOSK, gone_late.id)
    desk.serves("1")

    view = told(desk)

    assert desk.state(waits.id) == "waiting"
    assert (view.total.count, view.total.excluded) == (3, 2)
    assert view.total.extra == {"foretold": 3, "kept": 1, "late": 2, "not_called": 1}
    assert {desk.state(each.id) for each in (kept, late)} == {"finished"}


def test_a_number_that_the_day_ends_without_is_late(desk: Desk) -> None:
    foretell(desk, 10)
    desk.issue("tax-file")
    foretell(desk, 48 * 60)
    desk.issue("reg-new")
    desk.pass_time(26 * 3600)
    desk.ticks()

    assert told(desk).total.extra == {"foretold": 2, "late": 2, "not_called": 2}


def test_a_second_call_does_not_make_a_kept_wait_late(desk: Desk) -> None:
    foretell(desk, 10)
    ticket = desk.issue("tax-file")
    desk.sits("t-1", "1")
    desk.calls("1")
    desk.pass_time(60)
    desk.at("1", windows.miss)
    desk.pass_time(40 * 60)
    desk.does(visits.come_back, KIOSK, ticket.id)
    desk.calls("1")

    assert told(desk).total.extra == {"foretold": 1, "kept": 1}
    (row,) = desk.rows(schema.stops)
    assert row.called_at > row.first_called_at


def test_whoever_comes_before_the_booked_time_is_not_judged(desk: Desk) -> None:
    at = desk.now + timedelta(minutes=30)
    booked = desk.does(appointments.book, BOSS, Booking("tax-file", at, None, None, None))
    desk.does(check_ins.check_in, KIOSK, booked.code, Wish())

    assert (told(desk).total.count, told(desk).total.excluded) == (0, 1)
    desk.sits("t-1", "1")
    desk.pass_time(30 * 60)
    desk.ticks()
    desk.serves("1")
    assert (told(desk).total.count, told(desk).total.excluded) == (0, 1)


def test_a_department_sees_what_was_told_of_its_own_matters(desk: Desk) -> None:
    desk.issue("tax-file")
    desk.issue("notary-will")
    ask = reports.Ask("told", "department", TODAY, TODAY, ZoneInfo("Asia/Shanghai"), "law")
    with desk.reader.connect() as connection:
        view = reports.report(connection, desk.writer.state.plan, ask)

    assert [row.by for row in view.rows] == ["law"]
    assert view.total.count + view.total.excluded == 1


def test_what_the_mean_service_told_counts_and_is_told_apart(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.issue("tax-file")
    foretell(desk, 10)
    desk.issue("tax-file")
    desk.calls("1")
    desk.at("1", windows.start)
    desk.at("1", windows.finish, end=windows.End(windows.record.Outcome.DONE))
    desk.calls("1")

    assert told(desk).total.count == 2
    assert told(desk).total.extra["foretold"] == 1


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("line", ["notary", "tax"]),
        ("matter", ["notary-will", "tax-file"]),
        ("hour", ["9"]),
        ("class", ["elderly", "ordinary"]),
        ("day", ["2026-03-02"]),
        ("staffer", [""]),
    ],
)
def test_it_is_grouped_by_what_a_told_wait_has(desk: Desk, by: str, keys: list[str]) -> None:
    for matter in ("tax-file", "notary-will"):
        desk.issue(matter)
    desk.issue("tax-file", visitor_class="elderly", evidence="老年证")

    view = told(desk, by)

    assert [row.by for row in view.rows] == keys
    assert sum(row.count + row.excluded for row in view.rows) == 3


def test_the_class_and_the_day_are_named(desk: Desk) -> None:
    desk.issue("tax-file", visitor_class="elderly", evidence="老年证")

    assert told(desk, "class").rows[0].name.zh == "敬老优待"
    assert told(desk, "day").rows[0].name.en == "2026-03-02"


def test_the_public_figure_counts_who_was_never_called_too(desk: Desk) -> None:
    foretell(desk, 10)
    desk.sits("t-1", "1")
    desk.issue("tax-file")
    desk.issue("tax-file")
    desk.serves("1")
    desk.pass_time(26 * 3600)
    desk.ticks()

    with desk.reader.connect() as connection:
        figures = public.figures_of(connection, desk.writer.state.plan, TODAY, TODAY)

    assert (figures.told, figures.told_kept) == (2, 1)


def test_a_plan_that_changes_keeps_the_forecast(desk: Desk) -> None:
    foretell(desk, 10)
    desk.does(take_plan, who=BOSS, plan=made_plan(desk.hours))

    assert desk.writer.state.plan.forecasts.version == "v1"
