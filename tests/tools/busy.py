"""Issuing beside the smallest honest app and an empty route, alone, in a crowd, and in halls that are full in some way.

The machine's own speed changes from second to second, so what is compared is measured in turns, and the medians of the
turns are told.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TypeAlias

from hallserver.core.rights import Principal
from hallserver.services import timers
from hallserver.services.printing import printers
from hallserver.services.queue import numbers
from hallserver.simulation.house import House, opened
from hallserver.store.watching.dues import Moment
from tests import postgres
from tests.actors import Clerk, Visitor
from tests.conftest import ROOT
from tests.running import RunningHall, copy_hall, free_port, hall, matter_of, served_matters
from tests.tools import crowds, volley
from tests.tools.crowds import thread_of
from tests.tools.volley import Volley

Row: TypeAlias = tuple[str, str, str]
SECONDS = float(os.environ.get("HALL_BENCH_SECONDS", "6"))
TURNS = 3
CLIENTS = (1, 8, 32)
SLIPS, NUMBERS, PHONES = 5_000, 100_000, 2_000
LOOKS = 300
WORST_S = float(os.environ.get("HALL_BENCH_WORST_SECONDS", "180"))
WORST_RATE, WORST_WINDOWS, WORST_SCREENS = 50, 30, 60
VISIT_S = 3.0
WATCHED = "8"  # the window whose calls are timed
KIOSK = Principal("kiosk:bench", "kiosk", "bench")
AGENT = Principal("printer:bench", "printer", "bench")


def rows_of(template: Path, home: Path) -> Iterator[Row]:
    """Name, rate, latency."""
    yield from issuing(template, home / "issue")
    yield from in_postgres(template, home / "postgres")
    yield from flat(template, home)
    yield from duties(template, home)
    yield from worst_hour(template, home / "worst")


@contextmanager
def quiet(template: Path, data: Path, before: Callable[[Path], None] | None = None) -> Iterator[RunningHall]:
    """A served hall without its back office: printing would share the processors. `before` fills it."""
    copy_hall(template, data)
    if before is not None:
        before(data)
    running = RunningHall(data, words=("--desk-only",))
    running.start()
    yield running
    running.stop()


@contextmanager
def smallest_app(folder: Path) -> Iterator[int]:
    """The smallest honest app, served; gives its port."""
    folder.mkdir()
    port = free_port()
    command = [sys.executable, "-m", "tests.tools.smallest_app", str(folder), str(port)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        wait_for(port)
        yield port
        process.terminate()


def wait_for(port: int, seconds: float = 10.0) -> None:
    """Wait until somebody listens there."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            volley.fire(port, 1, 0.0, lambda _: volley.get("/"))
        except OSError:
            assert time.monotonic() < deadline, "nobody listens"
            time.sleep(0.05)
        else:
            return


def take(token: str, matters: Sequence[str], n: int) -> bytes:
    """A request for a number."""
    return volley.post("/tickets", token, {"matter": matters[n % len(matters)]})


def take_small(_: int) -> bytes:
    """The same of the smallest app."""
    text = json.dumps({"matter": "tax-file"}).encode()
    head = f"POST /tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
    return head.encode() + text


def empty(_: int) -> bytes:
    """A request for the empty route."""
    return volley.get("/healthz")


def issuing(template: Path, data: Path) -> Iterator[Row]:
    """Numbers over HTTP at 1, 8 and 32 clients, in turns with the smallest app and the empty route."""
    with quiet(template, data) as running, smallest_app(data.with_name("smallest")) as small:
        ours = partial(take, running.token("kiosk", "bench"), matters_of(running))
        volley.fire(running.port, 4, 1.0, ours)
        for clients in CLIENTS:
            length = SECONDS / TURNS
            turns = [
                (
                    volley.fire(small, clients, length, take_small),
                    volley.fire(running.port, clients, length, empty),
                    volley.fire(running.port, clients, length, ours),
                )
                for _ in range(TURNS)
            ]
            floor, route, told = (merged(each) for each in zip(*turns, strict=True))
            assert set(told.statuses) == {201}, told.statuses
            times = [(c.rate / a.rate, c.rate / b.rate) for a, b, c in turns]
            yield line(f"floor: the smallest honest app, {clients} clients", floor)
            yield line(f"floor: empty route, {clients} clients", route)
            yield line(
                f"issue a number, {clients} clients",
                told,
                f" · {statistics.median(each[0] for each in times):.2f} × the smallest app"
                f" · {statistics.median(each[1] for each in times):.2f} × the empty route",
            )


def in_postgres(template: Path, place: Path) -> Iterator[Row]:
    """Issuing in PostgreSQL, which writes durably, in turns with the same hall in SQLite."""
    place.mkdir()
    database = postgres.start(postgres.DURABLE)
    url = database.url(database.create())
    with ExitStack() as stack:
        alone = stack.enter_context(quiet(template, place / "sqlite"))
        beyond = stack.enter_context(quiet(template, place / "postgres", partial(move, to=url)))
        halls = [
            (each, partial(take, each.token("kiosk", "bench"), matters_of(each))) for each in (alone, beyond)
        ]
        for running, ask in halls:
            volley.fire(running.port, 8, 1.0, ask)
        for clients in (1, 32):
            turns = [
                tuple(volley.fire(running.port, clients, SECONDS / TURNS, ask) for running, ask in halls)
                for _ in range(TURNS)
            ]
            told = merged([each[1] for each in turns])
            assert set(told.statuses) == {201}, told.statuses
            times = statistics.median(each[1].rate / each[0].rate for each in turns)
            yield line(f"issue a number in PostgreSQL, {clients} clients", told, f" · {times:.2f} × SQLite")
        assert_none_twice(beyond)


def move(data: Path, to: str) -> None:
    """Move a hall to a database; from then on it is served from there."""
    hall("move", "--to", to, data=data)


def assert_none_twice(running: RunningHall) -> None:
    """No number was given twice."""
    issued = Counter(each["facts"]["number"] for each in running.events() if each["kind"] == "ticket.issued")
    assert set(issued.values()) == {1}, issued.most_common(3)


def flat(template: Path, home: Path) -> Iterator[Row]:
    """Issuing at 32 clients in a hall that is full in some way, in turns with a hall that is not."""
    yield from beside(template, home, f"{SLIPS:,} slips at dead printers", with_dead_printers)
    yield from beside(template, home, f"{NUMBERS:,} numbers issued that day", with_numbers)
    yield from beside(template, home, f"{PHONES:,} phones that follow", None, phones=PHONES)


def beside(
    template: Path, home: Path, name: str, fill: Callable[[Path], None] | None, phones: int = 0
) -> Iterator[Row]:
    """One full hall beside one that is not."""
    place = home / f"flat-{len(list(home.glob('flat-*')))}"
    place.mkdir()
    with ExitStack() as stack:
        usual = stack.enter_context(quiet(template, place / "usual"))
        full = stack.enter_context(quiet(template, place / "full", fill))
        asks = [partial(take, each.token("kiosk", "bench"), matters_of(each)) for each in (usual, full)]
        if phones:
            stack.enter_context(crowds.crowd(full, place / "tokens", followed(full, asks[1], phones)))
        volley.fire(usual.port, 8, 1.0, asks[0])
        volley.fire(full.port, 8, 1.0, asks[1])
        turns = [
            tuple(
                volley.fire(each.port, 32, SECONDS / TURNS, ask)
                for each, ask in zip((usual, full), asks, strict=True)
            )
            for _ in range(TURNS)
        ]
    told = merged([each[1] for each in turns])
    assert set(told.statuses) == {201}, told.statuses
    times = statistics.median(each[1].rate / each[0].rate for each in turns)
    yield line(f"issue a number, 32 clients, {name}", told, f" · {times:.2f} × without")


def followed(running: RunningHall, ask: Callable[[int], bytes], count: int) -> list[str]:
    """So many numbers' own keys."""
    with running.client(running.token("kiosk", "bench-2")) as client:
        return [
            client.post(
                "/tickets",
                json=json.loads(ask(n).partition(b"\r\n\r\n")[2]),
                headers={"Idempotency-Key": f"follow-{n}"},
            ).json()["follow"]
            for n in range(count)
        ]


def with_dead_printers(data: Path) -> None:
    """Slips wait at printers that do not print, longer than the bench takes."""
    with opened(data) as house:
        for code in house.plan.printers:
            house.do(partial(printers.read, who=AGENT, printer=code, state="offline", detail=None))
        come(house, SLIPS)


def with_numbers(data: Path) -> None:
    """A hundred thousand numbers, all waiting."""
    with opened(data) as house:
        come(house, NUMBERS)


def come(house: House, count: int) -> None:
    """So many visitors take a number, all at once."""
    house.now = max(house.now, datetime.now(UTC))
    matters = sorted(
        {code for window in house.plan.windows for code in house.plan.matters_at(window, house.now)}
    )
    able = [code for code in matters if not house.plan.lines[house.plan.matters[code].line].green]
    for n in range(count):
        house.do(partial(numbers.issue, who=KIOSK, wish=numbers.Wish(able[n % len(able)])))


def duties(template: Path, home: Path) -> Iterator[Row]:
    """What the clock asks for each duty, in a hall with thousands of slips and visitors that wait."""
    data = copy_hall(template, home / "duties")
    with_dead_printers(data)
    with opened(data) as house:
        for duty in timers.DUTIES:
            took = []
            for _ in range(LOOKS):
                began = time.perf_counter()
                duty.is_due(Moment(house.connection, house.plan, house.now))
                took.append((time.perf_counter() - began) * 1e6)
            often = "every 30 s" if duty.slow else "every second"
            yield (
                f"the clock, {often}: {duty.name}",
                "",
                f"p50 {statistics.median(took):.0f} µs · {SLIPS:,} slips and visitors wait",
            )


def worst_hour(template: Path, data: Path) -> Iterator[Row]:
    """The worst hour of a hall: 50 numbers a second, 30 windows that serve, 60 screens, 2,000 phones that follow."""
    with ExitStack() as stack:
        running = stack.enter_context(quiet(template, data))
        ask = partial(take, running.token("kiosk", "bench"), matters_of(running))
        stack.enter_context(crowds.crowd(running, data / "tokens", followed(running, ask, PHONES)))
        seen = stack.enter_context(watching(running, WORST_SCREENS))
        stack.enter_context(serving_windows(running, WORST_WINDOWS))
        looks = stack.enter_context(looking(running.port))
        told = volley.steady(running.port, WORST_RATE, WORST_S, ask)
    wrong = sum(count for status, count in told.statuses.items() if status != HTTPStatus.CREATED)
    yield line(
        f"worst hour for {WORST_S:.0f} s: {WORST_RATE} numbers/s, {WORST_WINDOWS} windows, {WORST_SCREENS} screens, "
        f"{PHONES:,} phones: issue",
        told,
        f" · {wrong} errors",
    )
    last = sorted(seen)
    yield (
        "the same: call → last of the screens",
        f"{len(last) / WORST_S:.1f}/s",
        f"p50 {statistics.median(last):.0f} ms · p99 {last[len(last) * 99 // 100]:.0f} ms · max {last[-1]:.0f} ms",
    )
    slow = sorted(looks)
    yield (
        "the same: 50 looks a second at the empty route",
        "",
        f"p50 {statistics.median(slow):.1f} ms · p99 {slow[len(slow) * 99 // 100]:.0f} ms · max {slow[-1]:.0f} ms",
    )


@contextmanager
def looking(port: int) -> Iterator[list[float]]:
    """Look at the empty route 50 times a second, from a process that does nothing else; gives the milliseconds."""
    found: list[float] = []
    command = [sys.executable, "-m", "tests.tools.busy", str(port), str(WORST_S)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield found
        said, _ = process.communicate(timeout=30)
    found.extend(json.loads(said))


@contextmanager
def watching(running: RunningHall, count: int) -> Iterator[list[float]]:
    """So many screens; gives the milliseconds from each call's request to the last screen that heard of it."""
    found: list[float] = []
    over = threading.Event()
    screens = volley.Screens(running.port, running.token("display", "bench"), count)
    clerk = Clerk(running, running.token("window", WATCHED, staffer="any"), window=WATCHED)
    visitor = Visitor(running, running.token("kiosk", "bench-3"))
    matter = matter_of(running, WATCHED)

    def watch() -> None:
        while not over.wait(0.5):
            visitor.takes_ticket(matter)
            since = time.perf_counter()
            called = clerk.calls_next()["ticket"]["number"]
            heard = screens.hear(str(called), since)
            if len(heard) == count:
                found.append(heard[-1])
            clerk.does("start")
            clerk.does("finish", outcome="consulted")

    with thread_of(watch, over):
        yield found
    screens.close()


@contextmanager
def serving_windows(running: RunningHall, count: int) -> Iterator[None]:
    """So many other windows, each of which serves a visitor every few seconds."""
    over = threading.Event()
    with ExitStack() as stack:
        for code in [str(n) for n in range(2, count + 2) if str(n) != WATCHED]:
            clerk = Clerk(running, running.token("window", code, staffer="any"), window=code)
            stack.enter_context(thread_of(partial(serve, clerk, over), over))
        yield


def serve(clerk: Clerk, over: threading.Event) -> None:
    """Serve, until it is over."""
    while not over.wait(VISIT_S):
        if clerk.calls_next() is not None:
            clerk.does("start")
            clerk.does("finish", outcome="consulted")


def matters_of(running: RunningHall) -> list[str]:
    """What a number can be taken for."""
    return served_matters(running, [str(code) for code in range(1, 41)])


def merged(turns: Sequence[Volley]) -> Volley:
    """The turns as one."""
    told = Volley(seconds=sum(each.seconds for each in turns))
    for each in turns:
        told.ms += each.ms
        for status, count in each.statuses.items():
            told.statuses[status] = told.statuses.get(status, 0) + count
    return told


def line(name: str, told: Volley, more: str = "") -> Row:
    """A row of the table."""
    return (
        name,
        f"{told.rate:,.0f}/s",
        f"p50 {told.percentile(50):.1f} ms · p99 {told.percentile(99):.1f} ms{more}",
    )


if __name__ == "__main__":
    print(json.dumps(volley.steady(int(sys.argv[1]), 50, float(sys.argv[2]), empty).ms))
