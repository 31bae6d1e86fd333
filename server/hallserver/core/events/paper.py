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
class SlipPrinted(Facts):
    """The printer confirmed it."""

    KIND: ClassVar[str] = "slip.printed"
    PRINTS: ClassVar[bool] = True

    ticket: int | None
    job: int
    copy: int
    printer: str
    method: str | None
    reason: str | None
    attempt: int
    slip: str | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSent(Facts):
    """Sent to a printer that confirms nothing."""

    KIND: ClassVar[str] = "slip.sent"
    PRINTS: ClassVar[bool] = True

    ticket: int | None
    job: int
    copy: int
    printer: str
    method: str | None
    reason: str | None
    attempt: int
    slip: str | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFailed(Facts):
    """It cannot be printed."""

    KIND: ClassVar[str] = "slip.failed"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    ticket: int | None
    job: int
    copy: int
    printer: str
    method: str | None
    reason: str | None
    attempt: int
    slip: str | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipUnconfirmed(Facts):
    """It may have come out, or may yet."""

    KIND: ClassVar[str] = "slip.unconfirmed"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    ticket: int | None
    job: int
    copy: int
    printer: str
    method: str | Absent | None = ABSENT
    reason: str | Absent | None = ABSENT
    attempt: int | Absent = ABSENT
    slip: str | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipExpired(Facts):
    """It was not sent within its life."""

    KIND: ClassVar[str] = "slip.expired"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    ticket: int | None
    job: int
    copy: int
    printer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipMoved(Facts):
    """It went on to the neighbour."""

    KIND: ClassVar[str] = "slip.moved"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    ticket: int | None
    job: int
    copy: int
    printer: str
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
class PrinterMuted(Facts):
    """It gets nothing more until somebody has looked at it."""

    KIND: ClassVar[str] = "printer.muted"
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str
    state: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterLookedAt(Facts):
    """Somebody looked at it."""

    KIND: ClassVar[str] = "printer.looked_at"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterPaperLow(Facts):
    """By the odometer little paper is left."""

    KIND: ClassVar[str] = "printer.paper_low"
    STREAM: ClassVar[Stream] = Stream.STAFF

    printer: str
    state: str
    detail: str


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
