"""Events of slips and printers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipQueued(Facts):
    """A slip was queued: a ticket's for its visitor, a reprint by the spool, or one without a ticket."""

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
    """An event of a print job: its slip and its printer."""

    PRINTS: ClassVar[bool] = True

    ticket: int | None
    job: int
    copy: int
    printer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFacts(JobFacts):
    """A print attempt ended: how this is known, and the number of the attempt."""

    method: str | None
    reason: str | None
    attempt: int
    slip: str | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPrinted(AttemptFacts):
    """The printer confirmed a slip."""

    KIND: ClassVar[str] = "slip.printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSent(AttemptFacts):
    """A slip was sent to a printer that confirms nothing."""

    KIND: ClassVar[str] = "slip.sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFailed(AttemptFacts):
    """A slip cannot be printed."""

    KIND: ClassVar[str] = "slip.failed"
    STREAM: ClassVar[Stream] = Stream.STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipUnconfirmed(JobFacts):
    """A slip may have been printed, or may still be."""

    KIND: ClassVar[str] = "slip.unconfirmed"
    STREAM: ClassVar[Stream] = Stream.STAFF

    method: str | Absent | None = ABSENT
    reason: str | Absent | None = ABSENT
    attempt: int | Absent = ABSENT
    slip: str | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipExpired(JobFacts):
    """A slip was not sent within its lifetime."""

    KIND: ClassVar[str] = "slip.expired"
    STREAM: ClassVar[Stream] = Stream.STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipMoved(JobFacts):
    """A slip was moved to the neighbour printer."""

    KIND: ClassVar[str] = "slip.moved"
    STREAM: ClassVar[Stream] = Stream.STAFF

    meant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipTemplated(Facts):
    """A slip template was saved, or reset to the default."""

    KIND: ClassVar[str] = "slip.templated"

    slip: str
    template: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLogoChanged(Facts):
    """The hall's logo was changed; 0 bytes: removed."""

    KIND: ClassVar[str] = "slip.logo_changed"

    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterState(Facts):
    """A printer changed its state."""

    KIND: ClassVar[str] = "printer.state"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str
    state: str
    was: str
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterTroubleFacts(Facts):
    """A printer that needs a person."""

    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str
    state: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterMuted(PrinterTroubleFacts):
    """A printer gets no more jobs until a person has checked it."""

    KIND: ClassVar[str] = "printer.muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterLookedAt(Facts):
    """A person checked a printer."""

    KIND: ClassVar[str] = "printer.looked_at"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterPaperLow(PrinterTroubleFacts):
    """A printer has little paper left, by its odometer."""

    KIND: ClassVar[str] = "printer.paper_low"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterPaperChanged(Facts):
    """A printer got a new roll; records what the old one gave."""

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
