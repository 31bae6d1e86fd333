"""A list of appointments: the booking's own rules row by row, all faults at once, and taken again it changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from hallserver.contract import IssuedTicket
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import BadFile, BadPlan, CodeUsed, HallError, Malformed, OutsideHours
from hallserver.core.plans.bookings import Booking
from hallserver.services.planning.sheetfiles import read_grid
from hallserver.services.queue import appointments, check_ins, numbers
from hallserver.store import schema
from tests.refusing import taken_or_refused
from tests.small import BOSS, KIOSK, MONDAY_NINE, OFFICE_HOURS, Desk
from tests.spreadsheets import book_of

HEAD = "matter,at,code,approver,reason\n"
HEADS = (
    "matter,at,code,approver,reason\n",
    "matter,at\n",
    "code,at\n",
    "matter\n",
    "matter,at,code\ntax-file,",
)
TEN = MONDAY_NINE + timedelta(hours=1)
CALENDAR = '\n[calendar]\nholidays = [{ day = 2026-03-10, name = { zh = "植树节", en = "Tree day" } }]\n'


@pytest.fixture
def office(tmp_path: Path, memory: str) -> Any:
    """Open on Mondays and Tuesdays, with a lunch break and a holiday."""
    made = Desk(tmp_path / "office", OFFICE_HOURS, CALENDAR)
    yield made
    made.close()


def takes(desk: Desk, text: str | bytes, **more: Any) -> appointments.Taken:
    sheet = read_grid(text, "list.csv") if isinstance(text, bytes) else text
    return desk.does(appointments.take_list, BOSS, "list.csv", sheet, **more)


def faults(desk: Desk, text: str, **more: Any) -> list[tuple[int, str, str]]:
    before = desk.rows(schema.appointments)
    with pytest.raises(BadPlan) as refused:
        takes(desk, text, **more)
    assert desk.rows(schema.appointments) == before
    assert all(each["zh"] for each in refused.value.facts["faults"])
    return [(each["line"], each["field"], each["en"]) for each in refused.value.facts["faults"]]


def checks_in(desk: Desk, code: str) -> IssuedTicket:
    return desk.does(check_ins.check_in, KIOSK, code, numbers.Wish())


ONE = HEAD + "tax-file,2026-03-02T10:00,AB-1001,,\n"


@pytest.mark.parametrize(
    "raw",
    [
        (HEAD + "tax-file,2026/3/2 10:00,AB-1001,局长,重点\n").encode("gbk"),
        (HEAD + "tax-file,2026/3/2 10:00,AB-1001,局长,重点\n").encode("utf-16"),
        (HEAD + "tax-file,2026/3/2 10:00,AB-1001,局长,重点\n,,,,\n,,,,\n").encode("utf-8-sig"),
        (HEAD.replace(",", "\t") + "tax-file\t2026年3月2日 10：00\tＡＢ－１００１\t局长\t重点\n").encode(),
        book_of(
            ["matter", "at", "code", "approver", "reason", None],
            ["TAX-FILE", datetime(2026, 3, 2, 10), "AB-1001", "局长", "重点", None],
        ),
    ],
    ids=["gbk", "utf-16", "bom and empty rows", "tabs and widths", "book"],
)
def test_the_same_list_is_taken_however_it_was_saved(desk: Desk, raw: bytes) -> None:
    (row,) = takes(desk, raw).rows

    assert (row.matter, row.code, row.at, row.approver, row.reason) == (
        "tax-file",
        "AB-1001",
        TEN,
        "局长",
        "重点",
    )


def test_all_that_is_wrong_is_told_row_by_row_and_nothing_is_taken(desk: Desk) -> None:
    text = (
        HEAD
        + "tax-fiel,2026-03-02T10:00,,,\ntax-file,2026-03-02,,,\ntax-file,2026-03-02T10:00,7,,\ntax-file,2026-03-02T10:00,预约 1,,\n"
        "tax-file,2026-03-02T10:00,2.02612E+11,,\ntax-file,2020-03-02T10:00,,,\n,2026-03-02T10:00,,,\ntax-file,,,,\n"
        "tax-file,2026-03-02T10:00,AB-1,,\ntax-file,2026-03-02T11:00,ab–1,,\ntax-file,2126-03-02T11:00,,,\ntax-file,9999-12-31T23:59,,,\n"
        "tax-file,2026-03-02T10:00,,局长,好,的\n"
    )

    told = faults(desk, text)

    for line, field, said in (
        (2, "matter", "Did you mean “tax-file”"),
        (3, "at", "no time of day"),
        (4, "code", "4 to 64"),
        (5, "code", "4 to 64"),
        (6, "code", "spreadsheet"),
        (7, "at", "gone by"),
        (8, "matter", "missing"),
        (9, "at", "missing"),
        (11, "code", "in line 10"),
        (12, "at", "2126"),
        (13, "at", "9999"),
        (14, "-", "under no column"),
    ):
        assert any((each[0], each[1]) == (line, field) and said in each[2] for each in told), (
            line,
            field,
            told,
        )
    assert len(told) == 12


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("matter", "at"),
        ("at", "matter"),
        ("matter,when", "when"),
        ("code,norm_minutes", "norm_minutes"),
        ("matter,at,at", "at"),
    ],
)
def test_a_list_without_its_columns_is_told_so_once(desk: Desk, head: str, field: str) -> None:
    told = faults(desk, f"{head}\n" + "x,y\n" * 3)

    assert [line for line, _, _ in told if line == 1]
    assert field in {name for _, name, _ in told}


def test_an_open_quote_swallows_no_booking(desk: Desk) -> None:
    told = faults(desk, HEAD + 'tax-file,2026-03-02T10:00,,局长,"说明\ntax-file,2026-03-02T11:00,,,\n')

    assert [(line, "never closed" in said) for line, _, said in told] == [(2, True)]


def test_a_list_taken_again_changes_nothing(desk: Desk) -> None:
    text = ONE + "notary-will,2026-03-02T10:30,,,\n" + "reg-new,2026-03-03T10:30,cd-77,,\n"
    takes(desk, ONE + "reg-new,2026-03-03T10:30,cd-77,,\n")
    log = len(desk.events())

    again = takes(desk, ONE + "reg-new,2026/3/3 10:30,CD-77,,\n")

    assert ([each.code for each in again.rows], again.unchanged, again.changed) == (
        ["AB-1001", "cd-77"],
        2,
        0,
    )
    assert len(desk.events()) == log
    assert (takes(desk, text).unchanged, len(desk.rows(schema.appointments))) == (2, 3)


def test_a_list_taken_again_after_its_times_have_gone_by_changes_nothing(desk: Desk) -> None:
    takes(desk, ONE + "reg-new,2026-03-02T11:30,CD-77,,\n")
    desk.pass_time(3600)
    checks_in(desk, "ab-1001")
    desk.pass_time(7200)

    assert takes(desk, ONE + "reg-new,2026-03-02T11:30,CD-77,,\n").unchanged == 2
    assert {row.code: row.state for row in desk.rows(schema.appointments)}["CD-77"] == "booked"
    assert (2, "at", "the booked time has gone by") in faults(
        desk, HEAD + "tax-file,2026-03-02T10:00,EF-9999,,\n"
    )


def test_an_updated_list_moves_what_nobody_has_checked_in_for(desk: Desk) -> None:
    takes(desk, ONE)

    moved = takes(desk, HEAD + "reg-new,2026-03-02T15:00,ab-1001,,\n")

    (row,) = desk.rows(schema.appointments)
    assert (moved.changed, row.code, row.matter, row.booked_at, row.state) == (
        1,
        "AB-1001",
        "reg-new",
        TEN + timedelta(hours=5),
        "booked",
    )
    (event,) = desk.events("appointment.changed")
    assert (event.facts["was_matter"], event.facts["matter"]) == ("tax-file", "reg-new")
    assert desk.fault() is None


@pytest.mark.parametrize("end", ["kept", "cancelled"])
def test_what_was_kept_or_cancelled_is_not_moved(desk: Desk, end: str) -> None:
    takes(desk, ONE)
    if end == "cancelled":
        desk.does(appointments.cancel_booking, BOSS, "ａｂ－1001")
    else:
        desk.pass_time(3600)
        checks_in(desk, "AB-1001")

    told = faults(desk, HEAD + "tax-file,2026-03-03T10:00,AB-1001,,\n")

    assert [(line, field) for line, field, _ in told] == [(2, "code")]
    assert takes(desk, ONE).unchanged == 1


def test_a_code_of_anything_else_is_refused_in_the_list_as_for_one(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.serves(outcome=Outcome.SUPPLEMENT)
    code = desk.rows(schema.return_codes)[0].code

    assert faults(desk, HEAD + f"tax-file,2026-03-02T10:00,{code},,\n") == [
        (2, "code", f"the code {code} is in use")
    ]
    with pytest.raises(Malformed, match="in use"):
        desk.does(appointments.book, BOSS, Booking("tax-file", TEN, code))


@pytest.mark.parametrize(
    "said",
    ["yy-abc901", "YY-ABC901", "Yy-Abc901", "ｙｙ－ａｂｃ９０１", " yy-abc901 ", "yy–abc901", "YY-ABC٩٠١"],
)
@pytest.mark.parametrize("booked", ["yy-abc901", "Yy-ABC901"])
def test_a_code_is_found_in_every_spelling_and_given_once(desk: Desk, booked: str, said: str) -> None:
    made = desk.does(appointments.book, BOSS, Booking("tax-file", MONDAY_NINE, booked))
    with pytest.raises(Malformed):
        desk.does(appointments.book, BOSS, Booking("tax-file", MONDAY_NINE, said))

    ticket = checks_in(desk, said)

    assert (made.code, ticket.number) == (booked, "A001")
    with pytest.raises(CodeUsed):
        checks_in(desk, booked)


def test_two_spellings_of_one_code_cannot_stand_in_the_table(desk: Desk) -> None:
    """The schema's own word, behind the rules."""
    takes(desk, ONE)
    row = {**desk.rows(schema.appointments)[0]._mapping, "code": "ab-1001"}

    with pytest.raises((IntegrityError, HallError)):
        desk.does(lambda work: work.connection.execute(insert(schema.appointments), row))


CLOSED = [
    (datetime(2026, 3, 8, 3, tzinfo=UTC), "closed on that day"),
    (datetime(2026, 3, 9, 4, 30, tzinfo=UTC), "09:00-12:00, 13:30-17:00"),
    (datetime(2026, 3, 7, 19, tzinfo=UTC), "closed on that day"),
    (datetime(2026, 3, 10, 2, tzinfo=UTC), "a holiday: Tree day"),
    (datetime(2028, 3, 6, 2, tzinfo=UTC), "no hours are known"),
]


@pytest.mark.parametrize(("at", "said"), CLOSED)
def test_nobody_is_booked_when_the_hall_is_closed_unless_that_is_meant(
    office: Desk, at: datetime, said: str
) -> None:
    with pytest.raises(OutsideHours, match=said) as refused:
        office.does(appointments.book, BOSS, Booking("tax-file", at))
    row = HEAD + f"tax-file,{at.isoformat()},,,\n"
    assert said in faults(office, row)[0][2]
    assert "再次确认" in refused.value.sentence()["zh"]

    assert office.does(appointments.book, BOSS, Booking("tax-file", at), outside_hours=True).at == at
    assert len(takes(office, row, outside_hours=True).rows) == 1


def test_within_the_hours_nothing_has_to_be_confirmed(office: Desk) -> None:
    for hour in (1, 3, 6, 8):
        at = datetime(2026, 3, 9, hour, tzinfo=UTC)
        assert office.does(appointments.book, BOSS, Booking("tax-file", at)).at == at


@pytest.mark.parametrize("year", [2100, 2126, 9999])
def test_a_year_that_nobody_means_is_refused_even_when_confirmed(office: Desk, year: int) -> None:
    with pytest.raises(Malformed, match="too far ahead"):
        office.does(
            appointments.book,
            BOSS,
            Booking("tax-file", datetime(year, 3, 1, 2, tzinfo=UTC)),
            outside_hours=True,
        )


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = Desk(tmp_path_factory.mktemp("fuzz") / "hall")
    yield made
    made.close()


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.binary(max_size=200)
    | st.tuples(st.sampled_from(HEADS), st.text(max_size=120)).map(
        lambda each: "".join(each).encode("utf-8", "ignore")
    )
)
def test_whatever_is_handed_in_is_taken_or_refused_in_words(shared: Desk, raw: bytes) -> None:
    assert taken_or_refused(lambda: takes(shared, raw), BadPlan, BadFile)
