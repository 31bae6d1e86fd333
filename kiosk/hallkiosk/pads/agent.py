"""The agent of the pads: asks every pad on its bus in turn, acts at the windows, and says back what came of it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from hallkiosk.keys import Keyboard
from hallkiosk.pads.acts import LOST, Told
from hallkiosk.pads.hardware import Pad
from hallkiosk.pads.plans import PadRow, on_bus, on_usb
from hallkiosk.pads.seat import AGAIN_SECONDS, Seat
from hallwires import health
from hallwires.errors import DeviceError, Torn, Unreachable
from hallwires.following import Follower
from hallwires.health import Part, state_of
from hallwires.lines import Line, opener

PAGE = "pads"
ROUND_SECONDS = 0.04
"""The least time of a round of a bus: a pad is asked up to 25 times a second."""
_USB_SECONDS = 0.2
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0
_STATE_SECONDS, _LOOK_SECONDS, _LEAVE_SECONDS = 5.0, 0.2, 4.0
log = logging.getLogger(__name__)


class _Post:
    """A pad, its seat, and how it is."""

    def __init__(self, row: PadRow, seat: Seat) -> None:
        self.row, self.seat = row, seat
        self.told: Told | None = None
        self.error: DeviceError | None = None
        self.pause = _FIRST_PAUSE
        self.at = 0.0
        self.heard_at = 0

    def part(self) -> Part:
        error = self.error or self.seat.refused
        state, fault = state_of(error)
        return Part(self.row.code, "pad", state, fault, heard_at=self.heard_at)


class _Wire:
    """One bus with its pads, or one pad on USB, in a thread of its own."""

    def __init__(self, posts: Sequence[_Post]) -> None:
        self._posts = posts
        self._row = posts[0].row
        self._held: Line | Keyboard | None = None
        self._pads: dict[str, Pad] = {}
        self._stop = threading.Event()
        self.thread = threading.Thread(target=self._serve, daemon=True, name=f"pads {self._row.wire}")

    def leave(self) -> None:
        """End; every pad says first that the line is lost."""
        self._stop.set()

    def _serve(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                for post in self._posts:
                    self._attend(post)
            except Exception:  # the top of a worker's loop: the bus must survive any answer
                log.exception("pads at %s", self._row.wire)
            self._stop.wait(max(0.001, began + ROUND_SECONDS - time.monotonic()))
        for post in self._posts:
            if post.error is None and post.heard_at:
                self._try(post, lambda pad: pad.tell(LOST))
        self._hang_up()

    def _attend(self, post: _Post) -> None:
        """Ask a pad once; one that does not answer is asked rarely, so that the others are asked often."""
        if post.error is not None and time.monotonic() - post.at < post.pause:
            return
        self._try(post, lambda pad: self._turn(post, pad))

    def _turn(self, post: _Post, pad: Pad) -> None:
        for key in pad.pressed(_USB_SECONDS if post.row.kind == "usb" else 0):
            post.seat.press(key)
        told = post.seat.told()
        if told != post.told:
            pad.tell(told)
            post.told = told

    def _try(self, post: _Post, act: Any) -> None:
        try:
            act(self._pad(post.row))
        except DeviceError as error:
            if post.error is None:
                log.warning("pad %s: %s", post.row.code, error)
            post.error, post.told, post.at = error, None, time.monotonic()
            post.pause = min(_LONGEST_PAUSE, post.pause * 2)
            self._pads.pop(post.row.code, None)  # what it counted before is another life's
            if isinstance(error, Torn | Unreachable):
                self._hang_up()
        else:
            if post.error is not None:
                log.info("pad %s: it answers", post.row.code)
            post.error, post.pause, post.heard_at = None, _FIRST_PAUSE, int(time.time())

    def _pad(self, row: PadRow) -> Pad:
        if self._held is None:
            self._held = Keyboard(row.device) if row.kind == "usb" else opener(row.line)()
            self._pads = {}
        if row.code not in self._pads:
            held = self._held
            self._pads[row.code] = on_usb(row, held) if isinstance(held, Keyboard) else on_bus(row, held)
        return self._pads[row.code]

    def _hang_up(self) -> None:
        if self._held is not None:
            self._held.close()
        self._held = None


class _Agent:
    def __init__(
        self, base_url: str, token: str, pads: Sequence[PadRow], ca: Path | None, state: Path | None
    ) -> None:
        self._follower = Follower(base_url, token, PAGE, self._wake, ca)
        self._state = state
        self._seen: dict[str, object] = {}
        self._posts = [_Post(each, Seat(each, base_url, ca, lambda: None)) for each in pads]
        wires = dict.fromkeys(each.wire for each in pads)
        self._wires = [_Wire([post for post in self._posts if post.row.wire == wire]) for wire in wires]

    def run(self, stop: threading.Event) -> None:
        following = threading.Thread(target=self._follower.run, args=(stop,), daemon=True, name="the stream")
        threads = [each.seat.thread for each in self._posts] + [each.thread for each in self._wires]
        for thread in (*threads, following):
            thread.start()
        self._report_until(stop)
        for wire in self._wires:
            wire.leave()
        for post in self._posts:
            post.seat.leave()
        deadline = time.monotonic() + _LEAVE_SECONDS
        for thread in (*threads, following):
            thread.join(max(0.0, deadline - time.monotonic()))

    def _report_until(self, stop: threading.Event) -> None:
        before: tuple[Part, ...] = ()
        at = waits_at = 0.0
        while not stop.wait(_LOOK_SECONDS):
            now = time.monotonic()
            if now - waits_at >= AGAIN_SECONDS:  # how many wait changes without the window
                waits_at = now
                for post in self._posts:
                    post.seat.look()
            parts = tuple(each.part() for each in self._posts)
            changed = [(each.state, each.fault) for each in parts] != [
                (each.state, each.fault) for each in before
            ]
            if now - at >= (1.0 if changed else _STATE_SECONDS):
                before, at = parts, now
                self._follower.report([msgspec.to_builtins(each) for each in parts], now=changed)
                if self._state is not None:
                    health.keep(self._state, parts)

    def _wake(self) -> None:
        """After a change of the board: those windows look that are not as they were."""
        board = self._follower.board
        now: dict[str, object] = {each.code: each for each in board.windows} if board else {}
        before, self._seen = self._seen, now
        for post in self._posts:
            if now.get(post.row.window) != before.get(post.row.window):
                post.seat.look()


def run_agent(
    base_url: str,
    token: str,
    pads: Sequence[PadRow],
    stop: threading.Event,
    ca: Path | None = None,
    state: Path | None = None,
) -> None:
    """Serve the pads until `stop` is set.

    Args:
        base_url: `http(s)://host:port`.
        token: of a display (`hall token display NAME`), under which the agent hears the stream and says how the pads
            are; each pad acts under its own window's.
        pads: of the agent's file.
        stop: set it to end.
        ca: file of the hall's own certificate authority, for https.
        state: where `hall doctor` finds how the pads are; None leaves nothing.
    """
    _Agent(base_url, token, pads, ca, state).run(stop)
