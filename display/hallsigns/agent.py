"""The agent of the signs: follows the public stream as a screen does, and keeps every sign in its file right."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from hallsigns.channel import Channel
from hallsigns.frame import Frame, Shows, frame_of
from hallsigns.plans import Sign
from hallwires import health
from hallwires.following import Follower

PAGE = "signs"
_STATE_SECONDS, _LEAST_SECONDS = 5.0, 1.0
_LEAVE_SECONDS = 4.0
_LOOK_SECONDS = 0.2
_AT_WINDOW = frozenset({Shows.CALLED, Shows.SERVING})


def run_agent(
    base_url: str,
    token: str,
    signs: Sequence[Sign],
    stop: threading.Event,
    ca: Path | None = None,
    state: Path | None = None,
) -> None:
    """Serve the signs until `stop` is set.

    Args:
        base_url: `http(s)://host:port`.
        token: of a display (`hall token display NAME`).
        signs: of the agent's file.
        stop: set it to end; every sign then says that its line is lost.
        ca: file of the hall's own certificate authority, for https.
        state: where `hall doctor` finds how the signs are; None leaves nothing.
    """
    _Agent(base_url, token, signs, ca, state).run(stop)


class _Agent:
    def __init__(
        self, base_url: str, token: str, signs: Sequence[Sign], ca: Path | None, state: Path | None
    ) -> None:
        self._follower = Follower(base_url, token, PAGE, self._wake_all, ca)
        self._state = state
        self._told: set[tuple[str, int]] = set()
        self._reporting = threading.Event()
        lines = dict.fromkeys(each.line for each in signs)
        self._channels = [
            Channel(
                [each for each in signs if each.line == line],
                self._frame_of,
                self._note_shown,
                self._reporting.set,
            )
            for line in lines
        ]

    def run(self, stop: threading.Event) -> None:
        following = threading.Thread(target=self._follower.run, args=(stop,), daemon=True, name="the stream")
        for each in self._channels:
            each.start()
        following.start()
        self._report_until(stop)
        for each in self._channels:
            each.leave()
        deadline = time.monotonic() + _LEAVE_SECONDS
        for each in self._channels:
            each.thread.join(max(0.0, deadline - time.monotonic()))
        following.join(max(0.0, deadline - time.monotonic()))

    def _report_until(self, stop: threading.Event) -> None:
        """Tell the server of every change at once, and the file beside the settings now and then."""
        kept_at = 0.0
        while not stop.wait(_LOOK_SECONDS):
            changed = self._reporting.is_set()
            since = time.monotonic() - kept_at
            if since < (_LEAST_SECONDS if changed else _STATE_SECONDS):
                continue
            self._reporting.clear()
            kept_at = time.monotonic()
            parts = tuple(part for each in self._channels for part in each.parts())
            self._follower.report([msgspec.to_builtins(each) for each in parts], now=changed)
            if self._state is not None:
                health.keep(self._state, parts)

    def _frame_of(self, sign: Sign) -> Frame:
        return frame_of(self._follower.board, sign.place, lost=self._follower.lost)

    def _note_shown(self, sign: Sign, frame: Frame) -> None:
        """Acknowledge each call once; a sign that cannot confirm proves nothing."""
        for row in frame.rows:
            if sign.confirms and row.shows in _AT_WINDOW and (sign.code, row.seq) not in self._told:
                self._told.add((sign.code, row.seq))
                self._follower.shown(row.seq)
        self._told = {each for each in self._told if each[0] != sign.code} | {
            (sign.code, row.seq) for row in frame.rows if (sign.code, row.seq) in self._told
        }
        self._reporting.set()

    def _wake_all(self) -> None:
        for each in self._channels:
            each.wake()
