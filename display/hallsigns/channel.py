"""One line and the signs on it: shows each its frame when it changes, and again every ten seconds."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from hallsigns.frame import LOST, Frame
from hallsigns.plans import Driver, Sign, driver_of
from hallwires.errors import DeviceError, Torn, Unreachable
from hallwires.health import Part, state_of
from hallwires.lines import Line, opener

REFRESH_SECONDS = 10.0
"""A sign that lost its power, or was told something by another hand, is right again after so long."""
_LOOK_SECONDS = 1.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 10.0
log = logging.getLogger(__name__)


class _Shown:
    """What one sign was told, and how it took it."""

    def __init__(self, sign: Sign) -> None:
        self.sign = sign
        self.frame: Frame | None = None
        self.at = 0.0
        self.error: DeviceError | None = None
        self.pause = _FIRST_PAUSE
        self.heard_at = 0
        self.tried = False

    def is_due(self, frame: Frame, now: float) -> bool:
        if self.error is not None:
            return now - self.at >= self.pause
        return frame != self.frame or now - self.at >= REFRESH_SECONDS


class Channel:
    """The signs of one line, served by a thread of its own.

    Args:
        signs: all on the same line.
        frame_of: what a sign shows now.
        shown: told with a sign and its frame, once that sign has confirmed it.
        changed: told when the state of a sign has changed.
    """

    def __init__(
        self,
        signs: Sequence[Sign],
        frame_of: Callable[[Sign], Frame],
        shown: Callable[[Sign, Frame], None],
        changed: Callable[[], None],
    ) -> None:
        self._all = [_Shown(each) for each in signs]
        self._open = opener(signs[0].line)
        self._frame_of, self._told, self._changed = frame_of, shown, changed
        self._line: Line | None = None
        self._drivers: dict[str, Driver] = {}
        self._wake = threading.Event()
        self._stop = threading.Event()
        self.thread = threading.Thread(target=self._serve, daemon=True, name=f"signs {signs[0].line}")

    def start(self) -> None:
        """Begin to serve."""
        self.thread.start()

    def wake(self) -> None:
        """Look at once: a frame may have changed."""
        self._wake.set()

    def leave(self) -> None:
        """End; every sign is told first that the line is lost, as nobody will tell it anything more."""
        self._stop.set()
        self._wake.set()

    def parts(self) -> list[Part]:
        """Return how the signs are."""
        return [self._part(each) for each in self._all if each.tried]

    def _serve(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(_LOOK_SECONDS)
            self._wake.clear()
            try:
                self._look()
            except Exception:  # the top of a worker's loop: one frame must not end the line's service
                log.exception("signs at %s", self._all[0].sign.line)
        for each in self._all:
            if each.error is None and each.tried:
                self._show(each, LOST)
        self._hang_up()

    def _look(self) -> None:
        """Show what is due; signs that answer come first, so that a dark one does not keep them waiting."""
        for each in sorted(self._all, key=lambda one: one.error is not None):
            frame = self._frame_of(each.sign)
            if each.is_due(frame, time.monotonic()) and not self._stop.is_set():
                self._show(each, frame)

    def _show(self, each: _Shown, frame: Frame) -> None:
        before = state_of(each.error), each.tried
        anew = frame != each.frame or each.error is not None
        try:
            self._driver(each.sign).show(frame)
        except DeviceError as error:
            each.error, each.frame = error, None
            each.pause = min(_LONGEST_PAUSE, each.pause * 2)
            if isinstance(error, Torn | Unreachable):
                self._hang_up()
        else:
            each.error, each.frame, each.pause = None, frame, _FIRST_PAUSE
            each.heard_at = int(time.time())
            if anew:
                self._told(each.sign, frame)
        each.at, each.tried = time.monotonic(), True
        if (state_of(each.error), True) != before:
            log.info("sign %s: %s", each.sign.code, each.error or "it shows")
            self._changed()

    def _driver(self, sign: Sign) -> Driver:
        if self._line is None:
            self._line = self._open()
            self._drivers = {}
        if sign.code not in self._drivers:
            self._drivers[sign.code] = driver_of(sign, self._line)
        return self._drivers[sign.code]

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None

    @staticmethod
    def _part(each: _Shown) -> Part:
        state, fault = state_of(each.error)
        seq = each.frame.seq if each.frame else 0
        return Part(each.sign.code, "sign", state, fault, seq, each.heard_at)
