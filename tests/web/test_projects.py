"""A project's page over HTTP: a past day is rehearsed once and kept, today each time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from hallserver.core.casework.outcomes import Outcome
from hallserver.services.people import projects
from hallserver.services.queue import check_ins
from hallserver.services.queue.numbers import Wish
from tests.running import hall, serving
from tests.services.test_numbers import GREEN
from tests.services.test_projects import MANAGER, ONE, books
from tests.small import KIOSK, Desk


def lives(data: Path) -> None:
    """A Monday in March: the project takes window 8 for twenty minutes while somebody waits for it."""
    desk = Desk(data, more=GREEN.replace('lines = ["green"]', 'lines = ["green", "tax"]'))
    desk.does(projects.open_project, MANAGER, ONE)
    code = books(desk)
    desk.sits("t-3", "8")
    desk.does(check_ins.check_in, KIOSK, code, Wish(""))
    desk.issue("tax-file")
    desk.serves("8", Outcome.FORWARDED, reason="site_visit")
    desk.pass_time(60)
    desk.serves("8")
    desk.close()


def asks(data: Path, times: int = 1) -> list[Any]:
    with serving(data, "--desk-only") as running:
        headers = {"Authorization": f"Bearer {running.token('manager', 'm')}"}
        with httpx.Client(base_url=running.api, headers=headers, timeout=30) as client:
            return [client.get("/projects/2026-17").raise_for_status().json()["effect"] for _ in range(times)]


def test_a_past_day_is_rehearsed_once_and_kept_with_the_project(tmp_path: Path) -> None:
    data = tmp_path / "hall"
    lives(data)
    hall("clock", "--accept", data=data)  # that day is long ago

    first, second = asks(data, 2)
    with closing(sqlite3.connect(data / "hall.db", isolation_level=None)) as behind:
        kept = behind.execute("SELECT day, uses, others FROM project_effect").fetchall()
        behind.execute("DROP TRIGGER project_effect_is_history")
        behind.execute("UPDATE project_effect SET longest_ms = 4711")
    third = asks(data)[0]

    assert first == second
    assert kept == [("2026-03-02", 1, 1)]
    assert third == [{**first[0], "longest_ms": 4711}]
