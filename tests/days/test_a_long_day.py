"""T25: a hundred thousand numbers and two hundred thousand calls go through one hall that is never started anew.

Its memory stays, the write-ahead log stays small, a number costs what it cost in the morning, and the file keeps a few
kilobytes of each number (`HALL_NUMBERS`: how many).
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.running import RunningHall, hall, served_matters, serving
from tests.tools import load
from tests.tools.fanning import resident

NUMBERS = int(os.environ.get("HALL_NUMBERS", "100000"))
KIOSKS, SCREENS = 4, 60
WINDOWS = [str(code) for code in range(1, 11)]
PACE = 35.0  # numbers a second of each kiosk: about as many as the windows serve
WARM = 0.2  # of the numbers: until then the caches fill
LOOK_S, LONGEST_S = 2.0, 3_600.0
MOST_WAL = 64 * 2**20
MOST_KB = 7.0  # of a number, once the kept answers have gone
ANSWERS = {"answer"}

pytestmark = [
    pytest.mark.long,
    pytest.mark.alone,
    pytest.mark.skipif(
        "HALL_SOAK" not in os.environ, reason="a long day takes half an hour: `make soak` lives through it"
    ),
]


@dataclass(frozen=True)
class Look:
    """What the hall was at a moment: numbers issued, MB of its largest process, bytes of its write-ahead log."""

    issued: int
    memory: float
    wal: int


def test_a_long_day_grows_nothing_but_the_file(data: Path) -> None:
    with serving(data) as running, watched_by_screens(running, data):
        matters = served_matters(running, WINDOWS)
        desks = [
            load.start(
                "window",
                port=running.port,
                token=running.token("window", code, staffer="any"),
                code=code,
                until=str(data / "closing"),
                recalls=1,
            )
            for code in WINDOWS
        ]
        kiosks = [
            load.start(
                "kiosk",
                port=running.port,
                token=running.token("kiosk", f"k{i}"),
                matters=matters,
                count=NUMBERS // KIOSKS,
                a_second=PACE,
            )
            for i in range(KIOSKS)
        ]
        looks = list(look_until_all_have_come(running, data, kiosks))
        told = [list(load.told(kiosk)) for kiosk in kiosks]
        (data / "closing").touch()
        called = [each for desk in desks for each in load.told(desk, LONGEST_S)]
        looks.append(look(running, data))

    tenth = len(told[0]) // 10
    morning, evening = (
        percentile(each["ms"] for kiosk in told for each in kiosk[part])
        for part in (slice(tenth, 2 * tenth), slice(-tenth, None))
    )
    warm = next(each for each in looks if each.issued >= WARM * NUMBERS)
    kept = {name: size / NUMBERS / 1000 for name, size in sizes(data).items()}
    of_a_number = sum(size for name, size in kept.items() if name not in ANSWERS)
    print(f"issue p99 {morning:.1f} ms in the morning, {evening:.1f} ms in the evening")
    print(
        f"memory {warm.memory:.0f} MB → {looks[-1].memory:.0f} MB, log ≤ {max(each.wal for each in looks) / 2**20:.1f} MiB"
    )
    print(
        f"a number: {of_a_number:.2f} kB and answers; "
        + " · ".join(f"{k} {v:.2f}" for k, v in kept.items() if v >= 0.01)
    )

    assert Counter(each["status"] for kiosk in told for each in kiosk) == {201: NUMBERS}
    assert {each["status"] for each in called} == {200}
    assert len([each for each in called if each.get("recalled")]) == NUMBERS
    numbers = Counter(each["called"] for each in called if each.get("called"))
    assert len(numbers) == NUMBERS
    assert set(numbers.values()) == {1}
    assert looks[-1].memory <= 1.1 * warm.memory
    assert max(each.wal for each in looks) <= MOST_WAL
    assert of_a_number <= MOST_KB
    assert evening <= max(1.2 * morning, morning + 10)
    assert "unbroken" in hall("verify", data=data).stdout


def look_until_all_have_come(running: RunningHall, data: Path, kiosks: list[load.Client]) -> Iterator[Look]:
    """Look every two seconds until each kiosk has given its numbers."""
    deadline = time.monotonic() + LONGEST_S
    while any(each.process.poll() is None for each in kiosks):
        assert time.monotonic() < deadline, running.log[-2000:]
        yield look(running, data)
        time.sleep(LOOK_S)


def look(running: RunningHall, data: Path) -> Look:
    wal = data / "hall.db-wal"
    with closing(sqlite3.connect(f"file:{data / 'hall.db'}?mode=ro", uri=True)) as table:
        (issued,) = table.execute("SELECT coalesce(max(id), 0) FROM ticket").fetchone()
    return Look(issued, resident(running), wal.stat().st_size if wal.exists() else 0)


@contextmanager
def watched_by_screens(running: RunningHall, data: Path) -> Iterator[None]:
    """Sixty boards that read all that is pushed to them."""
    tokens = data / "screens"
    tokens.write_text("\n".join(running.token("display", f"screen-{i}") for i in range(SCREENS)))
    crowd = subprocess.Popen(
        [sys.executable, "-m", "tests.tools.crowds", str(running.port), tokens], cwd=ROOT
    )
    try:
        yield
    finally:
        crowd.terminate()
        crowd.wait(10)


def percentile(ms: Iterable[float], percent: int = 99) -> float:
    ordered = sorted(ms)
    return ordered[len(ordered) * percent // 100]


def sizes(data: Path) -> dict[str, int]:
    """Bytes of each table with its indexes, the fullest first (sqlite.org/dbstat.html)."""
    with closing(sqlite3.connect(data / "hall.db")) as table:
        rows = table.execute(
            "SELECT tbl_name, sum(pgsize) FROM dbstat JOIN sqlite_schema USING (name) GROUP BY 1 ORDER BY 2 DESC"
        ).fetchall()
    return dict(rows)
