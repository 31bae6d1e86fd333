"""Green-channel projects: opened for a staffer and window, closed with a reason; used by appointments."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from hallserver.contract import GreenEffect, ProjectView, Words
from hallserver.core import events
from hallserver.core.errors import Malformed, NotFound, ProjectClosed, ProjectThere, UnknownValue
from hallserver.core.events import ProjectOpened
from hallserver.core.language.why import Why, hints, quoted
from hallserver.core.plans.tables import CODE
from hallserver.core.rights import Principal
from hallserver.services.context import CommandContext
from hallserver.store import queries
from hallserver.store.prepared import read_row
from hallserver.store.rows import ProjectRow
from hallserver.store.schema import project_effects, projects
from hallserver.views.casework.projects import kept_effects, projects_view


@dataclass(frozen=True, slots=True)
class Opening:
    """A department's project: its code and name (never a person's), the staffer in charge, and the window."""

    code: str
    department: str
    name: Words
    staffer: str
    window: str


def open_project(work: CommandContext, who: Principal, said: Opening) -> ProjectView:
    """Open a project in the green channel.

    Raises:
        ProjectThere. UnknownValue: department, staffer or window.
    """
    if not CODE.fullmatch(said.code):
        raise Malformed(
            Why(
                f"{quoted(said.code)} 不是项目编号（字母、数字、点、横线）",
                f"{quoted(said.code)} is no code: letters, digits, dot, hyphen",
            )
        )
    if work.connection.execute(select(projects.c.code).where(projects.c.code == said.code)).first():
        raise ProjectThere({"project": said.code}, project=said.code)
    if said.department not in work.plan.departments:
        raise UnknownValue(
            what="department", name=said.department, **hints(said.department, work.plan.departments)
        )
    if not queries.is_staffer(work.connection, said.staffer):
        raise UnknownValue(what="staffer", name=said.staffer)
    if said.window not in work.plan.windows:
        raise UnknownValue(what="window", name=said.window, **hints(said.window, work.plan.windows))
    row = {
        "code": said.code,
        "department": said.department,
        "name": said.name,
        "staffer": said.staffer,
        "window": said.window,
    }
    work.connection.execute(insert(projects), row | {"opened_at": work.now, "opened_by": who.label})
    work.publish(
        who,
        ProjectOpened(
            project=said.code,
            department=said.department,
            staffer=said.staffer,
            window=said.window,
            zh=said.name.zh,
            en=said.name.en,
        ),
    )
    return projects_view(work.connection, None, said.code).projects[0]


def close_project(work: CommandContext, who: Principal, code: str, reason: str) -> ProjectView:
    """Close a project: it can no longer be booked.

    Raises:
        NotFound, ProjectClosed.
    """
    row = read_row(work.connection, select(projects).where(projects.c.code == code), ProjectRow)
    if row is None:
        raise NotFound(what="project", name=code)
    over = {"closed_at": work.now, "closed_by": who.label, "closed_reason": reason}
    done = work.connection.execute(
        update(projects).where(projects.c.code == code, projects.c.closed_at.is_(None)).values(**over)
    )
    if done.rowcount != 1:
        raise ProjectClosed({"project": code}, project=code)
    work.publish(
        who,
        events.ProjectClosed(
            project=code, department=row.department, staffer=row.staffer, window=row.window, reason=reason
        ),
    )
    return projects_view(work.connection, None, code).projects[0]


def keep_effect(work: CommandContext, project: str, effect: GreenEffect) -> None:
    """Store how much a project's visits delayed others on a past day, if it is not stored yet."""
    row = {
        "project": project,
        "day": effect.business_day,
        "uses": effect.uses,
        "others": effect.others,
        "delayed": effect.delayed,
        "total_ms": effect.total_ms,
        "mean_ms": effect.mean_ms,
        "longest_ms": effect.longest_ms,
    }
    if effect.business_day not in kept_effects(work.connection, project):
        work.connection.execute(insert(project_effects), row)
