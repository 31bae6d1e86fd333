"""Supervision and score sheets: figures, the events that show each, contests, and what is deducted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hallserver.core.shapes.words import Words


@dataclass(frozen=True, slots=True)
class ContestView:
    """A department holds a finding unjust; once, and supervision decides: `upheld` is null until then."""

    id: int
    kind: str
    seq: int
    reason: str
    contested_by: str
    contested_at: datetime
    upheld: bool | None
    review: str | None
    reviewed_by: str | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """Something that an event shows; `seq` is that event's. `lifted`: why it is shown and not counted.

    `amount`: ms for late, percent of the norm for slow, fen for a fee. A bad rating names no ticket.
    """

    seq: int
    kind: str
    name: Words
    day: date
    staffer: str | None
    staffer_name: Words | None
    department: str | None
    window: str | None
    matter: str | None
    ticket: int | None
    number: str | None
    amount: int
    detail: str
    lifted: Words | None
    contest: ContestView | None


@dataclass(frozen=True, slots=True)
class FindingsView:
    """Findings, newest first."""

    first_day: date
    last_day: date
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """How often something was found and counts, how often it was lifted, and the events that show it."""

    kind: str
    name: Words
    count: int
    lifted: int
    seqs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WindowRates:
    """What a window did with what its letter lets it decide.

    `decisions`: services with an outcome that decides; `decidable`: those on matters the letter allows on the spot;
    `done`, `registered` (only accepted or forwarded): of these. `forwarded`: of all decisions. `seqs`: of `registered`.
    """

    window: str
    name: Words
    decisions: int
    decidable: int
    done: int
    registered: int
    forwarded: int
    seqs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SilentMatter:
    """A matter of the hall that nobody was served for in so many days."""

    matter: str
    name: Words
    department: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class OversightView:
    """Supervision's figures of some days; `silent` looks back ninety days from the last of them."""

    first_day: date
    last_day: date
    figures: tuple[FigureView, ...]
    windows: tuple[WindowRates, ...]
    silent: tuple[SilentMatter, ...]


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An event in a sentence, with its reason."""

    seq: int
    at: datetime
    kind: str
    actor: str
    ticket: int | None
    number: str | None
    window: str | None
    words: Words


@dataclass(frozen=True, slots=True)
class FeedView:
    """Events, newest first."""

    items: tuple[FeedItem, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything the log says of one ticket, first to last."""

    ticket: int
    number: str
    day: date
    visitor_class: Words
    state: str
    items: tuple[FeedItem, ...]


@dataclass(frozen=True, slots=True)
class VerifiedView:
    """What verifying the log found: nothing, or the first bad seq and why."""

    good: bool
    said: str
    seq: int
    took_ms: int


@dataclass(frozen=True, slots=True)
class ServedItem:
    """A service behind a rate."""

    ticket: int
    number: str
    day: date
    window: str
    staffer: str
    matter: str
    outcome: str
    decidable: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class ServedView:
    """Services behind a rate, newest first."""

    services: tuple[ServedItem, ...]


@dataclass(frozen=True, slots=True)
class ConcernFile:
    """A report of “could not be done” as supervision sees it, with the visitor's own words where they are still kept."""

    id: int
    seq: int
    kind: str
    name: Words
    matter: str | None
    number: str | None
    day: date
    due: date
    overdue: bool
    words: str | None
    contact: str | None
    answered_at: datetime | None
    answer: str | None
    upheld: bool | None


@dataclass(frozen=True, slots=True)
class ConcernFiles:
    """All of them: open ones by their last day, then the answered, newest first."""

    concerns: tuple[ConcernFile, ...]
