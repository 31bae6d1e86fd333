"""Visitors book slots by themselves: held, booked, moved, given up; never a place twice, never outside the hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hallserver.core.errors import (
    CodeUsed,
    DraftOver,
    Malformed,
    MatterNotInHall,
    NoSlots,
    SlotFull,
    TooLateToChange,
)
from hallserver.core.plans.bookings import Booking
from hallserver.core.plans.sheets import Sheet
from hallserver.core.rights import Principal
from hallserver.core.rules import read_rules
from hallserver.services.planning import catalogue, rules
from hallserver.services.queue import appointments, check_ins, days, numbers, slots
from hallserver.store import schema
from hallserver.store.queue import slots as standing
from tests.small import BOSS, KIOSK, MONDAY_NINE, OFFICE_HOURS, REFUSED, Desk

ANYBODY = Principal("anybody", "anybody")
TEN = MONDAY_NINE + timedelta(hours=1)
HALF = timedelta(minutes=30)
PLACES = 3  # three windows that serve two lines each, half an hour, by 35/3 minutes a service
OPEN = "slot_minutes = 30\n[lines.tax]\nslot_percent = 100\n"


def publish(desk: Desk, text: str) -> None:
    def command(work: Any) -> None:
        rules.publish_rules(work, BOSS, read_rules(text, work.plan.rules, work.plan.lines))

    desk.does(command)


@pytest.fixture
def hall(tmp_path: Path, memory: str) -> Iterator[Desk]:
    """Office hours on Monday and Tuesday; slots of half an hour."""
    desk = Desk(tmp_path / "hall", OFFICE_HOURS)
    publish(desk, OPEN)
    yield desk
    desk.close()


def holds(desk: Desk, at: datetime = TEN, matter: str = "tax-file", secret: str | None = None) -> str:
    secret = secret or f"secret-{len(desk.rows(schema.slot_places))}-{at}-{desk.now}"
    desk.does(slots.hold, matter, at, secret)
    return secret


def books(desk: Desk, at: datetime = TEN, matter: str = "tax-file") -> str:
    return desk.does(slots.confirm, ANYBODY, holds(desk, at, matter)).code


def free(desk: Desk, at: datetime = TEN, matter: str = "tax-file") -> int | None:
    """How many places are free then; None when no slot begins."""
    plan = desk.writer.state.plan
    with desk.reader.connect() as connection:
        day = plan.hours.business_day(at)
        found = standing.slots_of(connection, plan, matter, day, desk.now)
    return next((each.free for each in found if each.at == at), None)


def test_a_slot_is_booked_and_its_code_gives_a_number_on_the_day(hall: Desk) -> None:
    secret = holds(hall)
    booked = hall.does(slots.confirm, ANYBODY, secret)

    assert (booked.at, booked.state, booked.matter) == (TEN, "booked", "tax-file")
    assert "appointment.booked" in [each.kind for each in hall.told]
    hall.pass_time(3600)
    assert hall.does(check_ins.check_in, KIOSK, booked.code, numbers.Wish()).number == "A001"
    assert hall.fault() is None


def test_whoever_asks_again_gets_the_same_booking(hall: Desk) -> None:
    secret = holds(hall)

    assert hall.does(slots.confirm, ANYBODY, secret) == hall.does(slots.confirm, ANYBODY, secret)
    assert len(hall.rows(schema.appointments)) == 1


def test_what_is_held_is_no_event_and_counts_until_its_minutes_are_over(hall: Desk) -> None:
    told = len(hall.told)
    secret = holds(hall)

    assert (len(hall.told), free(hall)) == (told, PLACES - 1)
    hall.pass_time(5 * 60)
    assert free(hall) == PLACES
    with pytest.raises(DraftOver):
        hall.does(slots.confirm, ANYBODY, secret)
    assert hall.rows(schema.appointments) == []
    holds(hall, secret="another")
    assert len(hall.rows(schema.slot_places)) == 1  # the one that is over is gone


def test_a_place_that_is_let_go_is_free_at_once_and_a_booked_one_stays(hall: Desk) -> None:
    first, second = holds(hall), holds(hall)
    hall.does(slots.confirm, ANYBODY, second)
    for secret in (first, second, "never held"):
        hall.does(slots.drop, secret)

    assert free(hall) == PLACES - 1


def test_a_full_slot_is_refused_with_the_nearest_times_that_are_free(hall: Desk) -> None:
    for _ in range(PLACES):
        books(hall)
    with pytest.raises(SlotFull) as full:
        holds(hall)

    assert full.value.state is not None
    assert full.value.state["slots"][:2] == ["2026-03-02T01:30:00.000Z", "2026-03-02T02:30:00.000Z"]
    assert (free(hall), len(hall.rows(schema.appointments))) == (0, PLACES)


def test_bookings_by_hand_count_in_the_slot_that_holds_their_time(hall: Desk) -> None:
    hall.does(appointments.book, BOSS, Booking("tax-visit", TEN + timedelta(minutes=29)))

    assert (free(hall), free(hall, TEN + HALF)) == (PLACES - 1, PLACES)


def test_after_the_slots_have_another_length_what_was_booked_still_counts(hall: Desk) -> None:
    books(hall, TEN + HALF)
    publish(hall, "slot_minutes = 60")

    assert (free(hall, TEN), free(hall, TEN + HALF)) == (2 * PLACES - 1 + 1, None)


@pytest.mark.parametrize("ending", ["cancelled", "moved", "cancelled by hand", "moved by hand", "lapsed"])
def test_a_place_is_free_again_once_its_booking_is_over(hall: Desk, ending: str) -> None:
    code, later = books(hall, TEN + 24 * HALF * 2), TEN + 24 * HALF * 2 + HALF
    match ending:
        case "cancelled":
            hall.does(slots.cancel, ANYBODY, code)
        case "moved":
            hall.does(slots.move, ANYBODY, code, later)
        case "cancelled by hand":
            hall.does(appointments.cancel_booking, BOSS, code)
        case "moved by hand":
            hall.does(appointments.move, BOSS, code, later)
        case "lapsed":
            hall.pass_time(36 * 3600)
            hall.does(days.close_day, BOSS, reason="停电", early=True)

    placed = [row.starts_at for row in hall.rows(schema.slot_places)]
    assert placed == ([later] if ending == "moved" else [])


def test_a_booking_is_moved_under_the_same_code_and_its_old_place_is_free(hall: Desk) -> None:
    later = TEN + timedelta(hours=5)
    code = books(hall, TEN + timedelta(hours=4))
    moved = hall.does(slots.move, ANYBODY, code, later)

    assert (moved.code, moved.at) == (code, later)
    assert (free(hall, TEN + timedelta(hours=4)), free(hall, later)) == (PLACES, PLACES - 1)
    assert "appointment.changed" in [each.kind for each in hall.told]
    assert hall.fault() is None


def test_a_booking_that_cannot_be_moved_keeps_its_place(hall: Desk) -> None:
    at, full = TEN + timedelta(hours=4), TEN + timedelta(hours=5)
    code = books(hall, at)
    for _ in range(PLACES):
        books(hall, full)
    for to, refusal in (
        (full, SlotFull),
        (full + timedelta(minutes=1), NoSlots),
        (TEN - 2 * HALF * 2, NoSlots),
    ):
        with pytest.raises((refusal, Malformed)):
            hall.does(slots.move, ANYBODY, code, to)

    assert [row.booked_at for row in hall.rows(schema.appointments) if row.code == code] == [at]
    assert free(hall, at) == PLACES - 1


def test_a_booking_moves_into_the_last_place(hall: Desk) -> None:
    code, nearly_full = books(hall, TEN + timedelta(hours=4)), TEN + timedelta(hours=5)
    for _ in range(PLACES - 1):
        books(hall, nearly_full)

    assert hall.does(slots.move, ANYBODY, code, nearly_full).at == nearly_full
    assert free(hall, nearly_full) == 0


def test_a_place_is_held_until_its_slot_begins_and_no_longer(hall: Desk) -> None:
    hall.pass_time(3600 - 120)
    held = hall.does(slots.hold, "tax-file", TEN, "late")

    assert held.until == TEN
    hall.pass_time(120)
    with pytest.raises(DraftOver):
        hall.does(slots.confirm, ANYBODY, "late")


def test_a_day_closed_while_a_place_is_held_is_said_in_words_for_a_visitor(hall: Desk) -> None:
    secret = holds(hall)
    hall.does(days.close_day, BOSS, reason="停电", early=True)

    with pytest.raises(NoSlots):
        hall.does(slots.confirm, ANYBODY, secret)
    assert hall.rows(schema.appointments) == []


@pytest.mark.parametrize("at", ["9999-12-31T23:00:00+00:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_that_is_no_day_in_the_halls_zone_has_no_slot(hall: Desk, at: str) -> None:
    code = books(hall, TEN + timedelta(hours=4))
    for tries in (
        lambda: holds(hall, datetime.fromisoformat(at)),
        lambda: hall.does(slots.move, ANYBODY, code, datetime.fromisoformat(at)),
    ):
        with pytest.raises(NoSlots):
            tries()


def plans_matter(desk: Desk, **row: Any) -> None:
    desk.does(catalogue.take_sheet, BOSS, Sheet("matters", "form", ((1, {"code": "tax-file", **row}),)))


def test_a_matter_that_changes_its_line_takes_its_bookings_along(hall: Desk) -> None:
    books(hall)
    secret = holds(hall)
    plans_matter(hall, line="reg")

    assert free(hall, matter="tax-visit") == PLACES
    assert (
        free(hall, matter="reg-new") == 1
    )  # of two: half of two windows' shared time, 7.5 minutes a service
    with pytest.raises(DraftOver):
        hall.does(slots.confirm, ANYBODY, secret)


def test_a_booking_whose_matter_is_handled_elsewhere_now_is_not_moved_but_can_be_given_up(hall: Desk) -> None:
    code, secret = books(hall, TEN + timedelta(hours=4)), holds(hall)
    plans_matter(hall, in_hall=False, line=None, reason={"zh": "网上办", "en": "Online"})

    for tries in (
        lambda: hall.does(slots.move, ANYBODY, code, TEN + timedelta(hours=5)),
        lambda: hall.does(slots.confirm, ANYBODY, secret),
    ):
        with pytest.raises(MatterNotInHall):
            tries()
    assert hall.does(slots.cancel, ANYBODY, code).state == "cancelled"


def test_two_hours_before_it_is_too_late_for_the_visitor_and_not_for_the_office(hall: Desk) -> None:
    code = books(hall, TEN + HALF * 3)  # at half past eleven
    hall.pass_time(1800 + 1)
    for late in (
        lambda: hall.does(slots.cancel, ANYBODY, code),
        lambda: hall.does(slots.move, ANYBODY, code, TEN),
    ):
        with pytest.raises(TooLateToChange):
            late()

    hall.does(appointments.cancel_booking, BOSS, code)
    with pytest.raises(CodeUsed):
        hall.does(slots.cancel, ANYBODY, code)


@pytest.mark.parametrize(
    ("matter", "at", "rule"),
    [
        ("tax-file", TEN + timedelta(minutes=10), OPEN),  # none begins then
        ("tax-file", MONDAY_NINE + timedelta(hours=3), OPEN),  # over lunch
        ("tax-file", MONDAY_NINE + timedelta(days=2), OPEN),  # a Wednesday
        ("tax-file", MONDAY_NINE - HALF, OPEN),
        ("tax-file", MONDAY_NINE, OPEN),  # has begun
        ("tax-file", MONDAY_NINE + timedelta(days=7), OPEN),  # the rules open seven days
        ("tax-file", TEN, "slot_minutes = 0"),
        ("tax-file", TEN, "[lines.tax]\nslot_percent = 0"),
        ("lonely-one", TEN, OPEN),  # no window is planned for it
    ],
)
def test_where_no_slot_begins_none_is_held(hall: Desk, matter: str, at: datetime, rule: str) -> None:
    publish(hall, rule)
    with pytest.raises(NoSlots):
        holds(hall, at, matter)

    assert hall.rows(schema.slot_places) == []


def test_a_hall_has_no_slots_until_it_says_so(office: Desk) -> None:
    assert free(office) is None


def test_the_day_that_is_closed_early_has_none(hall: Desk) -> None:
    hall.does(days.close_day, BOSS, reason="停电", early=True)

    assert free(hall) is None


def test_the_places_of_days_that_are_over_are_deleted_and_their_bookings_stay(hall: Desk) -> None:
    code = books(hall)
    hall.issue()  # a day on which nobody came is not sealed
    holds(hall, TEN + HALF)
    hall.ticks(24 * 3600)

    assert hall.rows(schema.slot_places) == []
    assert [(row.code, row.state) for row in hall.rows(schema.appointments)] == [(code, "lapsed")]


def test_slots_open_as_many_days_ahead_as_the_rules_say(hall: Desk) -> None:
    publish(hall, "slot_days = 9")

    assert holds(hall, MONDAY_NINE + timedelta(days=8))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "INSERT INTO slot_place SELECT line, starts_at, place, matter, 'x', held_until, NULL FROM held",
            "(?i)unique",
        ),
        (
            "INSERT INTO slot_place SELECT line, starts_at, 9, matter, draft, held_until, NULL FROM held",
            "(?i)unique",
        ),
        (
            "INSERT INTO slot_place SELECT line, starts_at, 0, matter, 'x', held_until, NULL FROM held",
            "place >= 1|slot_place_place_check",
        ),
        (
            "INSERT INTO slot_place SELECT line, starts_at, 9, matter, NULL, held_until, NULL FROM held",
            "by_somebody",
        ),
        (
            "INSERT INTO slot_place SELECT line, starts_at, 9, matter, 'x', NULL, NULL FROM held",
            "held_or_booked",
        ),
        (
            "INSERT INTO slot_place SELECT line, starts_at + 1, 9, matter, NULL, NULL, code FROM held",
            "at its time",
        ),
        ("UPDATE slot_place SET starts_at = starts_at + 60000 WHERE appointment IS NULL", "nothing else"),
        (
            "UPDATE slot_place SET appointment = NULL, held_until = 1, draft = 'y' WHERE appointment IS NOT NULL",
            "nothing",
        ),
    ],
)
def test_the_schema_itself_refuses_a_place_that_is_wrong(hall: Desk, statement: str, said: str) -> None:
    books(hall, TEN + HALF)
    holds(hall)
    hall.close()
    held = "(SELECT p.*, a.code FROM slot_place p, appointment a WHERE p.appointment IS NULL) held"
    with hall.behind() as raw, pytest.raises(REFUSED, match=said):
        raw.execute(statement.replace("FROM held", f"FROM {held}"))
