"""Supervision and score sheets: figures, the events behind each, contests and deductions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hallserver.core.words import Words


@dataclass(frozen=True, slots=True)
class ContestView:
    """A department contests a finding, once; supervision decides, and `upheld` is null until then."""

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
    """A finding shown by an event, whose seq is `seq`. `lifted`: why it is shown but not counted.

    `seq` is 0 where it would reveal who gave a rating. `amount`: ms for late, percent of the norm for slow,
    fen for a fee. A bad rating names no ticket.
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
    """How many findings of a kind count, how many were lifted, and their events."""

    kind: str
    name: Words
    count: int
    lifted: int
    seqs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WindowRates:
    """How a window used the decisions that its letter allows.

    `decisions`: services with an outcome that decides; `decidable`: those on matters that the letter allows
    on the spot; of these `done` and `registered` (only accepted or forwarded). `forwarded`: of all decisions.
    `seqs`: of `registered`.
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
    """A matter of the hall without a service for so many days."""

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
    """Everything that the log records of one ticket, first to last."""

    ticket: int
    number: str
    day: date
    visitor_class: Words
    state: str
    state_name: Words
    items: tuple[FeedItem, ...]


@dataclass(frozen=True, slots=True)
class VerifiedView:
    """The result of verifying the log: nothing, or the first bad seq and why."""

    good: bool
    said: str
    seq: int
    took_ms: int


@dataclass(frozen=True, slots=True)
class ServedItem:
    """A service that a rate counts."""

    ticket: int
    number: str
    day: date
    window: str
    staffer: str
    matter: str
    outcome: str
    outcome_name: Words
    decidable: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class ServedView:
    """The services that a rate counts, newest first."""

    services: tuple[ServedItem, ...]


@dataclass(frozen=True, slots=True)
class ConcernFile:
    """A concern as supervision sees it, with the visitor's own words if they are still stored."""

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
    """All concerns: open ones by due day, then the answered ones, newest first."""

    concerns: tuple[ConcernFile, ...]


@dataclass(frozen=True, slots=True)
class DeductionView:
    """The cost of a kind of finding, in tenths of a point; see `core.scores.Deduction`."""

    kind: str
    name: Words
    tenths: int
    free: int
    start: int
    most: int
    home: bool


@dataclass(frozen=True, slots=True)
class SchemeView:
    """A scheme of deductions and the first month that it scores; version 0 is the default scheme."""

    version: int
    from_month: str
    deductions: tuple[DeductionView, ...]
    reserve_months: int
    reserve_tenths: int
    published_at: datetime | None
    published_by: str | None


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One finding on a sheet and its cost, in tenths of a point."""

    finding: FindingView
    tenths: int


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The month of one staffer, window or department.

    Attributes:
        tenths: the score in tenths of a point, 1000 at most.
        days: business days with a sign-on. people: who signed on, each counted once.
        services: that count. excluded: records that are shown but not counted. service_ms: of those that
            count.
        decidable, done, registered: decisions on matters the letter allows on the spot; of these done, only
            accepted.
        rated, satisfied, bad: ratings that count, levels 3–5 (基本满意 or better), levels 1–2.
        own_tenths, people_tenths: a department's own deductions, and those of its people before they are
            divided.
    """

    by: str
    name: Words
    department: str | None
    tenths: int
    days: int
    people: int
    services: int
    excluded: int
    service_ms: int
    decidable: int
    done: int
    registered: int
    rated: int
    satisfied: int
    bad: int
    own_tenths: int
    people_tenths: int
    lines: tuple[ScoreLine, ...]


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The scores of a month, by the scheme in force for it; the highest first."""

    month: str
    by: str
    scheme: int
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class MonthScore:
    """A month and its score in tenths."""

    month: str
    tenths: int


@dataclass(frozen=True, slots=True)
class ReserveRow:
    """A staffer on the reserve list: seconded now, and at or above the scheme's points in each month."""

    staffer: str
    name: Words
    department: str
    role: str
    from_day: date
    to_day: date
    months: tuple[MonthScore, ...]
    services: int
    rated: int
    satisfied: int


@dataclass(frozen=True, slots=True)
class ReserveList:
    """The reserve list (人才储备) at the end of a month, and its requirements."""

    month: str
    months: int
    tenths: int
    rows: tuple[ReserveRow, ...]


@dataclass(frozen=True, slots=True)
class ContestsView:
    """Contested findings, undecided first."""

    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sign-on: who, where, when and for whom, to the second. A present pause counts until now."""

    session: int
    window: str
    staffer: str
    name: Words
    department: str
    secondment: int
    covers: str | None
    covers_name: Words | None
    letter: str | None
    day: date
    opened_at: datetime
    closed_at: datetime | None
    late_ms: int
    paused_ms: int
    pauses: int
    services: int


@dataclass(frozen=True, slots=True)
class SittingsView:
    """Sign-ons of some days, newest first."""

    first_day: date
    last_day: date
    sittings: tuple[Sitting, ...]
