"""Seconded people: their terms, signatures and replacement requests; and bad ratings to put right."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from hallserver.core.casework.rectify import Rectified
from hallserver.core.language.words import Words
from hallserver.core.people.leave import Attended, LeaveKind
from hallserver.core.people.terms import Asked, Ended, Role, Term


class SignatureView(Struct, frozen=True):
    """One of the three signatures; `by` as on the paper, or `import`."""

    kind: str
    by: str
    at: datetime


class ReplacementView(Struct, frozen=True):
    """A department's request for a replacement.

    `reference` and `effective_day` come with the hall's consent.
    """

    id: int
    secondment: int
    state: Asked
    asked_by: str
    asked_at: datetime
    reason: str
    successor: str | None
    reference: str | None
    effective_day: date | None
    answered_by: str | None
    answered_at: datetime | None
    answer: str | None


class TermView(Struct, frozen=True):
    """A secondment; days are in the hall's zone, and both belong to the term.

    `days_left` includes today and is set for a term in force; `ends_soon` when the reminder is due. `window`:
    where the staffer is signed on now. `end_kind` may be set before the end, if the day of the replacement is
    known.
    """

    id: int
    staffer: str
    name: Words
    department: str
    department_name: Words
    role: Role
    state: Term
    nominated_by: str
    nominated_at: datetime
    wished_from: date | None
    wished_to: date | None
    note: str | None
    replaces: int | None
    from_day: date | None
    to_day: date | None
    days_left: int | None
    ends_soon: bool
    end_kind: Ended | None
    end_reason: str | None
    ended_at: datetime | None
    ended_by: str | None
    window: str | None
    signatures: tuple[SignatureView, ...]
    replacements: tuple[ReplacementView, ...]


class TermsView(Struct, frozen=True):
    """All secondments, including past ones, newest first within a staffer; a department sees only its own."""

    today: date
    secondments: tuple[TermView, ...]


class LeaveView(Struct, frozen=True):
    """A leave, both days of which belong to it; `half` (am, pm) of one day."""

    id: int
    staffer: str
    kind: LeaveKind
    from_day: date
    to_day: date
    half: str | None
    noted_by: str
    noted_at: datetime


class LeavesTaken(Struct, frozen=True):
    """What a sheet brought: the leaves noted now, and how many of its rows were noted before."""

    noted: tuple[LeaveView, ...]
    unchanged: int


class HalfDayView(Struct, frozen=True):
    """How a half-day went; `kind` of the leave, `late_ms` of the late sign-on."""

    state: Attended
    kind: LeaveKind | None = None
    late_ms: int = 0


class DayAttended(Struct, frozen=True):
    """A day of one person, both halves."""

    day: date
    am: HalfDayView
    pm: HalfDayView
    windows: tuple[str, ...] = ()


class PersonAttended(Struct, frozen=True):
    """A seconded person and the days that were asked for; `leaves` that touch them."""

    staffer: str
    name: Words
    department: str
    department_name: Words
    role: Role
    days: tuple[DayAttended, ...]
    leaves: tuple[LeaveView, ...]


class RosterView(Struct, frozen=True):
    """Who is expected, and who came: people whose term is in force on some of these days, by department."""

    first_day: date
    last_day: date
    people: tuple[PersonAttended, ...]


class RectificationView(Struct, frozen=True):
    """A bad rating and its follow-up, without ticket, number or time, which would identify the visitor.

    `due` is fifteen working days after the rating; `in_time`: whether it was put right by then. `review_by`: the day
    by which supervision decides an appeal that is open.
    """

    id: int
    state: Rectified
    served_on: date
    department: str
    window: str
    staffer: str
    matter: str
    level: int
    reasons: tuple[str, ...]
    due: date
    overdue: bool
    in_time: bool
    measures: str | None
    done_by: str | None
    done_day: date | None
    call_back: str | None
    satisfied: bool | None
    called_back_by: str | None
    appeal: str | None
    appealed_by: str | None
    review: str | None
    reviewed_by: str | None
    review_by: date | None


class RectificationsView(Struct, frozen=True):
    """All bad ratings, the soonest due first; a department sees only its own."""

    today: date
    rectifications: tuple[RectificationView, ...]
