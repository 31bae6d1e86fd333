"""Events of supervision: concerns, contests, schemes, bad ratings, and what supervision read."""

from __future__ import annotations

from typing import Any, ClassVar, TypedDict

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


class ConcernRaised(Facts, frozen=True, kw_only=True):
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


class ConcernAnswered(Facts, frozen=True, kw_only=True):
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


class ContestFacts(Facts, frozen=True, kw_only=True):
    """An event of a finding that a department contests."""

    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    contest: int
    finding: str
    finding_seq: int


class ContestOpened(ContestFacts, frozen=True, kw_only=True):
    """A department contested a finding."""

    KIND: ClassVar[str] = "contest.opened"

    department: str | None


class ContestReviewed(ContestFacts, frozen=True, kw_only=True):
    """Supervision decided a contest."""

    KIND: ClassVar[str] = "contest.reviewed"

    upheld: int


class SchemePublished(Facts, frozen=True, kw_only=True):
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


class RectificationFacts(Facts, frozen=True, kw_only=True):
    """An event of a bad rating that must be put right."""

    rectification: int
    stop: int


class RatedFacts(RectificationFacts, frozen=True, kw_only=True):
    """A bad rating must be put right by a day; its further fields are `RatedKeys`."""

    due: str
    staffer: str
    secondment: int
    department: str
    window: str
    matter: str


class RectificationOpened(RatedFacts, frozen=True, kw_only=True):
    """A bad rating must be put right."""

    KIND: ClassVar[str] = "rectification.opened"

    level: int


class RectificationDone(RectificationFacts, frozen=True, kw_only=True):
    """The department reported what it changed."""

    KIND: ClassVar[str] = "rectification.done"
    PRIVATE: ClassVar[tuple[str, ...]] = ("measures",)

    in_time: int


class RectificationCalledBack(RectificationFacts, frozen=True, kw_only=True):
    """The hall called the visitor back."""

    KIND: ClassVar[str] = "rectification.called_back"
    PRIVATE: ClassVar[tuple[str, ...]] = ("words",)

    satisfied: int


class RectificationAppealed(RectificationFacts, frozen=True, kw_only=True):
    """The department appealed against the rating."""

    KIND: ClassVar[str] = "rectification.appealed"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)


class RectificationReviewed(RectificationFacts, frozen=True, kw_only=True):
    """Supervision decided the appeal."""

    KIND: ClassVar[str] = "rectification.reviewed"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    upheld: int


class RectificationOverdue(RatedFacts, frozen=True, kw_only=True):
    """A bad rating was not put right by its due day."""

    KIND: ClassVar[str] = "rectification.overdue"


class ReportRead(Facts, frozen=True, kw_only=True):
    """Supervision read a report."""

    KIND: ClassVar[str] = "report.read"

    what: str


class LogVerified(Facts, frozen=True, kw_only=True):
    """The log was verified on request."""

    KIND: ClassVar[str] = "log.verified"

    good: int
    said: str
    head: int
