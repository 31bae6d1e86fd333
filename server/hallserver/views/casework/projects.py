"""Read projects: each use with its visit, and the cost of a day's green-channel uses for other visitors."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import Connection, and_, func, select

from hallserver.contract import (
    GreenEffect,
    JourneyStop,
    ProjectJourney,
    ProjectsView,
    ProjectUse,
    ProjectView,
    Words,
)
from hallserver.core.casework.appointments import AppointmentState
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.queue.displaced import displaced_by
from hallserver.core.queue.tickets import State
from hallserver.store.catalogue import Plan
from hallserver.store.joined import NumberedAppointment
from hallserver.store.prepared import read_rows
from hallserver.store.rows import ProjectEffectRow, ProjectRow, StopRow
from hallserver.store.schema import (
    IS_LIVE,
    appointments,
    departments,
    project_effects,
    projects,
    services,
    sessions,
    staffers,
    stops,
    tickets,
)
from hallserver.views.figures.past_days import read_day

MOST_DAYS = 10  # the newest days, whose effect is simulated


class _Project(ProjectRow):
    """A project with names, and the count of its uses."""

    uses: int | None
    last: date | None
    department_name: Words
    staffer_name: Words


class _Part(StopRow):
    """A stop of a project's visit with one part of its service, if it has one."""

    at: str | None
    by: str | None
    part_called: datetime | None
    part_started: datetime | None
    finished_at: datetime | None
    waited: int | None
    service_ms: int | None
    ended: str | None
    why: str | None
    promised_until: date | None
    sitter: str | None


def projects_view(connection: Connection, department: str | None, code: str | None = None) -> ProjectsView:
    """All projects, those of one department, or one; open ones first, then by code."""
    used = (
        select(appointments.c.project, func.count().label("uses"), func.max(appointments.c.day).label("last"))
        .where(appointments.c.state == AppointmentState.KEPT, appointments.c.project.is_not(None))
        .group_by(appointments.c.project)
        .subquery()
    )
    query = (
        select(
            projects,
            used.c.uses,
            used.c.last,
            departments.c.name.label("department_name"),
            staffers.c.name.label("staffer_name"),
        )
        .join(departments, departments.c.code == projects.c.department)
        .join(staffers, staffers.c.code == projects.c.staffer)
        .outerjoin(used, used.c.project == projects.c.code)
        .order_by(projects.c.closed_at.is_not(None), projects.c.code)
    )
    if department is not None:
        query = query.where(projects.c.department == department)
    if code is not None:
        query = query.where(projects.c.code == code)
    return ProjectsView(tuple(_project(row) for row in read_rows(connection, query, _Project)))


def journey(
    connection: Connection, plan: Plan, project: ProjectView, effects: tuple[GreenEffect, ...]
) -> ProjectJourney:
    """All uses of a project in order of time, each with its visit, and the effect of each day on others."""
    query = (
        select(appointments, tickets.c.number)
        .outerjoin(tickets, tickets.c.id == appointments.c.ticket)
        .where(appointments.c.project == project.code)
        .order_by(appointments.c.booked_at)
    )
    booked = read_rows(connection, query, NumberedAppointment)
    parts = _parts(connection, plan, project, [row.ticket for row in booked if row.ticket])
    uses = tuple(
        ProjectUse(
            row.day,
            row.booked_at,
            AppointmentState(row.state),
            row.approver or "",
            row.reason or "",
            row.booked_by,
            row.number,
            tuple(parts[row.ticket]) if row.ticket else (),
        )
        for row in booked
    )
    return ProjectJourney(project, uses, effects)


def green_days(connection: Connection, project: str) -> list[date]:
    """The days on which the project came, newest first, up to `MOST_DAYS`."""
    came = (
        select(appointments.c.day)
        .where(appointments.c.project == project, appointments.c.ticket.is_not(None))
        .distinct()
        .order_by(appointments.c.day.desc())
        .limit(MOST_DAYS)
    )
    return list(connection.execute(came).scalars())


def kept_effects(connection: Connection, project: str) -> dict[date, GreenEffect]:
    """The stored effects of past days."""
    rows = read_rows(
        connection, select(project_effects).where(project_effects.c.project == project), ProjectEffectRow
    )
    return {
        row.day: GreenEffect(
            row.day, row.uses, row.others, row.delayed, row.total_ms, row.mean_ms, row.longest_ms
        )
        for row in rows
    }


def is_over(connection: Connection, day: date, today: date) -> bool:
    """Whether a day is final: it is past, and none of its visitors still waits or is served."""
    alive = IS_LIVE
    live = select(stops.c.id).where(stops.c.day == day, alive).limit(1)
    return day < today and connection.execute(live).first() is None


def effect(connection: Connection, plan: Plan, day: date, project: str) -> GreenEffect:
    """The cost of this project's visits on a day for other visitors: see `core.displaced`."""
    mine = set(
        connection.execute(
            select(stops.c.id)
            .join(appointments, appointments.c.ticket == stops.c.ticket)
            .where(appointments.c.project == project, appointments.c.day == day)
        ).scalars()
    )
    past = read_day(connection, plan, day)
    found = displaced_by(past.arrivals, past.sittings, plan.rules, mine)
    return GreenEffect(
        day, len(mine), found.others, found.delayed, found.total_ms, found.mean_ms, found.longest_ms
    )


def _parts(
    connection: Connection, plan: Plan, project: ProjectView, of: list[int]
) -> dict[int, list[JourneyStop]]:
    """Ticket → its parts: each service, and each stop that has no service yet."""
    query = (
        select(
            stops,
            services.c.window.label("at"),
            services.c.staffer.label("by"),
            services.c.called_at.label("part_called"),
            services.c.started_at.label("part_started"),
            services.c.finished_at,
            services.c.wait_ms.label("waited"),
            services.c.service_ms,
            services.c.outcome.label("ended"),
            services.c.reason.label("why"),
            services.c.promised_until,
            sessions.c.staffer.label("sitter"),
        )
        .outerjoin(services, services.c.stop == stops.c.id)
        .outerjoin(sessions, and_(sessions.c.id == stops.c.session))
        .where(stops.c.ticket.in_(of))
        .order_by(stops.c.ticket, stops.c.position, services.c.part)
    )
    found: dict[int, list[JourneyStop]] = defaultdict(list)
    for row in read_rows(connection, query, _Part):
        found[row.ticket].append(_part(row, plan, project))
    return found


def _part(row: _Part, plan: Plan, project: ProjectView) -> JourneyStop:
    window, staffer = row.at or row.window, row.by or row.sitter
    named = None if window is None else window == project.window or staffer == project.staffer
    return JourneyStop(
        matter=row.matter,
        matter_name=plan.matters[row.matter].name,
        state=State(row.state),
        window=window,
        staffer=staffer,
        by_named=named,
        arrived_at=row.arrived_at,
        called_at=row.part_called or row.called_at,
        started_at=row.part_started or row.started_at,
        finished_at=row.finished_at,
        wait_ms=row.waited if row.waited is not None else row.wait_ms,
        service_ms=row.service_ms,
        outcome=Outcome(row.ended) if row.ended else None,
        reason=row.why,
        promised_until=row.promised_until,
    )


def _project(row: _Project) -> ProjectView:
    return ProjectView(
        row.code,
        row.department,
        row.department_name,
        row.name,
        row.staffer,
        row.staffer_name,
        row.window,
        row.opened_at,
        row.closed_at,
        row.closed_reason,
        row.uses or 0,
        row.last,
    )
