"""The command line: 0 good, 1 with a sentence, 2 on wrong use; beside a running server and alone."""

from __future__ import annotations

import io
import os
import resource
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from hallserver.cli import hall as group
from hallserver.cli import main
from hallserver.config import read_settings
from hallserver.services.people.devices import hash_secret
from hallserver.store.disk import lock
from tests.actors import Actor, Visitor
from tests.moved import at_another_time, serving_at
from tests.running import HALL, RunningHall, copy_hall, hall, serving
from tests.small import small_plan


def run(*words: str, data: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A verb as the installed command runs it, without the second that a fresh interpreter takes."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        mock.patch.object(sys, "argv", ["hall", *words, "--data", str(data)]),
        mock.patch.dict(os.environ, env or {}),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
            if isinstance(end.code, str):
                err.write(end.code + "\n")
    return subprocess.CompletedProcess(["hall", *words], code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "plan.toml").write_text(small_plan())
    run("import", str(folder / "plan.toml"), data=folder / "hall")
    return folder / "hall"


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return copy_hall(made, tmp_path / "hall")


@pytest.fixture(scope="module")
def served(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    data = copy_hall(made, tmp_path_factory.mktemp("served") / "hall")
    with serving(data, "--desk-only") as running:
        yield running


def test_help_comes_at_once() -> None:
    """In the processor's time, for the machine that tests may be busy with others."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run([HALL, "--help"], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.0
    assert all(name in told.stdout for name in group.commands)


def test_help_loads_nothing_that_takes_long() -> None:
    heavy = "{'sqlalchemy', 'flask', 'gevent', 'PIL', 'escpos', 'httpx'}"
    asked = f"import hallserver.cli, sys; print(sorted({heavy} & set(sys.modules)))"

    assert (
        subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


@pytest.mark.parametrize("verb", sorted(group.commands))
def test_every_verb_says_what_it_does(verb: str) -> None:
    assert (group.commands[verb].help or "").strip()


@pytest.mark.parametrize(
    "words",
    [
        ["dance"],
        ["token", "emperor", "x"],
        ["serve", "--port", "99999"],
        ["token", "kiosk"],
        ["import", "/nowhere.toml"],
        ["verify", "--loudly"],
    ],
)
def test_wrong_use_is_2_with_a_sentence(tmp_path: Path, words: list[str]) -> None:
    answer = run(*words, data=tmp_path)

    assert answer.returncode == 2
    assert "Error" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    "words", [["verify"], ["token", "kiosk", "k"], ["serve"], ["doctor"], ["pin", "t-2"], ["backup", "x.db"]]
)
def test_where_no_hall_is_it_is_1_with_a_sentence(tmp_path: Path, words: list[str]) -> None:
    answer = run(*words, data=tmp_path / "empty")

    assert answer.returncode == 1
    assert "no hall here" in answer.stderr
    assert not (tmp_path / "empty").exists()


def test_a_bad_plan_names_its_place_and_changes_nothing(data: Path, tmp_path: Path) -> None:
    bad = tmp_path / "hall.toml"
    bad.write_text(small_plan().replace('line = "post"', 'line = "pst"'))
    line = small_plan().splitlines().index('line = "post"') + 1
    before = run("verify", data=data).stdout

    answer = run("import", str(bad), data=data)

    assert answer.returncode == 1
    assert (
        f"hall.toml, line {line}, field matters.line: “pst” is unknown; did you mean “post”?" in answer.stderr
    )
    assert run("verify", data=data).stdout == before


def test_a_dry_run_changes_nothing(data: Path, tmp_path: Path) -> None:
    good = tmp_path / "hall.toml"
    good.write_text(small_plan().replace("norm_minutes = 5", "norm_minutes = 6"))
    before = run("verify", data=data).stdout

    answer = run("import", str(good), "--dry-run", data=data)

    assert "~ matters tax-file\n    norm_minutes: 5 → 6\n" in answer.stdout
    assert "2 changed (dry run: nothing was written)" in answer.stdout
    assert run("verify", data=data).stdout == before


def test_a_plan_is_taken_alone_and_says_what_changed(data: Path, tmp_path: Path) -> None:
    plan = tmp_path / "hall.toml"
    plan.write_text(small_plan().replace("norm_minutes = 20", "norm_minutes = 6"))

    assert "~ matters tax-audit\n    norm_minutes: 20 → 6\n" in run("import", str(plan), data=data).stdout


def test_a_plan_says_what_follows_from_other_days(data: Path, tmp_path: Path) -> None:
    plan = tmp_path / "holidays.toml"
    plan.write_text(small_plan(more="[calendar]\nholidays = [{ day = 2031-10-01 }]\n"), "utf-8")

    tried = run("import", str(plan), "--dry-run", data=data).stdout
    taken = run("import", str(plan), data=data).stdout
    again = run("import", str(plan), data=data).stdout

    said = "! the calendar changes on 1 days (2031-10-01 to 2031-10-01) · 工作日历变动 1 天"
    assert said in tried
    assert said in taken
    assert "no rows changed (dry run" in tried
    assert again.strip().endswith("nothing changed")


def test_a_sheet_is_exported_changed_tried_and_taken_alone_and_beside_the_server(
    data: Path, served: RunningHall, tmp_path: Path
) -> None:
    sheet = tmp_path / "matters.csv"
    for of in (data, served.data):
        run("export", "matters", "--out", str(sheet), data=of)
        sheet.write_bytes(
            sheet.read_bytes().decode("utf-8-sig").replace("promised,20,", "promised,25,").encode("gb18030")
        )

        tried = run("import", str(sheet), "--kind", "matters", "--dry-run", data=of)
        taken = run("import", str(sheet), "--kind", "matters", data=of)
        again = run("import", str(sheet), "--kind", "matters", data=of)

        assert "norm_minutes: 20 → 25" in tried.stdout
        assert "1 changed (dry run: nothing was written)" in tried.stdout
        assert taken.stdout.endswith("1 changed\n")
        assert "nothing changed" in again.stdout


def test_a_bad_sheet_names_its_place_and_changes_nothing(data: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "m.csv"
    sheet.write_text("code,norm_minutes\ntax-file,9\nreg-new,nine\n")
    before = run("verify", data=data).stdout

    answer = run("import", str(sheet), "--kind", "matters", data=data)

    assert answer.returncode == 1
    assert "m.csv, line 3, field matters.norm_minutes: needs a whole number, not “nine”" in answer.stderr
    assert run("verify", data=data).stdout == before
    assert run("import", str(sheet), data=data).returncode == 2
    assert "Did you mean “matters”" in run("import", str(sheet), "--kind", "matter", data=data).stderr


def test_a_large_plan_is_taken_beside_the_running_server(served: RunningHall, tmp_path: Path) -> None:
    plan = tmp_path / "hall.toml"
    plan.write_text(small_plan() + "# a remark\n" * 20_000)

    answer = run("import", str(plan), data=served.data)

    assert answer.returncode == 0, answer.stderr


def test_a_token_is_the_last_word_and_works_beside_the_server(served: RunningHall) -> None:
    token = hall("token", "kiosk", "kiosk-1", data=served.data).stdout.split()[-1]
    with Visitor(served, token) as visitor:
        assert visitor.takes_ticket("post-send")["number"] == "KB001"


def test_a_token_is_the_last_word_where_no_server_runs(data: Path) -> None:
    token = run("token", "kiosk", "kiosk-1", data=data).stdout.split()[-1]

    assert asked(data / "hall.db", "SELECT hash FROM token WHERE revoked_at IS NULL") == [hash_secret(token)]


def test_a_window_token_signs_somebody_on(served: RunningHall) -> None:
    token = run("token", "window", "1", "--staffer", "any", data=served.data).stdout.split()[-1]
    with Actor(served, token) as clerk:
        assert clerk.ask("/windows/1")["session"]["staffer"] in {"t-1", "t-2", "t-3"}


@pytest.mark.parametrize(
    "words", [["token", "window", "77"], ["token", "department", "x"], ["pin", "nobody"]]
)
def test_a_verb_that_is_refused_says_why_alone_and_beside_the_server(
    data: Path, served: RunningHall, words: list[str]
) -> None:
    answers = [run(*words, data=where) for where in (data, served.data)]

    assert [each.returncode for each in answers] == [1, 1]
    assert answers[0].stderr == answers[1].stderr
    assert "There is no" in answers[0].stderr
    assert "Traceback" not in answers[0].stderr


def test_a_second_server_is_refused(served: RunningHall) -> None:
    """The lock is waited for up to 20 s, so that a reload is no gap; the test asks the lock itself."""
    with pytest.raises(lock.HallRuns):
        lock.HallLock(served.data)


def test_restore_is_refused_while_a_server_runs(served: RunningHall, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "b.db"), data=served.data)

    answer = run("restore", str(tmp_path / "b.db"), data=served.data)

    assert (answer.returncode, "another process is this hall" in answer.stderr) == (1, True)


def test_verify_names_the_first_bad_seq(data: Path) -> None:
    raw = sqlite3.connect(data / "hall.db")
    raw.execute("DROP TRIGGER event_stands")  # who can write the file can drop its guard
    raw.execute("UPDATE event SET body = body || ' ' WHERE seq = 2")
    raw.commit()
    raw.close()

    answer = run("verify", data=data)

    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("first bad seq 2: ")


def asked(file: Path, query: str) -> list[Any]:
    """The first column of what a database answers."""
    raw = sqlite3.connect(file)
    rows = [row[0] for row in raw.execute(query)]
    raw.close()
    return rows


def test_a_backup_taken_while_busy_is_a_prefix_that_verifies_and_restores(
    served: RunningHall, tmp_path: Path
) -> None:
    file, other = tmp_path / "backup.db", tmp_path / "restored"
    token, stop = served.token("kiosk", "kiosk-2"), threading.Event()

    def take() -> None:
        with Visitor(served, token) as visitor:
            while not stop.is_set():
                visitor.takes_ticket("post-send")

    busy = [threading.Thread(target=take) for _ in range(2)]
    for each in busy:
        each.start()
    time.sleep(0.3)
    hall("backup", str(file), data=served.data)
    stop.set()
    for each in busy:
        each.join()
    restored = run("restore", str(file), data=other)

    assert "restored from" in restored.stdout
    assert run("verify", data=other).returncode == 0
    log, kept = (
        asked(each / "hall.db", "SELECT hash FROM event ORDER BY seq") for each in (served.data, other)
    )
    assert 5 < len(kept) < len(log)
    assert log[: len(kept) - 1] == kept[:-1], "all but its last event, which says that it was restored"
    epochs = {asked(each / "hall.db", "SELECT epoch FROM hall")[0] for each in (served.data, other)}
    assert len(epochs) == 2
    assert file.stat().st_mode & 0o077 == 0


def test_a_restore_keeps_the_old_database_beside(data: Path, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "b.db"), data=data)
    run("restore", str(tmp_path / "b.db"), data=data)

    assert len(list(data.glob("hall.db.before-*"))) == 1
    assert run("verify", data=data).returncode == 0


@pytest.mark.parametrize("how", ["no database", "broken log"])
def test_a_bad_backup_is_refused_and_the_hall_stays(data: Path, tmp_path: Path, how: str) -> None:
    bad = tmp_path / "bad.db"
    run("backup", str(bad), data=data)
    if how == "no database":
        bad.write_text("no database" * 500)
    else:
        raw = sqlite3.connect(bad)
        raw.execute("DROP TRIGGER event_stays")
        raw.execute("DELETE FROM event WHERE seq = 1")
        raw.commit()
        raw.close()
    before = run("verify", data=data).stdout

    answer = run("restore", str(bad), data=data)

    assert (answer.returncode, "Traceback" in answer.stderr) == (1, False)
    assert run("verify", data=data).stdout == before
    assert sorted(each.name for each in data.iterdir() if "restor" in each.name) == []


def test_a_backup_never_overwrites(data: Path, tmp_path: Path) -> None:
    (tmp_path / "b.db").write_text("something dear")

    answer = run("backup", str(tmp_path / "b.db"), data=data)

    assert (answer.returncode, (tmp_path / "b.db").read_text()) == (1, "something dear")


def test_the_doctor_looks_at_the_machine(data: Path) -> None:
    good = run("doctor", data=data)
    data.chmod(0o755)
    bad = run("doctor", data=data)

    assert "ok    the folder's mode is 700" in good.stdout
    assert "ok    the slip's font has every glyph" in good.stdout
    assert bad.returncode == 1
    assert "bad   the folder's mode is 755" in bad.stdout


def test_the_doctor_reads_the_halls_own_languages(data: Path) -> None:
    (data / "words").mkdir()
    (data / "words/qaa.ftl").write_text(
        "language = Qaa\n    .tag = qaa\n    .dir = ltr\n\ncommon-close = shut\n"
    )
    (data / "words/qab.ftl").write_text("no catalogue")

    looked = run("doctor", data=data)

    assert "ok    words: Qaa (qaa) has 1 of " in looked.stdout
    assert "look  words: qab.ftl: line 1" in looked.stdout


@pytest.mark.parametrize(
    ("settings", "env", "said"),
    [
        ("prot = 80", {}, "unknown setting “prot”; did you mean “port”?"),
        ('port = "many"', {}, "port needs int"),
        ("port = ", {}, "Invalid"),
        ("", {"HALL_INSECURE_STAFF": "perhaps"}, "insecure_staff needs bool"),
        ("", {"HALL_PROT": "80"}, "HALL_PROT: unknown setting “prot”; did you mean “port”?"),
    ],
)
def test_a_bad_setting_is_named(data: Path, settings: str, env: dict[str, str], said: str) -> None:
    (data / "settings.toml").write_text(settings)

    answer = run("serve", data=data, env=env)

    assert answer.returncode == 1
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("said", ["true", "True", "1", "yes", "YES"])
def test_a_setting_is_switched_on_in_any_of_the_usual_ways(tmp_path: Path, said: str) -> None:
    assert read_settings(tmp_path, {"HALL_INSECURE_STAFF": said}).insecure_staff is True
    assert read_settings(tmp_path, {"HALL_BACK_OFFICE": "no"}).back_office is False


def test_a_demo_hall_lives_by_its_own_zone_and_not_by_one_that_nobody_knows(tmp_path: Path) -> None:
    refused = run("demo", "--zone", "Asia/Nowhere", data=tmp_path / "none")
    assert refused.returncode == 2
    assert "Asia/Nowhere" in refused.stderr
    assert not (tmp_path / "none/hall.db").exists()

    assert run("demo", "--zone", "Asia/Urumqi", data=tmp_path / "hall").returncode == 0
    with closing(sqlite3.connect(tmp_path / "hall/hall.db")) as raw:
        assert raw.execute("SELECT zone FROM hall").fetchall() == [("Asia/Urumqi",)]


def test_demo_is_safe_to_run_twice(template: Path, tmp_path: Path) -> None:
    data = copy_hall(template, tmp_path / "demo")

    again = run("demo", data=data)

    assert "there already" in again.stdout
    assert run("verify", data=data).returncode == 0


def test_the_halls_files_are_its_owners_only(data: Path, served: RunningHall) -> None:
    private = ("hall.db", "hall.lock", "hall.sock", "hall.key")

    assert oct(data.stat().st_mode)[-3:] == "700"
    for name in private:
        assert served.data.joinpath(name).stat().st_mode & 0o077 == 0, name


def test_a_dry_run_prints_no_control_character_whatever_the_table_holds(data: Path, tmp_path: Path) -> None:
    """Something that another program wrote into the file, or an older version let in."""
    raw = sqlite3.connect(data / "hall.db")
    raw.execute(
        "UPDATE department SET name = json_set(name, '$.zh', 'Tax' || char(27) || '[31m' || char(8238)) WHERE code = 'tax'"
    )
    raw.commit()
    raw.close()
    (tmp_path / "d.csv").write_text("code,name_zh,name_en\ntax,税务,Tax\n")

    answer = run("import", str(tmp_path / "d.csv"), "--kind", "departments", "--dry-run", data=data)

    assert "Tax<U+001B>[31m<U+202E>" in answer.stdout
    assert not set("\x1b\u202e") & set(answer.stdout)


def test_what_is_over_is_deleted_by_kind_and_age(data: Path) -> None:
    """What was told today is over in two hundred days where the hall keeps its kind for a hundred and eighty."""
    with (
        serving(data, "--desk-only") as running,
        Actor(running, running.token("guide", "guide-1")) as guide,
    ):
        guide.act("/concerns", {"kind": "other", "words": "跑了三趟"})

    def retained(*words: str, **env: str) -> str:
        lines = hall("retain", *words, data=data, **env).stdout.splitlines()
        return next(line for line in lines if line.startswith("concerns"))

    half_a_year = {"HALL_KEEP": "concerns=180"}
    assert "1 readable, 0 deleted" in retained(**half_a_year)
    ahead = at_another_time(datetime.now(UTC) + timedelta(days=200), data / "machine-clock")
    assert "1 readable, 0 deleted" in retained(**half_a_year, **ahead), (
        "a clock that runs ahead deletes nothing"
    )
    with serving_at(datetime.now(UTC) + timedelta(days=200), data, "--desk-only"):
        pass
    assert "1 readable, 0 deleted" in retained()
    assert "1 readable, 1 would be deleted" in retained("--look", **half_a_year)
    assert "1 readable, 1 deleted" in retained(**half_a_year)
    assert "0 readable, 0 deleted" in retained(**half_a_year)
    assert "unbroken" in hall("verify", data=data).stdout


@pytest.mark.parametrize("verb", ["retain", "serve"])
def test_days_that_cannot_be_kept_are_refused_before_anything_opens(data: Path, verb: str) -> None:
    refused = hall(verb, data=data, check=False, HALL_KEEP="concerns=3")
    assert refused.returncode == 1
    assert "concerns: 3 days; from 30 to 3650" in refused.stderr
