"""Green-channel projects: list, open, close; one project's history, and how it delayed others."""

from __future__ import annotations

from datetime import date
from functools import partial

from hallserver.contract import GreenEffect, ProjectJourney, ProjectsView, ProjectView
from hallserver.contract.requests import ProjectBody, ReasonBody
from hallserver.core.errors import NotFound
from hallserver.services.people import projects
from hallserver.views.casework.projects import (
    effect,
    green_days,
    is_over,
    journey,
    kept_effects,
    projects_view,
)
from hallserver.web.door import Act, Call, route


@route("GET", "/projects", permission="project.read", response=ProjectsView)
def read_projects(call: Call) -> ProjectsView:
    """List the green channel's projects, open ones first; a department sees its own."""
    with call.hall.reading() as connection:
        return projects_view(connection, call.who.confined_to)


@route("GET", "/projects/{code}", permission="project.read", response=ProjectJourney)
def read_project(call: Call) -> ProjectJourney:
    """Return a project's history: uses with approver and reason, calls, services, effect on others' waits."""
    with call.hall.reading() as connection:
        found = projects_view(connection, call.who.confined_to, call.args["code"]).projects
    if not found:
        raise NotFound(what="project", name=call.args["code"])
    with call.hall.making[f"project {found[0].code}"]:
        effects = _effects(call, found[0].code)
    return call.hall.run_in_threadpool(_made, call, found[0], effects)


@route(
    "POST",
    "/projects",
    permission="project.write",
    body=ProjectBody,
    response=ProjectView,
    status=201,
)
def open_project(call: Call) -> Act:
    """Open a project in the green channel, with its staffer and window."""
    said: ProjectBody = call.body
    opening = projects.Opening(said.code, said.department, said.name.both(), said.staffer, said.window)
    return Act(partial(projects.open_project, who=call.who, said=opening))


@route(
    "POST",
    "/projects/{code}/close",
    permission="project.write",
    body=ReasonBody,
    response=ProjectView,
)
def close_project(call: Call) -> Act:
    """Close a project: it can no longer be booked."""
    act = partial(projects.close_project, who=call.who, code=call.args["code"])
    return Act(partial(act, reason=call.body.reason))


def _effects(call: Call, project: str) -> tuple[GreenEffect, ...]:
    """Return the effect on others by day: past days are simulated once and stored, today each time."""
    today = call.hall.plan.hours.business_day(call.now)
    with call.hall.reading() as connection:
        days, kept = green_days(connection, project), kept_effects(connection, project)
        over = {day for day in days if is_over(connection, day, today)}
    for day in days:
        if day not in kept:
            kept[day] = call.hall.run_in_threadpool(_rehearsed, call, day, project)
            if day in over:
                call.hall.writer(partial(projects.keep_effect, project=project, effect=kept[day]))
    return tuple(kept[day] for day in days)


def _rehearsed(call: Call, day: date, project: str) -> GreenEffect:
    with call.hall.reading() as connection:
        return effect(connection, call.hall.plan, day, project)


def _made(call: Call, project: ProjectView, effects: tuple[GreenEffect, ...]) -> ProjectJourney:
    with call.hall.reading() as connection:
        return journey(connection, call.hall.plan, project, effects)
