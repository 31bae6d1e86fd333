"""Events of the hall itself: founding, plan, days, rules, clock, notices and calls for help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class HallFounded(Facts):
    """A hall was founded with a new database."""

    KIND: ClassVar[str] = "hall.founded"

    code: str
    schema: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPlanned(Facts):
    """A plan was imported: how many rows were added and changed in each table."""

    KIND: ClassVar[str] = "hall.planned"
    PRINTS: ClassVar[bool] = True
    REPLANS: ClassVar[bool] = True

    added: dict[str, int]
    changed: dict[str, int]
    stepped: dict[str, int] | Absent = ABSENT
    table: str | Absent = ABSENT
    changes: list[Any] | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class HallStarted(Facts):
    """The server opened the hall."""

    KIND: ClassVar[str] = "hall.started"

    build: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallDamaged(Facts):
    """The database file is damaged."""

    KIND: ClassVar[str] = "hall.damaged"
    STREAM: ClassVar[Stream] = Stream.STAFF

    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPublished(Facts):
    """A new version of the queue rules is in force."""

    KIND: ClassVar[str] = "rules.published"
    REPLANS: ClassVar[bool] = True

    version: int
    rules: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsRebuilt(Facts):
    """The record of services was rebuilt from the log."""

    KIND: ClassVar[str] = "records.rebuilt"

    services: int
    mended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersLeapt(Facts):
    """Numbers that may exist on paper were skipped: for each line, from which to which."""

    KIND: ClassVar[str] = "numbers.leapt"

    why: str
    epoch: str
    events: int
    lines: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened(Facts):
    """No longer written."""

    KIND: ClassVar[str] = "day.opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosing(Facts):
    """The day is closing; names the numbers that end with it."""

    KIND: ClassVar[str] = "day.closing"
    STREAM: ClassVar[Stream] = Stream.STAFF

    day: str
    reason: str
    numbers: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed(Facts):
    """The day was sealed with its figures."""

    KIND: ClassVar[str] = "day.closed"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF
    REPLANS: ClassVar[bool] = True

    day: str
    reason: str
    figures: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStepped(Facts):
    """The wall clock stepped away from hall time."""

    KIND: ClassVar[str] = "clock.stepped"
    STREAM: ClassVar[Stream] = Stream.STAFF

    wall: str
    hall: str
    by_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockAccepted(Facts):
    """A person accepted the machine's time."""

    KIND: ClassVar[str] = "clock.accepted"

    newest: str | None
    ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePosted(Facts):
    """A notice was posted."""

    KIND: ClassVar[str] = "notice.posted"

    notice: int
    zh: str
    en: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWithdrawn(Facts):
    """A notice was withdrawn."""

    KIND: ClassVar[str] = "notice.withdrawn"

    notice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAsked(Facts):
    """A person called for help at a device."""

    KIND: ClassVar[str] = "help.asked"
    STREAM: ClassVar[Stream] = Stream.STAFF

    help: int
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAnswered(Facts):
    """A call for help was answered."""

    KIND: ClassVar[str] = "help.answered"
    STREAM: ClassVar[Stream] = Stream.STAFF

    help: int
