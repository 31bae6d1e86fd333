"""The agent of the readers: reads in a thread for each, and gives what was read to this machine's page."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from hallkiosk.readers.hardware import Reader
from hallkiosk.readers.offering import Offering
from hallkiosk.readers.plans import ReaderPlan, ReaderRow, reader_of
from hallwires import health
from hallwires.errors import DeviceError
from hallwires.health import Part, state_of

_READ_SECONDS = 0.3
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0
_STATE_SECONDS, _LOOK_SECONDS, _LEAVE_SECONDS = 5.0, 0.2, 4.0
log = logging.getLogger(__name__)


class _Post:
    """One reader, kept open in a thread of its own."""

    def __init__(self, row: ReaderRow, offering: Offering, stop: threading.Event) -> None:
        self._row, self._offering, self._stop = row, offering, stop
        self._error: DeviceError | None = None
        self._heard_at = 0
        self._tried = False
        self.thread = threading.Thread(target=self._serve, daemon=True, name=f"reader {row.code}")

    def part(self) -> Part | None:
        """How it is; None before it was tried."""
        state, fault = state_of(self._error)
        return Part(self._row.code, "reader", state, fault, heard_at=self._heard_at) if self._tried else None

    def _serve(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stop.is_set():
            try:
                made = reader_of(self._row)
            except DeviceError as error:
                self._note(error)
            else:
                if self._read(made):
                    pause = _FIRST_PAUSE
            self._stop.wait(pause)
            pause = min(_LONGEST_PAUSE, pause * 2)

    def _read(self, made: Reader) -> bool:
        """Read until it fails; True if it ever worked."""
        worked = False
        try:
            while not self._stop.is_set():
                for scan in made.read(_READ_SECONDS):
                    # never what was read: a log outlives the day
                    log.info(
                        "reader %s: %s", self._row.code, "given" if self._offering.give(scan) else "no page"
                    )
                self._note(None)
                worked = True
        except DeviceError as error:
            self._note(error)
        except Exception as error:  # noqa: BLE001 - the top of a worker's loop; its words may hold a reading
            log.error("reader %s failed: %s", self._row.code, type(error).__name__)  # noqa: TRY400 - as above
        finally:
            made.close()
        return worked

    def _note(self, error: DeviceError | None) -> None:
        if error is not None and self._error is None:
            log.warning("reader %s: %s", self._row.code, error)
        self._error, self._tried = error, True
        if error is None:
            self._heard_at = int(time.time())


def run_agent(
    plan: ReaderPlan,
    stop: threading.Event,
    state: Path | None = None,
    ready: Callable[[int], None] = lambda _: None,
) -> None:
    """Serve the readers until `stop` is set.

    Args:
        plan: of the agent's file.
        stop: set it to end.
        state: where `hall doctor` finds how the readers are; None leaves nothing.
        ready: told the port at which the page finds us.

    Raises:
        OSError: the port is taken.
    """
    with Offering(plan.origins, plan.port) as offering:
        posts = [_Post(each, offering, stop) for each in plan.readers]
        for each in posts:
            each.thread.start()
        ready(offering.port)
        _report_until(stop, posts, offering, state)
        deadline = time.monotonic() + _LEAVE_SECONDS
        for each in posts:
            each.thread.join(max(0.0, deadline - time.monotonic()))


def _report_until(stop: threading.Event, posts: list[_Post], offering: Offering, state: Path | None) -> None:
    before: list[tuple[str, str]] = []
    at = 0.0
    while not stop.wait(_LOOK_SECONDS):
        parts = tuple(part for each in posts if (part := each.part()) is not None)
        now = [(each.state, each.fault) for each in parts]
        if now == before and time.monotonic() - at < _STATE_SECONDS:
            continue
        before, at = now, time.monotonic()
        offering.report(parts)
        if state is not None:
            health.keep(state, parts)
