"""A second machine follows a hall, and takes over by hand: nothing that was acknowledged a second before is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from hallserver.standby import files, standing
from hallserver.standby.following import ROOM, read_state
from hallserver.standby.offers import NoOffer, read_offer
from hallserver.store import connect, log
from tests.actors import Actor, Visitor
from tests.running import HALL, RunningHall, copy_hall, free_port, hall, made_once, serving
from tests.small import found

PATIENCE_S = 40.0
LOADED_S = 12.0 if os.environ.get("HALL_SOAK") else 4.0
KILLS = 5 if os.environ.get("HALL_SOAK") else 1


@pytest.fixture
def first(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """The first machine's folder: a hall that nobody follows yet."""
    return copy_hall(made_once(tmp_path_factory.getbasetemp(), "small-followed", found), tmp_path / "a")


def waits_until(true: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < until, what
        time.sleep(0.02)


def offered(data: Path) -> str:
    """Let a second machine follow; gives what is carried there."""
    said = hall("standby", "offer", "--host", "127.0.0.1", "--port", str(free_port()), data=data).stdout
    return said.partition("standby follow '")[2].partition("'")[0]


@contextmanager
def following(data: Path, offer: str, at: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """The second machine, until the block ends."""
    data.mkdir(exist_ok=True)
    words = ["--at", at] if at else []
    with (data.parent / f"{data.name}.log").open("ab") as told:
        process = subprocess.Popen(
            [HALL, "standby", "follow", offer, *words, "--data", data], stdout=told, stderr=told
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        assert process.wait(15) == 0, (data.parent / f"{data.name}.log").read_text()


def has_caught_up(data: Path, head: int) -> bool:
    return read_state(data / ROOM).seq >= head


def head_of(running: RunningHall) -> int:
    return int(running.events()[-1]["seq"])


@dataclass
class Load:
    """Kiosks that take numbers as fast as they are answered, and note when."""

    running: RunningHall
    given: list[tuple[float, str]] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, kiosks: int = 4) -> None:
        token = self.running.token("kiosk", "kiosk-1")
        for _ in range(kiosks):
            self._threads.append(threading.Thread(target=self._take, args=(token,)))
            self._threads[-1].start()

    def _take(self, token: str) -> None:
        with Visitor(self.running, token) as visitor:
            while True:
                try:
                    number = visitor.takes_ticket("tax-file")["number"]
                except httpx.TransportError:
                    return  # it was killed
                self.given.append((time.monotonic(), number))

    def end(self) -> None:
        for each in self._threads:
            each.join(20)


def ages_of(data: Path, seconds: float) -> Iterator[float]:
    """How old the copy is, again and again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        at = read_state(data / ROOM).at
        assert at is not None
        yield (datetime.now(UTC) - at).total_seconds()
        time.sleep(0.05)


def issued(running: RunningHall) -> list[str]:
    return [each["facts"]["number"] for each in running.events() if each["kind"] == "ticket.issued"]


@pytest.mark.long
@pytest.mark.alone
@pytest.mark.parametrize("n", range(KILLS))
def test_killed_under_load_and_taken_over_nothing_older_than_a_second_is_lost(
    first: Path, tmp_path: Path, n: int
) -> None:
    second, offer, port = tmp_path / "b", offered(first), free_port()
    a = RunningHall(first, words=("--desk-only",), env={"HALL_NUMBERS_A_MINUTE": "100000"})
    a.start()
    with following(second, offer, at=f"http://127.0.0.1:{port}"):
        waits_until(lambda: has_caught_up(second, 1), "the second machine has no copy")
        load = Load(a)
        load.begin()
        ages = list(ages_of(second, LOADED_S))
        killed = time.monotonic()
        a.kill()
        load.end()
        told = hall("standby", "switch", data=second).stdout
    assert "unbroken" in told
    assert "what it acknowledged after that is not here" in told
    assert "events that it had acknowledged are missing" not in told

    print(f"{len(load.given) / LOADED_S:.0f} numbers/s; the copy was {max(ages):.2f} s old at most")
    assert len(load.given) > 50, "there was no load"
    assert max(ages) <= 1.0, "the second machine does not keep up"
    with serving(second, "--desk-only", HALL_STANDBY_PORT=str(port)) as b:
        here = issued(b)
        older = [number for at, number in load.given if at < killed - 1.0]
        assert set(older) <= set(here), sorted(set(older) - set(here))
        with Visitor(b, b.token("kiosk", "kiosk-1")) as visitor:
            again = visitor.takes_ticket("tax-file")["number"]
        assert again not in {number for _, number in load.given}, "a number was given twice"
        with closing(sqlite3.connect(second / "hall.db")) as table:
            assert len(here) == len(set(here))
            assert table.execute("PRAGMA foreign_key_check").fetchall() == []

        for verb in (["rebuild"], ["clock", "--accept"], ["serve", "--desk-only"]):
            refused = hall(*verb, data=first, check=False)
            assert refused.returncode == 1, verb
            assert "took this hall over" in refused.stderr, verb
        assert "open at" not in refused.stdout
        assert "备用机已接管" in refused.stderr
    for data in (first, second):
        assert "unbroken" in hall("verify", data=data).stdout
    assert "took this hall over" in hall("serve", data=first, check=False).stderr, "and it remembers"


DIES = """
import os, signal, sys
from pathlib import Path
from hallserver.cli.copies import standing_by
from hallserver.standby import standing
where = {"standing_by": standing_by, "standing": standing}
module, _, name = sys.argv[1].partition(".")
whole = getattr(where[module], name)
def step(*words, **more):
    done = whole(*words, **more)
    os.kill(os.getpid(), signal.SIGKILL)
    return done
setattr(where[module], name, step)
list(standing_by.take_over(Path(sys.argv[2]), although=False, leap=7))
"""


@pytest.mark.long
def test_a_switch_that_is_killed_after_a_step_is_run_again(first: Path, tmp_path: Path) -> None:
    offer, kept = offered(first), tmp_path / "kept"
    with serving(first, "--desk-only") as a, following(kept, offer):
        with Visitor(a, a.token("kiosk", "kiosk-1")) as visitor:
            number = visitor.takes_ticket("tax-file")["number"]
        head = head_of(a)
        waits_until(lambda: has_caught_up(kept, head), "the second machine does not follow")
        a.stop()
        for step in (
            "settle",
            "look_through",
            "set_aside",
            "_put_in_place",
            "leap_beyond",
            "standing.note_ended",
        ):
            second = tmp_path / step
            shutil.copytree(kept, second)
            words = [step if "." in step else f"standing_by.{step}", str(second)]
            killed = subprocess.run([sys.executable, "-c", DIES, *words], check=False)
            assert killed.returncode == -signal.SIGKILL, step
            if standing.read_note(second).to_leap:
                refused = hall("serve", data=second, check=False)
                assert refused.returncode == 1, step

            told = hall("standby", "switch", "--leap", "7", data=second).stdout

            assert "is the hall from now on" in told, step
            assert "unbroken" in hall("verify", data=second).stdout, step
            assert not (second / ROOM).exists(), step
            with serving(second, "--desk-only") as b, Visitor(b, b.token("kiosk", "kiosk-1")) as visitor:
                assert number in issued(b), step
                assert int(visitor.takes_ticket("tax-file")["number"][1:]) >= int(number[1:]) + 8, step


@pytest.mark.long
def test_a_first_machine_that_was_only_paused_stops_when_it_sees_the_second(
    first: Path, tmp_path: Path
) -> None:
    """Its processes were stopped for a while: nobody could reach it, and it never ended."""
    second, offer, port = tmp_path / "b", offered(first), free_port()
    a = RunningHall(first, words=("--desk-only",))
    a.start()
    assert a.process is not None
    with following(second, offer, at=f"http://127.0.0.1:{port}"):
        waits_until(lambda: has_caught_up(second, head_of(a)), "the second machine has no copy")
        waits_until(lambda: "127.0.0.1" in hall("standby", "status", data=first).stdout, "nobody is noted")
        os.killpg(a.process.pid, signal.SIGSTOP)
        try:
            hall("standby", "switch", data=second)
            with serving(second, "--desk-only", HALL_STANDBY_PORT=str(port)):
                os.killpg(a.process.pid, signal.SIGCONT)
                waits_until(lambda: a.process is not None and a.process.poll() is not None, "it goes on")
        finally:
            if a.process.poll() is None:
                a.kill()
    assert "took this hall over" in a.log
    a.process = None


@pytest.mark.long
def test_there_and_back_over_tls_with_keys_and_private_parts(first: Path, tmp_path: Path) -> None:
    """The second machine has the hall's own authority, keys and scans; then the first follows the second, and is the hall again."""
    hall("tls", "init", "127.0.0.1", "localhost", data=first)
    second, offer, port = tmp_path / "b", offered(first), free_port()
    assert offer.startswith("https://127.0.0.1:")
    (first / "scans").mkdir()
    (first / "scans" / ("a" * 64)).write_bytes(b"a letter")
    with (
        serving(first, "--desk-only", tls=True) as a,
        following(second, offer, at=f"https://127.0.0.1:{port}"),
    ):
        waits_until(lambda: has_caught_up(second, head_of(a)), "the second machine has no copy")
        with Visitor(a, a.token("kiosk", "kiosk-1")) as visitor:
            number = visitor.takes_ticket("tax-file")["number"]
        with Actor(a, a.token("guide", "desk")) as guide:
            guide.act("/concerns", {"kind": "asked_again", "ticket": number, "words": "she was rude"})
        private = [body for _, body in privates(first)]
        assert any("she was rude" in body for body in private)
        waits_until(lambda: has_caught_up(second, head_of(a)), "the second machine does not follow")
        kept = second / ROOM / "files"
        waits_until(lambda: not files.lacking(kept, files.listed(first)), "a file is not there")
        a.stop()
        hall("standby", "switch", "--leap", "0", data=second)
    assert [body for _, body in privates(second)] == private
    assert (second / "scans" / ("a" * 64)).read_bytes() == b"a letter"
    assert (second / "hall.key").read_bytes() == (first / "hall.key").read_bytes()
    assert (second / "private.keys").stat().st_mode & 0o077 == 0

    with serving(second, "--desk-only", tls=True, HALL_STANDBY_PORT=str(port)) as b:
        assert issued(b) == [number]
        back = hall("standby", "offer", "--host", "127.0.0.1", "--port", str(port), data=second).stdout
        offer = back.partition("standby follow '")[2].partition("'")[0]
        with following(first, offer):
            waits_until(lambda: has_caught_up(first, head_of(b)), "the first machine has no copy")
            b.stop()
            hall("standby", "switch", "--leap", "0", data=first)
    with serving(first, "--desk-only", tls=True) as a, Visitor(a, a.token("kiosk", "kiosk-1")) as visitor:
        assert visitor.takes_ticket("tax-file")["number"] == "A002"
    assert "unbroken" in hall("verify", data=first).stdout
    assert len(list(first.glob("hall.db.before-*"))) == 1


def privates(data: Path) -> list[tuple[bytes, str]]:
    """The private parts that can be read."""
    reader = connect.reading_engine(data)
    with reader.connect() as connection:
        opened = log.read_privates(connection)
    reader.dispose()
    return [opened[seq] for seq in sorted(opened)]


@pytest.mark.long
def test_a_second_machine_that_is_killed_or_meets_a_hall_that_was_opened_anew_goes_on(
    first: Path, tmp_path: Path
) -> None:
    second, offer = tmp_path / "b", offered(first)
    with serving(first, "--desk-only") as a:
        for _ in range(3):
            with following(second, offer) as process:
                waits_until(lambda: has_caught_up(second, head_of(a)), "the second machine does not follow")
                with Visitor(a, a.token("kiosk", "kiosk-1")) as visitor:
                    visitor.takes_ticket("tax-file")
                process.kill()
                process.wait()
                process.terminate = lambda: None  # type: ignore[method-assign]
                process.wait = lambda *_: 0  # type: ignore[method-assign]
        with following(second, offer):
            a.stop()
            a.start()  # its log begins anew
            waits_until(lambda: has_caught_up(second, head_of(a)), "the second machine does not follow")
            refused = hall("standby", "switch", data=second, check=False)
            assert refused.returncode == 1
            assert "still answers" in refused.stderr
            assert "主机仍在运行" in refused.stderr
            head = head_of(a)
            waits_until(lambda: has_caught_up(second, head), "the second machine does not follow")
            a.kill()
            told = hall("standby", "switch", data=second).stdout
    assert int(told.split()[0]) >= head
    assert "unbroken" in hall("verify", data=second).stdout


@pytest.mark.long
def test_a_key_that_is_destroyed_is_destroyed_on_the_second_machine_too(first: Path, tmp_path: Path) -> None:
    second, offer = tmp_path / "b", offered(first)
    kept = second / ROOM / "files"
    (first / "day-2099-01-01.key").write_bytes(b"k" * 32)
    with serving(first, "--desk-only"), following(second, offer):
        waits_until((kept / "day-2099-01-01.key").is_file, "the key is not there")
        with (kept / "day-2099-01-01.key").open("rb") as held:
            (first / "day-2099-01-01.key").unlink()
            waits_until(lambda: not (kept / "day-2099-01-01.key").exists(), "the key is still there")
            assert held.read() == bytes(32), "its bytes are still on the disk"
        (first / "of-a-receiver.key").write_bytes(b"o" * 32)
        waits_until((kept / "of-a-receiver.key").is_file, "the key is not there")
        with (kept / "of-a-receiver.key").open("rb") as held:
            (first / "of-a-receiver.key").write_bytes(b"n" * 32)
            waits_until(
                lambda: (kept / "of-a-receiver.key").read_bytes() == b"n" * 32, "the old key is there"
            )
            waits_until(
                lambda: os.pread(held.fileno(), 32, 0) == bytes(32), "the old key is still on the disk"
            )


def listens(client: httpx.Client) -> bool:
    try:
        return client.get("/standby/authority").status_code == 404
    except httpx.TransportError:
        return False


@pytest.mark.long
def test_whoever_has_no_secret_gets_nothing(first: Path) -> None:
    offer = read_offer(offered(first))
    with serving(first, "--desk-only"), httpx.Client(base_url=offer.url, timeout=5) as client:
        waits_until(lambda: listens(client), "it does not listen")
        for path in ("standing", "log", "database", "files", "file?name=hall.key"):
            assert client.get(f"/standby/{path}").status_code == 401
            wrong = {"Authorization": f"Bearer {'0' * 64}"}
            assert client.get(f"/standby/{path}", headers=wrong).status_code == 401
        right: dict[str, Any] = {"Authorization": f"Bearer {offer.secret}"}
        assert client.get("/standby/standing", headers=right).status_code == 200
        assert client.get("/standby/file", params={"name": "hall.key"}, headers=right).status_code == 200
        for name in ("../a/hall.key", "/etc/hostname", "hall.db", "hall.head", "scans/../hall.key"):
            assert client.get("/standby/file", params={"name": name}, headers=right).status_code == 404
        hall("standby", "end", data=first)
        assert client.get("/standby/standing", headers=right).status_code == 401
    assert "standby_port" not in (first / "settings.toml").read_text()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "looks like"),
        ("https://a:1", "looks like"),
        ("http://10.0.0.2:8444#ab.", "https only"),
        ("ftp://a#b.", "looks like"),
    ],
)
def test_what_is_no_offer_is_told(said: str, words: str) -> None:
    with pytest.raises(NoOffer, match=words):
        read_offer(said)


@pytest.mark.long
def test_the_doctor_says_whether_the_second_machine_follows(first: Path, tmp_path: Path) -> None:
    def judged(words: str) -> list[str]:
        lines = json.loads(hall("doctor", "--json", data=first, check=False).stdout)
        return [each["judged"] for each in lines if words in each["words"]["en"]]

    assert judged("second machine") == []
    offer = offered(first)
    assert judged("none has asked yet") == ["look"]
    with serving(first, "--desk-only"), following(tmp_path / "b", offer):
        waits_until((first / standing.SEEN).is_file, "nobody asks")
        assert judged("a second machine follows this hall") == ["ok"]
    os.utime(first / standing.SEEN, (time.time() - 3600,) * 2)
    assert judged("has not asked for 60 min") == ["bad"]
    standing.write_note(first, standing.Note(taken="it was taken over"))
    assert judged("it was taken over") == ["bad"]


@pytest.mark.long
def test_there_is_no_take_over_without_a_whole_copy(tmp_path: Path) -> None:
    assert "follows no hall" in hall("standby", "switch", data=tmp_path, check=False).stderr
    assert "neither follows nor is followed" in hall("standby", "status", data=tmp_path).stdout
    with following(tmp_path / "b", f"http://127.0.0.1:{free_port()}#secret."):
        waits_until((tmp_path / "b" / ROOM / "offer").is_file, "it does not begin")
        refused = hall("standby", "switch", data=tmp_path / "b", check=False)
    assert "no whole copy yet" in refused.stderr
