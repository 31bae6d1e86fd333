"""One printer and the two threads that serve it: one prints what the server leases to it, one watches its health."""

import logging
import re
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

from hallprinters.desk import Desk, KnownPrinter, Lease, Report
from hallprinters.encode import Job, encode
from hallprinters.errors import BadAddress, DeskAway, DeskRefused, LeaseLost, PrintingError
from hallprinters.press import Outcome, Press
from hallprinters.profiles import profile_named
from hallprinters.raster import draw, missing_glyphs
from hallprinters.slip import from_json
from hallprinters.transport import connector
from hallprinters.virtual.printer import VirtualPrinter
from hallprinters.watch import Watch

WAIT_MS = 8000
_STALLED_PAUSE = 1.0
_LONGEST_BACKOFF = 2.0
_CODE = re.compile(r"[\w.-]*\w")
log = logging.getLogger(__name__)


class Station:
    """Everything about one printer, from `start` to `leave`."""

    def __init__(self, printer: KnownPrinter, base_url: str, token: str, data: Path) -> None:
        self.printer = printer
        self._profile = profile_named(printer.profile)
        self._leaving = threading.Event()
        self._look = threading.Event()
        self._owner = threading.Lock()
        self._at_end = ExitStack()
        self._press = Press(connector(self._address(data)), self._profile)
        self._desks = [Desk(base_url, token), Desk(base_url, token)]
        self._threads = [
            threading.Thread(
                target=self._until_leaving, args=work, daemon=True, name=f"{printer.code} {name}"
            )
            for name, *work in (
                ("prints", self._print_next, self._desks[0]),
                ("watches", self._watch(), self._desks[1]),
            )
        ]

    def start(self) -> None:
        """Begin to print and to watch."""
        for thread in self._threads:
            thread.start()

    def leave(self) -> None:
        """Take no more jobs; the one in hand is finished."""
        self._leaving.set()
        self._look.set()
        for desk in self._desks:
            desk.leave()

    def join(self, seconds: float) -> None:
        """Wait for the threads to end, then switch off a virtual printer of ours."""
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._at_end.close()

    def _address(self, data: Path) -> str:
        if not self.printer.address.startswith("virtual:"):
            return self.printer.address
        if not _CODE.fullmatch(self.printer.code):
            raise BadAddress(
                f"a virtual printer's slips lie in a folder, and {self.printer.code!r} names none"
            )
        out = data / "slips" / self.printer.code
        virtual = self._at_end.enter_context(VirtualPrinter(out=out, dots=self._profile.dots))
        log.info("virtual printer %s at %s, slips in %s", self.printer.code, virtual.address, out)
        return virtual.address

    def _until_leaving(self, work: Callable[[Desk], None], desk: Desk) -> None:
        pause = 0.1
        while not self._leaving.is_set():
            try:
                work(desk)
                pause = 0.1
            except (DeskAway, DeskRefused) as error:
                log.log(logging.DEBUG if self._leaving.is_set() else logging.WARNING, "%s", error)
                self._leaving.wait(pause)
                pause = min(_LONGEST_BACKOFF, pause * 2)
            except Exception:  # the top of a worker's loop: a printer must never lose its thread
                log.exception("printer %s", self.printer.code)
                self._leaving.wait(_LONGEST_BACKOFF)
        desk.close()

    def _watch(self) -> Callable[[Desk], None]:
        watch = Watch()

        def look(desk: Desk) -> None:
            with self._owner:
                reading = self._press.read()
                if self._press.torn and reading.prints:
                    self._press.void_torn()
            if watch.see(reading, time.monotonic()):
                desk.reading(self.printer.code, reading)
                watch.tell(reading, time.monotonic())
            self._look.wait(watch.next_look)
            if not self._leaving.is_set():
                self._look.clear()

        return look

    def _print_next(self, desk: Desk) -> None:
        lease = desk.lease(self.printer.code, WAIT_MS)
        if lease is None:
            return
        ends = time.monotonic() + lease.seconds
        if lease.address != self.printer.address or lease.profile != self.printer.profile:
            self._tell(desk, lease, Report(lease.attempt, "stalled", reason="the printer is being moved"))
            self._leaving.wait(_STALLED_PAUSE)
            return
        try:
            job, note = self._drawn(lease)
        except PrintingError as error:
            self._tell(desk, lease, Report(lease.attempt, "failed", reason=f"{error.code}: {error}"))
            return
        try:
            with self._owner:
                outcome = self._press.print(job, lambda: self._begin_sending(desk, lease, ends))
        except (LeaseLost, DeskAway, DeskRefused) as error:
            log.warning("job %d is not ours any more, nothing was sent: %s", lease.id, error)
            return
        self._look.set()
        reason = "; ".join(part for part in (outcome.reason, note) if part) or None
        self._tell(desk, lease, _report(lease, outcome, reason))
        if outcome.state == "stalled":
            self._leaving.wait(_STALLED_PAUSE)

    def _drawn(self, lease: Lease) -> tuple[Job, str | None]:
        slip = from_json(bytes(lease.slip))
        picture = draw(slip, self._profile.dots)
        lacking = missing_glyphs(slip)
        note = f"no font here can draw {lacking}" if lacking else None
        return encode(picture, self._profile, lease.id * 10 + lease.attempt), note

    def _begin_sending(self, desk: Desk, lease: Lease, ends: float) -> None:
        self._persist(desk, lease, Report(lease.attempt, "sending"), ends)

    def _tell(self, desk: Desk, lease: Lease, report: Report) -> None:
        """Deliver the end of a job, however long the server is away; only leaving ends the tries."""
        try:
            self._persist(desk, lease, report, float("inf"))
        except (LeaseLost, DeskRefused) as error:
            log.warning(
                "the server does not want to know that job %d was %s: %s", lease.id, report.state, error
            )
        except DeskAway as error:
            log.error("job %d was %s, and the server never heard of it: %s", lease.id, report.state, error)  # noqa: TRY400 - the trace says nothing

    def _persist(self, desk: Desk, lease: Lease, report: Report, ends: float) -> None:
        key = str(uuid4())
        pause = 0.1
        while True:
            try:
                desk.report(lease.id, report, key)
            except DeskAway:
                if time.monotonic() + pause > ends or self._leaving.wait(pause):
                    raise
                pause = min(_LONGEST_BACKOFF, pause * 2)
            else:
                return


def _report(lease: Lease, outcome: Outcome, reason: str | None) -> Report:
    return Report(lease.attempt, outcome.state, outcome.method, reason, outcome.bytes_sent)
