"""What happens to slips and printers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipQueued(Facts):
    """A slip was asked for: of a ticket by its visitor, again by the spool, or of none."""

    KIND: ClassVar[str] = "slip.queued"
    PRINTS: ClassVar[bool] = True

    printer: str | None
    ticket: int | Absent | None = ABSENT
    job: int | Absent = ABSENT
    copy: int | Absent = ABSENT
    slip: str | Absent = ABSENT
    day: str | Absent = ABSENT
    stop: int | Absent = ABSENT
    number: str | Absent = ABSENT
    line: str | Absent = ABSENT
    matter: str | Absent = ABSENT
    state: str | Absent = ABSENT
    window: str | Absent | None = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFacts(Facts):
    """An event of a print job: whose slip, and at which printer."""

    PRINTS: ClassVar[bool] = True

    ticket: int | None
    job: int
    copy: int
    printer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFacts(JobFacts):
    """An attempt that ended: how it is known, and the how many-th it was."""

    method: str | None
    reason: str | None
    attempt: int
    slip: str | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPrinted(AttemptFacts):
    """The printer confirmed it."""

    KIND: ClassVar[str] = "slip.printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSent(AttemptFacts):
    """Sent to a printer that confirms nothing."""

    KIND: ClassVar[str] = "slip.sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFailed(AttemptFacts):
    """It cannot be printed."""

    KIND: ClassVar[str] = "slip.failed"
    STREAM: ClassVar[Stream] = Stream.STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipUnconfirmed(JobFacts):
    """It may have come out, or may yet."""

    KIND: ClassVar[str] = "slip.unconfirmed"
    STREAM: ClassVar[Stream] = Stream.STAFF

    method: str | Absent | None = ABSENT
    reason: str | Absent | None = ABSENT
    attempt: int | Absent = ABSENT
    slip: str | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipExpired(JobFacts):
    """It was not sent within its life."""

    KIND: ClassVar[str] = "slip.expired"
    STREAM: ClassVar[Stream] = Stream.STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipMoved(JobFacts):
    """It went on to the neighbour."""

    KIND: ClassVar[str] = "slip.moved"
    STREAM: ClassVar[Stream] = Stream.STAFF

    meant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipTemplated(Facts):
    """A template was kept, or given up for the house's own."""

    KIND: ClassVar[str] = "slip.templated"

    slip: str
    template: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLogoChanged(Facts):
    """The hall's logo was changed; 0 bytes: taken away."""

    KIND: ClassVar[str] = "slip.logo_changed"

    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterState(Facts):
    """A printer is in another state."""

    KIND: ClassVar[str] = "printer.state"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str
    state: str
    was: str
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterTroubleFacts(Facts):
    """A printer that somebody has to go to."""

    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str
    state: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterMuted(PrinterTroubleFacts):
    """It gets nothing more until somebody has looked at it."""

    KIND: ClassVar[str] = "printer.muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterLookedAt(Facts):
    """Somebody looked at it."""

    KIND: ClassVar[str] = "printer.looked_at"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterPaperLow(PrinterTroubleFacts):
    """By the odometer little paper is left."""

    KIND: ClassVar[str] = "printer.paper_low"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterPaperChanged(Facts):
    """A new roll is in; what the old one gave."""

    KIND: ClassVar[str] = "printer.paper_changed"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str
    used_mm: int
    used_slips: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterChanged(Facts):
    """A printer was added or changed."""

    KIND: ClassVar[str] = "printer.changed"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF
    REPLANS: ClassVar[bool] = True

    printer: str
    address: str
    profile: str
    neighbour: str | None
