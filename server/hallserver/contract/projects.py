"""Projects in the green channel: each use with who approved it, the whole journey, and what it cost the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hallserver.core.appointments import AppointmentState
from hallserver.core.outcomes import Outcome
from hallserver.core.tickets import State
from hallserver.core.words import Words


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project: a department's number and name for it, the person and window named for it, how often it came."""

    code: str
    department: str
    department_name: Words
    name: Words
    staffer: str
    staffer_name: Words
    window: str
    opened_at: datetime
    closed_at: datetime | None
    closed_reason: str | None
    uses: int
    last_use: date | None


@dataclass(frozen=True, slots=True)
class ProjectsView:
    """All projects, open ones first; a department sees its own."""

    projects: tuple[ProjectView, ...]


@dataclass(frozen=True, slots=True)
class JourneyStop:
    """One part of a visit: where and by whom; `by_named` when that was the window or person named for the project."""

    matter: str
    matter_name: Words
    state: State
    window: str | None
    staffer: str | None
    by_named: bool | None
    arrived_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    wait_ms: int | None
    service_ms: int | None
    outcome: Outcome | None
    reason: str | None
    promised_until: date | None


@dataclass(frozen=True, slots=True)
class ProjectUse:
    """One approved use: booked for when, by whom approved and why, what became of it."""

    business_day: date
    at: datetime
    state: AppointmentState
    approver: str
    reason: str
    booked_by: str
    number: str | None
    stops: tuple[JourneyStop, ...]


@dataclass(frozen=True, slots=True)
class GreenEffect:
    """What a day's green uses cost the others who were called that day.

    The day is rehearsed twice from its own record, with and without these visits; `delayed` were called later with
    them, the longest by `longest_ms`; `total_ms` sums every difference, later and sooner; `mean_ms` is that by `others`.
    """

    business_day: date
    uses: int
    others: int
    delayed: int
    total_ms: int
    mean_ms: int
    longest_ms: int


@dataclass(frozen=True, slots=True)
class ProjectJourney:
    """A project from its opening to now."""

    project: ProjectView
    uses: tuple[ProjectUse, ...]
    effect: tuple[GreenEffect, ...]
