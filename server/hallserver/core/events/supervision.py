"""Events of supervision: concerns, contests, schemes, bad ratings, and what supervision read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, TypedDict

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRaised(Facts):
    """A visitor reported that something could not be done."""

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
    """A concern was answered."""

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
    """An event of a finding that a department contests."""

    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    contest: int
    finding: str
    finding_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestOpened(ContestFacts):
    """A department contested a finding."""

    KIND: ClassVar[str] = "contest.opened"

    department: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestReviewed(ContestFacts):
    """Supervision decided a contest."""

    KIND: ClassVar[str] = "contest.reviewed"

    upheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemePublished(Facts):
    """A new score scheme is in force from a given month."""

    KIND: ClassVar[str] = "scheme.published"

    version: int
    from_month: str
    scheme: dict[str, Any]


class RatedKeys(TypedDict):
    """The service that got a bad rating: whose it was."""

    staffer: str
    secondment: int
    department: str
    window: str
    matter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationFacts(Facts):
    """An event of a bad rating that must be put right."""

    rectification: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedFacts(RectificationFacts):
    """A bad rating must be put right by a day; its further fields are `RatedKeys`."""

    due: str
    staffer: str
    secondment: int
    department: str
    window: str
    matter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationOpened(RatedFacts):
    """A bad rating must be put right."""

    KIND: ClassVar[str] = "rectification.opened"

    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationDone(RectificationFacts):
    """The department reported what it changed."""

    KIND: ClassVar[str] = "rectification.done"
    PRIVATE: ClassVar[tuple[str, ...]] = ("measures",)

    in_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationCalledBack(RectificationFacts):
    """The hall called the visitor back."""

    KIND: ClassVar[str] = "rectification.called_back"
    PRIVATE: ClassVar[tuple[str, ...]] = ("words",)

    satisfied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationAppealed(RectificationFacts):
    """The department appealed against the rating."""

    KIND: ClassVar[str] = "rectification.appealed"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationReviewed(RectificationFacts):
    """Supervision decided the appeal."""

    KIND: ClassVar[str] = "rectification.reviewed"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    upheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationOverdue(RatedFacts):
    """A bad rating was not put right by its due day."""

    KIND: ClassVar[str] = "rectification.overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRead(Facts):
    """Supervision read a report."""

    KIND: ClassVar[str] = "report.read"

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogVerified(Facts):
    """The log was verified on request."""

    KIND: ClassVar[str] = "log.verified"

    good: int
    said: str
    head: int
