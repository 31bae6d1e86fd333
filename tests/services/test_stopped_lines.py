"""A line gives no further numbers today: who waits is served, what was promised is kept, and tomorrow it gives again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from hallserver.contract import Words
from hallserver.core.errors import LineOutOfUse, NotFound
from hallserver.core.plans.bookings import Booking
from hallserver.core.queue.offers import OfferState
from hallserver.core.rights import Principal
from hallserver.services.queue import appointments, check_ins, further, lines
from hallserver.services.queue.numbers import Wish
from hallserver.store import schema
from hallserver.store.catalogue import load_plan
from tests.services.test_alarms import glance
from tests.services.test_numbers import moves_to, opened
from tests.services.test_offers import offer
from tests.small import BOSS, KIOSK, Desk

GUIDE = Principal("guide:desk", "guide", "desk")
WORDS = Words("系统升级", "the system is down")


def stops(desk: Desk, line: str = "tax") -> None:
    desk.does(lines.stop, BOSS, line, WORDS)


def test_it_gives_no_number_says_why_and_serves_who_waits(desk: Desk) -> None:
    before = desk.issue("tax-file")
    stops(desk)

    assert offer(desk, "tax-file") == (OfferState.STOPPED, "今日暂停取号：系统升级")
    with pytest.raises(LineOutOfUse) as refused:
        desk.issue("tax-file")
    assert "系统升级" in refused.value.sentence().zh
    desk.sits("t-1", "1")
    assert desk.calls("1") == before.number
    assert desk.issue("reg-new").number  # another line


def test_opened_again_it_gives_numbers(desk: Desk) -> None:
    stops(desk)
    desk.does(lines.open_again, BOSS, "tax")
    desk.does(lines.open_again, BOSS, "tax")

    assert desk.issue("tax-file").number == "A001"
    assert [each.kind for each in desk.told if each.kind.startswith("line.")] == [
        "line.stopped",
        "line.opened",
    ]


def test_stopped_anew_it_says_the_new_words(desk: Desk) -> None:
    stops(desk)
    desk.does(lines.stop, BOSS, "tax", Words("停电", "no power"))

    assert offer(desk, "tax-file")[1].endswith("停电")
    desk.does(lines.open_again, BOSS, "tax")
    assert offer(desk, "tax-file")[0] is not OfferState.STOPPED


def test_nothing_of_it_is_added_to_a_number(desk: Desk) -> None:
    ticket = desk.issue("reg-new")
    stops(desk)

    with pytest.raises(LineOutOfUse):
        desk.does(further.add, GUIDE, ticket.id, "tax-file")


def test_what_was_promised_is_kept(desk: Desk) -> None:
    booked = desk.does(appointments.book, BOSS, Booking("tax-file", desk.now, None, None, None))
    stops(desk)

    assert desk.does(check_ins.check_in, KIOSK, booked.code, Wish()).number


def test_it_is_for_today_and_holds_after_a_restart(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path) as desk:
        stops(desk)
        kept = desk.keep()
    again = Desk(tmp_path / "again", kept=kept)
    moves_to(again, "2026-03-02T09:05")
    assert offer(again, "tax-file")[0] is OfferState.STOPPED
    moves_to(again, "2026-03-03T09:00")
    assert offer(again, "tax-file")[0] is OfferState.UNSTAFFED
    again.close()


def test_of_all_years_only_the_newest_days_stops_are_read_into_the_plan(desk: Desk) -> None:
    table = schema.line_stops
    for past in range(1, 40):
        day = date(2026, 3, 2) - timedelta(days=past)
        row = {"day": day, "line": "tax", "words": WORDS, "stopped_at": desk.now, "stopped_by": "m"}
        desk.does(lambda work, row=row: work.connection.execute(insert(table).values(**row)) and None)
    with desk.reader.connect() as connection:
        assert len(load_plan(connection).stopped_lines) == 1
    stops(desk, "reg")

    with desk.reader.connect() as connection:
        assert load_plan(connection).stopped_lines == {(date(2026, 3, 2), "reg"): WORDS}


def test_no_such_line(desk: Desk) -> None:
    for act in (
        lambda work: lines.stop(work, BOSS, "moon", WORDS),
        lambda work: lines.open_again(work, BOSS, "moon"),
    ):
        with pytest.raises(NotFound):
            desk.does(act)


def test_the_glance_shows_it(desk: Desk) -> None:
    stops(desk)

    assert {each.line: each.stopped for each in glance(desk).lines}["tax"] == WORDS


def test_the_schema_keeps_one_stop_a_line_and_its_history(desk: Desk) -> None:
    stops(desk)
    table = schema.line_stops
    one = {**desk.rows(table)[0]._mapping}
    del one["id"]
    for change, said in (
        (insert(table).values(**one), "(?i)unique"),
        (insert(table).values(**{**one, "line": "moon"}), "(?i)foreign key"),
        (update(table).values(line="reg"), "stays as it was said"),
        (update(table).values(opened_at=desk.now + timedelta(1)), "line_opened_by_somebody"),
        (delete(table), "never deleted"),
    ):
        with pytest.raises(IntegrityError, match=said):
            desk.does(lambda work, change=change: work.connection.execute(change) and None)
    desk.does(lines.open_again, BOSS, "tax")
    with pytest.raises(IntegrityError, match="history"):
        desk.does(lambda work: work.connection.execute(update(table).values(opened_by="x")) and None)
