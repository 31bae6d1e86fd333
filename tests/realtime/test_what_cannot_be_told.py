"""An event that cannot be told is a gap that every screen sees, and takes nothing else with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hallserver.core.events import Event
from hallserver.core.rights import Principal
from hallserver.realtime.broadcast import Broadcaster, Listener
from hallserver.realtime.places import Places
from tests.small import Desk

Told = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall")
    yield desk
    desk.close()


def broadcaster_of(desk: Desk, told: Told, failing: set[tuple[str, int]]) -> Broadcaster:
    """A broadcaster without its loops, with a listener on each stream; what is told of an event in `failing` is lost."""

    def emit(_event: str, delta: dict[str, Any], stream: str) -> None:
        if (stream, delta["seq"]) in failing:
            raise OSError("too many open files")
        told.append((stream, delta))

    broadcaster = Broadcaster(desk.reader, lambda: desk.now, "build", emit)
    broadcaster._plan = lambda: desk.writer.state.plan
    broadcaster.places = Places(desk.reader, broadcaster._plan, lambda: desk.now, broadcaster._tell_place)
    for stream in ("public", "staff"):
        broadcaster.join(stream, Listener(Principal(stream, "display", stream), stream))
    return broadcaster


def issued(desk: Desk, many: int) -> list[Event]:
    for _ in range(many):
        desk.issue()
    return [event for event in desk.told if event.kind == "ticket.issued"][-many:]


@pytest.mark.parametrize("failing", ["public", "staff"])
def test_the_next_delta_shows_the_gap(desk: Desk, failing: str) -> None:
    told: Told = []
    first, second, third = issued(desk, 3)
    broadcaster = broadcaster_of(desk, told, {(failing, second.seq)})

    broadcaster.hear([first, second, third])
    broadcaster._tell_events()

    heard = [delta for stream, delta in told if stream == failing]
    assert [delta["seq"] for delta in heard] == [first.seq, third.seq]
    assert heard[1]["prev"] == second.seq  # not the one before it, which a screen has: so it resumes
    assert broadcaster.seq(failing) == third.seq
