"""A hall on a machine whose clock a test sets, as a technician would: forwards, while the hall runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.running import RunningHall, serving

CLOCKWORK = Path(__file__).parent / "clockwork"


@dataclass
class Clock:
    """The machine's clock of one hall."""

    running: RunningHall
    file: Path

    def set(self, to: datetime) -> None:
        """Set it, and let the hall adopt it."""
        _write(self.file, to)
        self.running.local("POST", "/api/v1/local/clock", {})


def at_another_time(at: datetime, file: Path) -> dict[str, str]:
    """The environment of a process that begins at that time; `file` says it."""
    _write(file, at)
    path = os.pathsep.join(filter(None, (str(CLOCKWORK), os.environ.get("PYTHONPATH"))))
    return {"PYTHONPATH": path, "HALL_TESTS_CLOCK_AHEAD": str(file)}


@contextmanager
def serving_at(at: datetime, data: Path, *words: str, **env: str) -> Iterator[Clock]:
    """A hall that is served from that time on."""
    file = data / "machine-clock"
    with serving(data, *words, **env, **at_another_time(at, file)) as running:
        yield Clock(running, file)


def _write(file: Path, to: datetime) -> None:
    """In one piece: the hall reads it all the time."""
    new = file.with_suffix(".new")
    new.write_text(str((to - datetime.now(UTC)).total_seconds()))
    new.replace(file)
