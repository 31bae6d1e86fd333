"""One printer and its two threads: one prints the jobs leased to it, one watches its state."""

import logging
import re
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from uuid import uuid4

import msgspec

from hallprinters.addresses import ANYWHERE, connector, heard_at
from hallprinters.client import Desk, KnownPrinter, Lease, Report
from hallprinters.drawing.hybrid import encode_hybrid
from hallprinters.drawing.papers import papers
from hallprinters.drawing.raster import missing_glyphs
from hallprinters.drawing.slip import from_json
from hallprinters.encode import Job, encode
from hallprinters.errors import BadAddress, DeskAway, DeskRefused, LeaseLost, PrintingError
from hallprinters.journal import Entry, Journal
from hallprinters.press import Outcome, Press
from hallprinters.profiles import profile_named
from hallprinters.reach import VIRTUAL, Reach
from hallprinters.status import Reading
from hallprinters.virtual.printer import VirtualPrinter
from hallprinters.watch import Watch

WAIT_MS = 8000
DOTS_A_MM = 8
LONGEST_REASON = 300  # the server's limit
OVERHEAR_SECONDS = 0.1  # how long a reading from a job waits to be sent
_STALLED_PAUSE = 1.0
_LONGEST_BACKOFF = 2.0
_CODE = re.compile(r"[\w.-]*\w")
log = logging.getLogger(__name__)


class Station:
    """One printer's threads, from `start` to `leave`."""

    def __init__(
        self,
        printer: KnownPrinter,
        base_url: str,
        token: str,
        data: Path,
        ca: Path | None = None,
        reach: Reach = ANYWHERE,
    ) -> None:
        self.printer = printer
        self._profile = heard_at(printer.address, profile_named(printer.profile))
        named = _CODE.fullmatch(printer.code)
        self._journal = Journal(data / "printing" / f"{printer.code}.json" if named else None)
        self._leaving = threading.Event()
        self._look = threading.Event()
        self._owner = threading.Lock()
        self._watch, self._overheard = Watch(), SimpleQueue[Reading]()
        self._at_end = ExitStack()
        self._press = Press(connector(self._address(data), self._reach(reach)), self._profile)
        self._desks = [Desk(base_url, token, ca), Desk(base_url, token, ca)]
        self._threads = [
            threading.Thread(
                target=self._until_leaving, args=work, daemon=True, name=f"{printer.code} {name}"
            )
            for name, *work in (
                ("prints", self._print_next, self._desks[0]),
                ("watches", self._look_at, self._desks[1]),
            )
        ]

    def start(self) -> None:
        """Start to print and to watch."""
        for thread in self._threads:
            thread.start()

    def leave(self) -> None:
        """Take no more jobs; the present one is finished."""
        self._leaving.set()
        self._look.set()
        for desk in self._desks:
            desk.leave()

    def join(self, seconds: float) -> None:
        """Wait for the threads to end, then stop our virtual printer if there is one."""
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._at_end.close()

    def _reach(self, reach: Reach) -> Reach:
        """Return the reach; a virtual printer of ours is on this machine, wherever real ones may be."""
        return ANYWHERE if self.printer.address.startswith(VIRTUAL) else reach

    def _address(self, data: Path) -> str:
        if not self.printer.address.startswith(VIRTUAL):
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
            except LeaseLost as error:
                log.info("printer %s is another agent's for now: %s", self.printer.code, error)
                self._leaving.wait(_LONGEST_BACKOFF)
            except (DeskAway, DeskRefused) as error:
                log.log(logging.DEBUG if self._leaving.is_set() else logging.WARNING, "%s", error)
                self._leaving.wait(pause)
                pause = min(_LONGEST_BACKOFF, pause * 2)
            except Exception:  # the top of a worker's loop: a printer must never lose its thread
                log.exception("printer %s", self.printer.code)
                self._leaving.wait(_LONGEST_BACKOFF)
        desk.close()

    def _look_at(self, desk: Desk) -> None:
        while not self._owner.acquire(timeout=OVERHEAR_SECONDS):
            self._tell_overheard(desk)
        try:
            reading = self._press.read()
            if self._press.torn and reading.prints:
                self._press.void_torn()
        finally:
            self._owner.release()
        self._tell_overheard(desk)
        self._see(desk, reading)
        self._look.wait(self._watch.next_look)
        if not self._leaving.is_set():
            self._look.clear()

    def _see(self, desk: Desk, reading: Reading) -> None:
        if self._watch.see(reading, time.monotonic()):
            desk.reading(self.printer.code, reading)
            self._watch.tell(reading, time.monotonic())

    def _tell_overheard(self, desk: Desk) -> None:
        """Send the readings from a running job, in this thread: the job must not wait for the server."""
        while not self._overheard.empty():
            self._see(desk, self._overheard.get())

    def _overhear(self, reading: Reading) -> None:
        self._overheard.put(reading)
        if not reading.prints:
            self._look.set()

    def _print_next(self, desk: Desk) -> None:
        self._tell_left_over(desk)
        lease = desk.lease(self.printer.code, WAIT_MS)
        if lease is None:
            return
        ends = time.monotonic() + lease.seconds
        if lease.address != self.printer.address or lease.profile != self.printer.profile:
            self._tell(desk, lease.id, Report(lease.attempt, "stalled", reason="the printer is being moved"))
            self._leaving.wait(_STALLED_PAUSE)
            return
        try:
            job, note = self._drawn(lease)
        except PrintingError as error:
            self._tell(
                desk,
                lease.id,
                Report(lease.attempt, "failed", reason=f"{error.code}: {error}"[:LONGEST_REASON]),
            )
            return
        try:
            with self._owner:
                outcome = self._press.print(
                    job,
                    lambda: self._begin_sending(desk, lease, ends),
                    self._overhear,
                )
        except (LeaseLost, DeskAway, DeskRefused) as error:
            log.warning("job %d is not ours any more, nothing was sent: %s", lease.id, error)
            self._journal.forget(lease.id)
            return
        self._look.set()
        reason = "; ".join(part for part in (outcome.reason, note) if part)[:LONGEST_REASON] or None
        self._tell(desk, lease.id, _report(lease, outcome, reason, job))
        if outcome.state == "stalled":
            self._leaving.wait(_STALLED_PAUSE)

    def _drawn(self, lease: Lease) -> tuple[Job, str | None]:
        slip = from_json(bytes(lease.slip))
        token = lease.id * 10 + lease.attempt
        lacking = missing_glyphs(slip)
        drawn = papers(slip, self._profile.dots)
        notes = [f"no font here can draw {lacking}", *drawn.left_out] if lacking else [*drawn.left_out]
        note = "; ".join(notes) or None
        if self._profile.hybrid:
            return encode_hybrid(slip, self._profile, token), note
        return encode(drawn.pictures, self._profile, token), note

    def _begin_sending(self, desk: Desk, lease: Lease, ends: float) -> None:
        lost = Report(lease.attempt, "unconfirmed", reason="the print agent was stopped while it was sending")
        self._journal.note(Entry(lease.id, lost, str(uuid4()), begun=True))
        self._persist(desk, lease.id, Report(lease.attempt, "sending"), str(uuid4()), ends)

    def _tell_left_over(self, desk: Desk) -> None:
        """Report what an earlier agent could not; drop from the printer what it was sending, if possible."""
        for entry in self._journal.entries():
            report = entry.report
            if entry.begun:
                with self._owner:
                    cleared = self._press.clear()
                    self._press.torn = True
                report = msgspec.structs.replace(report, cleared=cleared)
            self._deliver(desk, Entry(entry.job, report, entry.key))

    def _tell(self, desk: Desk, job: int, report: Report) -> None:
        """Deliver the end of a job, however long the server is away, and across our own restart."""
        entry = Entry(job, report, str(uuid4()))
        self._journal.note(entry)
        self._deliver(desk, entry)

    def _deliver(self, desk: Desk, entry: Entry) -> None:
        try:
            self._persist(desk, entry.job, entry.report, entry.key, float("inf"))
        except (LeaseLost, DeskRefused) as error:
            log.warning(
                "the server does not want to know that job %d was %s: %s",
                entry.job,
                entry.report.state,
                error,
            )
        except DeskAway as error:
            log.warning("job %d was %s; told when we are back: %s", entry.job, entry.report.state, error)
            return
        self._journal.forget(entry.job)

    def _persist(self, desk: Desk, job: int, report: Report, key: str, ends: float) -> None:
        pause = 0.1
        while True:
            try:
                desk.report(job, report, key)
            except DeskAway:
                if time.monotonic() + pause > ends or self._leaving.wait(pause):
                    raise
                pause = min(_LONGEST_BACKOFF, pause * 2)
            else:
                return


def _report(lease: Lease, outcome: Outcome, reason: str | None, job: Job) -> Report:
    paper_mm = job.height // DOTS_A_MM if outcome.bytes_sent else 0
    return Report(
        lease.attempt, outcome.state, outcome.method, reason, outcome.bytes_sent, outcome.cleared, paper_mm
    )
