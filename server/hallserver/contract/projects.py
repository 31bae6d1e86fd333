"""Projects in the green channel: each use with its approver, the visit, and the cost for other visitors."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from hallserver.core.casework.appointments import AppointmentState
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.language.words import Words
from hallserver.core.queue.tickets import State


class ProjectView(Struct, frozen=True):
    """A project: the department's number and name for it, the named person and window, the count of uses."""

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


class ProjectsView(Struct, frozen=True):
    """All projects, open ones first; a department sees only its own."""

    projects: tuple[ProjectView, ...]


class JourneyStop(Struct, frozen=True):
    """One part of a visit: where and by whom; `by_named`: at the named window or by the named person."""

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


class ProjectUse(Struct, frozen=True):
    """One approved use: the booked time, the approver and reason, and the result."""

    business_day: date
    at: datetime
    state: AppointmentState
    approver: str
    reason: str
    booked_by: str
    number: str | None
    stops: tuple[JourneyStop, ...]


class GreenEffect(Struct, frozen=True):
    """The effect of a day's green-channel uses on the other visitors called that day.

    The day is simulated twice from its record, with and without these visits. `delayed` visitors were called
    later with them, at most by `longest_ms`. `total_ms` sums all differences, later and sooner; `mean_ms` is
    that divided by `others`.
    """

    business_day: date
    uses: int
    others: int
    delayed: int
    total_ms: int
    mean_ms: int
    longest_ms: int


class ProjectJourney(Struct, frozen=True):
    """The history of a project from its opening to now."""

    project: ProjectView
    uses: tuple[ProjectUse, ...]
    effect: tuple[GreenEffect, ...]
