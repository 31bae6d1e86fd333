"""Damage, loss, another version and a wrong clock: said in words by every verb, and no number, id or key is given twice."""

from __future__ import annotations

import lzma
import re
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from hallserver.store.disk.noted_head import FILE, NotedHead, read_noted
from hallserver.web.metrics import FOR_S
from tests.actors import Actor, Clerk, Refused, Visitor
from tests.cli.test_verbs import run
from tests.conftest import ROOT
from tests.running import RunningHall, copy_hall, serving
from tests.running import hall as a_new_process
from tests.small import Desk, found
from tests.store.test_integrity import damage, pages_of

pytestmark = pytest.mark.long

OLD = ROOT / "tests/fixtures/hall-schema-1.db.xz"


def hall(*words: str, data: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """A verb; only the hall itself wants a process of its own, which takes a second."""
    if words[0] == "serve":
        return a_new_process(*words, data=data, check=check)
    told = run(*words, data=data)
    assert not check or told.returncode == 0, told.stderr
    return told


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A small hall of a test's own."""
    return found(tmp_path / "hall")


def issue(running: RunningHall, count: int, matter: str = "tax-file") -> list[Any]:
    with Visitor(running, running.token("kiosk", "kiosk-1")) as visitor:
        return [visitor.takes_ticket(matter) for _ in range(count)]


def numbers(tickets: list[Any]) -> list[str]:
    return [each["number"] for each in tickets]


def is_plain(said: str) -> bool:
    """A sentence in both languages, not a traceback."""
    return "Traceback" not in said and bool(re.search(r"[一-鿿]", said))


# --- damage -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["token", "event", "tickets_of_a_day", "letter", "calendar_day"])
def test_damage_is_said_at_start_by_verify_doctor_backup_and_restore(
    template: Path, tmp_path: Path, table: str
) -> None:
    data = copy_hall(template, tmp_path / "hall")
    with closing(sqlite3.connect(data / "hall.db")) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = pages_of(data / "hall.db")
    damage(data / "hall.db", pages.get(table, pages["letter"])[0], 7)

    for words in (["serve"], ["verify"], ["doctor"], ["backup", str(tmp_path / "copy.db")]):
        told = hall(*words, data=data, check=False)
        assert told.returncode == 1, words
        assert is_plain(told.stdout + told.stderr), told.stderr
        assert "damaged" in told.stdout + told.stderr
    assert not (tmp_path / "copy.db").exists()
    fresh = copy_hall(template, tmp_path / "fresh")
    refused = hall("restore", str(data / "hall.db"), data=fresh, check=False)
    assert refused.returncode == 1
    assert "damaged" in refused.stderr
    assert hall("verify", data=fresh).returncode == 0


def test_damage_found_while_the_hall_is_open_is_an_alarm(own: Path) -> None:
    with serving(own, "--desk-only") as running:
        running.local("POST", "/api/v1/local/damage", {"found": "page 7 is never used"})

        ready = httpx.get(f"{running.url}/readyz")
        assert (ready.status_code, ready.json()["code"]) == (503, "store_damaged")
        assert "hall_damaged 1.0" in httpx.get(f"{running.url}/metrics").text
        assert running.events()[-1]["kind"] in {"hall.damaged", "token.issued"}
        assert "hall.damaged" in {each["kind"] for each in running.events()}


def test_a_monitor_is_told_of_a_database_that_cannot_be_read_any_more(own: Path) -> None:
    """Its pages are damaged while the hall is open, so that not even a line's length can be read."""
    with serving(own, "--desk-only") as running:
        whole = httpx.get(f"{running.url}/metrics")
        with closing(sqlite3.connect(own / "hall.db")) as raw:
            raw.execute("PRAGMA wal_checkpoint(FULL)")
        for page in (
            each for table, pages in pages_of(own / "hall.db").items() if table == "printer" for each in pages
        ):
            damage(own / "hall.db", page, 7)
        running.token("guide", "desk")  # a commit, after which what was read before is read anew
        time.sleep(FOR_S)

        told = httpx.get(f"{running.url}/metrics")

    assert "hall_unreadable 0.0" in whole.text
    assert (told.status_code, "hall_unreadable 1.0" in told.text) == (200, True)
    assert "hall_commands_total" in told.text
    assert "hall_printer_ready" in whole.text
    assert "hall_printer_ready{" not in told.text


# --- another version ----------------------------------------------------------------------------------------------------------


def test_a_file_of_an_older_version_is_called_that_and_not_damaged(tmp_path: Path) -> None:
    data = tmp_path / "old"
    data.mkdir(mode=0o700)
    (data / "hall.db").write_bytes(lzma.decompress(OLD.read_bytes()))
    before = (data / "hall.db").read_bytes()

    for words in (
        ["serve"],
        ["verify"],
        ["backup", str(tmp_path / "b.db")],
        ["token", "kiosk", "k"],
        ["doctor"],
    ):
        told = hall(*words, data=data, check=False)
        said = told.stdout + told.stderr
        assert told.returncode == 1, words
        assert "made by an older version" in said, said
        assert "damaged" not in said
        assert is_plain(said)
    assert (data / "hall.db").read_bytes() == before


def test_a_file_of_a_newer_version_is_called_that(own: Path) -> None:
    with closing(sqlite3.connect(own / "hall.db")) as raw, raw:
        raw.execute("UPDATE hall SET schema = 900")
    told = hall("serve", data=own, check=False)

    assert "made by a newer version" in told.stderr


# --- loss -------------------------------------------------------------------------------------------------------------------


def test_a_lost_write_ahead_log_is_seen_and_no_number_is_given_twice(own: Path) -> None:
    running = RunningHall(own, words=("--desk-only",))
    running.start()
    given = numbers(issue(running, 50))
    running.kill()
    (own / "hall.db-wal").unlink()
    (own / "hall.db-shm").unlink(missing_ok=True)

    for words in (["serve"], ["verify"], ["doctor"]):
        told = hall(*words, data=own, check=False)
        assert told.returncode == 1, words
        assert "acknowledged" in told.stdout + told.stderr
        assert is_plain(told.stdout + told.stderr)
    went_on = hall("recover", "--yes", data=own)
    assert "new epoch" in went_on.stdout
    with serving(own, "--desk-only") as again:
        later = numbers(issue(again, 20))
    assert not set(given) & set(later)
    assert hall("verify", data=own).returncode == 0


def test_an_old_copy_put_in_place_by_hand_is_seen(own: Path, tmp_path: Path) -> None:
    with serving(own, "--desk-only") as running:
        issue(running, 3)
        hall("backup", str(tmp_path / "copy.db"), data=own)
        issue(running, 3)
    shutil.copyfile(tmp_path / "copy.db", own / "hall.db")
    told = hall("serve", data=own, check=False)

    assert told.returncode == 1
    assert "older copy" in told.stderr


def test_recover_has_nothing_to_do_where_nothing_is_missing(own: Path) -> None:
    told = hall("recover", "--yes", data=own, check=False)

    assert told.returncode == 1
    assert "nothing is missing" in told.stderr


def test_a_write_ahead_log_that_is_removed_while_the_hall_is_open_loses_nothing(own: Path) -> None:
    running = RunningHall(own, words=("--desk-only",))
    running.start()
    given = numbers(issue(running, 20))
    (own / "hall.db-wal").unlink()
    assert running.process is not None
    running.process.wait(10)
    assert "removed or replaced" in running.log
    running.process = None

    running.start()
    with running.client(running.token("guide", "guide-1")) as client:
        there = [client.get(f"/numbers/{number}").status_code for number in given]
    later = numbers(issue(running, 3))
    running.stop()

    assert set(there) == {200}
    assert not set(later) & set(given)
    assert hall("verify", data=own).returncode == 0


def test_a_stopped_hall_is_one_whole_file(own: Path, tmp_path: Path) -> None:
    with serving(own, "--desk-only") as running:
        given = issue(running, 30)
    assert not (own / "hall.db-wal").exists() or (own / "hall.db-wal").stat().st_size == 0
    shutil.copyfile(own / "hall.db", tmp_path / "copy.db")

    with closing(sqlite3.connect(tmp_path / "copy.db")) as raw:
        assert raw.execute("SELECT count(*) FROM ticket").fetchone() == (len(given),)


# --- restore ------------------------------------------------------------------------------------------------------------------


def test_after_a_restore_no_number_no_id_and_no_key_is_given_twice(own: Path, tmp_path: Path) -> None:
    with serving(own, "--desk-only") as running:
        issue(running, 5)
        issue(running, 2, "notary-will")
        hall("backup", str(tmp_path / "copy.db"), data=own)
        lost = issue(running, 5) + issue(running, 1, "reg-new")

    told = hall("restore", str(tmp_path / "copy.db"), data=own)
    assert "A006–A010" in told.stdout
    assert "B001" in told.stdout
    assert "C00" not in told.stdout
    with serving(own, "--desk-only") as again:
        later = issue(again, 3) + issue(again, 1, "notary-will")
        assert numbers(later) == ["A011", "A012", "A013", "C003"]
        assert not {each["id"] for each in lost} & {each["id"] for each in later}
        for each in lost:
            key = each["follow"].rpartition("#")[2]
            with Actor(again, key) as holder, pytest.raises(Refused) as refused:
                holder.act(f"/tickets/{each['id']}/cancel")
            assert refused.value.status in {401, 403, 404}
    assert hall("verify", data=own).returncode == 0


def test_a_restore_without_the_old_database_goes_by_the_noted_head(own: Path, tmp_path: Path) -> None:
    with serving(own, "--desk-only") as running:
        issue(running, 5)
        hall("backup", str(tmp_path / "copy.db"), data=own)
        lost = issue(running, 5)
    (own / "hall.db").write_bytes(b"\0" * 5000)

    told = hall("restore", str(tmp_path / "copy.db"), data=own)

    assert "may be out on paper" in told.stdout
    with serving(own, "--desk-only") as again:
        assert not set(numbers(issue(again, 10))) & set(numbers(lost))


def test_a_restore_on_a_new_machine_skips_a_busy_days_numbers_and_says_so(own: Path, tmp_path: Path) -> None:
    with serving(own, "--desk-only") as running:
        issue(running, 5)
    hall("backup", str(tmp_path / "copy.db"), data=own)
    elsewhere = tmp_path / "elsewhere"

    guessed = hall("restore", str(tmp_path / "copy.db"), data=elsewhere)
    said = hall("restore", str(tmp_path / "copy.db"), "--leap", "40", data=tmp_path / "third")

    assert "A006–A505" in guessed.stdout
    assert "A006–A045" in said.stdout


def test_a_backup_of_this_moment_leaps_over_nothing(own: Path, tmp_path: Path) -> None:
    with serving(own, "--desk-only") as running:
        issue(running, 5)
    hall("backup", str(tmp_path / "copy.db"), data=own)
    told = hall("restore", str(tmp_path / "copy.db"), data=own)

    assert "no number can be out" in told.stdout
    with serving(own, "--desk-only") as again:
        assert numbers(issue(again, 1)) == ["A006"]


# --- the clock ----------------------------------------------------------------------------------------------------------------


def note_alive(data: Path, wall: datetime, counted_ago_s: float) -> None:
    """As if the hall had last been alive at `wall`, so many seconds of this machine's run ago."""
    noted = read_noted(data)
    assert noted is not None
    head = NotedHead(data)
    counted = time.clock_gettime(time.CLOCK_BOOTTIME) - counted_ago_s
    original = time.clock_gettime
    try:
        time.clock_gettime = lambda _clock: counted
        head.note(noted.epoch, noted.seq, bytes.fromhex(noted.hash), wall)
    finally:
        time.clock_gettime = original
    head.close()


@pytest.mark.parametrize("off", [timedelta(hours=26), timedelta(hours=-26)])
def test_a_clock_that_was_set_while_the_hall_was_closed_is_refused_until_it_is_accepted(
    own: Path, off: timedelta
) -> None:
    note_alive(own, datetime.now(UTC) - off, 60.0)
    refused = hall("serve", data=own, check=False)
    shown = hall("clock", data=own)
    accepted = hall("clock", "--accept", data=own)

    assert refused.returncode == 1
    assert "clock" in refused.stderr
    assert is_plain(refused.stderr)
    assert "last alive" in shown.stdout
    assert "from now on" in accepted.stdout
    with serving(own, "--desk-only") as running:
        assert numbers(issue(running, 1)) == ["A001"]
        assert "clock.accepted" in {each["kind"] for each in running.events()}
    assert hall("verify", data=own).returncode == 0


def test_a_clock_that_ran_ahead_is_put_right_and_no_number_is_given_twice(tmp_path: Path) -> None:
    """Opened a day ahead (accepted by mistake), numbers given and one served; then the clock is put right."""
    desk = Desk(tmp_path / "ahead", now=datetime.now(UTC) + timedelta(hours=26))
    ahead = [desk.issue().number for _ in range(4)]
    desk.sits("t-2", "1")
    desk.calls()
    desk.close()
    assert "WrongClock" not in hall("serve", data=desk.data, check=False).stderr
    accepted = hall("clock", "--accept", data=desk.data)

    assert "4 numbers of days to come were ended" in accepted.stdout
    with serving(desk.data, "--desk-only") as running:
        with Clerk(running, running.token("window", "1", staffer="t-2"), window="1") as clerk:
            today = issue(running, 3)
            assert clerk.serves()["number"] == today[0]["number"]
        assert abs(datetime.fromisoformat(today[0]["issued_at"]) - datetime.now(UTC)) < timedelta(minutes=1)
    assert ahead == ["A001", "A002", "A003", "A004"]
    assert numbers(today) == ["A001", "A002", "A003"], "another day has numbers of its own"
    verified = hall("verify", data=desk.data, check=False)
    assert verified.returncode == 0, verified.stderr


def test_the_clock_is_accepted_beside_the_running_server(own: Path) -> None:
    with serving(own, "--desk-only"):
        told = hall("clock", "--accept", data=own)

    assert "goes by the machine's clock" in told.stdout


# --- readiness ----------------------------------------------------------------------------------------------------------------


def test_the_head_is_noted_before_anybody_is_answered(own: Path) -> None:
    running = RunningHall(own, words=("--desk-only",))
    running.start()
    for _ in range(10):
        issue(running, 1)
        noted = read_noted(own)
        with closing(sqlite3.connect(f"file:{own}/hall.db?mode=ro", uri=True)) as raw:
            assert raw.execute("SELECT head_seq, lower(hex(head_hash)) FROM hall").fetchone() == (
                noted.seq,
                noted.hash,
            )
    running.kill()
    assert (own / FILE).stat().st_size == 256
