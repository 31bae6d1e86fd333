"""The history in a hall: written by a verb, verified, backed up, restored, and asked by a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from hallserver.history import manifests
from hallserver.history.keeping import keep
from hallserver.history.sealed import written
from hallserver.store import connect
from hallserver.store.catalogue import load_plan
from hallserver.views.figures import reports
from tests.actors import Actor
from tests.cli.test_processes import children
from tests.history.conftest import FIRST, OPEN, TODAY, Lived
from tests.history.test_checked import flip
from tests.running import RunningHall, hall, serving
from tests.waiting import until

pytestmark = pytest.mark.long

SPAN = {"from": FIRST.isoformat(), "to": TODAY.isoformat()}


@pytest.fixture
def data(lived: Lived, tmp_path: Path) -> Path:
    """A hall whose days before `OPEN` are sealed."""
    return shutil.copytree(lived.stages["sealed"], tmp_path / "hall")


@pytest.fixture(scope="module")
def served(lived: Lived, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    own = shutil.copytree(lived.stages["sealed"], tmp_path_factory.mktemp("archive") / "hall")
    with serving(own, "--desk-only") as running:
        # what was left open is ended as soon as the hall opens
        assert until(
            lambda: (
                not any(
                    each["state"] != "closed" for each in running.local("GET", "/api/v1/board")["windows"]
                )
            )
        )
        yield running


@pytest.fixture
def boss(served: RunningHall) -> Iterator[Actor]:
    with Actor(served, served.token("manager", "manager")) as actor:
        yield actor


def archive_of(running: RunningHall) -> int | None:
    assert running.process is not None
    return next(
        (pid for pid, said in children(running.process.pid).items() if "hallserver.archive" in said), None
    )


def days_in(data: Path) -> set[date]:
    return {sealed.day for each in written(data) for sealed in each.days}


@pytest.mark.parametrize("report", reports.REPORTS)
def test_a_served_report_over_sealed_and_open_days_is_that_of_the_database(
    boss: Actor, served: RunningHall, report: str
) -> None:
    told = boss.ask(f"/reports/{report}", by="department", **SPAN)
    reader = connect.reading_engine(served.data)
    with reader.connect() as connection:
        plan = load_plan(connection)
        today = plan.hours.business_day(datetime.now(UTC))
        ask = reports.Ask(report, "department", FIRST, TODAY, plan.hours.zone, None, today)
        meant = msgspec.to_builtins(reports.report(connection, plan, ask))
    reader.dispose()

    assert meant["total"]["count"] > 0 or report == "promises"
    assert told == msgspec.json.decode(msgspec.json.encode(meant))


def test_heat_and_trend_count_what_the_report_counts(boss: Actor) -> None:
    total = boss.ask("/reports/waits", by="line", **SPAN)["total"]["count"]
    heat = boss.ask("/reports/waits/heat", **SPAN)["cells"]
    by_day = boss.ask("/reports/waits/trend", **SPAN)["points"]
    by_month = boss.ask("/reports/waits/trend", step="month", **SPAN)["points"]

    assert total > 0
    assert sum(each["count"] for each in heat) == total
    assert sum(each["count"] for each in by_day) == sum(each["count"] for each in by_month) == total
    assert {each["weekday"] for each in heat} <= set(range(1, 8))
    assert [each["at"] for each in by_month] == ["2026-03", "2026-04"]


def test_the_archive_is_started_by_a_question_and_again_after_it_was_killed(
    served: RunningHall, boss: Actor
) -> None:
    boss.ask("/reports/waits", by="line", **SPAN)
    first = archive_of(served)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert until(lambda: archive_of(served) is None)

    boss.ask("/reports/waits", by="line", **SPAN)
    assert archive_of(served) not in {None, first}


def test_a_question_that_dies_with_the_archive_is_refused_in_words(served: RunningHall, boss: Actor) -> None:
    boss.ask("/reports/waits", by="line", **SPAN)
    pid = archive_of(served)
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as beside:
        asked = beside.submit(boss.client.get, "/reports/waits", params=SPAN)
        assert not wait([asked], 0.5).done
        os.kill(pid, signal.SIGKILL)
        answer = asked.result()

    # the archive had not taken it yet: the next one does, or it had, and the desk says so
    assert answer.status_code == 200 or answer.json()["code"] == "history_away"
    assert boss.client.get("/reports/waits", params=SPAN).status_code == 200


def test_a_damaged_file_is_said_and_calls_go_on(data: Path) -> None:
    for path in (data / "history/2026-03").glob("*.waits.parquet"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with serving(data, "--desk-only") as running, Actor(running, running.token("manager", "manager")) as boss:
        answer = boss.client.get("/reports/waits", params=SPAN)

        assert (answer.status_code, answer.json()["code"]) == (503, "history_damaged")
        assert boss.client.get("/reports/sessions", params=SPAN).status_code == 200
        assert boss.client.get("/catalogue").status_code == 200


def test_keep_writes_what_is_over_once_and_merges_its_month(data: Path) -> None:
    assert OPEN not in days_in(data)
    said = hall("keep", data=data).stdout

    assert f"{OPEN} is written" in said
    assert "2026-03 is merged" in said
    assert OPEN in days_in(data)
    assert hall("keep", data=data).stdout == ""


def test_two_do_not_keep_at_once(data: Path, lived: Lived) -> None:
    with lived.engine.connect() as connection:

        def meanwhile(_: str) -> None:
            assert not keep(data, connection, today=TODAY, say=print)

        assert keep(data, connection, today=TODAY, say=meanwhile)


def test_verify_names_the_file_and_the_day_of_a_flipped_bit(data: Path) -> None:
    assert "days in files, whole" in hall("verify", data=data).stdout
    flip(data / "history/2026-03/2026-03-10.services.parquet", 100)
    told = hall("verify", data=data, check=False)

    assert told.returncode == 1
    assert "2026-03-10.services.parquet (2026-03-10)" in told.stderr


def test_a_backup_takes_only_files_that_its_folder_lacks(data: Path, tmp_path: Path) -> None:
    store = tmp_path / "stick"
    store.mkdir()
    first = hall("backup", str(store / "1.db"), data=data).stdout
    second = hall("backup", str(store / "2.db"), data=data).stdout

    assert "new files of the history" in first
    assert "new files of the history" not in second
    names = {path.name for path in (data / "history").rglob("*.parquet")}
    assert {path.name for path in (store / "history").rglob("*.parquet")} == names


def test_after_a_restore_the_history_is_that_of_the_restored_database(data: Path, tmp_path: Path) -> None:
    store = tmp_path / "stick"
    store.mkdir()
    hall("backup", str(store / "old.db"), data=data)
    kept = days_in(data)
    hall("simulate", "--days", "3", "--tickets", "20", data=data)
    hall("keep", data=data)
    hall("backup", str(store / "new.db"), data=data)
    assert days_in(data) > kept
    new = hall("restore", str(store / "new.db"), data=data).stdout
    assert "history.aside" not in new

    said = hall("restore", str(store / "old.db"), data=data).stdout

    assert "history.aside" in said
    assert days_in(data) <= kept | {OPEN}
    assert hall("verify", data=data).returncode == 0
    hall("keep", data=data)
    assert kept <= days_in(data)
    assert hall("verify", data=data).returncode == 0


def test_a_lost_history_comes_back_from_beside_the_backup(data: Path, tmp_path: Path) -> None:
    store = tmp_path / "stick"
    store.mkdir()
    hall("backup", str(store / "1.db"), data=data)
    kept = days_in(data)
    shutil.rmtree(manifests.home(data))

    hall("restore", str(store / "1.db"), data=data)
    assert days_in(data) == kept
