"""Events of slips and printers."""

from __future__ import annotations

from typing import Any, ClassVar

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


class SlipQueued(Facts, frozen=True, kw_only=True):
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


class JobFacts(Facts, frozen=True, kw_only=True):
    """An event of a print job: its slip and its printer."""

    PRINTS: ClassVar[bool] = True

    ticket: int | None
    job: int
    copy: int
    printer: str


class AttemptFacts(JobFacts, frozen=True, kw_only=True):
    """A print attempt ended: how this is known, and the number of the attempt."""

    method: str | None
    reason: str | None
    attempt: int
    slip: str | Absent = ABSENT


class SlipPrinted(AttemptFacts, frozen=True, kw_only=True):
    """The printer confirmed a slip."""

    KIND: ClassVar[str] = "slip.printed"


class SlipSent(AttemptFacts, frozen=True, kw_only=True):
    """A slip was sent to a printer that confirms nothing."""

    KIND: ClassVar[str] = "slip.sent"


class SlipFailed(AttemptFacts, frozen=True, kw_only=True):
    """A slip cannot be printed."""

    KIND: ClassVar[str] = "slip.failed"
    STREAM: ClassVar[Stream] = Stream.STAFF


class SlipUnconfirmed(JobFacts, frozen=True, kw_only=True):
    """A slip may have been printed, or may still be."""

    KIND: ClassVar[str] = "slip.unconfirmed"
    STREAM: ClassVar[Stream] = Stream.STAFF

    method: str | Absent | None = ABSENT
    reason: str | Absent | None = ABSENT
    attempt: int | Absent = ABSENT
    slip: str | Absent = ABSENT


class SlipExpired(JobFacts, frozen=True, kw_only=True):
    """A slip was not sent within its lifetime."""

    KIND: ClassVar[str] = "slip.expired"
    STREAM: ClassVar[Stream] = Stream.STAFF


class SlipMoved(JobFacts, frozen=True, kw_only=True):
    """A slip was moved to the neighbour printer."""

    KIND: ClassVar[str] = "slip.moved"
    STREAM: ClassVar[Stream] = Stream.STAFF

    meant: str


class SlipTemplated(Facts, frozen=True, kw_only=True):
    """A slip template was saved, or reset to the default."""

    KIND: ClassVar[str] = "slip.templated"

    slip: str
    template: dict[str, Any] | None


class SlipLogoChanged(Facts, frozen=True, kw_only=True):
    """The hall's logo was changed; 0 bytes: removed."""

    KIND: ClassVar[str] = "slip.logo_changed"

    bytes: int


class PrinterState(Facts, frozen=True, kw_only=True):
    """A printer changed its state."""

    KIND: ClassVar[str] = "printer.state"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str
    state: str
    was: str
    detail: str | None


class PrinterTroubleFacts(Facts, frozen=True, kw_only=True):
    """A printer that needs a person."""

    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str
    state: str
    detail: str


class PrinterMuted(PrinterTroubleFacts, frozen=True, kw_only=True):
    """A printer gets no more jobs until a person has checked it."""

    KIND: ClassVar[str] = "printer.muted"


class PrinterLookedAt(Facts, frozen=True, kw_only=True):
    """A person checked a printer."""

    KIND: ClassVar[str] = "printer.looked_at"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str


class PrinterPaperLow(PrinterTroubleFacts, frozen=True, kw_only=True):
    """A printer has little paper left, by its odometer."""

    KIND: ClassVar[str] = "printer.paper_low"


class PrinterPaperChanged(Facts, frozen=True, kw_only=True):
    """A printer got a new roll; records what the old one gave."""

    KIND: ClassVar[str] = "printer.paper_changed"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str
    used_mm: int
    used_slips: int


class PrinterChanged(Facts, frozen=True, kw_only=True):
    """A printer was added or changed."""

    KIND: ClassVar[str] = "printer.changed"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF
    REPLANS: ClassVar[bool] = True

    printer: str
    address: str
    profile: str
    neighbour: str | None
