"""A served hall with receivers, and the post beside it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hallserver.sending.post import keep_sending
from tests.actors import Clerk, Visitor
from tests.running import RunningHall, serving
from tests.small import found

PATIENCE_S = 40.0


@dataclass
class Telling:
    """A small hall that is served, whose back office is its post alone."""

    running: RunningHall
    visitor: Visitor
    clerk: Clerk

    def sheet(self, text: str) -> None:
        (self.running.data / "outbox.toml").write_text(text)
        time.sleep(1.3)  # the desk looks once a second

    def calls(self) -> int:
        """A visitor takes a number and is called; gives the ticket."""
        ticket = self.visitor.takes_ticket("tax-file")
        self.clerk.calls_next()
        return int(ticket["id"])

    def outbox(self) -> dict[str, Any]:
        found: dict[str, Any] = self.running.local("GET", "/api/v1/outbox")
        return found

    def state_of(self, name: str) -> tuple[int, int, int]:
        """How many messages of a receiver wait, were sent, were given up."""
        each = next(each for each in self.outbox()["receivers"] if each["name"] == name)
        return each["waiting"], each["sent"], each["given_up"]


def eventually(what: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
    """Ask until it is so."""
    until = time.monotonic() + patience_s
    while not (found := what()):
        assert time.monotonic() < until, "it never came to be so"
        time.sleep(0.1)
    return found


@contextmanager
def posting(data: Path) -> Iterator[None]:
    """The post of a hall, for the length of a block."""
    stop = threading.Event()
    post = threading.Thread(target=keep_sending, args=(data, stop), daemon=True)
    post.start()
    try:
        yield
    finally:
        stop.set()
        post.join(10)


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telling]:
    data = found(tmp_path_factory.mktemp("telling") / "hall")
    with (
        serving(data, "--desk-only") as running,
        Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
        Clerk(running, running.token("window", "1", staffer="any"), window="1") as clerk,
        posting(data),
    ):
        yield Telling(running, visitor, clerk)
