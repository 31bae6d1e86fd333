"""The floor: notices, help, concerns, what a screen acknowledges."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from hallserver.contract import Words
from hallserver.core.errors import Malformed, NotFound, UnknownValue
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.services.queue import windows
from hallserver.services.supervision import floor
from hallserver.store import schema
from hallserver.views.hall import floor as read
from tests.small import BOSS, KIOSK, MONDAY_NINE, Desk

GUIDE = Principal("guide:guide", "guide", "guide")
BOARD = Principal("display:board-1", "display", "board-1")
SAID = Words("今日提前一小时结束取号", "Numbers end an hour earlier today")


def shows(desk: Desk, *, spoken: bool = False) -> None:
    """A screen acknowledges the newest call."""
    called = [each.seq for each in desk.told if each.kind in {"ticket.called", "ticket.recalled"}]
    desk.does(windows.shown, BOARD, called[-1], spoken=spoken)


def test_a_notice_is_in_force_until_its_end_or_until_it_is_taken_down(desk: Desk) -> None:
    first = desk.does(floor.post_notice, BOSS, SAID, "", None)
    desk.does(floor.post_notice, BOSS, SAID, "A", desk.now + timedelta(minutes=10))

    def known(zone: str = "") -> int:
        with desk.reader.connect() as connection:
            return len(read.notices_view(connection, desk.now, zone).notices)

    assert [known(), known("A"), known("B")] == [2, 2, 1]
    desk.pass_time(601)
    desk.does(floor.withdraw_notice, BOSS, first.id)
    assert known() == 0
    with pytest.raises(NotFound):
        desk.does(floor.withdraw_notice, BOSS, first.id)


def test_a_notice_for_yesterday_or_for_nowhere_is_refused(desk: Desk) -> None:
    with pytest.raises(Malformed):
        desk.does(floor.post_notice, BOSS, SAID, "", desk.now)
    with pytest.raises(UnknownValue):
        desk.does(floor.post_notice, BOSS, SAID, "Z", None)


def test_a_kiosk_that_rings_three_times_rings_once(desk: Desk) -> None:
    asked = [desk.does(floor.ask_help, KIOSK).id for _ in range(3)]

    assert len(set(asked)) == 1
    assert len(desk.events("help.asked")) == 1


def test_the_first_who_goes_there_answers_and_the_kiosk_may_ring_again(desk: Desk) -> None:
    asked = desk.does(floor.ask_help, KIOSK).id
    desk.does(floor.answer_help, GUIDE, asked)

    with pytest.raises(NotFound):
        desk.does(floor.answer_help, GUIDE, asked)
    assert desk.does(floor.ask_help, KIOSK).id != asked


def test_the_schema_itself_keeps_a_device_from_ringing_twice(desk: Desk) -> None:
    def twice(work: CommandContext) -> None:
        row = {"device": "kiosk:x", "place": "x", "asked_at": work.now}
        work.connection.execute(insert(schema.helps), [row, row])

    with pytest.raises(IntegrityError):
        desk.does(twice)


def test_a_concern_has_a_kind_a_ticket_and_a_day_by_which_it_is_answered(desk: Desk) -> None:
    ticket = desk.issue()
    said = floor.Concern("sent_elsewhere", None, ticket.number, "让我回县局盖章", "136-0000")
    view = desk.does(floor.raise_concern, GUIDE, said)

    assert (view.number, view.matter, view.due) == (ticket.number, "tax-file", date(2026, 3, 9))
    event = desk.events("concern.raised")[0]
    assert "县局" not in event.body
    assert json.loads(desk.privates()[-1]) == {
        "words": said.words,
        "contact": said.contact,
    }
    assert desk.rows(schema.concerns)[0].seq == event.seq
    assert desk.fault() is None


def test_a_concern_of_an_unknown_matter_or_ticket_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownValue):
        desk.does(floor.raise_concern, GUIDE, floor.Concern("other", "nothing"))
    with pytest.raises(NotFound):
        desk.does(floor.raise_concern, GUIDE, floor.Concern("other", None, "A999"))
    assert desk.rows(schema.concerns) == []


def test_a_recall_is_what_screens_acknowledge_from_then_on(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-1", "1")
    desk.calls()
    desk.at("1", windows.recall)

    shows(desk)

    assert [each.facts["number"] for each in desk.events("call.shown")] == ["A001"]


def test_shown_and_spoken_are_told_once_each_and_forgotten_with_the_next_call(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-1", "1")
    desk.calls()
    for spoken in (False, True, True, False):
        shows(desk, spoken=spoken)

    view = desk.at("1", windows.recall)
    assert (view.ticket.shown, view.ticket.spoken) == (True, True)
    assert [len(desk.events(f"call.{each}")) for each in ("shown", "spoken")] == [1, 1]


def test_the_days_figures_count_what_was_served(desk: Desk) -> None:
    for _ in range(3):
        desk.issue()
    desk.sits("t-1", "1")
    desk.pass_time(60)
    desk.serves()
    desk.pass_time(1800)
    desk.serves()
    with desk.reader.connect() as connection:
        told = read.figures(connection, desk.writer.state.plan, MONDAY_NINE.date())

    assert (told.served, told.waiting, told.open_windows) == (2, 1, 1)
    assert (told.within_percent, told.mean_wait_ms) == (50, 960_000)
