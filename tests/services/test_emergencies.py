"""An emergency and short messages: who hears, who goes, what is kept, how often; nothing of it is public."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from hallserver.core.errors import (
    EmergencyOver,
    Malformed,
    NotFound,
    TooManyMessages,
    UnknownValue,
)
from hallserver.core.events import PUBLIC_KINDS, STAFF_KINDS
from hallserver.core.people.messages import may_write
from hallserver.core.rights import Principal
from hallserver.realtime.streams import delta_of
from hallserver.services.supervision import emergencies, messages
from hallserver.store import schema
from hallserver.views.hall.emergencies import emergencies_view
from hallserver.views.hall.messages import NEWEST, messages_view
from tests.small import Desk, clerk

GUIDE = Principal("guide:guide-1", "guide", "guide-1")
OFFICE = Principal("manager:boss", "manager", "boss")


@pytest.fixture
def hall(desk: Desk) -> Desk:
    """Somebody at windows 1 and 2 of zone A, and at 3 of zone B."""
    for staffer, window in (("t-1", "1"), ("t-2", "2"), ("l-2", "3")):
        desk.sits(staffer, window)
    return desk


def hears(desk: Desk, who: Principal) -> list[int]:
    with desk.reader.connect() as connection:
        found = emergencies_view(connection, desk.writer.state.plan, who)
    return [each.id for each in found.emergencies]


def box(desk: Desk, who: Principal) -> list[Any]:
    day = desk.writer.state.plan.hours.business_day(desk.now)
    with desk.reader.connect() as connection:
        return list(messages_view(connection, who, day).messages)


def test_it_rings_at_guide_office_and_the_windows_of_the_area_and_nowhere_else(hall: Desk) -> None:
    raised = hall.does(emergencies.raise_alarm, clerk("1"))

    assert (raised.window, raised.answered_at, raised.reset_at) == ("1", None, None)
    for who, heard in (
        (GUIDE, True),
        (OFFICE, True),
        (clerk("1"), True),
        (clerk("2"), True),
        (clerk("3"), False),
    ):
        assert hears(hall, who) == ([raised.id] if heard else []), who.id
    assert hall.fault() is None


def test_from_the_guide_desk_everybody_hears(hall: Desk) -> None:
    raised = hall.does(emergencies.raise_alarm, GUIDE)

    assert all(hears(hall, who) == [raised.id] for who in (OFFICE, clerk("1"), clerk("3")))


def test_pressed_twice_it_is_one_emergency(hall: Desk) -> None:
    first, second = (hall.does(emergencies.raise_alarm, clerk("1")) for _ in range(2))

    assert first == second
    assert len(hall.events("emergency.raised")) == 1


def test_it_is_answered_by_name_once_and_reset_with_a_word(hall: Desk) -> None:
    raised = hall.does(emergencies.raise_alarm, clerk("1"))
    answered = hall.does(emergencies.answer, clerk("2"), raised.id, None)
    again = hall.does(emergencies.answer, GUIDE, raised.id, "导办台 01号")
    assert (answered.goes, again.goes) == ("t-2", "t-2")

    over = hall.does(emergencies.reset, OFFICE, raised.id, "误按")
    assert over.reset_at is not None
    assert hears(hall, GUIDE) == []
    for late in ((emergencies.answer, "x"), (emergencies.reset, "x")):
        with pytest.raises(EmergencyOver):
            hall.does(late[0], GUIDE, raised.id, late[1])
    kinds = [each.kind for each in hall.told if each.kind.startswith("emergency.")]
    assert kinds == ["emergency.raised", "emergency.answered", "emergency.reset"]
    assert hall.does(emergencies.raise_alarm, clerk("1")).id != raised.id


def test_nobody_answers_without_a_name_or_what_does_not_concern_the_window(hall: Desk) -> None:
    raised = hall.does(emergencies.raise_alarm, clerk("1"))
    with pytest.raises(Malformed):
        hall.does(emergencies.answer, GUIDE, raised.id, None)
    for verb, word in ((emergencies.answer, "l-2"), (emergencies.reset, "x")):
        with pytest.raises(NotFound):
            hall.does(verb, clerk("3"), raised.id, word)
        with pytest.raises(NotFound):
            hall.does(verb, GUIDE, 999, word)


def test_nothing_of_it_is_in_the_public_stream_and_the_words_are_private(hall: Desk) -> None:
    raised = hall.does(emergencies.raise_alarm, clerk("1"))
    hall.does(emergencies.reset, GUIDE, raised.id, "群众争执")
    hall.does(messages.send, clerk("1"), "office", "请来一下")
    own = [each for each in hall.told if each.kind.startswith(("emergency.", "message."))]

    assert {each.kind for each in own} <= STAFF_KINDS - PUBLIC_KINDS
    assert all("争执" not in str(each.facts) and "请来" not in str(each.facts) for each in own)
    assert any("群众争执" in each for each in hall.privates())
    assert not any("请来一下" in each for each in hall.privates())
    delta = delta_of(own[0], 0, "e", hall.now)
    assert (delta.window, delta.staffer, delta.detail) == ("1", None, None)


def test_the_schema_keeps_one_open_emergency_a_device_and_the_history(hall: Desk) -> None:
    raised = hall.does(emergencies.raise_alarm, clerk("1"))
    row = {**hall.rows(schema.emergencies)[0]._mapping}
    del row["id"]
    table = schema.emergencies
    for change, said in (
        (insert(table).values(**row), "(?i)unique"),
        (update(table).values(answered_at=hall.now), "answered_by_name"),
        (update(table).values(reset_at=hall.now), "reset_with_a_word"),
        (update(table).values(reset_at=hall.now, words=""), "reset_with_a_word"),
        (delete(table), "never deleted"),
    ):
        with pytest.raises(IntegrityError, match=said):
            hall.does(lambda work, change=change: work.connection.execute(change) and None)
    hall.does(emergencies.reset, GUIDE, raised.id, "误按")
    with pytest.raises(IntegrityError, match="history"):
        hall.does(lambda work: work.connection.execute(update(table).values(words="x")) and None)


# --- messages -------------------------------------------------------------------------------------------------------------


def test_a_message_arrives_is_delivered_and_read(hall: Desk) -> None:
    sent = hall.does(messages.send, OFFICE, "window:1", "下午三点开会")
    [there] = box(hall, clerk("1"))
    assert (there.words.zh, there.from_box, there.delivered_at, there.read_at) == (
        "下午三点开会",
        "office",
        None,
        None,
    )

    hall.does(messages.note, clerk("1"), sent.id, read=False)
    assert box(hall, OFFICE)[0].delivered_at is not None
    hall.pass_time(5)
    hall.does(messages.note, clerk("1"), sent.id, read=True)
    read = box(hall, OFFICE)[0]
    assert read.read_at is not None
    assert read.delivered_at < read.read_at
    count = len(hall.told)
    hall.does(messages.note, clerk("1"), sent.id, read=True)
    assert len(hall.told) == count
    assert hall.fault() is None


def test_a_quick_sentence_is_read_in_ones_own_language(hall: Desk) -> None:
    hall.does(messages.send, clerk("1"), "guide", quick="paper")

    [there] = box(hall, GUIDE)
    assert (there.quick, there.words.en) == ("paper", "Out of paper, please bring some")
    assert "纸" in there.words.zh


def test_only_the_two_boxes_see_it(hall: Desk) -> None:
    sent = hall.does(messages.send, OFFICE, "window:1", "请回电话")

    assert box(hall, clerk("2")) == box(hall, GUIDE) == []
    for who in (clerk("2"), GUIDE, OFFICE):
        with pytest.raises(NotFound):
            hall.does(messages.note, who, sent.id, read=True)
    assert box(hall, OFFICE)[0].read_at is None


@pytest.mark.parametrize(
    ("sender", "to", "may"),
    [
        ("window:1", "office", True),
        ("window:1", "guide", True),
        ("window:1", "window:2", False),
        ("guide", "window:2", True),
        ("guide", "office", True),
        ("office", "guide", True),
        ("office", "office", False),
        ("office", "lobby", False),
    ],
)
def test_who_may_write_to_whom(sender: str, to: str, may: bool) -> None:
    assert may_write(sender, to) is may


def test_what_is_no_message_is_refused(hall: Desk) -> None:
    for said in ({}, {"words": "a", "quick": "paper"}):
        with pytest.raises(Malformed):
            hall.does(messages.send, OFFICE, "guide", **said)
    with pytest.raises(UnknownValue):
        hall.does(messages.send, OFFICE, "guide", quick="sing")
    with pytest.raises(UnknownValue):
        hall.does(messages.send, OFFICE, "window:77", "a")
    assert hall.rows(schema.messages) == []


def test_nobody_floods_and_a_minute_later_one_may_write_again(hall: Desk) -> None:
    for n in range(10):
        hall.does(messages.send, clerk("1"), "office", f"第 {n} 条")
    with pytest.raises(TooManyMessages):
        hall.does(messages.send, clerk("1"), "office", "再来一条")
    hall.does(messages.send, clerk("2"), "office", "别的窗口不受影响")
    hall.pass_time(61)
    hall.does(messages.send, clerk("1"), "office", "现在可以")


def test_what_nobody_has_read_is_never_pushed_out_by_what_came_later(hall: Desk) -> None:
    unread = hall.does(messages.send, clerk("1"), "office", "还没人看").id
    for n in range(NEWEST + 5):
        hall.pass_time(10)
        sent = hall.does(messages.send, clerk("2"), "office", f"第 {n} 条").id
        hall.does(messages.note, OFFICE, sent, read=True)
    ids = [each.id for each in box(hall, OFFICE)]

    assert len(ids) == NEWEST
    assert unread in ids
    assert ids == sorted(ids, reverse=True)
    assert ids[0] == sent


def test_messages_go_with_the_day(hall: Desk) -> None:
    hall.does(messages.send, OFFICE, "guide", "今天")
    hall.ticks()
    assert not hall.is_due()
    hall.pass_time(86_400)

    assert hall.is_due()
    hall.ticks()
    assert hall.rows(schema.messages) == []


def test_the_schema_refuses_what_is_no_message(hall: Desk) -> None:
    hall.does(messages.send, OFFICE, "guide", "今天")
    table = schema.messages
    for change in (
        update(table).values(words=None),
        update(table).values(quick="paper"),
        update(table).values(to_box="office"),
        update(table).values(read_at=hall.now),
        update(table).values(words="x" * 201),
    ):
        with pytest.raises(IntegrityError):
            hall.does(lambda work, change=change: work.connection.execute(change) and None)
