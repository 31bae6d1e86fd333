"""One pad's side of the hall: acts at its window, one press one act, and keeps what the pad says."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

from hallkiosk.pads.acts import LOST, REFUSED, Act, Key, Told, Window, meaning, told_of
from hallkiosk.pads.plans import PadRow
from hallwires.desk import Desk
from hallwires.errors import DeskAway, DeskRefused

PRESS_SECONDS = 3.0
"""A press that could not be told within so long is given up: a call that comes later is nobody's wish any more."""
AGAIN_SECONDS = 5.0
_REFUSED_SECONDS = 1.5
_NOBODY_SECONDS = 0.3
_PAUSE_SECONDS = 0.2
_NOT_LET_IN = frozenset({"wrong_token", "not_allowed", "needs_tls"})
log = logging.getLogger(__name__)


class Seat:
    """A window as its pad has it, in a thread of its own.

    Args:
        row: the pad.
        base_url, ca: of the server.
        changed: told when the pad has something new to say.
    """

    def __init__(self, row: PadRow, base_url: str, ca: Path | None, changed: Callable[[], None]) -> None:
        self._row, self._changed = row, changed
        self._desk = Desk(base_url, row.token, ca)
        self._window: Window | None = None
        self._press: Key | None = None
        self._wake = threading.Condition()
        self._stop = False
        self._dirty = True
        self._for_now: tuple[Told, float] | None = None
        self.refused: DeskRefused | None = None
        """The server knows this pad's token no more."""
        self.thread = threading.Thread(target=self._serve, daemon=True, name=f"pad {row.code}")

    def press(self, key: Key) -> None:
        """Take a press; while the act of another one is under way it is one too many, and nothing."""
        with self._wake:
            if self._press is None:
                self._press = key
                self._wake.notify()

    def look(self) -> None:
        """Ask the server how the window is: something there has changed."""
        with self._wake:
            self._dirty = True
            self._wake.notify()

    def leave(self) -> None:
        """End."""
        with self._wake:
            self._stop = True
            self._wake.notify()

    def told(self) -> Told:
        """Return what the pad is to say now."""
        for_now = self._for_now
        if for_now is not None and time.monotonic() < for_now[1]:
            return for_now[0]
        return LOST if self._window is None else told_of(self._window)

    def _serve(self) -> None:
        while not self._stop:
            with self._wake:
                self._wake.wait_for(
                    lambda: self._stop or self._press is not None or self._dirty, AGAIN_SECONDS
                )
            try:
                self._turn()
            except Exception:  # the top of a worker's loop: the pad must survive any answer
                log.exception("pad %s", self._row.code)
                self._press = None
        self._desk.close()

    def _turn(self) -> None:
        if self._press is not None:
            self._act(self._press)
            with self._wake:
                self._press = None
        elif not self._stop:
            self._dirty = False
            self._ask()
        self._changed()

    def _act(self, key: Key) -> None:
        """Do what a press means, under one key of its own however often it has to be told."""
        if self._window is None:
            self._ask()
        act = None if self._window is None else meaning(key, self._window)
        if act is None:
            self._say_for(REFUSED, _REFUSED_SECONDS)
            return
        wish, deadline = str(uuid4()), time.monotonic() + PRESS_SECONDS
        while not self._stop:
            try:
                self._do(act, wish)
            except DeskAway as error:
                if time.monotonic() >= deadline:
                    log.warning("pad %s: %s was given up: %s", self._row.code, act.verb, error)
                    self._window = None
                    return
                time.sleep(_PAUSE_SECONDS)
            except DeskRefused as refusal:
                log.info("pad %s: %s: %s", self._row.code, act.verb, refusal)
                self._say_for(REFUSED, _REFUSED_SECONDS)
                self._note(refusal)
                self._ask()
                return
            else:
                return

    def _do(self, act: Act, wish: str) -> None:
        answer = self._desk.act(f"/windows/{self._row.window}/{act.verb}", act.body, wish)
        self.refused = None
        if answer.status_code == HTTPStatus.NO_CONTENT:  # nobody waits
            self._say_for(Told("0", alarm=True), _NOBODY_SECONDS)
        self._ask()

    def _ask(self) -> None:
        try:
            self._window = self._desk.read(f"/windows/{self._row.window}", Window)
            self.refused = None
        except DeskAway as error:
            log.debug("pad %s: %s", self._row.code, error)
            self._window = None
        except DeskRefused as refusal:
            self._window = None
            self._note(refusal)

    def _note(self, refusal: DeskRefused) -> None:
        if refusal.problem in _NOT_LET_IN:
            self.refused = refusal

    def _say_for(self, told: Told, seconds: float) -> None:
        self._for_now = (told, time.monotonic() + seconds)
        self._changed()
