"""Two servers of one hall in one PostgreSQL: the second one waits, says so, and takes over when the first one ends."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests import postgres
from tests.actors import Clerk, Refused, Visitor
from tests.running import READY_S, RunningHall, hall, matter_of
from tests.waiting import until

pytestmark = pytest.mark.long

MOST_S = 3.0
WAITS_ZH = "另一台服务器正在运行本大厅，本机待命"


class WaitingHall(RunningHall):
    """A served hall that waits for its turn before it is open."""

    def begin(self) -> None:
        """Serve, and come back as soon as it waits."""
        import subprocess  # noqa: PLC0415

        from tests.running import HALL  # noqa: PLC0415

        words = [HALL, "serve", "--data", self.data, "--port", str(self.port), *self.words]
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True)
        assert until(lambda: WAITS_ZH in self.log, READY_S), self.log

    def answer(self, path: str = "/readyz") -> httpx.Response:
        return httpx.get(f"{self.url}{path}", timeout=5, verify=self.verify)


def halls(tmp_path: Path, name: str, *, tls: bool = False) -> tuple[RunningHall, WaitingHall]:
    """A demo hall in this database, open on one server; the folder of the other one is a copy."""
    first = tmp_path / "a"
    hall("demo", "--store", postgres.server().url(name), data=first)
    second = shutil.copytree(first, tmp_path / "b")
    second.chmod(0o700)
    words = ("--desk-only", "--wait")
    return RunningHall(first, words=words), WaitingHall(second, words=words, tls=tls)


@pytest.fixture
def database() -> Iterator[str]:
    name = postgres.server().create()
    yield name
    postgres.server().drop(name)


@pytest.fixture
def pair(tmp_path: Path, database: str) -> Iterator[tuple[RunningHall, WaitingHall]]:
    """One is open, and the other one waits."""
    first, second = halls(tmp_path, database)
    first.start()
    second.begin()
    yield first, second
    for each in (first, second):
        if each.process is not None:
            each.stop()


def opened(of: RunningHall) -> bool:
    try:
        return httpx.get(f"{of.url}/readyz", timeout=1).status_code == 200
    except httpx.TransportError:
        return False


def test_the_first_one_opens_without_a_word_of_waiting(pair: tuple[RunningHall, WaitingHall]) -> None:
    first, second = pair

    assert WAITS_ZH not in first.log
    assert first.log.startswith("hall: open at")
    assert second.log.splitlines() == [
        f"hall: another server is this hall; this one waits, and takes over when it ends · {WAITS_ZH}，需要时自动接管"
    ]


def test_the_one_that_waits_says_so_to_whoever_asks(pair: tuple[RunningHall, WaitingHall]) -> None:
    first, second = pair
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
    """What a technician does: one is stopped, the other one takes over, the first one comes back and waits."""
    first, second = pair
    assert first.stop()[0] == 0
    assert until(lambda: opened(second), READY_S)

    third = WaitingHall(first.data, words=first.words)
    third.begin()
    assert not opened(third)
    assert second.stop()[0] == 0
    assert until(lambda: opened(third), READY_S)
    assert third.stop()[0] == 0


def test_it_ends_when_it_is_told_to_and_the_open_one_stays(pair: tuple[RunningHall, WaitingHall]) -> None:
    first, second = pair
    code, took = second.stop()

    assert (code, took < 5.0) == (0, True)
    assert opened(first)


def test_a_database_that_goes_away_meanwhile_is_waited_for(
    pair: tuple[RunningHall, WaitingHall], database: str
) -> None:
    first, second = pair
    query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
    postgres.server().admin().execute(query, (database,))

    assert until(lambda: opened(first))
    assert second.answer().status_code == 503
    first.kill()
    assert until(lambda: opened(second), READY_S)
    assert "Traceback" not in second.log


def test_it_holds_its_folder_so_that_no_second_server_waits_in_it(
    pair: tuple[RunningHall, WaitingHall],
) -> None:
    _, second = pair
    told = hall("serve", "--wait", "--port", str(second.port), data=second.data, check=False)

    assert told.returncode == 1
    assert "another process is this hall" in told.stderr


def test_over_tls_it_says_so_too(tmp_path: Path, database: str) -> None:
    first, second = halls(tmp_path, database, tls=True)
    first.start()
    second.begin()
    try:
        assert second.answer().headers["Hall-Standby"] == "waits"
        with socket.create_connection(("127.0.0.1", second.port), 5) as plug:  # one that says nothing
            assert second.answer("/kiosk").status_code == 503
            plug.shutdown(socket.SHUT_WR)
    finally:
        second.stop()
        first.stop()


def test_a_hall_in_a_file_has_nobody_to_wait_for(data: Path) -> None:
    told = hall("serve", "--wait", data=data, check=False)

    assert told.returncode == 1
    assert "PostgreSQL" in told.stderr
    assert "双机待命" in told.stderr
