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
class SecondmentImported(Facts):
    """A term came with a plan."""

    KIND: ClassVar[str] = "secondment.imported"

    secondment: int
    staffer: str
    department: str | None
    role: str
    from_: str | None
    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentNominated(Facts):
    """A department named somebody."""

    KIND: ClassVar[str] = "secondment.nominated"

    secondment: int
    staffer: str
    department: str
    role: str
    from_: str | None
    to: str | None
    replaces: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentSigned(Facts):
    """One of the three signed."""

    KIND: ClassVar[str] = "secondment.signed"

    secondment: int
    staffer: str
    kind: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentBegun(Facts):
    """All three signed: the term begins."""

    KIND: ClassVar[str] = "secondment.begun"

    secondment: int
    staffer: str
    role: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentDeclined(Facts):
    """The hall said no."""

    KIND: ClassVar[str] = "secondment.declined"

    secondment: int
    staffer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentEnded(Facts):
    """A term ended."""

    KIND: ClassVar[str] = "secondment.ended"

    secondment: int
    staffer: str
    kind: str
    reason: str | None
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentReminded(Facts):
    """Its end is near."""

    KIND: ClassVar[str] = "secondment.reminded"
    STREAM: ClassVar[Stream] = Stream.STAFF

    secondment: int
    staffer: str
    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementAsked(Facts):
    """A department asked to exchange somebody."""

    KIND: ClassVar[str] = "replacement.asked"

    replacement: int
    secondment: int
    staffer: str
    reason: str
    successor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementConsented(Facts):
    """The hall agreed."""

    KIND: ClassVar[str] = "replacement.consented"

    replacement: int
    secondment: int
    staffer: str
    reference: str
    effective: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementRefused(Facts):
    """The hall did not."""

    KIND: ClassVar[str] = "replacement.refused"

    replacement: int
    secondment: int
    staffer: str
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
class ProjectOpened(Facts):
    """A project may use the green channel."""

    KIND: ClassVar[str] = "project.opened"

    project: str
    department: str
    staffer: str
    window: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectClosed(Facts):
    """It may not any more."""

    KIND: ClassVar[str] = "project.closed"

    project: str
    department: str
    staffer: str
    window: str
    reason: str
