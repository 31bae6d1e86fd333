"""Two servers of one hall in one PostgreSQL: the second one waits, says so, and takes over when the first one ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from hallserver.store.disk.place import url_of
from tests import postgres
from tests.actors import Clerk, Refused, Visitor
from tests.running import HALL, READY_S, RunningHall, hall, matter_of
from tests.waiting import until

pytestmark = pytest.mark.long

MOST_S = 3.0
WAITS_ZH = "另一台服务器正在运行本大厅，本机待命"


class WaitingHall(RunningHall):
    """A served hall that waits for its turn before it is open."""

    def begin(self) -> None:
        """Serve, and come back as soon as it waits."""
        words = [HALL, "serve", "--data", self.data, "--port", str(self.port), *self.words]
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True)
        assert until(lambda: WAITS_ZH in self.log, READY_S), self.log

    def is_waiting(self) -> bool:
        try:
            return self.answer().headers.get("Hall-Standby") == "waits"
        except httpx.TransportError:
            return False

    def answer(self, path: str = "/readyz") -> httpx.Response:
        return httpx.get(f"{self.url}{path}", timeout=5, verify=self.verify)


@contextmanager
def paired(folder: Path, *, tls: bool = False) -> Iterator[tuple[RunningHall, WaitingHall]]:
    """A demo hall in a database: open on one server, and on the other one, whose folder is a copy, it waits."""
    database = postgres.server().create()
    hall("demo", "--store", postgres.server().url(database), data=folder / "a")
    copy = shutil.copytree(folder / "a", folder / "b")
    copy.chmod(0o700)
    words = ("--desk-only", "--wait")
    first, second = RunningHall(folder / "a", words=words), WaitingHall(copy, words=words, tls=tls)
    first.start()
    second.begin()
    try:
        yield first, second
    finally:
        for each in (first, second):
            if each.process is not None and each.process.poll() is None:
                each.stop()
        postgres.server().drop(database)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningHall, WaitingHall]]:
    """A pair for tests that leave it as it is."""
    with paired(tmp_path_factory.mktemp("pair")) as both:
        yield both


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[RunningHall, WaitingHall]]:
    """A pair of a test's own."""
    with paired(tmp_path) as both:
        yield both


def opened(of: RunningHall) -> bool:
    try:
        return httpx.get(f"{of.url}/readyz", timeout=1).status_code == 200
    except httpx.TransportError:
        return False


def test_the_first_one_opens_without_a_word_of_waiting(calm: tuple[RunningHall, WaitingHall]) -> None:
    first, second = calm

    assert WAITS_ZH not in first.log
    assert first.log.startswith("hall: open at")
    assert second.log.splitlines() == [
        f"hall: another server is this hall; this one waits, and takes over when it ends · {WAITS_ZH}，需要时自动接管"
    ]


def test_the_one_that_waits_says_so_to_whoever_asks(calm: tuple[RunningHall, WaitingHall]) -> None:
    first, second = calm
    token = first.token("kiosk", "kiosk-1")
    with Visitor(second, token) as visitor, pytest.raises(Refused) as refused:
        visitor.takes_ticket(matter_of(first, "8"))

    assert (refused.value.status, refused.value.code) == (503, "hall_away")
    assert "备用服务器" in refused.value.problem["zh"]
    answer = second.answer()
    assert (answer.status_code, answer.headers["Hall-Standby"]) == (503, "waits")
    told = hall("token", "kiosk", "kiosk-2", data=second.data, check=False)
    assert (told.returncode, "another one is the hall" in told.stderr) == (1, True)


def test_a_killed_writer_is_followed_within_three_seconds_and_the_same_key_gives_one_number(
    pair: tuple[RunningHall, WaitingHall],
) -> None:
    first, second = pair
    token = first.token("kiosk", "kiosk-1")
    window = first.token("window", "8", staffer="any")
    matter = matter_of(first, "8")
    with Visitor(first, token) as visitor:
        before = visitor.takes_ticket(matter, key="once")
    killed = time.monotonic()
    first.kill()

    assert until(lambda: opened(second), MOST_S)
    with Visitor(second, token) as visitor:
        again = visitor.takes_ticket(matter, key="once")
        after = visitor.takes_ticket(matter)
    assert time.monotonic() - killed < MOST_S
    assert again == before
    assert after["number"] != before["number"]
    with Clerk(second, window, window="8") as clerk:
        assert clerk.serves()["number"] == before["number"]
    assert "unbroken" in hall("verify", data=second.data).stdout


def test_they_take_turns(pair: tuple[RunningHall, WaitingHall]) -> None:
    """What a technician does: the one that waits is stopped and started, then the open one; they change places twice."""
    first, second = pair
    code, took = second.stop()
    assert (code, took < 5.0, opened(first)) == (0, True, True)
    second = WaitingHall(second.data, port=second.port, words=second.words)
    (second.data / "server.log").unlink()
    second.begin()

    assert first.stop()[0] == 0
    assert until(lambda: opened(second), READY_S)
    third = WaitingHall(first.data, port=first.port, words=first.words)
    third.begin()
    assert not opened(third)
    assert second.stop()[0] == 0
    assert until(lambda: opened(third), READY_S)
    assert third.stop()[0] == 0


def test_of_two_that_wait_one_opens_and_the_other_one_waits_on(
    pair: tuple[RunningHall, WaitingHall], tmp_path: Path
) -> None:
    first, second = pair
    ignored = shutil.ignore_patterns("*.sock", "hall.lock", "server.log")
    third = WaitingHall(shutil.copytree(second.data, tmp_path / "c", ignore=ignored), words=second.words)
    third.begin()
    try:
        first.kill()
        assert until(lambda: opened(second) != opened(third), READY_S)
        other = third if opened(second) else second
        assert until(other.is_waiting, READY_S)
        assert other.process is not None
        assert other.process.poll() is None
        assert "Traceback" not in other.log
    finally:
        third.stop()


def test_a_server_that_stood_still_meanwhile_stops_by_itself_though_nobody_asks_it(
    pair: tuple[RunningHall, WaitingHall],
) -> None:
    first, second = pair
    assert first.process is not None
    query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
    database = urlsplit(url_of(first.data)).path.removeprefix("/")
    os.killpg(first.process.pid, signal.SIGSTOP)
    postgres.server().admin().execute(query, (database,))
    assert until(lambda: opened(second), READY_S)
    os.killpg(first.process.pid, signal.SIGCONT)

    assert first.process.wait(READY_S) == 1  # and whoever keeps services starts it again, to wait
    assert "another server has become this hall's writer" in first.log
    assert opened(second)
    assert "Traceback" not in first.log + second.log


def test_it_holds_its_folder_so_that_no_second_server_waits_in_it(
    calm: tuple[RunningHall, WaitingHall],
) -> None:
    _, second = calm
    told = hall("serve", "--wait", "--port", str(second.port), data=second.data, check=False)

    assert told.returncode == 1
    assert "another process is this hall" in told.stderr


def test_a_server_with_another_key_or_none_does_not_open(
    calm: tuple[RunningHall, WaitingHall], tmp_path: Path
) -> None:
    """It would know no token, and give a second number where one is asked for again with the same key."""
    first, _ = calm
    other = shutil.copytree(
        first.data, tmp_path / "other", ignore=shutil.ignore_patterns("*.sock", "hall.lock", "hall.key")
    )
    without = hall("serve", "--wait", data=other, check=False)
    (other / "hall.key").write_text("ab" * 32)
    wrong = [hall(*verb, data=other, check=False) for verb in (("serve", "--wait"), ("serve",))]

    for told in (without, *wrong):
        assert told.returncode == 1
        assert "Copy hall.key from the hall's other server" in told.stderr
        assert "请从原服务器复制 hall.key" in told.stderr
    assert opened(first)


def test_over_tls_it_says_so_too(tmp_path: Path) -> None:
    with paired(tmp_path, tls=True) as (_, second):
        assert second.answer().headers["Hall-Standby"] == "waits"
        with socket.create_connection(("127.0.0.1", second.port), 5) as silent:
            assert second.answer("/kiosk").status_code == 503
            silent.shutdown(socket.SHUT_WR)


def test_a_hall_in_a_file_has_nobody_to_wait_for(data: Path) -> None:
    told = hall("serve", "--wait", data=data, check=False)

    assert told.returncode == 1
    assert "PostgreSQL" in told.stderr
    assert "双机待命" in told.stderr
