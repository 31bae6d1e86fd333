"""The door at which a second machine gets its copy: whoever stands in it and says nothing keeps nobody else out."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest

from hallserver.config import Settings
from hallserver.standby.giving import MOST_OF_ONE, MOST_OPEN, Giver

SILENT = 200
STRANGER = "127.0.0.2"
PATIENCE_S = 10.0


@pytest.fixture
def giver(tmp_path: Path) -> Iterator[Giver]:
    with Giver(Settings(data=tmp_path, host="127.0.0.1")) as door:
        thread = threading.Thread(target=door.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield door
        door.shutdown()
        thread.join()


def stand_silent(giver: Giver, stack: ExitStack, address: str) -> socket.socket:
    opened = socket.create_connection(
        ("127.0.0.1", giver.server_port), timeout=PATIENCE_S, source_address=(address, 0)
    )
    return stack.enter_context(opened)


def answer_of(giver: Giver) -> int:
    return httpx.get(f"http://127.0.0.1:{giver.server_port}/standby/standing").status_code


def test_a_stranger_with_hundreds_of_connections_gets_few_threads(giver: Giver) -> None:
    before = threading.active_count()
    with ExitStack() as stack:
        for _ in range(SILENT):
            stand_silent(giver, stack, STRANGER)

        assert answer_of(giver) == HTTPStatus.UNAUTHORIZED, "the second machine is answered all the same"
        assert threading.active_count() - before <= MOST_OF_ONE + 1, "theirs, and the second machine's"


def test_those_who_leave_give_their_room_back(giver: Giver) -> None:
    with ExitStack() as stack:
        for _ in range(MOST_OF_ONE):
            stand_silent(giver, stack, "127.0.0.1")
        with pytest.raises(httpx.TransportError):
            answer_of(giver)

    until = time.monotonic() + PATIENCE_S
    while giver._open and time.monotonic() < until:
        time.sleep(0.02)
    assert answer_of(giver) == HTTPStatus.UNAUTHORIZED


def test_many_strangers_get_no_more_than_the_door_has_room_for(giver: Giver) -> None:
    before = threading.active_count()
    with ExitStack() as stack:
        for n in range(SILENT):
            stand_silent(giver, stack, f"127.0.0.{2 + n % 20}")
        until = time.monotonic() + PATIENCE_S
        while giver._open.total() < MOST_OPEN and time.monotonic() < until:
            time.sleep(0.02)

        assert giver._open.total() == MOST_OPEN
        assert threading.active_count() - before <= MOST_OPEN
