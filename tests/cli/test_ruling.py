"""Rules at the command line: shown, rehearsed on a recorded day, published; lists of appointments; the day's end."""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.services.queue import staff, windows
from hallserver.services.queue.record import End
from tests.cli.test_verbs import run
from tests.running import copy_hall
from tests.small import Desk, small_plan

DAY = "2026-03-02"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A busy day at one window that calls as soon as it is free: ordinary visitors, seniors, a few statutory ones."""
    desk = Desk(tmp_path_factory.mktemp("day") / "hall")
    desk.sits("t-2", "1")
    rng = random.Random(3)
    arrivals = [rng.randint(20, 240) for _ in range(60)]
    to_arrival, to_finish, waiting, serving = arrivals.pop(), 0, 0, False
    while arrivals or to_arrival or waiting or to_finish:
        step = min(each for each in (to_arrival, to_finish) if each)
        desk.pass_time(step)
        to_finish = max(to_finish - step, 0)
        if to_arrival and (to_arrival := to_arrival - step) == 0:
            code = rng.choices(["ordinary", "elderly", "statutory"], [6, 3, 1])[0]
            desk.issue(visitor_class=code, evidence=None if code == "ordinary" else "card")
            waiting += 1
            to_arrival = arrivals.pop() if arrivals else 0
        if not to_finish:
            if serving:
                desk.at("1", windows.finish, end=End(Outcome.DONE))
            serving = bool(waiting)
            if waiting:
                desk.calls("1")
                desk.at("1", windows.start)
                waiting, to_finish = waiting - 1, rng.randint(60, 200)
    desk.at("1", staff.sign_off)
    desk.close()
    return desk.data


@pytest.fixture
def data(recorded: Path, tmp_path: Path) -> Path:
    return copy_hall(recorded, tmp_path / "hall")


def test_a_recorded_day_is_rehearsed_under_other_rules_before_they_are_published(
    data: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.toml").write_text("[classes.elderly]\ncredit_minutes = 0\n")

    answer = run("replay", DAY, "--rules", str(tmp_path / "other.toml"), "--json", data=data)

    rows = {row["class"]: row for row in json.loads(answer.stdout)}
    assert {code: row["recorded"]["count"] for code, row in rows.items()} == {
        code: row["proposed"]["count"] for code, row in rows.items()
    }
    assert rows["all"]["recorded"]["count"] == 60
    assert rows["elderly"]["proposed"]["mean_ms"] > rows["elderly"]["in force"]["mean_ms"]
    assert rows["ordinary"]["proposed"]["mean_ms"] < rows["ordinary"]["in force"]["mean_ms"]
    assert json.loads(run("rules", "show", data=data).stdout)["version"] == 1


def test_under_the_rules_in_force_the_rehearsal_is_near_the_day_that_was(data: Path, tmp_path: Path) -> None:
    """The window called as soon as it was free, so the rehearsal must find the very same waits."""
    (tmp_path / "same.toml").write_text("")

    rows = {
        row["class"]: row
        for row in json.loads(
            run("replay", DAY, "--rules", str(tmp_path / "same.toml"), "--json", data=data).stdout
        )
    }

    assert rows["all"]["in force"] == rows["all"]["proposed"]
    assert rows["all"]["in force"]["mean_ms"] == pytest.approx(rows["all"]["recorded"]["mean_ms"], rel=0.01)


def test_a_person_reads_the_rehearsal_as_a_table(data: Path, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("")

    answer = run("replay", DAY, "--rules", str(tmp_path / "other.toml"), data=data)

    assert answer.returncode == 0
    for word in ("recorded", "in force", "proposed", "敬老优待", "法定优先"):
        assert word in answer.stdout


def test_of_a_day_on_which_nobody_came_nothing_is_rehearsed(data: Path, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("")

    answer = run("replay", "2026-03-03", "--rules", str(tmp_path / "other.toml"), data=data)

    assert (answer.returncode, "nobody took a number" in answer.stderr) == (1, True)


def test_rules_are_published_and_shown_by_version(data: Path, tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text("[lines.tax]\ncap = 4\n")

    published = run("rules", "publish", str(tmp_path / "new.toml"), data=data)

    assert published.stdout.strip() == "version 2 is in force"
    assert json.loads(run("rules", "show", data=data).stdout)["lines"]["tax"]["cap"] == 4
    assert json.loads(run("rules", "show", "--version", "1", data=data).stdout)["lines"]["tax"]["cap"] == 2
    assert run("rules", "show", "--version", "9", data=data).returncode == 1
    assert run("verify", data=data).returncode == 0


def test_bad_rules_are_refused_by_field_and_nothing_is_published(data: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[lines.tax]\ncapp = 4\n")

    answer = run("rules", "publish", str(tmp_path / "bad.toml"), data=data)

    assert answer.returncode == 1
    assert "lines.tax.capp" in answer.stderr
    assert "did you mean “cap”" in answer.stderr
    assert json.loads(run("rules", "show", data=data).stdout)["version"] == 1


def test_a_list_of_appointments_is_taken_whole_or_not_at_all(data: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("matter,at\ntax-file,2099-03-02T10:00\nnotary-will,2099-03-02T10:30\n")
    (tmp_path / "bad.csv").write_text("matter,at\ntax-file,2099-03-02T10:00\nnotary-wil,2099-03-02T10:30\n")

    taken = run("appointments", str(tmp_path / "list.csv"), data=data)
    refused = run("appointments", str(tmp_path / "bad.csv"), data=data)

    assert taken.stdout.strip() == "2 appointments taken"
    assert refused.returncode == 1
    assert "bad.csv, line 3, field matter" in refused.stderr


def test_the_day_is_closed_from_the_machine_and_its_hash_holds(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(small_plan())
    data = tmp_path / "hall"
    run("import", str(tmp_path / "plan.toml"), data=data)

    early = run("close-day", "end of the test", data=data)
    closed = run("close-day", "end of the test", "--early", data=data)
    printed = closed.stdout.split("; ")[1].strip()

    assert early.returncode == 1
    assert run("verify", "--printed", printed, data=data).returncode == 0
    wrong = printed.split(":")[0] + ":" + "0" * 64
    assert "the closing slip says" in run("verify", "--printed", wrong, data=data).stderr
    assert run("verify", "--printed", "nonsense", data=data).returncode == 2


def test_the_records_are_made_anew_from_the_log(data: Path) -> None:

    before = rows(data)
    raw = sqlite3.connect(data / "hall.db")
    raw.execute("UPDATE service SET service_ms = service_ms + 1000 WHERE stop = 3")
    raw.execute("DELETE FROM service WHERE stop = 4")
    raw.execute("UPDATE tally SET waiting = waiting + 5")
    raw.commit()
    raw.close()
    broken = run("verify", data=data)

    answer = run("rebuild", data=data)

    assert broken.returncode == 1
    assert answer.stdout.startswith("60 services from the log, 2 of them")
    assert rows(data) == before
    assert run("verify", data=data).returncode == 0


def rows(data: Path) -> list[object]:

    raw = sqlite3.connect(data / "hall.db")
    found = raw.execute("SELECT * FROM service ORDER BY stop, part").fetchall()
    raw.close()
    return found
