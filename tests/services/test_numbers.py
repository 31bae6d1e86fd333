"""Who may have a number now: hours, holidays, duty, plans by half-day, quotas, one live ticket for one person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hallserver.core.casework.identity import Identity, read_identity
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import (
    AppointmentOnly,
    DuplicateTicket,
    HallClosed,
    Malformed,
    MatterUnplanned,
    QuotaExhausted,
)
from hallserver.services.planning.calendars import calendar_rows
from hallserver.services.queue import numbers, visits
from hallserver.store import schema
from tests.small import KIOSK, OFFICE_HOURS, REFUSED, Desk

KEY = b"k" * 32
GROUP = '[[groups]]\ncode = "family"\nname = { zh = "家事", en = "Family" }\nmatters = ["tax-file", "notary-will"]\n'
SHIFTS = """
[[shifts]]
window = "3"
days = ["mon"]
half = "am"
[[shifts]]
window = "1"
days = ["mon"]
half = "pm"
lines = ["reg"]
"""
DUTY = '[[duties]]\nwindow = "1"\ndays = ["mon", "sat"]\nspan = "12:00-13:30"\n'
QUOTAS = """
[[quotas]]
line = "tax"
most = 3
[[quotas]]
line = "tax"
span = "09:00-10:00"
most = 2
"""
GREEN = """
[[lines]]
code = "green"
prefix = "G"
name = { zh = "绿色通道", en = "Green channel" }
green = true
[[matters]]
code = "project"
department = "tax"
line = "green"
name = { zh = "重大项目", en = "Major project" }
kind = "promised"
norm_minutes = 30
fee = { zh = "不收费", en = "free" }
[[windows]]
code = "8"
name = { zh = "绿色通道", en = "Green" }
lines = ["green"]
mandate = "decide"
"""
CALENDAR = """
[calendar]
holidays = [{ day = 2026-03-02, name = { zh = "放假", en = "Holiday" } }]
workdays = [{ day = 2026-03-07, like = "tue" }]
"""


@contextmanager
def opened(
    folder: Path, hours: str = OFFICE_HOURS, more: str = "", at: str = "2026-03-02T09:00"
) -> Iterator[Desk]:
    desk = Desk(folder / "hall", hours=hours, more=more)
    moves_to(desk, at)
    yield desk
    desk.close()


def moves_to(desk: Desk, said: str) -> None:
    """Let time pass until it is that time in the hall."""
    at = datetime.fromisoformat(said).replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
    desk.pass_time((at - desk.now).total_seconds())


def person(number: str = "110101199003070134") -> Identity:
    return read_identity(number, KEY, date(2026, 3, 2))


def test_a_holiday_closes_the_hall_and_says_when_it_opens(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path, more=CALENDAR) as desk, pytest.raises(HallClosed) as refused:
        desk.issue()

    assert refused.value.state == {"hall": "closed", "opens_at": "2026-03-03T01:00:00.000Z"}


def test_a_make_up_saturday_is_worked_like_the_weekday_it_stands_for(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path, more=CALENDAR, at="2026-03-07T11:59") as desk:
        assert desk.issue().number == "A001"
        moves_to(desk, "2026-03-07T12:00")
        with pytest.raises(HallClosed):
            desk.issue()


def test_the_calendar_of_china_knows_the_national_day_and_its_make_up_days() -> None:
    days = {row["day"]: row for row in calendar_rows({"source": "cn"}, date(2026, 3, 2))}

    assert (days[date(2026, 10, 1)]["works"], days[date(2026, 10, 1)]["name"].zh) == (0, "国庆节")
    assert days[date(2026, 10, 10)]["works"] == 1


def test_what_is_written_by_hand_stands_over_what_is_known() -> None:
    by_hand = {
        "source": "cn",
        "workdays": [{"day": date(2026, 10, 1), "like": "mon", "name": {"zh": "值班", "en": "On duty"}}],
    }

    days = {row["day"]: row for row in calendar_rows(by_hand, date(2026, 3, 2))}

    assert days[date(2026, 10, 1)]["works"] == 1


def test_a_promised_date_counts_working_days_only(tmp_path: Path, memory: str) -> None:
    """Three working days from Monday the 2nd: Tuesday is a holiday, Saturday is worked."""
    more = CALENDAR.replace("2026-03-02", "2026-03-03").replace("2026-03-07", "2026-03-07")
    with opened(tmp_path, more=more, at="2026-03-04T09:00", hours="always_open = true") as desk:
        desk.sits("t-2", "1")
        desk.issue("tax-audit")
        desk.serves(outcome=Outcome.ACCEPTED)

        assert desk.rows(schema.services)[0].promised_until == date(
            2026, 3, 7
        )  # Thu, Fri, and the worked Saturday


def test_a_duty_window_gives_numbers_over_lunch_for_what_it_serves(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path, more=DUTY, at="2026-03-02T12:30") as desk:
        assert desk.issue("tax-file").number == "A001"
        with pytest.raises(HallClosed):
            desk.issue("notary-will")


def test_a_matter_that_no_window_serves_today_gives_no_number(tmp_path: Path, memory: str) -> None:
    closed = SHIFTS + SHIFTS.split("[[shifts]]")[1].join(["[[shifts]]", ""]).replace('"am"', '"pm"')
    with opened(tmp_path, more=closed) as desk, pytest.raises(MatterUnplanned):
        desk.issue("notary-will")


def test_a_matter_served_in_the_other_half_of_the_day_is_given_and_says_so(
    tmp_path: Path, memory: str
) -> None:
    with opened(tmp_path, more=SHIFTS) as desk:
        taken = desk.issue("notary-will")

    assert taken.notice is not None
    assert "13:30" in taken.notice.en


def test_at_noon_an_open_window_takes_up_its_plan_for_the_afternoon(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path, hours="always_open = true", more=SHIFTS) as desk:
        desk.sits("t-2", "1")
        desk.issue("tax-file")
        reg = desk.issue("reg-new")
        moves_to(desk, "2026-03-02T12:00")
        desk.ticks()

        assert desk.calls("1") == reg.number
        assert desk.events("window.planned")[-1].facts["matters"] == {"reg-new": "decide"}


def test_an_integrated_window_serves_the_matters_of_its_group_within_the_letters(
    tmp_path: Path, memory: str
) -> None:
    windows = GROUP + '[[windows]]\ncode = "7"\nname = { zh = "综合", en = "Any" }\ngroups = ["family"]\n'
    with opened(tmp_path, hours="always_open = true", more=windows) as desk:
        desk.issue("reg-new")
        will, tax = desk.issue("notary-will"), desk.issue("tax-file")
        desk.sits("l-2", "7")
        first = desk.calls("7")

        assert first == will.number
        assert {row.matter for row in desk.rows(schema.session_matters)} == {"notary-will"}
        assert tax.number == "A001"


def test_the_numbers_of_a_line_run_out_by_the_hour_and_by_the_day(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path, more=QUOTAS) as desk:
        given = [desk.issue().number for _ in range(2)]
        with pytest.raises(QuotaExhausted) as of_hour:
            desk.issue()
        moves_to(desk, "2026-03-02T10:00")
        given.append(desk.issue("tax-visit").number)
        with pytest.raises(QuotaExhausted) as of_day:
            desk.issue()

    assert given == ["A001", "A002", "A003"]
    assert of_hour.value.state == {"line": "tax", "span": "09:00-10:00", "most": 2, "free_windows": []}
    assert of_day.value.state == {"line": "tax", "span": None, "most": 3, "free_windows": []}


def test_when_numbers_are_gone_a_free_window_is_named(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path, more=QUOTAS) as desk:
        desk.sits("t-2", "1")
        desk.sits("t-3", "2")
        desk.issue()
        desk.issue()
        desk.calls("1")
        desk.serves("2")
        with pytest.raises(QuotaExhausted) as refused:
            desk.issue()

    assert refused.value.state is not None
    assert refused.value.state["free_windows"] == ["2"]
    assert "2 号窗口现在空闲" in refused.value.sentence()["zh"]


def test_one_person_has_one_live_number_for_a_matter(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path) as desk:
        first = desk.issue(identity=person())
        other = desk.issue("tax-audit", identity=person())
        stranger = desk.issue(identity=person("11010119550307001X"))
        with pytest.raises(DuplicateTicket) as refused:
            desk.issue(identity=person())
        desk.does(visits.cancel, KIOSK, first.id)
        again = desk.issue(identity=person())

    assert [each.number for each in (first, other, stranger, again)] == ["A001", "A002", "A003", "A004"]
    assert refused.value.state == {"ticket": first.id, "number": "A001", "state": "waiting", "reprint": True}


def test_the_schema_itself_refuses_a_second_live_number(
    tmp_path: Path, memory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "check_alone", lambda *_: None)
    with opened(tmp_path) as desk:
        desk.issue(identity=person())
        with pytest.raises(REFUSED, match="identity"):
            desk.issue(identity=person())


def test_an_identity_leaves_no_number_behind(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path) as desk:
        desk.issue(identity=person())
        desk.engine.dispose()

    for path in (tmp_path / "hall").iterdir():
        if path.is_file():
            assert b"110101199003070134" not in path.read_bytes(), path


def test_who_is_old_enough_has_the_class_without_asking(tmp_path: Path, memory: str) -> None:
    rules = "[rules.classes.elderly]\nfrom_age = 70\n"
    with opened(tmp_path, more=rules) as desk:
        desk.issue(identity=person())
        desk.issue(identity=person("11010119550307001X"))

        assert [row.visitor_class for row in desk.rows(schema.tickets)] == ["ordinary", "elderly"]


@pytest.mark.parametrize(
    "said",
    [
        "110101199003070131",
        "110101199013070138",
        "11010119900307013",
        "abc",
        "11010119900307013X1234567890",
        "号码号码号",
    ],
)
def test_what_is_no_identity_is_refused(said: str) -> None:
    with pytest.raises(Malformed):
        person(said)


@pytest.mark.parametrize(
    ("born", "age"), [("19560302", 70), ("19560303", 69), ("20260302", 0), ("19560229", 70)]
)
def test_the_age_is_in_whole_years_on_the_day(born: str, age: int, checked: Callable[[str], str]) -> None:
    assert person(checked(f"110101{born}001")).age == age


@pytest.fixture
def checked() -> Callable[[str], str]:
    """Adds the check character, the long way (ISO 7064: the sum of a·2^i is 1 modulo 11)."""

    def with_check(head: str) -> str:
        return next(
            head + last
            for last in "0123456789X"
            if sum((10 if c == "X" else int(c)) * 2 ** (17 - i) for i, c in enumerate(head + last)) % 11 == 1
        )

    return with_check


def test_a_passport_is_marked_with_its_last_digits(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path) as desk:
        desk.issue(identity=person("E1234 5678"))

        assert desk.rows(schema.tickets)[0].identity_last == "5678"


def test_a_green_channel_gives_no_number_without_an_appointment(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path, more=GREEN) as desk, pytest.raises(AppointmentOnly):
        desk.issue("project")
