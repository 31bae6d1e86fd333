"""What supervision sees and decides: concerns, contests, schemes, bad ratings, its own readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, TypedDict

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRaised(Facts):
    """Somebody says that something could not be done."""

    KIND: ClassVar[str] = "concern.raised"
    STREAM: ClassVar[Stream] = Stream.STAFF
    PRIVATE: ClassVar[tuple[str, ...]] = ("words", "contact")

    concern: str
    matter: str | None
    number: str | None
    department: str | None
    due: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernAnswered(Facts):
    """What was found."""

    KIND: ClassVar[str] = "concern.answered"
    STREAM: ClassVar[Stream] = Stream.STAFF
    PRIVATE: ClassVar[tuple[str, ...]] = ("words",)

    report: int
    report_seq: int
    concern: str
    matter: str | None
    upheld: int
    in_time: int
    detail: str
    department: str | Absent = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestFacts(Facts):
    """An event of a finding that a department holds unjust."""

    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    contest: int
    finding: str
    finding_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestOpened(ContestFacts):
    """A department holds a finding unjust."""

    KIND: ClassVar[str] = "contest.opened"

    department: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestReviewed(ContestFacts):
    """Supervision decided."""

    KIND: ClassVar[str] = "contest.reviewed"

    upheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemePublished(Facts):
    """Another score scheme is in force from a month on."""

    KIND: ClassVar[str] = "scheme.published"

    version: int
    from_month: str
    scheme: dict[str, Any]


class RatedKeys(TypedDict):
    """Of whose service a bad rating is."""

    staffer: str
    secondment: int
    department: str
    window: str
    matter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationFacts(Facts):
    """An event of a bad rating that is to be put right."""

    rectification: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedFacts(RectificationFacts):
    """It has to be put right by a day; its further fields are `RatedKeys`."""

    due: str
    staffer: str
    secondment: int
    department: str
    window: str
    matter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationOpened(RatedFacts):
    """A bad rating asks for it."""

    KIND: ClassVar[str] = "rectification.opened"

    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationDone(RectificationFacts):
    """The department said what it changed."""

    KIND: ClassVar[str] = "rectification.done"
    PRIVATE: ClassVar[tuple[str, ...]] = ("measures",)

    in_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationCalledBack(RectificationFacts):
    """The hall asked the visitor again."""

    KIND: ClassVar[str] = "rectification.called_back"
    PRIVATE: ClassVar[tuple[str, ...]] = ("words",)

    satisfied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationAppealed(RectificationFacts):
    """The department holds the rating unjust."""

    KIND: ClassVar[str] = "rectification.appealed"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationReviewed(RectificationFacts):
    """Supervision decided."""

    KIND: ClassVar[str] = "rectification.reviewed"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    upheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationOverdue(RatedFacts):
    """It was not put right by its day."""

    KIND: ClassVar[str] = "rectification.overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRead(Facts):
    """Supervision read something."""

    KIND: ClassVar[str] = "report.read"

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogVerified(Facts):
    """Somebody had the log verified."""

    KIND: ClassVar[str] = "log.verified"

    good: int
    said: str
    head: int
