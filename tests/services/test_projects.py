"""The green channel for projects: named person and window, approver and reason for each use, and what it cost the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from hallserver.contract import ProjectJourney, Words
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import AppointmentOnly, Malformed, ProjectClosed, ProjectThere, UnknownValue
from hallserver.core.queue.displaced import displaced_by
from hallserver.core.queue.rehearsal import Arrival, Sitting
from hallserver.core.rights import Principal
from hallserver.core.rules import QueueRules
from hallserver.services.people import projects
from hallserver.services.queue import appointments, check_ins, windows
from hallserver.services.queue.numbers import Wish
from hallserver.services.queue.record import End
from hallserver.store import schema
from hallserver.views.casework.projects import effect, green_days, journey, projects_view
from tests.services.test_numbers import GREEN
from tests.small import KIOSK, MONDAY_NINE, Desk

MANAGER = Principal("manager:manager", "manager", "manager")
MINUTE = 60
ONE = projects.Opening("2026-17", "tax", Words("沿江物流园", "Riverside logistics park"), "t-3", "8")


@pytest.fixture
def green(tmp_path: Path, memory: str) -> Iterator[Desk]:
    """A hall whose window 8 serves the green channel, and the ordinary tax line beside it."""
    more = GREEN.replace('lines = ["green"]', 'lines = ["green", "tax"]')
    desk = Desk(tmp_path / "hall", more=more)
    desk.does(projects.open_project, MANAGER, ONE)
    yield desk
    desk.close()


def books(desk: Desk, minutes: int = 0, **more: Any) -> str:
    said = {"approver": "局长", "reason": "重点项目", "project": "2026-17"} | more
    at = desk.now + timedelta(minutes=minutes)
    return str(desk.does(appointments.book, MANAGER, appointments.Booking("project", at, **said)).code)


def asked(desk: Desk) -> ProjectJourney:
    with desk.reader.connect() as connection:
        (project,) = projects_view(connection, None, "2026-17").projects
        plan = desk.writer.state.plan
        effects = tuple(effect(connection, plan, day, "2026-17") for day in green_days(connection, "2026-17"))
        return journey(connection, plan, project, effects)


def test_the_whole_journey_stands_on_one_page(green: Desk) -> None:
    code = books(green)
    green.sits("t-3", "8")
    ticket = green.does(check_ins.check_in, KIOSK, code, Wish(""))
    green.pass_time(3 * MINUTE)
    green.calls("8")
    green.at("8", windows.start)
    green.pass_time(20 * MINUTE)
    green.at("8", windows.finish, end=End(Outcome.FORWARDED, reason="site_visit"))
    books(green, 60)

    told = asked(green)

    assert (told.project.uses, told.project.staffer, told.project.window) == (1, "t-3", "8")
    first, second = told.uses
    assert (first.number, first.approver, first.reason, first.state) == (
        ticket.number,
        "局长",
        "重点项目",
        "kept",
    )
    (part,) = first.stops
    assert (part.window, part.staffer, part.by_named, part.outcome, part.reason) == (
        "8",
        "t-3",
        True,
        "forwarded",
        "site_visit",
    )
    assert (part.wait_ms, part.service_ms) == (3 * MINUTE * 1000, 20 * MINUTE * 1000)
    assert (second.state, second.number, second.stops) == ("booked", None, ())
    assert green.events("appointment.kept")[0].facts["project"] == "2026-17"
    assert green.fault() is None


def test_what_it_cost_the_others_is_measured_against_the_day_without_it(green: Desk) -> None:
    """Ten o'clock: the project takes window 8 for 20 min while somebody with a tax matter waits for it alone."""
    code = books(green)
    green.sits("t-3", "8")
    green.does(check_ins.check_in, KIOSK, code, Wish(""))
    green.issue("tax-file")
    green.calls("8")
    green.at("8", windows.start)
    green.pass_time(20 * MINUTE)
    green.at("8", windows.finish, end=End(Outcome.FORWARDED, reason="site_visit"))
    green.serves("8")

    (effect,) = asked(green).effect

    assert (effect.business_day, effect.uses, effect.others, effect.delayed) == (MONDAY_NINE.date(), 1, 1, 1)
    assert (effect.longest_ms, effect.total_ms, effect.mean_ms) == (20 * MINUTE * 1000,) * 3


def test_a_use_that_stands_in_nobodys_way_costs_nothing() -> None:
    serves = frozenset({("a", "m")})
    sittings = [Sitting("1", 0, 10_000, serves), Sitting("2", 0, 10_000, frozenset({("g", "p")}))]
    came = [
        Arrival(1, "g", "p", "appointment", 0, 0, 5_000),
        *(Arrival(n, "a", "m", "ordinary", 0, 0, 100) for n in (2, 3)),
    ]

    found = displaced_by(came, sittings, QueueRules(), {1})

    assert (found.others, found.delayed, found.total_ms, found.longest_ms, found.mean_ms) == (2, 0, 0, 0, 0)


def test_each_use_names_who_approved_it_and_a_closed_project_has_none(green: Desk) -> None:
    with pytest.raises(AppointmentOnly):
        books(green, approver=None)
    with pytest.raises(UnknownValue):
        books(green, project="2026-18")
    tax = appointments.Booking("tax-file", green.now, None, "局长", "重点", "2026-17")
    with pytest.raises(Malformed):
        green.does(appointments.book, MANAGER, tax)
    with pytest.raises(ProjectThere):
        green.does(projects.open_project, MANAGER, ONE)
    green.does(projects.close_project, MANAGER, "2026-17", "all permits given")
    for again in (
        lambda: books(green),
        lambda: green.does(projects.close_project, MANAGER, "2026-17", "twice"),
    ):
        with pytest.raises(ProjectClosed):
            again()


def test_the_schema_itself_keeps_projects(green: Desk) -> None:
    use = {
        "code": "x",
        "day": MONDAY_NINE.date(),
        "booked_at": MONDAY_NINE,
        "matter": "project",
        "state": "booked",
        "project": "2026-17",
        "booked_by": "x",
    }
    for wrong in (
        delete(schema.projects),
        update(schema.projects).values(closed_at=green.now),
        insert(schema.appointments).values(use),
    ):
        with pytest.raises(IntegrityError):
            green.does(lambda work, wrong=wrong: work.connection.execute(wrong))
