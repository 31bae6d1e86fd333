"""Events of staffers, their secondments and letters, and projects of the green channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypedDict

from hallserver.core.events.facts import Facts, Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class StafferAdded(Facts):
    """A staffer was added."""

    KIND: ClassVar[str] = "staffer.added"

    staffer: str
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentFacts(Facts):
    """An event of a secondment: which one, and whose."""

    secondment: int
    staffer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentImported(SecondmentFacts):
    """A secondment was imported with a plan."""

    KIND: ClassVar[str] = "secondment.imported"

    department: str | None
    role: str
    from_: str | None
    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentNominated(SecondmentFacts):
    """A department nominated a staffer."""

    KIND: ClassVar[str] = "secondment.nominated"

    department: str
    role: str
    from_: str | None
    to: str | None
    replaces: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentSigned(SecondmentFacts):
    """One of the three signatures was given."""

    KIND: ClassVar[str] = "secondment.signed"

    kind: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentBegun(SecondmentFacts):
    """All three signatures are there: the term begins."""

    KIND: ClassVar[str] = "secondment.begun"

    role: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentDeclined(SecondmentFacts):
    """The hall declined a nomination."""

    KIND: ClassVar[str] = "secondment.declined"

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentEnded(SecondmentFacts):
    """A term ended."""

    KIND: ClassVar[str] = "secondment.ended"

    kind: str
    reason: str | None
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentReminded(SecondmentFacts):
    """A reminder: a term ends soon."""

    KIND: ClassVar[str] = "secondment.reminded"
    STREAM: ClassVar[Stream] = Stream.STAFF

    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementFacts(SecondmentFacts):
    """An event of a request for a replacement."""

    replacement: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementAsked(ReplacementFacts):
    """A department asked to replace a staffer."""

    KIND: ClassVar[str] = "replacement.asked"

    reason: str
    successor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementConsented(ReplacementFacts):
    """The hall consented to a replacement."""

    KIND: ClassVar[str] = "replacement.consented"

    reference: str
    effective: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementRefused(ReplacementFacts):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts(Facts):
    """An event with all fields of a letter, which are `LetterKeys`."""

    letter: int
    document: str
    staffer: str
    department: str | None
    from_: str
    to: str
    renews: str | None
    matters: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterImported(LetterFacts):
    """A letter was imported with a plan."""

    KIND: ClassVar[str] = "letter.imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIssued(LetterFacts):
    """A letter was entered in the register."""

    KIND: ClassVar[str] = "letter.issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWithdrawn(LetterFacts):
    """A letter was withdrawn: it authorizes no more calls or decisions."""

    KIND: ClassVar[str] = "letter.withdrawn"

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterScanned(Facts):
    """The scanned paper was attached to a letter."""

    KIND: ClassVar[str] = "letter.scanned"

    letter: int
    document: str
    staffer: str
    hash: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReminded(Facts):
    """A reminder: a letter ends soon."""

    KIND: ClassVar[str] = "letter.reminded"
    STREAM: ClassVar[Stream] = Stream.STAFF

    letter: int
    document: str
    staffer: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts(Facts):
    """An event of a green-channel project: its department, the named staffer and the window."""

    project: str
    department: str
    staffer: str
    window: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectOpened(ProjectFacts):
    """A project may use the green channel."""

    KIND: ClassVar[str] = "project.opened"

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectClosed(ProjectFacts):
    """A project may no longer use the green channel."""

    KIND: ClassVar[str] = "project.closed"

    reason: str
