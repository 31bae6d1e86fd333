"""Events of staffers, their secondments and letters, and projects of the green channel."""

from __future__ import annotations

from typing import ClassVar, TypedDict

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


class StafferAdded(Facts, frozen=True, kw_only=True):
    """A staffer was added."""

    KIND: ClassVar[str] = "staffer.added"

    staffer: str
    department: str


class SecondmentFacts(Facts, frozen=True, kw_only=True):
    """An event of a secondment: which one, and whose."""

    secondment: int
    staffer: str


class SecondmentImported(SecondmentFacts, frozen=True, kw_only=True):
    """A secondment was imported with a plan."""

    KIND: ClassVar[str] = "secondment.imported"

    department: str | None
    role: str
    from_: str | None
    to: str | None


class SecondmentNominated(SecondmentFacts, frozen=True, kw_only=True):
    """A department nominated a staffer."""

    KIND: ClassVar[str] = "secondment.nominated"

    department: str
    role: str
    from_: str | None
    to: str | None
    replaces: int | None


class SecondmentSigned(SecondmentFacts, frozen=True, kw_only=True):
    """One of the three signatures was given."""

    KIND: ClassVar[str] = "secondment.signed"

    kind: str
    by: str


class SecondmentBegun(SecondmentFacts, frozen=True, kw_only=True):
    """All three signatures are there: the term begins."""

    KIND: ClassVar[str] = "secondment.begun"

    role: str
    from_: str
    to: str


class SecondmentDeclined(SecondmentFacts, frozen=True, kw_only=True):
    """The hall declined a nomination."""

    KIND: ClassVar[str] = "secondment.declined"

    reason: str


class SecondmentEnded(SecondmentFacts, frozen=True, kw_only=True):
    """A term ended."""

    KIND: ClassVar[str] = "secondment.ended"

    kind: str
    reason: str | None
    to: str


class SecondmentReminded(SecondmentFacts, frozen=True, kw_only=True):
    """A reminder: a term ends soon."""

    KIND: ClassVar[str] = "secondment.reminded"
    STREAM: ClassVar[Stream] = Stream.STAFF

    to: str | None


class ReplacementFacts(SecondmentFacts, frozen=True, kw_only=True):
    """An event of a request for a replacement."""

    replacement: int


class ReplacementAsked(ReplacementFacts, frozen=True, kw_only=True):
    """A department asked to replace a staffer."""

    KIND: ClassVar[str] = "replacement.asked"

    reason: str
    successor: str | None


class ReplacementConsented(ReplacementFacts, frozen=True, kw_only=True):
    """The hall consented to a replacement."""

    KIND: ClassVar[str] = "replacement.consented"

    reference: str
    effective: str


class ReplacementRefused(ReplacementFacts, frozen=True, kw_only=True):
    """The hall refused a replacement."""

    KIND: ClassVar[str] = "replacement.refused"

    reason: str


class LetterKeys(TypedDict):
    """All fields of a letter."""

    letter: int
    document: str
    staffer: str
    department: str | None
    from_: str
    to: str
    renews: str | None
    matters: dict[str, str]


class LetterFacts(Facts, frozen=True, kw_only=True):
    """An event with all fields of a letter, which are `LetterKeys`."""

    letter: int
    document: str
    staffer: str
    department: str | None
    from_: str
    to: str
    renews: str | None
    matters: dict[str, str]


class LetterImported(LetterFacts, frozen=True, kw_only=True):
    """A letter was imported with a plan."""

    KIND: ClassVar[str] = "letter.imported"


class LetterIssued(LetterFacts, frozen=True, kw_only=True):
    """A letter was entered in the register."""

    KIND: ClassVar[str] = "letter.issued"


class LetterWithdrawn(LetterFacts, frozen=True, kw_only=True):
    """A letter was withdrawn: it authorizes no more calls or decisions."""

    KIND: ClassVar[str] = "letter.withdrawn"

    reason: str


class LetterScanned(Facts, frozen=True, kw_only=True):
    """The scanned paper was attached to a letter."""

    KIND: ClassVar[str] = "letter.scanned"

    letter: int
    document: str
    staffer: str
    hash: str
    type: str


class LetterReminded(Facts, frozen=True, kw_only=True):
    """A reminder: a letter ends soon."""

    KIND: ClassVar[str] = "letter.reminded"
    STREAM: ClassVar[Stream] = Stream.STAFF

    letter: int
    document: str
    staffer: str
    to: str


class ProjectFacts(Facts, frozen=True, kw_only=True):
    """An event of a green-channel project: its department, the named staffer and the window."""

    project: str
    department: str
    staffer: str
    window: str


class ProjectOpened(ProjectFacts, frozen=True, kw_only=True):
    """A project may use the green channel."""

    KIND: ClassVar[str] = "project.opened"

    zh: str
    en: str


class ProjectClosed(ProjectFacts, frozen=True, kw_only=True):
    """A project may no longer use the green channel."""

    KIND: ClassVar[str] = "project.closed"

    reason: str


class LeaveFacts(Facts, frozen=True, kw_only=True):
    """An event of a leave: which one, and whose."""

    leave: int
    staffer: str


class LeaveNoted(LeaveFacts, frozen=True, kw_only=True):
    """Somebody is not expected on these days, or on this half of a day."""

    KIND: ClassVar[str] = "leave.noted"

    department: str
    kind: str
    from_: str
    to: str
    half: str | None
    lifts: list[int] | Absent = ABSENT  # late sign-ons in it, by their seq, which do not count


class LeaveWithdrawn(LeaveFacts, frozen=True, kw_only=True):
    """A leave does not count any more."""

    KIND: ClassVar[str] = "leave.withdrawn"

    reason: str
