"""Screens on bad lines: flapping, a black hole of half a minute, a server that is away; each is right again by itself."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from websocket import WebSocketException, create_connection

from tests.actors import Clerk, Visitor
from tests.conftest import matter_of
from tests.running import RunningHall, copy_hall, free_port, serving

SCREENS, FLAPS = 60, 20


class Line:
    """A wire between a screen and the hall, which can be cut without anybody being told."""

    def __init__(self, port: int, to: int) -> None:
        self._to = to
        self._door = socket.create_server(("127.0.0.1", port))
        self._plugs: list[socket.socket] = []
        self._open = threading.Event()
        self._open.set()
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Nothing comes through any more; no end of a connection either."""
        self._open.clear()

    def mend(self) -> None:
        """New connections come through; the old ones are gone, as after a router's restart."""
        self._hang_up()
        self._open.set()

    def close(self) -> None:
        self._open.set()
        self._door.close()
        self._hang_up()

    def _hang_up(self) -> None:
        for plug in self._plugs:
            plug.close()
        self._plugs.clear()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
                self._open.wait(60)
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                return
            self._plugs += [near, far]
            for one, two in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, two), daemon=True).start()

    def _carry(self, one: socket.socket, two: socket.socket) -> None:
        try:
            while data := one.recv(65_536):
                self._open.wait(60)
                two.sendall(data)
            two.shutdown(socket.SHUT_WR)
        except OSError:
            return


@pytest.fixture
def line_port() -> int:
    return free_port()


@pytest.fixture
def away(template: Path, tmp_path: Path, line_port: int) -> Iterator[RunningHall]:
    """A hall of the test's own, whose pages may also come over a line."""
    data = copy_hall(template, tmp_path / "hall")
    with serving(data, "--desk-only", HALL_ORIGINS=f"http://127.0.0.1:{line_port}") as running:
        yield running


def test_a_board_in_a_black_hole_says_so_and_is_right_two_seconds_after_it_and_nobody_shouts(
    browser: Browser, away: RunningHall, line_port: int
) -> None:
    """T17: half a minute without a byte; what was called meanwhile is shown, and only what is young is announced."""
    matter = matter_of(away, "8")
    line = Line(line_port, away.port)
    with (
        Visitor(away, away.token("kiosk", "kiosk-1")) as visitor,
        Clerk(away, away.token("window", "8", staffer="any"), window="8") as clerk,
    ):
        context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
        board, ears = context.new_page(), context.new_page()
        board.goto(f"http://127.0.0.1:{line_port}/board#token={away.token('display', 'board-1')}")
        ears.goto(f"http://127.0.0.1:{line_port}/announcer#token={away.token('display', 'announcer-1')}")
        expect(board.locator(".board table")).to_be_visible()
        expect(ears.get_by_test_id("sound")).to_be_visible()
        board.wait_for_timeout(800)

        line.cut()
        began = time.monotonic()
        number = visitor.takes_ticket(matter)["number"]
        clerk.calls_next()
        expect(board.get_by_test_id("stale")).to_be_visible()
        assert board.locator(f"[data-ticket={number}]").count() == 0
        board.wait_for_timeout(max(0.0, 31.0 - (time.monotonic() - began)) * 1000)
        line.mend()
        mended = time.monotonic()
        expect(board.locator(f"[data-testid=call][data-ticket={number}]")).to_be_visible()
        took = time.monotonic() - mended
        expect(board.get_by_test_id("stale")).to_have_count(0)
        ears.wait_for_timeout(3500)

        assert took < 2.5, f"right again after {took:.1f} s"
        assert ears.get_by_test_id("saying").count() + ears.get_by_test_id("spoken").count() == 0
        context.close()
    line.close()


def test_devices_say_within_five_seconds_that_the_server_is_away_and_come_back_alone(
    browser: Browser, away: RunningHall
) -> None:
    """T19, compressed: what a device says after ten minutes it says after ten seconds."""
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, reduced_motion="reduce")
    pages = {
        name: context.new_page()
        for name in ("/board", "/kiosk", "/panel/8", "/announcer", "/guide", "/rate/8")
    }
    roles = {"/kiosk": ("kiosk", "kiosk-1"), "/guide": ("guide", "g"), "/rate/8": ("rating", "8")}
    for name, page in pages.items():
        page.goto(f"{away.url}{name}#token={away.token(*roles.get(name, ('display', name.strip('/'))))}")
    for page in pages.values():
        expect(page.locator("header").first).to_be_visible()
        page.wait_for_timeout(300)
    away.stop()
    stopped = time.monotonic()
    for name, page in pages.items():
        left = max(0.2, 6.5 - (time.monotonic() - stopped)) * 1000
        expect(page.get_by_test_id("stale"), name).to_be_visible(timeout=left)
    pages["/kiosk"].wait_for_timeout(500)
    away.start()
    started = time.monotonic()
    for name, page in pages.items():
        expect(page.get_by_test_id("stale"), name).to_have_count(0)
    assert time.monotonic() - started < 12
    context.close()


def test_sixty_screens_that_flap_leave_the_hall_quick_and_end_right(away: RunningHall) -> None:
    """T16: each comes and goes ten times a second for two seconds; then all of them see the last call within 2 s."""
    tokens = [away.token("display", f"flap-{n}") for n in range(SCREENS // 10)]

    def flaps(token: str) -> None:
        for _ in range(FLAPS):
            began = time.monotonic()
            try:
                wire = screen(away, token)
                wire.close()
            except (OSError, WebSocketException):
                pass
            time.sleep(max(0.0, 0.1 - (time.monotonic() - began)))

    flapping = [threading.Thread(target=flaps, args=(tokens[n % len(tokens)],)) for n in range(SCREENS)]
    with (
        Visitor(away, away.token("kiosk", "kiosk-1")) as visitor,
        Clerk(away, away.token("window", "8", staffer="any"), window="8") as clerk,
    ):
        for each in flapping:
            each.start()
        number, slowest = "", 0.0
        while any(each.is_alive() for each in flapping):
            began = time.monotonic()
            number = visitor.takes_ticket(matter_of(away, "8"))["number"]
            slowest = max(slowest, time.monotonic() - began)
        for each in flapping:
            each.join()
        wires = [screen(away, tokens[n % len(tokens)]) for n in range(SCREENS)]
        called = clerk.calls_next()["ticket"]["number"]
        told = time.monotonic()
        for wire in wires:
            wire.settimeout(2)
            while called not in (said := wire.recv()) or "ticket.called" not in said:
                assert time.monotonic() - told < 4
            wire.close()

        assert number
        assert slowest < 3.0, f"a number took {slowest:.1f} s"


def screen(running: RunningHall, token: str) -> Any:
    """A screen by hand."""
    wire = create_connection(f"ws://127.0.0.1:{running.port}/socket.io/?EIO=4&transport=websocket", timeout=5)
    wire.recv()
    wire.send("40/live," + json.dumps({"token": token}))
    assert wire.recv().startswith("40/live")
    return wire
