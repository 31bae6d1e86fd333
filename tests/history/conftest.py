"""A simulated month with a written past, and a folder whose power can be cut at any step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from hallserver.history.late import late
from hallserver.history.merged import compact
from hallserver.history.sealed import days_to_seal, seal
from hallserver.services.queue import days
from hallserver.store import connect
from hallserver.store.disk import durable
from tests.running import hall, made_once
from tests.small import Desk

FIRST, TODAY = date(2026, 3, 2), date(2026, 4, 4)
SEALED_EARLY = 18  # days of life, after which the first ones are sealed: what happens to them later is late
OPEN = date(2026, 3, 30)  # this day and later ones stay open


@dataclass(frozen=True, eq=False)
class Lived:
    """A demo hall after a month, and its history in three stages: sealed, late facts written, March merged."""

    engine: Engine
    stages: dict[str, Path]


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """March 2026 of a demo hall, sealed in two goes; made once in a run, only copied and read."""
    made = made_once(tmp_path_factory.getbasetemp(), "lived", live_through_march)
    engine = connect.reading_engine(made / "sealed")
    yield Lived(engine, {stage: made / stage for stage in ("sealed", "late", "merged")})
    engine.dispose()


def live_through_march(base: Path) -> None:
    """Make the three stages in a folder."""
    data, learned, merged = (base / stage for stage in ("sealed", "late", "merged"))
    data.mkdir(parents=True)
    hall("demo", "--opened", (FIRST - timedelta(days=1)).isoformat(), data=data)
    live(data, SEALED_EARLY)
    engine = connect.reading_engine(data)
    with engine.connect() as connection:
        write(data, connection, FIRST + timedelta(days=SEALED_EARLY))
    live(data, (TODAY - FIRST).days - SEALED_EARLY)
    with engine.connect() as connection:
        write(data, connection, OPEN)
        shutil.copytree(data / "history", learned / "history")
        late(learned, connection, today=TODAY)
    engine.dispose()
    shutil.copytree(learned, merged)
    compact(merged, "2026-03", today=TODAY)


def live(data: Path, count: int) -> None:
    """Let a demo hall live through its next days, in a process of its own."""
    words = ("--days", str(count), "--tickets", "30", "--mishaps", "2.5", "--seed", str(count))
    hall("simulate", *words, data=data)


def write(data: Path, connection: Connection, today: date) -> list[date]:
    """Write every sealed day before `today`."""
    written = days_to_seal(data, connection, today=today)
    for day in written:
        seal(data, connection, day, today=today)
    return written


class Historian:
    """Writes the history of a small hall."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def today(self) -> date:
        assert self.desk.writer.state.plan is not None
        return self.desk.writer.state.plan.hours.business_day(self.desk.now)

    def seals(self) -> list[date]:
        """Seal the days that are over, and write them."""
        self.desk.does(days.seal_old_days)
        with self.desk.reader.connect() as connection:
            return write(self.desk.data, connection, self.today)

    def learns(self) -> Any:
        """Look for late facts."""
        with self.desk.reader.connect() as connection:
            return late(self.desk.data, connection, today=self.today)


@pytest.fixture
def historian(desk: Desk) -> Historian:
    return Historian(desk)


class PowerCut(BaseException):
    """Nothing catches it, as nothing runs after a power cut."""


class Steps:
    """The operating system as `durable` sees it, which counts what changes the disk and fails at one step."""

    CHANGES = ("replace", "fsync", "unlink", "mkdir", "chmod")

    def __init__(self, cut_before: int = -1, end: Callable[[], None] | None = None) -> None:
        self.taken: list[str] = []
        self._cut, self._end = cut_before, end

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._counted(name, real) if name in self.CHANGES else real

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any) -> Any:
            if len(self.taken) == self._cut:
                if self._end:
                    self._end()
                raise PowerCut
            place = args[-1] if name == "replace" else args[0]
            self.taken.append(f"{name} {Path(place).name if isinstance(place, str | Path) else ''}".strip())
            return real(*args)

        return step


@pytest.fixture
def cutting(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Steps]:
    """Cut the power before a step; −1: never."""

    def begin(step: int) -> Steps:
        steps = Steps(step)
        monkeypatch.setattr(durable, "os", steps)
        return steps

    return begin


def contents(data: Path) -> dict[str, bytes]:
    """The files of the history with their bytes."""
    home = data / "history"
    return {str(each.relative_to(home)): each.read_bytes() for each in home.rglob("*") if each.is_file()}
