"""Prints one job on one printer and reports, as surely as the printer allows, whether it came out."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from hallprinters.drawing.papers import draw
from hallprinters.drawing.samples import VOID
from hallprinters.encode import TEAR_FILL, Job, encode
from hallprinters.errors import BrokenOff, PrintingError, Stuck, Unreachable
from hallprinters.profiles import Profile
from hallprinters.status import (
    ASK,
    ASK_CLEAR,
    Automatic,
    Cleared,
    PrintedOut,
    Processed,
    Reading,
    RealTime,
    StatusReader,
    from_answers,
    from_automatic,
)
from hallprinters.transport import Connect, Transport

ANSWER_SECONDS = 0.5
CONFIRM_SECONDS = 3.0
STANDSTILL_SECONDS = 1.0  # a printer that takes no byte for so long, in the middle of a slip, is silent
QUIET_SECONDS = 0.5  # after the slip should be out; then the printer is asked whether it is there at all
_DOTS_A_MM = 8
_MM_A_SECOND = 100

Method = Literal["process_id", "gs_r", "status", "sent"]
End = Literal["printed", "sent", "unconfirmed", "stalled", "failed"]
log = logging.getLogger(__name__)
Hear = Callable[[Reading], None]


def _unheard(_reading: Reading) -> None:
    """Ignore the reading."""


@dataclass(frozen=True)
class Outcome:
    """How a job ended.

    `stalled`: 0 bytes were sent, so it may be printed anywhere. `unconfirmed`: some were, so a second copy
    must be marked; with `cleared` the printer has dropped the rest, otherwise it may still print it later.
    """

    state: End
    method: Method | None = None
    bytes_sent: int = 0
    reason: str | None = None
    readings: tuple[Reading, ...] = ()
    cleared: bool = False


@dataclass
class _Progress:
    """A job's progress, kept outside the connection because that may break."""

    size: int
    hear: Hear
    sent: int = 0
    processed: bool = False
    cleared: bool = False
    readings: list[Reading] = field(default_factory=list)

    def note(self, reading: Reading) -> None:
        """Record the printer's present state."""
        self.readings.append(reading)
        self.hear(reading)

    def stand(self, seconds: float) -> None:
        """Report a printer that takes no more bytes while the connection still waits for it."""
        if seconds >= STANDSTILL_SECONDS:
            self.hear(Reading("silent", "it takes no more bytes in the middle of a slip"))

    def outcome(self, state: End, method: Method | None = None, reason: str | None = None) -> Outcome:
        return Outcome(state, method, self.sent, reason, tuple(self.readings), self.cleared)


class Press:
    """One printer with one owner; not safe for two threads at once.

    `torn` means that the last job broke off: the paper hanging out of the printer is voided before the next
    one.
    """

    def __init__(self, connect: Connect, profile: Profile) -> None:
        self.torn = False
        self._connect = connect
        self._profile = profile
        self._heard: set[Method] = set()

    def read(self) -> Reading:
        """Return the printer's state; one that cannot be asked, or does not answer, is `silent`."""
        try:
            with self._connect() as line:
                return self._ask(line)
        except (Unreachable, BrokenOff) as error:
            return Reading("silent", str(error))

    def print(self, job: Job, commit: Callable[[], None], hear: Hear = _unheard) -> Outcome:
        """Print `job` once.

        Args:
            job: what to print.
            commit: called when the printer is ready, before the first byte; must store durably that sending
                begins. An exception from it ends the job with nothing sent.
            hear: called at once with the printer's readings meanwhile, silence included.
        """
        progress = _Progress(len(job.data), hear)
        try:
            with self._connect() as line:
                reading = self._ask(line)
                progress.note(reading)
                if not reading.prints:
                    return progress.outcome("stalled", reason=f"{reading.state}: {reading.detail}")
                self._void_on(line)
                commit()
                return self._send(line, job, progress)
        except (Unreachable, BrokenOff) as error:
            if isinstance(error, Unreachable):
                progress.hear(Reading("silent", str(error)))
            return self._broken_off(progress, error)

    def clear(self) -> bool:
        """Drop what the printer holds unprinted; False when it cannot, or does not confirm it."""
        try:
            with self._connect() as line:
                return self._profile.clears and _cleared(line, StatusReader())
        except (Unreachable, BrokenOff) as error:
            log.info("the printer cannot be cleared: %s", error)
            return False

    def void_torn(self) -> bool:
        """End the half-printed slip of a broken job with a stub marked 作废, and cut; False while it cannot."""
        try:
            with self._connect() as line:
                return self._ask(line).prints and self._void_on(line)
        except (Unreachable, BrokenOff) as error:
            log.info("the broken slip cannot be voided yet: %s", error)
            return False

    def _ask(self, line: Transport) -> Reading:
        if not self._profile.talks:
            return Reading("ready", "this printer does not talk")
        reader = StatusReader()
        reader.feed(line.talk(b""))
        answers: dict[int, int] = {}
        for n, request in ASK.items():
            answer = _answer(line, request, reader)
            if answer is not None:
                answers[n] = answer
            elif not answers:
                break
        return from_answers(answers)

    def _void_on(self, line: Transport) -> bool:
        if self.torn:
            stub = encode(draw(VOID, self._profile.dots), self._profile)
            line.talk(TEAR_FILL + stub.data, ANSWER_SECONDS)
            self.torn = False
        return True

    def _send(self, line: Transport, job: Job, progress: _Progress) -> Outcome:
        reader = StatusReader()
        try:
            heard = line.talk(job.data, stalled=progress.stand)
        except BrokenOff as error:
            progress.sent = error.sent
            progress.hear(Reading("silent", str(error)))
            raise
        progress.sent = len(job.data)
        if not self._profile.talks:
            return progress.outcome("sent", "sent")
        method = self._confirmed(line, job, progress, reader, heard)
        if method is None:
            self._clear(line, progress, reader)
            # An error, so that the connection is reset: data in our own buffers must never be printed.
            raise Stuck("the printer did not say that the slip came out", progress.sent)
        return progress.outcome("printed", method)

    def _confirmed(
        self, line: Transport, job: Job, progress: _Progress, reader: StatusReader, heard: bytes
    ) -> Method | None:
        """Return the strongest confirmation; wait for weaker ones no longer than the slip can take."""
        travel = job.height / _DOTS_A_MM / _MM_A_SECOND
        deadline = time.monotonic() + CONFIRM_SECONDS + travel
        expected = time.monotonic() + travel + QUIET_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            for reply in reader.feed(heard):
                expected = max(expected, time.monotonic() + QUIET_SECONDS)
                match reply:
                    case PrintedOut(token=token) if token == job.token:
                        self._heard.add("process_id")
                        return "process_id"
                    case Processed():
                        self._heard.add("gs_r")
                        progress.processed = True
                        if "process_id" not in self._heard:
                            deadline = min(deadline, time.monotonic() + (1 + travel if job.token else 0))
                    case Automatic(block=block):
                        progress.note(from_automatic(block))
            ask = (
                ASK[1] if time.monotonic() >= expected else b""
            )  # a real-time command: answered even while printing
            heard = line.talk(ask, max(0.0, min(left, ANSWER_SECONDS, deadline - time.monotonic())))
            if ask and not heard:
                progress.hear(Reading("silent", "no answer to DLE EOT while a slip is in it"))
        return self._by_weaker_signs(line, job, progress)

    def _by_weaker_signs(self, line: Transport, job: Job, progress: _Progress) -> Method | None:
        reading = self._ask(line)
        progress.note(reading)
        if not reading.prints or (job.token and "process_id" in self._heard):
            return None
        if progress.processed:
            return "gs_r"
        # A printer that has answered GS r before and does not now has not reached the end of the job.
        return None if "gs_r" in self._heard else "status"

    def _clear(self, line: Transport, progress: _Progress, reader: StatusReader) -> None:
        if self._profile.clears:
            progress.cleared = _cleared(line, reader)

    def _broken_off(self, progress: _Progress, error: PrintingError) -> Outcome:
        if not progress.sent:
            return progress.outcome("stalled", reason=str(error))
        self.torn = True
        held = "its buffer is cleared" if progress.cleared else "it may still print it"
        worst = next((seen.state for seen in reversed(progress.readings) if not seen.prints), None)
        return progress.outcome(
            "unconfirmed",
            reason=f"{f'{worst}: ' if worst else ''}{error}; {progress.sent} of {progress.size} bytes sent; {held}",
        )


def _cleared(line: Transport, reader: StatusReader) -> bool:
    """Whether the printer confirms, within half a second, that its buffer is empty."""
    deadline = time.monotonic() + ANSWER_SECONDS
    heard = line.talk(ASK_CLEAR, ANSWER_SECONDS)
    while Cleared() not in reader.feed(heard):
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        heard = line.talk(b"", left)
    return True


def _answer(line: Transport, request: bytes, reader: StatusReader) -> int | None:
    """Return the byte that answers one DLE EOT; None after half a second of silence."""
    deadline = time.monotonic() + ANSWER_SECONDS
    heard = line.talk(request, ANSWER_SECONDS)
    while True:
        for reply in reader.feed(heard):
            if isinstance(reply, RealTime):
                return reply.byte
        left = deadline - time.monotonic()
        if left <= 0:
            return None
        heard = line.talk(b"", left)
