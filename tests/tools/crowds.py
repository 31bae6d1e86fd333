"""What others feel while one client or a crowd is at the hall: figures for `make bench`, each beside the quiet hall's.

`python -m tests.tools.crowds PORT FILE` is a crowd: one joined socket for each line (a token) of the file, read until it is ended.
"""

from __future__ import annotations

import os
import resource
import selectors
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, cast

from tests.actors import Clerk, Visitor
from tests.running import RunningHall, serving
from tests.small import found
from tests.tools.flooding import FLOODS, ROOT, Felt, flooding, frame, probe, websocket
from tests.tools.volley import get, post

Row: TypeAlias = tuple[str, str, str]
SECONDS = 3.0
FOLLOWERS = 2_000
FILES, SOCKETS = 1_024, 1_500
SIGN_ONS = 8
PING, PONG = b"\x81\x012", frame("3")  # Engine.IO 4
ROLES = {
    "resumes": "display",
    "resumes_on_many": "display",
    "readings": "kiosk",
    "numbers": "kiosk",
    "reports": "manager",
}


def rows_of(home: Path) -> Iterator[Row]:
    """Name, rate, latency; each part in a hall of its own."""
    yield from floods(found(home / "floods"))
    yield from followers(found(home / "followers"))
    yield from few_files(found(home / "files"))


def floods(data: Path) -> Iterator[Row]:
    """One client of each kind, and what somebody who reads and a kiosk feel meanwhile."""
    with serving(data, "--desk-only") as hall:
        kiosk = hall.token("kiosk", "kiosk-1")
        felt(hall, kiosk, 1.0)
        usual = felt(hall, kiosk, SECONDS)
        yield "floor: 100 probes a second, quiet hall", "", told(usual)
        for kind in FLOODS:
            role = ROLES.get(kind)
            token = hall.token(role, "kiosk-2" if role == "kiosk" else f"a-{role}") if role else ""
            with flooding(kind, hall.port, SECONDS + 1.0, token):
                time.sleep(0.4)
                yield f"the same beside one client: {kind}", "", told(felt(hall, kiosk, SECONDS))
        yield from sign_ons(hall)


def sign_ons(hall: RunningHall) -> Iterator[Row]:
    """A clerk signs on, while forty connections guess passwords."""
    hall.local("POST", "/api/v1/local/pins", {"staffer": "t-1", "pin": "310276"})
    with hall.client(hall.token("window", "1")) as window:

        def once() -> float:
            began = time.perf_counter()
            body = {"staffer": "t-1", "pin": "310276"}
            window.post(
                "/windows/1/session", json=body, headers={"Idempotency-Key": os.urandom(8).hex()}
            ).raise_for_status()
            took = (time.perf_counter() - began) * 1000
            window.delete(
                "/windows/1/session", headers={"Idempotency-Key": os.urandom(8).hex()}
            ).raise_for_status()
            return took

        once()
        usual = statistics.median(once() for _ in range(SIGN_ONS))
        with flooding("logins", hall.port, 60.0):
            time.sleep(0.5)
            busy = [once() for _ in range(SIGN_ONS)]
    yield "floor: a clerk signs on, quiet hall", "", f"p50 {usual:.0f} ms"
    yield (
        "a clerk signs on beside 40 guessers",
        "",
        f"p50 {statistics.median(busy):.0f} ms · max {max(busy):.0f} ms",
    )


def followers(data: Path) -> Iterator[Row]:
    """Two thousand phones follow numbers of one line; first nobody calls, then a window calls five times a second."""
    with serving(data, "--desk-only") as hall, Visitor(hall, hall.token("kiosk", "kiosk-1")) as visitor:
        kiosk = hall.token("kiosk", "kiosk-2")
        felt(hall, kiosk, 1.0)
        usual = felt(hall, kiosk, 10.0)
        follow = [visitor.takes_ticket("tax-file")["follow"] for _ in range(FOLLOWERS)]
        with crowd(hall, data / "tokens", follow):
            idle = felt(hall, kiosk, 12.0)
            with Clerk(hall, hall.token("window", "1", staffer="any"), window="1") as clerk, calling(clerk):
                loaded = felt(hall, kiosk, 12.0)
        yield "floor: probes, quiet hall, 10 s", "", told(usual)
        yield f"probes beside {FOLLOWERS:,} followers, idle", "", told(idle)
        yield f"probes beside {FOLLOWERS:,} followers, 5 calls a second", "", told(loaded)


def few_files(data: Path) -> Iterator[Row]:
    """More sockets than the hall was allowed files when it was started, none of which says who it is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, hard))
    try:
        with serving(data, "--desk-only") as hall:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            kiosk = hall.token("kiosk", "kiosk-1")
            felt(hall, kiosk, 1.0)
            with flooding("silent_websockets", hall.port, 6.0):
                time.sleep(0.4)
                yield (
                    f"probes beside {SOCKETS:,} silent sockets, started under {FILES:,} files",
                    "",
                    told(felt(hall, kiosk, 5.0)),
                )
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def felt(hall: RunningHall, kiosk: str, seconds: float) -> list[Felt]:
    """What somebody who reads and an honest kiosk feel."""
    number = post("/tickets", kiosk, {"matter": "notary-will"})
    key = number.index(b"Idempotency-Key: ") + 17

    def fresh() -> bytes:
        return number[:key] + os.urandom(16).hex().encode() + number[key + 32 :]

    return probe(hall.port, seconds, [lambda: get("/healthz"), fresh])


def told(each: list[Felt]) -> str:
    """The p99 and the longest, of reading and of taking a number."""
    return " · ".join(
        f"{what} p99 {felt.p99():.1f} max {max(felt.ms):.1f} ms"
        for what, felt in zip(("read", "issue"), each, strict=True)
    )


@contextmanager
def calling(clerk: Clerk) -> Iterator[None]:
    """A window that serves five a second, for the length of the block."""
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            clerk.serves()
            over.wait(0.2)

    with thread_of(work, over):
        yield


@contextmanager
def thread_of(act: Callable[[], None], over: threading.Event) -> Iterator[None]:
    """Run it beside the block, until the block has ended."""
    thread = threading.Thread(target=act)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def crowd(hall: RunningHall, file: Path, tokens: list[str]) -> Iterator[None]:
    """So many joined sockets, in a process of their own."""
    file.write_text("\n".join(tokens))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.tools.crowds", str(hall.port), str(file)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as client:
        assert client.stdout is not None
        assert client.stdout.readline() == b"all here\n"
        yield
        client.kill()


def follow(port: int, tokens: list[str]) -> None:
    """Join with each token, say so, then read whatever comes and answer pings, until the process is ended."""
    waiting = selectors.DefaultSelector()
    for each in tokens:
        wire = websocket(port, each)
        wire.setblocking(False)
        waiting.register(wire, selectors.EVENT_READ)
    print("all here", flush=True)
    while True:
        for key, _ in waiting.select():
            wire = cast("socket.socket", key.fileobj)
            said = wire.recv(65_536)
            if not said:
                waiting.unregister(wire)
            elif PING in said:
                wire.send(PONG)


if __name__ == "__main__":
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    follow(int(sys.argv[1]), Path(sys.argv[2]).read_text().split())
