"""The hall's processes: none outlives its supervisor, and the one that hangs or dies is replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.running import RunningHall, serving
from tests.waiting import until

HUNG_S = 40.0


def children(pid: int) -> dict[int, str]:
    """Process id → command line of everything below a process."""
    found: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            said = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, IndexError):
            continue
        if parent == pid:
            found |= {int(folder.name): said, **children(int(folder.name))}
    return found


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def office_of(hall: RunningHall) -> int | None:
    assert hall.process is not None
    return next((pid for pid, said in children(hall.process.pid).items() if "backoffice" in said), None)


def lookout_of(hall: RunningHall) -> int | None:
    assert hall.process is not None
    return next((pid for pid, said in children(hall.process.pid).items() if "lookout" in said), None)


@pytest.mark.parametrize("after_s", [0.0, 0.2, 0.5, 1.0, 2.0, 5.1])
def test_the_lookout_ends_when_it_is_told_to_whatever_it_does(data: Path, after_s: float) -> None:
    command = [sys.executable, "-m", "hallserver.lookout", str(data)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as lookout:
        time.sleep(after_s)
        lookout.terminate()
        try:
            assert lookout.wait(5) in {0, -signal.SIGTERM}
        finally:
            lookout.kill()


BUSY = """
import hashlib, os, threading
from hallserver.parent import told_to_stop
stop = told_to_stop()
threading.Thread(target=lambda: stop.wait() and os._exit(7)).start()
print("ready", flush=True)
hashlib.pbkdf2_hmac("sha256", b"", b"", 100_000_000)  # half a minute and more that no signal interrupts
"""


def test_a_process_hears_that_it_is_to_end_whatever_its_main_thread_does() -> None:
    """Also of two words at once: of its supervisor, and of what ends the whole group."""
    with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE) as busy:
        assert busy.stdout is not None
        assert busy.stdout.readline() == b"ready\n"
        busy.terminate()
        busy.terminate()
        try:
            assert busy.wait(5) == 7
        finally:
            busy.kill()


def test_a_lookout_that_ends_is_started_again_and_none_stays_behind(data: Path) -> None:
    with serving(data) as running:
        assert until(lambda: lookout_of(running) is not None)
        first = lookout_of(running)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert until(lambda: lookout_of(running) not in {None, first})
        second = lookout_of(running)
        assert second is not None
    assert until(lambda: not is_alive(second))


def test_no_process_outlives_its_supervisor_and_the_hall_opens_again(data: Path) -> None:
    with serving(data) as running:
        assert running.process is not None
        assert until(lambda: lookout_of(running) is not None)
        family = children(running.process.pid)
        os.kill(running.process.pid, signal.SIGKILL)
        running.process.wait(5)

        assert until(lambda: not any(map(is_alive, family))), family
        running.process = None
        running.start()
        assert httpx.get(f"{running.url}/readyz").status_code == 200


def test_a_back_office_that_ends_is_started_again(data: Path) -> None:
    with serving(data) as running:
        assert until(lambda: office_of(running) is not None)
        first = office_of(running)
        assert first is not None
        os.kill(first, signal.SIGKILL)

        assert until(lambda: office_of(running) not in {None, first})


@pytest.mark.skipif(
    not os.environ.get("HALL_SOAK"), reason="waits half a minute: `make soak` runs it (HALL_SOAK=1)"
)
def test_a_desk_that_hangs_is_replaced(data: Path) -> None:
    with serving(data, "--desk-only") as running:
        assert running.process is not None
        (arbiter,) = [pid for pid, _ in children(running.process.pid).items() if children(pid)]
        (worker,) = children(arbiter)
        os.kill(worker, signal.SIGSTOP)

        def answers() -> bool:
            try:
                return httpx.get(f"{running.url}/readyz", timeout=1).status_code == 200
            except httpx.TransportError:
                return False

        assert until(answers, HUNG_S)
        assert set(children(arbiter)) != {worker}


@pytest.mark.alone
def test_a_hall_with_open_pages_stops_at_once_and_answers_what_was_asked(data: Path) -> None:
    """A browser keeps its connections for minutes; what is being served is still answered."""
    with serving(data, "--desk-only") as running, running.client() as idle:
        assert idle.get("/catalogue").is_success
        with ThreadPoolExecutor(1) as pool, running.client(running.token("printer", "agent")) as agent:
            body = {"printer": agent.get("/printers").json()["printers"][0]["code"], "wait_ms": 20_000}
            headers = {"Idempotency-Key": "k" * 22}
            waiting = pool.submit(agent.post, "/print-jobs/lease", json=body, headers=headers)
            time.sleep(0.5)
            code, took = running.stop()
            assert waiting.result(5).status_code == 204

    assert (code, took < 3.0) == (0, True), took
