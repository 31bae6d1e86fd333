"""A promise into a year whose holidays nobody knows is made with a reserve, and counted anew when they are announced."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import chinese_calendar.constants
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.audit import replay_cases
from hallserver.core.casework.cases import counted_anew
from hallserver.core.events import facts_of
from hallserver.core.workdays import CalendarDay, Hours
from hallserver.services.casework import cases
from hallserver.services.planning import calendars, plans
from hallserver.store import catalogue, schema
from tests.services.casework import CASEWORK, TAX, accepts, case, told
from tests.small import ALWAYS, BOSS, REFUSED, Desk, made_plan

pytestmark = pytest.mark.long

SHANGHAI = ZoneInfo("Asia/Shanghai")
LATE_NOVEMBER = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)  # a Friday, 09:00 in Shanghai
LONG = CASEWORK.replace("promised_days = 5\nlegal_days = 20", "promised_days = 30\nlegal_days = 60")
OF_2026 = ({"day": date(2026, 10, 1)},)
NEW_YEAR = (*OF_2026, {"day": date(2027, 1, 1)})


def planned(holidays: tuple[dict[str, date], ...], workdays: tuple[dict[str, date], ...] = ()) -> Any:
    """The hall with these holidays, and these Saturdays and Sundays worked."""
    names = {"zh": "放假", "en": "Holiday"}
    plan = made_plan(ALWAYS, LONG)
    days = {
        "source": "none",
        "holidays": [{**each, "name": names} for each in holidays],
        "workdays": [{**each, "like": "mon", "name": names} for each in workdays],
    }
    return dataclasses.replace(plan, calendar=days)


@pytest.fixture
def desk(tmp_path: Path, memory: str) -> Any:
    desk = Desk(tmp_path / "hall", plan=planned(OF_2026), now=LATE_NOVEMBER)
    yield desk
    desk.close()


def announces(desk: Desk, *days: Any) -> None:
    desk.does(plans.take_plan, who=BOSS, plan=planned(*days))


def agrees(desk: Desk) -> None:
    """The log, replayed, says what the tables say."""
    heard = replay_cases.ToldCases()
    for event in desk.events():
        heard.hear(event, facts_of(event))
    with desk.reader.connect() as connection:
        assert heard.compare(connection) is None


def test_a_promise_into_an_unknown_year_is_made_with_a_reserve_and_moves_when_it_is_known(desk: Desk) -> None:
    number = accepts(desk, "tax-joint")
    before = case(desk, number)

    announces(desk, NEW_YEAR)

    after = case(desk, number)
    assert (before.due, before.reserved, before.first_told) == (date(2027, 1, 8), True, None)
    assert (after.promised, after.due) == (date(2027, 1, 11), date(2027, 1, 11))
    assert (after.reserved, after.first_told) == (False, date(2027, 1, 8))
    assert told(desk) == ["opened", "recounted"]
    agrees(desk)


def test_what_was_promised_without_reserve_is_never_put_later(desk: Desk) -> None:
    announces(desk, NEW_YEAR)
    number = accepts(desk, "tax-joint")
    due = case(desk, number).due

    announces(desk, (*NEW_YEAR, {"day": date(2026, 12, 24)}))

    assert (case(desk, number).due, case(desk, number).reserved) == (due, False)
    assert told(desk) == ["opened"]


def test_a_day_more_that_is_worked_brings_every_promise_forward(desk: Desk) -> None:
    announces(desk, NEW_YEAR)
    number = accepts(desk, "tax-joint")

    announces(desk, NEW_YEAR, ({"day": date(2026, 12, 5)},))

    assert (case(desk, number).due, case(desk, number).first_told) == (date(2027, 1, 8), date(2027, 1, 11))
    agrees(desk)


def test_a_day_that_is_known_too_late_makes_no_promise_overdue(desk: Desk) -> None:
    """Counted anew it would have been due the day before yesterday: it is due today."""
    number = accepts(desk, "tax-joint")
    desk.pass_time((date(2027, 1, 8) - date(2026, 11, 27)).days * 86_400)
    desk.ticks()

    announces(
        desk,
        (*OF_2026, {"day": date(2027, 10, 1)}),
        ({"day": date(2026, 12, 5)}, {"day": date(2026, 12, 12)}),
    )
    desk.ticks()

    assert (case(desk, number).due, case(desk, number).overdue) == (date(2027, 1, 8), False)
    assert "overdue" not in told(desk)
    agrees(desk)


def test_a_reserve_ends_when_the_year_is_known_even_where_no_day_moves(desk: Desk) -> None:
    number = accepts(desk, "tax-joint")

    announces(desk, (*OF_2026, {"day": date(2027, 10, 1)}))

    assert (case(desk, number).reserved, case(desk, number).first_told) == (False, None)
    assert told(desk) == ["opened", "recounted"]
    agrees(desk)


def test_a_case_with_the_visitor_moves_too_and_a_case_that_is_ready_does_not(desk: Desk) -> None:
    away, done = accepts(desk, "tax-joint"), accepts(desk, "tax-audit", promised_until=date(2027, 1, 8))
    desk.does(cases.supplement, TAX, away, ("a stamp",))
    desk.does(cases.ready, TAX, done)

    announces(desk, NEW_YEAR)

    assert case(desk, away).due == date(2027, 1, 11)
    assert case(desk, done).due == date(2027, 1, 8)
    agrees(desk)


def test_the_reminder_comes_again_for_the_new_day(desk: Desk) -> None:
    number = accepts(desk, "tax-joint")
    desk.pass_time((date(2027, 1, 6) - date(2026, 11, 27)).days * 86_400)
    desk.ticks()
    assert told(desk).count("due_soon") == 1

    announces(desk, NEW_YEAR)
    desk.pass_time(2 * 86_400)
    desk.ticks()

    assert case(desk, number).due == date(2027, 1, 11)
    assert told(desk) == ["opened", "due_soon", "recounted", "due_soon"]
    agrees(desk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_file SET due = '2027-01-11'",
        "UPDATE case_file SET promised = '2027-01-11', due = '2027-01-11'",
        "INSERT INTO case_recount VALUES ('2026-000001', 1, '2027-01-08', '2027-01-11', '2027-01-08', '2027-01-11', 0)",
    ],
)
def test_the_schema_itself_moves_no_promise_without_a_recount(desk: Desk, statement: str) -> None:
    accepts(desk, "tax-joint")
    desk.close()

    raw = desk.behind()
    with pytest.raises(REFUSED):
        raw.execute(statement)
    raw.close()


def test_the_schema_itself_puts_no_promise_later_that_was_made_without_reserve(desk: Desk) -> None:
    announces(desk, NEW_YEAR)
    accepts(desk, "tax-joint")
    desk.close()

    raw = desk.behind()
    for reserved in (0, 1):
        with pytest.raises(REFUSED, match=r"only_a_reserve|as the case was promised"):
            raw.execute(
                "INSERT INTO case_recount VALUES ('2026-000001', 1, '2027-01-11', '2027-01-12', '2027-01-11', '2027-01-12', ?)",
                (reserved,),
            )
    raw.close()


def test_a_recount_that_was_changed_behind_the_log_is_found(desk: Desk) -> None:
    accepts(desk, "tax-joint")
    announces(desk, NEW_YEAR)
    with desk.behind() as raw:
        raw.drop_guards()
        raw.execute("UPDATE case_recount SET old_due = '2027-01-07'")
    heard = replay_cases.ToldCases()
    for event in desk.events():
        heard.hear(event, facts_of(event))

    with desk.reader.connect() as connection:
        found = heard.compare(connection)

    assert found is not None
    assert "its recounts" in found.why


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (date(2026, 11, 19), None),
        (date(2026, 11, 24), date(2027, 1, 5)),
        (date(2026, 12, 1), date(2027, 1, 12)),
    ],
)
def test_the_doctor_warns_from_the_day_on_which_a_promise_reaches_the_unknown_year(
    desk: Desk, today: date, says: date | None
) -> None:
    with desk.reader.connect() as connection:
        plan = catalogue.load_plan(connection)

    assert calendars.unknown_ahead(plan, today) == says


def test_a_promise_is_never_counted_over_a_holiday_by_law(tmp_path: Path, memory: str) -> None:
    """The first of January, of May and of October are holidays in every year, announced or not."""
    known = max(chinese_calendar.constants.holidays).year
    plan = dataclasses.replace(
        made_plan(ALWAYS, LONG), calendar={"source": "cn", "holidays": [], "workdays": []}
    )
    new_year = date(known + 1, 1, 1)
    desk = Desk(tmp_path / "hall", plan=plan, now=datetime(known, 12, 28, 1, 0, tzinfo=UTC))
    hours = desk.writer.state.plan.hours

    number = accepts(desk, "tax-audit", promised_until=new_year)
    counted = hours.after_workdays(date(known, 12, 28), 30)

    assert not any(hours.is_workday(date(known + 1, *day)) for day, _, _ in calendars.BY_LAW)
    assert (hours.knows(date(known, 12, 31)), hours.knows(new_year)) == (True, False)
    assert (
        sum(
            hours.is_workday(date(known, 12, 28) + timedelta(days=n))
            for n in range(1, (counted - date(known, 12, 28)).days + 1)
        )
        == 30
    )
    assert case(desk, number).reserved
    desk.close()


def test_a_hall_without_any_holidays_waits_for_none(tmp_path: Path, memory: str) -> None:
    desk = Desk(tmp_path / "hall", plan=made_plan(ALWAYS, LONG), now=LATE_NOVEMBER)
    number = accepts(desk, "tax-joint")

    assert not case(desk, number).reserved
    assert calendars.unknown_ahead(desk.writer.state.plan, date(2026, 12, 31)) is None
    desk.close()


DAYS = st.dates(date(2026, 11, 1), date(2027, 2, 28))
CALENDARS = st.dictionaries(DAYS, st.booleans().map(CalendarDay), max_size=20).map(
    lambda days: Hours(SHANGHAI, {}, calendar=days)
)


@given(DAYS, st.integers(1, 60), CALENDARS, CALENDARS, st.booleans())
def test_a_recount_keeps_the_number_of_working_days_and_favours_the_visitor(
    accepted: date, days: int, was: Hours, known: Hours, reserved: bool
) -> None:
    promise = was.after_workdays(accepted, days)

    anew = counted_anew(accepted, promise, was, known, reserved=reserved)

    assert known.workdays_between(accepted, anew) == days or (not reserved and anew == promise)
    assert reserved or anew <= promise
    assert counted_anew(accepted, anew, known, known, reserved=reserved) == anew
    assert anew > accepted
    assert anew - accepted <= timedelta(days=days * 2 + 60)


def test_no_recount_is_told_where_the_calendar_stays_as_it_was(desk: Desk) -> None:
    accepts(desk, "tax-joint")

    announces(desk, OF_2026)

    assert told(desk) == ["opened"]
    assert desk.rows(schema.case_recounts) == []
