"""An older database is brought up to date: its log is what it was, whatever interrupts it, and there is a way back."""

from __future__ import annotations

import json
import lzma
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from hallserver.cli.upgrading import bring_up_to_date, go_back
from hallserver.store import connect, log
from hallserver.store.disk import upgrading
from hallserver.store.disk.lock import HallLock, HallRuns
from hallserver.store.disk.upgrading import READINGS, Refused
from hallserver.store.disk.version import SCHEMA, UPGRADABLE, ForeignFile
from tests.conftest import ROOT
from tests.running import HALL, hall, served_matters, serving
from tests.store.test_version import WORDS, words_of

# a month that the version of that schema had simulated itself, with contests and a scheme of its own
KEPT = {1: ROOT / "tests/fixtures/hall-schema-1-month.db.xz"}
# a month as release 1.0.0 keeps it: what the next change of the schema will be upgraded from
RELEASED = {7: ROOT / "tests/fixtures/hall-schema-7-month.db.xz"}
BUSY_DAY = ROOT / "tests/fixtures/hall-schema-1.db.xz"  # four hundred numbers of one day
KILLS = 60 if os.environ.get("HALL_SOAK") else 4


@pytest.fixture(params=sorted(KEPT))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with the kept database of a schema."""
    return unpack(KEPT[request.param], tmp_path / "hall")


def unpack(kept: Path, data: Path) -> Path:
    data.mkdir(mode=0o700)
    (data / "hall.db").write_bytes(lzma.decompress(kept.read_bytes()))
    return data


def ask(data: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{data / 'hall.db'}?mode=ro", uri=True)) as table:
        return table.execute(query).fetchall()


def change(data: Path, *statements: str) -> None:
    with closing(sqlite3.connect(data / "hall.db", isolation_level=None)) as table:
        for each in statements:
            table.execute(each)


LOG = "SELECT seq, at, day, kind, ticket, body, hash FROM event ORDER BY seq"


def test_every_schema_that_can_be_upgraded_is_kept_and_tested() -> None:
    assert READINGS.keys() == UPGRADABLE == KEPT.keys()
    assert RELEASED.keys() <= {SCHEMA, *UPGRADABLE}, (
        "a released schema can be upgraded for ever: move its month to KEPT"
    )


@pytest.mark.parametrize("number", sorted(RELEASED))
def test_a_month_of_a_release_is_read_by_this_one(number: int, tmp_path: Path) -> None:
    data = unpack(RELEASED[number], tmp_path / "hall")
    assert words_of(data / "hall.db") == WORDS[number]
    if number != SCHEMA:
        list(bring_up_to_date(data, only_look=False))

    assert "unbroken" in hall("verify", data=data).stdout


@pytest.mark.parametrize("kept", [*KEPT.values(), BUSY_DAY], ids=lambda each: each.name)
def test_the_log_is_what_it_was_and_the_words_are_those_of_a_hall_founded_today(
    kept: Path, tmp_path: Path
) -> None:
    old = unpack(kept, tmp_path / "hall")
    before, tickets = ask(old, LOG), ask(old, "SELECT id, number, day FROM ticket")

    said = list(bring_up_to_date(old, only_look=False))

    assert ask(old, LOG) == before
    assert ask(old, "SELECT id, number, day FROM ticket") == tickets
    assert words_of(old / "hall.db") == WORDS[SCHEMA]
    assert "unbroken" in hall("verify", data=old).stdout
    assert any("schema 1 → " in each for each in said)
    assert "up to date" in hall("upgrade", data=old).stdout
    assert not (old / upgrading.ROOM).exists()


def test_names_and_private_parts_are_read_as_before(old: Path) -> None:
    names = ask(old, "SELECT code, zh, en FROM department ORDER BY code")
    parts = dict(ask(old, "SELECT seq, body FROM event_private"))

    list(bring_up_to_date(old, only_look=False))

    now = ask(
        old,
        "SELECT code, json_extract(name, '$.zh'), json_extract(name, '$.en') FROM department ORDER BY code",
    )
    assert now == names
    reader = connect.reading_engine(old)
    with reader.connect() as connection:
        assert {seq: body for seq, (_, body) in log.read_privates(connection).items()} == parts
    reader.dispose()
    raw = (old / "hall.db").read_bytes()
    assert not [body for body in parts.values() if str(body).encode() in raw], (
        "a private part is in the clear"
    )


def test_the_hall_opens_and_works(old: Path) -> None:
    list(bring_up_to_date(old, only_look=False))
    change(old, "UPDATE hall SET always_open = 1")
    with serving(old, "--desk-only") as running:
        windows = [str(code) for (code,) in ask(old, "SELECT code FROM window ORDER BY code")]
        kiosk = running.token("kiosk", str(ask(old, "SELECT code FROM kiosk")[0][0]))
        with running.client(kiosk) as client:
            given = client.post(
                "/tickets",
                json={"matter": served_matters(running, windows)[0]},
                headers={"Idempotency-Key": "first"},
            )
        assert given.status_code == 201, given.text
        with running.client(running.token("manager", "boss")) as client:
            waits = client.get("/reports/waits", params={"from": "2026-10-01", "to": "2026-10-31"})
            scores = client.get("/scores", params={"month": "2026-10"})
        assert waits.status_code == 200, waits.text
        assert waits.json()["total"]["count"], "the old days are in the reports"
        assert scores.json()["scheme"] == 1, (
            scores.text
        )  # of before, without the kinds that are no fault any more
    assert "unbroken" in hall("verify", data=old).stdout


def test_what_is_no_fault_any_more_is_told_by_the_log_and_stands_in_no_table(old: Path) -> None:
    contested = ask(old, "SELECT count(*) FROM contest WHERE kind = 'case_uncollected'")
    assert contested == [(2,)]
    assert ask(old, "SELECT count(*) FROM finding WHERE kind = 'case_uncollected'") == [(26,)]

    list(bring_up_to_date(old, only_look=False))

    for table in ("finding", "contest"):
        assert ask(old, f"SELECT count(*) FROM {table} WHERE kind = 'case_uncollected'") == [(0,)]
    told = [str(body) for (body,) in ask(old, "SELECT body FROM event WHERE kind LIKE 'contest.%'")]
    assert len([each for each in told if "case_uncollected" in each]) == 3
    assert "unbroken" in hall("verify", data=old).stdout


def test_killed_at_some_moment_it_is_run_again(old: Path, tmp_path: Path) -> None:
    before, chance = ask(old, LOG), random.Random(27)
    for n in range(KILLS):
        data = tmp_path / f"hall-{n}"
        shutil.copytree(old, data)
        with subprocess.Popen(
            [HALL, "upgrade", "--data", data], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for _ in range(n % 8):  # lines that are said first
                process.stdout.readline()
            time.sleep(chance.random() * 0.3)
            process.kill()
        assert ask(data, LOG) == before, "the log is not what it was after a kill"
        hall("upgrade", data=data)

        assert ask(data, "SELECT schema FROM hall") == [(SCHEMA,)]
        assert ask(data, LOG) == before
        assert "unbroken" in hall("verify", data=data).stdout


DIES = """
import os, signal, sys
from pathlib import Path
from hallserver.cli.upgrading import bring_up_to_date
from hallserver.store.disk import upgrading
whole = getattr(upgrading, sys.argv[1])
def step(*words):
    whole(*words)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(upgrading, sys.argv[1], step)
list(bring_up_to_date(Path(sys.argv[2]), only_look=False))
"""


@pytest.mark.parametrize(
    "step", ["_encrypt", "look_through", "build", "_close_log", "keep_beside", "put_in_place"]
)
def test_killed_after_a_step_it_is_run_again(old: Path, step: str) -> None:
    before = ask(old, LOG)

    killed = subprocess.run([sys.executable, "-c", DIES, step, str(old)], check=False)

    assert killed.returncode == -signal.SIGKILL
    assert ask(old, LOG) == before
    list(bring_up_to_date(old, only_look=False))
    assert ask(old, "SELECT schema FROM hall") == [(SCHEMA,)]
    assert ask(old, LOG) == before


@pytest.mark.parametrize("step", ["build", "put_in_place", "keep_beside", "_close_log", "look_through"])
def test_a_step_that_fails_leaves_the_old_file(old: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "no space left on device")

    before = (old / "hall.db").read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(upgrading, step, fail)
        with pytest.raises(OSError, match="no space"):
            list(bring_up_to_date(old, only_look=False))

    assert (old / "hall.db").read_bytes() == before
    list(bring_up_to_date(old, only_look=False))
    assert ask(old, "SELECT schema FROM hall") == [(SCHEMA,)]


def test_only_to_look_changes_nothing(old: Path) -> None:
    before = (old / "hall.db").read_bytes()

    said = hall("upgrade", "--look", data=old).stdout

    assert "个人信息逐条加密" in said
    assert "can be destroyed" in said
    assert (old / "hall.db").read_bytes() == before
    assert not (old / "private.keys").exists()


def test_a_backup_is_made_where_the_settings_say(old: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    before = ask(old, LOG)
    said = hall("upgrade", data=old, HALL_BACKUP_TO=str(tmp_path / "disk")).stdout

    (made,) = (tmp_path / "disk").iterdir()
    assert made.name.startswith("hall-schema-1-")
    assert str(made) in said
    with closing(sqlite3.connect(made)) as table:
        assert table.execute(LOG).fetchall() == before
    assert made.stat().st_mode & 0o077 == 0
    assert f"{made} holds private parts in the clear" in said
    refused = hall("restore", str(made), data=old, check=False).stderr
    assert "copy it to DIR/hall.db of an empty folder, then hall upgrade" in refused


def test_rows_that_are_not_what_the_log_says_are_refused(old: Path) -> None:
    change(old, "UPDATE ticket SET number = number || 'x' WHERE id = (SELECT min(id) FROM ticket)")
    before = (old / "hall.db").read_bytes()

    with pytest.raises(Refused, match=r"not what the (log says|present schema allows)"):
        list(bring_up_to_date(old, only_look=False))
    assert (old / "hall.db").read_bytes() == before


def test_a_reading_that_forgets_a_table_is_refused(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = READINGS[1]
    forgetful = replace(whole, without={**whole.without, "department": ("forgotten", "遗漏")})
    monkeypatch.setitem(READINGS, 1, forgetful)
    before = (old / "hall.db").read_bytes()

    with pytest.raises(Refused, match="points to a row of department that is not there"):
        list(bring_up_to_date(old, only_look=False))
    assert (old / "hall.db").read_bytes() == before


def test_a_disk_without_room_is_told_before_anything_is_done(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(old)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(Refused, match="1 MB free, and 7 MB are needed"):
        list(bring_up_to_date(old, only_look=False))


def test_a_hall_that_is_open_is_not_upgraded(old: Path) -> None:
    lock = HallLock(old)
    try:
        with pytest.raises(HallRuns):
            list(bring_up_to_date(old, only_look=False))
        with pytest.raises(HallRuns):
            list(go_back(old, lose=False))
    finally:
        lock.release()


@pytest.mark.parametrize("number", [2, SCHEMA + 1])
def test_other_schemas_are_refused_in_words(old: Path, number: int) -> None:
    change(old, f"UPDATE hall SET schema = {number}")

    with pytest.raises(ForeignFile, match=f"schema {number}; this program knows {SCHEMA}"):
        list(bring_up_to_date(old, only_look=False))


def test_serve_says_how_to_bring_it_up_to_date(old: Path) -> None:
    told = hall("serve", data=old, check=False)

    assert told.returncode == 1
    assert "hall upgrade" in told.stderr
    assert "请运行 hall upgrade 升级" in told.stderr


def test_downgrade_puts_the_old_file_back(old: Path) -> None:
    before = (old / "hall.db").read_bytes()
    with pytest.raises(Refused, match="no database of before an upgrade is kept"):
        list(go_back(old, lose=False))
    list(bring_up_to_date(old, only_look=False))
    assert "hall downgrade" in hall("doctor", data=old, check=False).stdout

    hall("downgrade", data=old)

    assert (old / "hall.db").read_bytes() == before
    assert upgrading.kept_file(old) is None
    list(bring_up_to_date(old, only_look=False))  # and forth again
    assert ask(old, "SELECT schema FROM hall") == [(SCHEMA,)]


def test_downgrade_does_not_lose_work_unasked(old: Path) -> None:
    list(bring_up_to_date(old, only_look=False))
    hall("clock", "--accept", data=old)  # an event
    change(old, "UPDATE counter SET last = last + 2 WHERE rowid = (SELECT min(rowid) FROM counter)")
    new = (old / "hall.db").read_bytes()

    refused = hall("downgrade", data=old, check=False)
    assert refused.returncode == 1
    assert "1 events would be lost" in refused.stderr
    assert (old / "hall.db").read_bytes() == new

    told = hall("downgrade", "--lose", data=old).stdout
    assert "1 events are lost" in told
    assert "out on paper" in told
    assert json.dumps(ask(old, "SELECT schema FROM hall")) == "[[1]]"
    (aside,) = old.glob("hall.db.before-*")
    assert aside.read_bytes() == new
    list(bring_up_to_date(old, only_look=False))
    assert "hall recover" in hall("verify", data=old, check=False).stderr, "what was lost is spoken of"
    hall("recover", "--yes", data=old)
    assert "unbroken" in hall("verify", data=old).stdout
