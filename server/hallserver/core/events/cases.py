"""Events of a case; each names the owner of the case and its state after the event."""

from __future__ import annotations

from typing import ClassVar, TypedDict

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


class CaseKeys(TypedDict):
    """The fields of every event of a case: which case, whose, and its state after the event."""

    case: str
    number: str
    ticket: int
    stop: int
    matter: str
    department: str
    staffer: str
    secondment: int
    window: str
    state: str
    promised: str
    due: str
    result: str | None
    accepted_day: str
    away_days: int
    ready_day: str | None
    reserved: int


class CaseFacts(Facts, frozen=True, kw_only=True):
    """An event of a case; its fields are `CaseKeys`."""

    case: str
    number: str
    ticket: int
    stop: int
    matter: str
    department: str
    staffer: str
    secondment: int
    window: str
    state: str
    promised: str
    due: str
    result: str | None
    accepted_day: str
    away_days: int
    ready_day: str | None
    reserved: int | Absent = ABSENT  # absent: a day that was told as certain


class CaseOpened(CaseFacts, frozen=True, kw_only=True):
    """A case was accepted at a window, with the departments that take part."""

    KIND: ClassVar[str] = "case.opened"
    PRIVATE: ClassVar[tuple[str, ...]] = ("code",)

    parts: list[str]


class CasePartReady(CaseFacts, frozen=True, kw_only=True):
    """One department of a joint matter has decided its part."""

    KIND: ClassVar[str] = "case.part_ready"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    part: str
    part_result: str


class CaseReady(CaseFacts, frozen=True, kw_only=True):
    """A case was decided; the result can be collected."""

    KIND: ClassVar[str] = "case.ready"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    by: str
    in_time: int


class CaseExtended(CaseFacts, frozen=True, kw_only=True):
    """The due day of a case was extended."""

    KIND: ClassVar[str] = "case.extended"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    was: str


class CaseRecounted(CaseFacts, frozen=True, kw_only=True):
    """Promise and due day of a case were recounted by another calendar."""

    KIND: ClassVar[str] = "case.recounted"

    was: str
    was_promised: str


class CaseSupplemented(CaseFacts, frozen=True, kw_only=True):
    """The visitor was told, once, which papers are missing."""

    KIND: ClassVar[str] = "case.supplemented"
    PRIVATE: ClassVar[tuple[str, ...]] = ("list",)

    papers: int


class CaseResumed(CaseFacts, frozen=True, kw_only=True):
    """The visitor brought the missing papers."""

    KIND: ClassVar[str] = "case.resumed"

    away: int
    brought_with: int


class CaseDueSoon(CaseFacts, frozen=True, kw_only=True):
    """A case is due soon."""

    KIND: ClassVar[str] = "case.due_soon"
    STREAM: ClassVar[Stream] = Stream.STAFF

    days_left: int


class CaseOverdue(CaseFacts, frozen=True, kw_only=True):
    """A case is past its due day."""

    KIND: ClassVar[str] = "case.overdue"
    STREAM: ClassVar[Stream] = Stream.STAFF

    ready: str | None


class CaseHandedOver(CaseFacts, frozen=True, kw_only=True):
    """The visitor received the result at a window."""

    KIND: ClassVar[str] = "case.handed_over"

    handed_window: str
    handed_staffer: str
    handed_secondment: int
    handed_number: str
    in_time: int
    in_time_first: int
    days: int


class CaseSentOut(CaseFacts, frozen=True, kw_only=True):
    """The result was sent to a visitor who did not come for it; the number of the parcel is private."""

    KIND: ClassVar[str] = "case.sent_out"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reference",)

    way: str
    in_time: int
    in_time_first: int
    days: int


class CaseWithdrawn(CaseFacts, frozen=True, kw_only=True):
    """An acceptance was taken back within the minute."""

    KIND: ClassVar[str] = "case.withdrawn"


class CaseKept(CaseFacts, frozen=True, kw_only=True):
    """A handing-over was taken back within the minute."""

    KIND: ClassVar[str] = "case.kept"


class CaseUndecided(CaseFacts, frozen=True, kw_only=True):
    """A decision at a window was taken back within the minute."""

    KIND: ClassVar[str] = "case.undecided"

    part: str
