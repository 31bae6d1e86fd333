"""An event that cannot be told is a gap that every screen sees, and takes nothing else with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hallserver.core.events import Event
from hallserver.core.rights import Principal
from hallserver.realtime.places import Places
from hallserver.realtime.voice import Listener, Voice
from tests.small import Desk

Told = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall")
    yield desk
    desk.close()


def voice_of(desk: Desk, told: Told, failing: set[tuple[str, int]]) -> Voice:
    """A voice without its loops, with a listener on each stream; what is told of an event in `failing` is lost."""

    def emit(_event: str, delta: dict[str, Any], stream: str) -> None:
        if (stream, delta["seq"]) in failing:
            raise OSError("too many open files")
        told.append((stream, delta))

    voice = Voice(desk.reader, lambda: desk.now, "build", emit)
    voice._plan = lambda: desk.pen.desk.plan
    voice.places = Places(desk.reader, voice._plan, lambda: desk.now, voice._tell_place)
    for stream in ("public", "staff"):
        voice.join(stream, Listener(Principal(stream, "display", stream), stream))
    return voice


def issued(desk: Desk, many: int) -> list[Event]:
    for _ in range(many):
        desk.issue()
    return [event for event in desk.told if event.kind == "ticket.issued"][-many:]


@pytest.mark.parametrize("failing", ["public", "staff"])
def test_the_next_delta_shows_the_gap(desk: Desk, failing: str) -> None:
    told: Told = []
    first, second, third = issued(desk, 3)
    voice = voice_of(desk, told, {(failing, second.seq)})

    voice.hear([first, second, third])
    voice._tell_events()

    heard = [delta for stream, delta in told if stream == failing]
    assert [delta["seq"] for delta in heard] == [first.seq, third.seq]
    assert heard[1]["prev"] == second.seq  # not the one before it, which a screen has: so it resumes
    assert voice.seq(failing) == third.seq
