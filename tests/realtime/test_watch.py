"""What only the desk sees of its devices, kind by kind: who is gone, what does not answer, who is too fast."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hallserver import watch
from hallserver.app import open_traffic
from hallserver.config import Settings
from hallserver.contract.parts import read_parts
from hallserver.core.rights import Principal
from hallserver.hall import Hall
from hallserver.realtime.broadcast import Broadcaster, Listener
from hallserver.store.disk.day_key import DayKey
from hallserver.store.disk.hall_key import read_key
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.queue.kept_waits import LineKept
from hallserver.traffic.credentials import Callers, Signer, TokenCache
from tests.small import Desk

DARK = [{"code": code, "kind": "sign", "state": "dark", "fault": "silent"} for code in ("led-1", "led-2")]


class Room:
    """An open hall without a door: its devices come, say something, and go."""

    def __init__(self, desk: Desk) -> None:
        settings = Settings(data=desk.data)
        signer, traffic = Signer(read_key(desk.data)), open_traffic(settings)
        self.broadcaster = Broadcaster(desk.reader, lambda: desk.now, "build", lambda *_: None)
        tokens = TokenCache(signer, staff_in_clear=False)
        self.desk = desk
        self.hall = Hall(
            desk.writer,
            desk.reader,
            tokens,
            signer,
            settings,
            "build",
            self.broadcaster,
            DayKey(desk.data),
            traffic,
            Callers(tokens, traffic.connections, lambda: desk.now),
            ReceiversFile(desk.data),
        )

    def says(self, who: str, page: str = "", parts: Any = ()) -> None:
        role, _, name = who.partition(":")
        told = Listener(Principal(who, role, name), "public", {"page": page}, read_parts(list(parts)))
        told.heard_on = self.desk.writer.clock.now()
        self.broadcaster.join(who, told)

    def sees(self) -> dict[tuple[str, str], Any]:
        """What devices are an alarm about, and its value."""
        now = self.desk.writer.clock.now()
        with self.desk.reader.connect() as connection:
            seen = watch.look(self.hall, connection, now)
        limits = self.desk.writer.state.plan.rules.alarms
        return {each.key: each for each in seen if limits[each.key[0]].is_reached(each.value)}


@pytest.fixture
def room(desk: Desk) -> Room:
    return Room(desk)


@pytest.mark.parametrize(
    ("who", "page", "parts", "minutes", "key"),
    [
        ("display:board-1", "board", (), 2, ("screen_dark", "board-1")),
        ("display:out", "announcer", (), 2, ("screen_dark", "out")),
        ("kiosk:kiosk-1", "kiosk", (), 5, ("device_silent", "kiosk kiosk-1")),
        ("guide:desk", "guide", (), 5, ("device_silent", "guide desk")),
        ("display:signs", "signs", DARK, 5, ("device_silent", "display signs")),
        ("display:pads", "pads", DARK, 5, ("device_silent", "display pads")),
    ],
)
def test_a_device_that_was_here_and_is_gone_is_missed_after_a_while(
    room: Room, who: str, page: str, parts: Any, minutes: int, key: tuple[str, str]
) -> None:
    room.says(who, page, parts)
    assert key not in room.sees()
    room.broadcaster.leave(who)
    room.desk.pass_time(minutes * 60 - 1)
    assert key not in room.sees()
    room.desk.pass_time(1)
    assert key in room.sees()

    room.says(who, page, parts)
    assert key not in room.sees()


def test_a_page_that_nobody_sits_before_is_not_missed(room: Room) -> None:
    room.says("display:office", "office")
    room.broadcaster.leave("display:office")
    room.desk.pass_time(3600)

    assert not room.sees()


def test_one_whose_token_is_no_longer_valid_is_not_missed(room: Room) -> None:
    room.says("display:board-1", "board")
    room.broadcaster.leave("display:board-1")
    room.desk.pass_time(3600)
    assert room.sees()
    room.broadcaster.forget_all_but({"display:board-2"})

    assert not room.sees()


def test_signs_that_do_not_answer_are_one_alarm_of_their_agent(room: Room) -> None:
    room.says("display:signs", "signs", DARK)
    (seen,) = room.sees().values()

    assert (seen.key, seen.value) == (("part_down", "display signs"), 2)
    assert (seen.words.zh, seen.words.en) == (
        "led-1、led-2 无应答（经 signs 连接）",
        "No answer from led-1, led-2 (behind signs)",
    )
    room.says("display:signs", "signs", [DARK[0] | {"state": "live"}])
    assert not room.sees()


def test_a_device_that_gives_numbers_too_fast_is_one_for_ten_minutes(room: Room) -> None:
    haste = room.hall.traffic.haste
    for _ in range(room.hall.settings.numbers_a_minute + 1):
        haste.note("kiosk:kiosk-1", room.desk.writer.clock.now())
    assert ("hasty", "kiosk kiosk-1") in room.sees()

    room.desk.pass_time(timedelta(minutes=10).total_seconds())
    assert not room.sees()


def told_in_line(told: int, kept: int, long: int, line: str = "tax") -> LineKept:
    return LineKept(line, told, kept, long)


@pytest.mark.parametrize(
    ("week", "kind"),
    [
        (told_in_line(100, 79, 60), "told_short"),
        (told_in_line(100, 80, 60), None),
        (told_in_line(100, 97, 60), None),
        (told_in_line(100, 98, 60), "told_wide"),
        (told_in_line(100, 99, 9), None),  # nobody waits long: nothing shorter could be told
        (told_in_line(49, 0, 49), None),  # too few
        (told_in_line(100, 0, 60, "gone"), None),  # a line that the plan no longer has
    ],
)
def test_a_line_that_left_the_band_last_week_is_one(room: Room, week: LineKept, kind: str | None) -> None:
    room.hall.kept = [week]

    assert {each for each, _ in room.sees()} == ({kind} if kind else set())


def test_its_sentence_says_the_week(room: Room) -> None:
    room.hall.kept = [told_in_line(200, 143, 60)]
    (seen,) = room.sees().values()

    assert seen.words.zh.endswith("近一周所告知的等候时间仅 71% 兑现，告知偏短")
