"""Supervision and score sheets: figures, the events behind each, contests and deductions."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct, field

from hallserver.core.language.words import Words


class ContestView(Struct, frozen=True):
    """A department contests a finding, once; supervision decides by `due`, and `upheld` is null until then."""

    id: int
    kind: str
    seq: int
    reason: str
    contested_by: str
    contested_at: datetime
    upheld: bool | None
    review: str | None
    reviewed_by: str | None
    due: date


class FindingView(Struct, frozen=True):
    """A finding shown by an event, whose seq is `seq`. `lifted`: why it is shown but not counted.

    `seq` is 0 where it would reveal who gave a rating. `amount`: ms for late, percent of the norm for slow,
    fen for a fee. `said`: the detail in words. A bad rating names no ticket.
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
    ticket_day: date | None
    amount: int
    detail: str
    said: Words
    lifted: Words | None
    contest: ContestView | None


class FoundView(FindingView, frozen=True):
    """A finding with its time and what was measured, where something was.

    `length_ms`: how long it lasted: an absence until the window went on, a service, how late somebody was.
    `waited`: how many waited meanwhile.
    """

    at: datetime
    length_ms: int | None
    waited: int | None


class FigureView(Struct, frozen=True):
    """How many findings of a kind count, and how many were lifted."""

    kind: str
    name: Words
    count: int
    lifted: int


class FindingsView(Struct, frozen=True):
    """Fifty findings, newest first; `total` of all that were asked for; `figures` of every kind of the same asking."""

    first_day: date
    last_day: date
    total: int
    findings: tuple[FoundView, ...]
    figures: tuple[FigureView, ...]


class WeekSpan(Struct, frozen=True):
    """Seven days."""

    first_day: date
    last_day: date


class KindWeeks(Struct, frozen=True):
    """How many findings of a kind count in each of the weeks."""

    kind: str
    name: Words
    counts: tuple[int, ...]


class WeeksView(Struct, frozen=True):
    """Findings that count by week, the oldest week first; the kind with the most comes first."""

    weeks: tuple[WeekSpan, ...]
    kinds: tuple[KindWeeks, ...]


class DepartmentRank(Struct, frozen=True):
    """A department's findings beside its services. `per_mille`: findings per 1,000 services, null without services.

    `before` and `services_before`: the same of the span before, which is as long.
    """

    department: str
    name: Words
    findings: int
    services: int
    per_mille: int | None
    before: int
    services_before: int
    per_mille_before: int | None


class RankingView(Struct, frozen=True):
    """Departments by findings per 100 services, the most first; those without services stand last."""

    first_day: date
    last_day: date
    departments: tuple[DepartmentRank, ...]


class NewsView(Struct, frozen=True):
    """What came since this account opened the desk before today's visit; `since` is null when it never did.

    `after`: the seq after which everything is new.
    """

    since: datetime | None
    first_day: date
    after: int
    findings: tuple[FigureView, ...]
    concerns: int
    contests: int
    appeals: int


class ReadingItem(Struct, frozen=True):
    """Something that an account of supervision read: when, what kind of thing, and of what."""

    seq: int
    at: datetime
    what: Words
    about: Words


class ReadingsView(Struct, frozen=True):
    """Fifty readings of this account, newest first; `next` is the seq before which older ones are, or null."""

    readings: tuple[ReadingItem, ...]
    next: int | None


class ProofItem(Struct, frozen=True):
    """The log was verified: when, by whom, up to which event, with what result."""

    seq: int
    at: datetime
    who: Words
    good: bool
    said: str
    head: int


class SealItem(Struct, frozen=True):
    """A day that was sealed, with the hash of its last event in hex, as on the closing slip."""

    day: date
    at: datetime
    seq: int
    hash: str


class ProofsView(Struct, frozen=True):
    """The newest proofs and seals, newest first, and the log's head now."""

    head: int
    head_hash: str
    proofs: tuple[ProofItem, ...]
    seals: tuple[SealItem, ...]


class WindowRates(Struct, frozen=True):
    """How a window used the decisions that its letter allows.

    `decisions`: services with an outcome that decides; `decidable`: those on matters that the letter allows
    on the spot; of these `done` and `registered` (only accepted or forwarded). `forwarded`: of all decisions.
    """

    window: str
    name: Words
    decisions: int
    decidable: int
    done: int
    registered: int
    forwarded: int


class SilentMatter(Struct, frozen=True):
    """A matter of the hall without a service for so many days."""

    matter: str
    name: Words
    department: str
    last_day: date | None


class OversightView(Struct, frozen=True):
    """Supervision's figures of some days; `silent` looks back ninety days from the last of them."""

    first_day: date
    last_day: date
    figures: tuple[FigureView, ...]
    windows: tuple[WindowRates, ...]
    silent: tuple[SilentMatter, ...]


class FeedItem(Struct, frozen=True):
    """An event in a sentence, with its reason; `who`: the actor in words; `ticket_day`: the number's."""

    seq: int
    at: datetime
    kind: str
    actor: str
    ticket: int | None
    number: str | None
    window: str | None
    words: Words
    who: Words
    day: date
    ticket_day: date | None


class FeedView(Struct, frozen=True):
    """Events, newest first."""

    items: tuple[FeedItem, ...]


class StoryView(Struct, frozen=True):
    """Everything that the log records of one ticket, first to last."""

    ticket: int
    number: str
    day: date
    visitor_class: Words
    state: str
    state_name: Words
    items: tuple[FeedItem, ...]


class VerifiedView(Struct, frozen=True):
    """The result of verifying the log: nothing, or the first bad seq and why."""

    good: bool
    said: str
    seq: int
    took_ms: int


class ServedItem(Struct, frozen=True):
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
    reason: Words | None
    staffer_name: Words


class ServedView(Struct, frozen=True):
    """Fifty services that a rate counts, newest first; `total` of all."""

    total: int
    services: tuple[ServedItem, ...]


class ConcernFile(Struct, frozen=True):
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


class ConcernFiles(Struct, frozen=True):
    """All concerns: open ones by due day, then the answered ones, newest first."""

    concerns: tuple[ConcernFile, ...]


class DeductionView(Struct, frozen=True):
    """The cost of a kind of finding, in tenths of a point; see `core.scores.Deduction`."""

    kind: str
    name: Words
    tenths: int
    free: int
    start: int
    most: int
    home: bool


class SchemeTrialRow(Struct, frozen=True):
    """A person's score of a month, in tenths of a point: by the scheme in force, and by the draft."""

    by: str
    name: Words
    now_tenths: int
    then_tenths: int


class SchemeTrial(Struct, frozen=True):
    """A month's scores under a draft scheme, those who would lose most first; nothing was published."""

    month: str
    scheme: int
    rows: tuple[SchemeTrialRow, ...]


class SchemeView(Struct, frozen=True):
    """A scheme of deductions and the first month that it scores; version 0 is the default scheme."""

    version: int
    from_month: str
    deductions: tuple[DeductionView, ...]
    reserve_months: int
    reserve_tenths: int
    published_at: datetime | None
    published_by: str | None


class ScoreLine(Struct, frozen=True):
    """One finding on a sheet and its cost, in tenths of a point."""

    finding: FindingView
    tenths: int


class ScoreRow(Struct, frozen=True):
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


class ScoreSheet(Struct, frozen=True):
    """The scores of a month, by the scheme in force for it; the highest first."""

    month: str
    by: str
    scheme: int
    rows: tuple[ScoreRow, ...]


class MonthScore(Struct, frozen=True):
    """A month and its score in tenths."""

    month: str
    tenths: int


class ReserveRow(Struct, frozen=True):
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


class ReserveList(Struct, frozen=True):
    """The reserve list (人才储备) at the end of a month, and its requirements."""

    month: str
    months: int
    tenths: int
    rows: tuple[ReserveRow, ...]


class ContestsView(Struct, frozen=True):
    """Contested findings, undecided first."""

    findings: tuple[FindingView, ...]


class WorkDone(Struct, frozen=True):
    """Back-office work (后台办理) of a session; `ended_at` is null while it goes on.

    `excluded`: why it is shown and not counted.
    """

    kind: str
    name: Words
    matter: str | None
    begun_at: datetime
    ended_at: datetime | None
    lasted_ms: int
    pieces: int
    excluded: str | None


class Sitting(Struct, frozen=True):
    """One sign-on: who, where, when and for whom, to the second. A present pause counts until now.

    `pieces`: what its services handled (件); `work`: what was done without a visitor, first to last. `parts`: what its
    time was spent on until now, in ms, as in the report of sessions; empty where the day was written before that was told.
    """

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
    work: tuple[WorkDone, ...] = ()
    pieces: int = 0
    parts: dict[str, int] = field(default_factory=dict)
    paused_for: dict[str, int] = field(default_factory=dict)


class SittingsView(Struct, frozen=True):
    """Sign-ons of some days, newest first."""

    first_day: date
    last_day: date
    sittings: tuple[Sitting, ...]
