"""A sealed day is written whole or not at all, always with the same bytes, and never too early."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.history.columns import LOG
from hallserver.history.errors import NotSealed
from hallserver.history.reader import Past
from hallserver.history.sealed import days_to_seal, seal
from hallserver.services.queue import days, visits
from hallserver.store.schema import closings
from tests.history.conftest import Historian, PowerCut, Steps, contents, write
from tests.small import BOSS, KIOSK, Desk

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
NIGHT = 86_400
TABLES = {"services", "waits", "sessions", "ratings", "promises", "told", "findings", "issued", "log"}


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A Monday with three numbers, a case and a bad rating, closed; it is Tuesday."""
    desk.sits("t-2", "1")
    for matter, outcome in (("tax-file", Outcome.DONE), ("tax-audit", Outcome.ACCEPTED)):
        ticket = desk.issue(matter)
        desk.calls()
        desk.pass_time(300)
        desk.finishes(outcome=outcome)
    desk.does(visits.rate, KIOSK, ticket.id, 1, ("rude",))
    desk.issue("notary-will")
    desk.does(days.close_day, BOSS, "evening", early=True)
    desk.pass_time(NIGHT)
    return desk


def write_monday(desk: Desk, to: Path) -> None:
    with desk.reader.connect() as connection:
        seal(to, connection, MONDAY, today=TUESDAY)


def test_a_day_has_a_file_for_each_table_and_a_manifest(worked: Desk) -> None:
    write_monday(worked, worked.data)

    names = {f"2026-03/2026-03-02.{table}.parquet" for table in TABLES}
    assert set(contents(worked.data)) == names | {"2026-03/2026-03-02.json"}
    with Past(worked.data) as past:
        rows = {file.table: file.rows for file in past.manifests[0].files}
    assert rows | {"findings": 0, "log": 0} == {
        "services": 2,
        "waits": 2,
        "sessions": 1,
        "ratings": 1,
        "promises": 1,
        "told": 3,
        "issued": 2,
        "findings": 0,
        "log": 0,
    }


def test_the_days_log_ends_with_its_closing(worked: Desk) -> None:
    write_monday(worked, worked.data)

    closing = worked.rows(closings)[0]
    with Past(worked.data) as past:
        manifest = past.manifests[0]
        past.see(LOG)
        told = past.engine.execute(
            "SELECT count(*), min(seq), max(seq), arg_max(hash, seq) FROM log"
        ).fetchone()
    assert told == (closing.seq, 1, closing.seq, closing.hash)
    assert manifest.days[0].hash == closing.hash.hex()
    assert (manifest.days[0].first_seq, manifest.days[0].last_seq) == (1, closing.seq)


def test_the_next_days_log_begins_where_the_last_one_ended(historian: Historian) -> None:
    for _ in range(3):
        historian.desk.issue()
        historian.desk.pass_time(4 * NIGHT)  # with days between on which nobody came
        historian.desk.ticks()
    historian.seals()

    with Past(historian.desk.data) as past:
        spans = [(each.first_seq, each.last_seq) for one in past.manifests for each in one.days]
    assert len(spans) == 3
    assert [first for first, _ in spans[1:]] == [last + 1 for _, last in spans[:-1]]


def test_written_twice_a_day_has_the_same_bytes(worked: Desk, tmp_path: Path) -> None:
    write_monday(worked, tmp_path / "one")
    worked.pass_time(5)
    worked.issue()  # what happens meanwhile makes no difference
    write_monday(worked, tmp_path / "two")

    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_what_is_written_is_not_written_again(worked: Desk) -> None:
    write_monday(worked, worked.data)
    before = {each: each.stat().st_mtime_ns for each in (worked.data / "history").rglob("*.*")}
    write_monday(worked, worked.data)

    assert {each: each.stat().st_mtime_ns for each in (worked.data / "history").rglob("*.*")} == before


def test_a_day_that_is_not_closed_or_not_over_is_refused(worked: Desk) -> None:
    with worked.reader.connect() as connection:
        for day, today in ((MONDAY, MONDAY), (TUESDAY, TUESDAY + timedelta(days=1))):
            with pytest.raises(NotSealed):
                seal(worked.data, connection, day, today=today)
        assert days_to_seal(worked.data, connection, today=MONDAY) == []
        assert days_to_seal(worked.data, connection, today=TUESDAY) == [MONDAY]
        write(worked.data, connection, TUESDAY)
        assert days_to_seal(worked.data, connection, today=TUESDAY) == []


def test_only_the_hall_can_read_it(worked: Desk) -> None:
    write_monday(worked, worked.data)

    home = worked.data / "history"
    modes = {each.stat().st_mode & 0o077 for each in (home, *home.rglob("*"))}
    assert modes == {0}


def test_each_file_is_synced_before_it_gets_its_name_and_the_manifest_comes_last(
    worked: Desk, cutting: Callable[[int], Steps]
) -> None:
    steps = cutting(-1)
    write_monday(worked, worked.data)

    named = [n for n, each in enumerate(steps.taken) if each.startswith("replace")]
    assert all(steps.taken[n - 1] == "fsync" for n in named)
    assert steps.taken[named[-1]] == "replace 2026-03-02.json"
    assert steps.taken[-5:] == [
        "fsync",  # the folder, with the names of all tables
        "chmod 2026-03-02.json.tmp",
        "fsync",
        "replace 2026-03-02.json",
        "fsync",  # the folder, with the manifest's name
    ]


@pytest.mark.long
def test_a_power_cut_at_any_step_leaves_no_day_or_a_whole_one_and_the_next_run_ends_it(
    worked: Desk, cutting: Callable[[int], Steps], tmp_path: Path
) -> None:
    whole = cutting(-1)
    (tmp_path / "whole").mkdir()
    write_monday(worked, tmp_path / "whole")
    expected = contents(tmp_path / "whole")

    for step in range(len(whole.taken)):
        data = tmp_path / f"cut-{step}"
        data.mkdir()
        cutting(step)
        with pytest.raises(PowerCut):
            write_monday(worked, data)
        with Past(data) as past:
            assert past.days in (frozenset(), {MONDAY})
        cutting(-1)
        write_monday(worked, data)
        assert contents(data) == expected, whole.taken[step]


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from hallserver.store.disk import durable
from hallserver.history.sealed import seal
from hallserver.store import connect
from tests.history.conftest import Steps

durable.os = Steps(int(sys.argv[3]), lambda: os.kill(os.getpid(), signal.SIGKILL))
with connect.reading_engine(Path(sys.argv[1])).connect() as connection:
    seal(Path(sys.argv[2]), connection, date(2026, 3, 2), today=date(2026, 3, 3))
"""


@pytest.mark.long
@pytest.mark.parametrize("step", [4, 20, 30])
def test_a_killed_process_leaves_no_day_and_the_next_one_ends_it(
    worked: Desk, tmp_path: Path, step: int
) -> None:
    data = tmp_path / "killed"
    data.mkdir()
    words = [sys.executable, "-c", KILLED, str(worked.data), str(data), str(step)]
    killed = subprocess.run(words, capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr
    with Past(data) as past:
        assert past.days == frozenset()

    write_monday(worked, data)
    write_monday(worked, tmp_path / "whole")
    assert contents(data) == contents(tmp_path / "whole")


def test_a_half_written_file_of_a_crash_is_written_over(worked: Desk) -> None:
    folder = worked.data / "history/2026-03"
    folder.mkdir(parents=True)
    (folder / "2026-03-02.services.parquet.tmp").write_bytes(b"PAR1 and then nothing")
    (folder / "2026-03-02.services.parquet").write_bytes(b"PAR1 of another time")
    write_monday(worked, worked.data)

    with Past(worked.data) as past:
        assert past.days == {MONDAY}
    assert not list(folder.glob("*.tmp"))
