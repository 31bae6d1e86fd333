"""Staffers, their secondments and letters, projects of the green channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypedDict

from hallserver.core.events.facts import Facts, Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class StafferAdded(Facts):
    """Somebody new was written down."""

    KIND: ClassVar[str] = "staffer.added"

    staffer: str
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentFacts(Facts):
    """An event of a term: which, and whose."""

    secondment: int
    staffer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentImported(SecondmentFacts):
    """A term came with a plan."""

    KIND: ClassVar[str] = "secondment.imported"

    department: str | None
    role: str
    from_: str | None
    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentNominated(SecondmentFacts):
    """A department named somebody."""

    KIND: ClassVar[str] = "secondment.nominated"

    department: str
    role: str
    from_: str | None
    to: str | None
    replaces: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentSigned(SecondmentFacts):
    """One of the three signed."""

    KIND: ClassVar[str] = "secondment.signed"

    kind: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentBegun(SecondmentFacts):
    """All three signed: the term begins."""

    KIND: ClassVar[str] = "secondment.begun"

    role: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentDeclined(SecondmentFacts):
    """The hall said no."""

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
    """Its end is near."""

    KIND: ClassVar[str] = "secondment.reminded"
    STREAM: ClassVar[Stream] = Stream.STAFF

    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementFacts(SecondmentFacts):
    """An event of a wish to exchange somebody."""

    replacement: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementAsked(ReplacementFacts):
    """A department asked to exchange somebody."""

    KIND: ClassVar[str] = "replacement.asked"

    reason: str
    successor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementConsented(ReplacementFacts):
    """The hall agreed."""

    KIND: ClassVar[str] = "replacement.consented"

    reference: str
    effective: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementRefused(ReplacementFacts):
    """The hall did not."""

    KIND: ClassVar[str] = "replacement.refused"

    reason: str


class LetterKeys(TypedDict):
    """All of a letter."""

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
    """An event that says all of a letter; its fields are `LetterKeys`."""

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
    """A letter came with a plan."""

    KIND: ClassVar[str] = "letter.imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIssued(LetterFacts):
    """A letter was entered in the register."""

    KIND: ClassVar[str] = "letter.issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWithdrawn(LetterFacts):
    """Nobody calls or decides under it any more."""

    KIND: ClassVar[str] = "letter.withdrawn"

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterScanned(Facts):
    """The scanned paper was put to it."""

    KIND: ClassVar[str] = "letter.scanned"

    letter: int
    document: str
    staffer: str
    hash: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReminded(Facts):
    """Its end is near."""

    KIND: ClassVar[str] = "letter.reminded"
    STREAM: ClassVar[Stream] = Stream.STAFF

    letter: int
    document: str
    staffer: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts(Facts):
    """An event of a project of the green channel: whose it is, and who looks after it at which window."""

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
    """It may not any more."""

    KIND: ClassVar[str] = "project.closed"

    reason: str
