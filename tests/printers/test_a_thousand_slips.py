"""Up to a thousand slips over printers that fail in every way they can: each is accounted for, none comes out twice unmarked.

The hall is served for real; its print agent and its printers (on TCP) run here, with every patience cut to a tenth.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hallprinters.agent import run_agent
from hallprinters.drawing.papers import draw
from hallprinters.drawing.samples import VOID
from hallprinters.drawing.slip import Slip
from hallprinters.drawing.templates import Facts, Part, Template, fill, write_template
from hallprinters.virtual import VirtualPrinter
from tests.actors import Actor, Visitor
from tests.conftest import matter_of
from tests.running import RunningHall, serving

SLIPS = int(os.environ.get("HALL_SLIPS", "240"))  # 1,000 in `make soak`
PAIRS = 4
SEED = 20_260_302
LONGEST_S = 50
TEMPLATE = Template((Part("number", value="{number}"), Part("rule"), Part("pair", "号", "", "{number}")))
FAULTS = [
    "refuse",
    "silent",
    "stall",
    "paper_out",
    "cover_open",
    "cutter_jam",
    "one_connection",
    "hold",
    "tear_after",
    "stall_after",
    "rows_left",
    "power_cycle",
    "abandon",
]
ENDED = {"printed", "unconfirmed", "expired", "cancelled"}
OPEN = {"queued", "leased", "sending", "stalled", "sent"}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in {
        "press.ANSWER_SECONDS": 0.15,
        "press.CONFIRM_SECONDS": 0.4,
        "transport.STALL_SECONDS": 0.4,
        "transport.CONNECT_SECONDS": 0.3,
        "station._STALLED_PAUSE": 0.1,
        "watch.LOOK_SECONDS": 0.4,
        "watch.SECOND_LOOK_SECONDS": 0.1,
        "agent.ROLL_CALL_SECONDS": 0.5,
    }.items():
        monkeypatch.setattr(f"hallprinters.{name}", seconds)


@dataclass
class Chaos:
    """Breaks printers by a seed, each for a while, and mends all at the end."""

    printers: list[VirtualPrinter]
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)
    stop: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> None:
        deck: list[str] = []
        while not self.stop.wait(self.chance.uniform(0.05, 0.15)):
            deck = deck or self.chance.sample(FAULTS, len(FAULTS))
            fault = deck.pop()
            printer = self.chance.choice(self.printers)
            self.done[fault] += 1
            if fault in {"power_cycle", "abandon"}:
                getattr(printer, fault)()
                continue
            most = {"tear_after": 5000, "stall_after": 5000, "rows_left": 300}.get(fault)
            setattr(printer.faults, fault, True if most is None else self.chance.randrange(20, most))
            self.stop.wait(self.chance.uniform(0.05, 0.7))
            mend(printer)
        for printer in self.printers:
            mend(printer)


def mend(printer: VirtualPrinter) -> None:
    for fault in (
        "refuse",
        "silent",
        "stall",
        "paper_out",
        "cover_open",
        "cutter_jam",
        "one_connection",
        "hold",
    ):
        setattr(printer.faults, fault, False)
    for count in ("tear_after", "stall_after", "rows_left"):
        setattr(printer.faults, count, None)


def slip(number: str, copy: int) -> Slip:
    return fill(TEMPLATE, Facts({"number": (number, number)}, copy=copy), number)


def set_up(running: RunningHall, printers: list[VirtualPrinter]) -> None:
    """The printers in pairs of neighbours, and a short slip for all."""
    with Actor(running, running.token("manager", "m")) as manager:
        for neighbours in (False, True):
            for at, printer in enumerate(printers):
                body = {
                    "code": f"p{at}",
                    "name": {"zh": f"{at}", "en": f"{at}"},
                    "address": printer.address,
                    "roll_m": 1000,
                    "neighbour": f"p{at ^ 1}" if neighbours else None,
                }
                manager.act("/printers", body)
        manager.act("/slips/ticket", {"template": json.loads(write_template(TEMPLATE))})


def takes(running: RunningHall, token: str, matter: str, count: int, at: int) -> list[Any]:
    with Visitor(running, token) as visitor:
        found = []
        for _ in range(count):
            found.append(visitor.takes_ticket(matter, printer=f"p{at}"))
            time.sleep(0.2)
        return found


def jobs_of(running: RunningHall) -> list[dict[str, Any]]:
    """The spool as it stands, which no route gives."""
    with sqlite3.connect(f"file:{running.data / 'hall.db'}?mode=ro", uri=True) as table:
        table.row_factory = sqlite3.Row
        rows = table.execute(
            "SELECT j.*, t.number FROM print_job j JOIN ticket t ON t.id = j.ticket"
        ).fetchall()
    table.close()
    return [dict(row) for row in rows]


def unmutes(running: RunningHall, stop: threading.Event) -> None:
    """Somebody who looks at a muted printer, as somebody in a hall does."""
    with Actor(running, running.token("technician", "t")) as technician:
        while not stop.wait(0.3):
            for each in technician.ask("/printers")["printers"]:
                if each["muted_at"]:
                    technician.act(f"/printers/{each['code']}/looked-at")


@pytest.mark.usefixtures("impatient")
def test_slips_over_failing_printers_are_all_accounted_for(data: Path, tmp_path: Path) -> None:
    begun = time.monotonic()
    stop = threading.Event()
    with ExitStack() as day:
        running = day.enter_context(
            serving(data, "--desk-only", HALL_JOB_LIFE_S="15", HALL_LEASE_S="4", HALL_MOVE_AFTER_S="2")
        )
        printers = [
            day.enter_context(VirtualPrinter(out=tmp_path / f"p{at}", speed=20_000))
            for at in range(2 * PAIRS)
        ]
        set_up(running, printers)
        matter = matter_of(running, "8")
        chaos = [Chaos(printers[at::2], random.Random(SEED + at)) for at in range(2)]
        codes = [f"p{at}" for at in range(2 * PAIRS)]
        pool = day.enter_context(ThreadPoolExecutor(16))
        agent = pool.submit(run_agent, running.url, running.token("printer", "agent"), tmp_path, stop, codes)
        looking = pool.submit(unmutes, running, stop)
        breaking = [pool.submit(each) for each in chaos]
        issuing = [
            pool.submit(takes, running, running.token("kiosk", f"k{at}"), matter, SLIPS // len(printers), at)
            for at in range(len(printers))
        ]
        issued = [each for taken in issuing for each in taken.result(120)]
        while any(job["state"] in OPEN for job in jobs_of(running)):
            time.sleep(0.3)
            if time.monotonic() - begun > LONGEST_S:
                break
        for each, work in zip(chaos, breaking, strict=True):
            each.stop.set()
            work.result(10)
        while any(job["state"] in OPEN for job in jobs_of(running)):
            time.sleep(0.2)
            assert time.monotonic() - begun < LONGEST_S + 20
        time.sleep(1.0)  # what a printer still holds comes out now
        stop.set()
        for work in (agent, looking):
            work.result(10)
        jobs = jobs_of(running)
        papers = [page for printer in printers for page in (each.picture for each in printer.slips)]

    firsts = {job["number"]: job for job in jobs if job["copy"] == 1}
    states = Counter(job["state"] for job in firsts.values())
    unmarked = count_unmarked([each["number"] for each in issued], papers)
    assert {each["number"] for each in issued} == set(firsts)
    assert set(states) <= ENDED, states
    assert sum(states.values()) == len(issued)
    assert max(unmarked.values()) == 1, [number for number, count in unmarked.items() if count > 1]
    for number, job in firsts.items():
        if job["state"] == "printed":
            assert unmarked[number] == 1, (number, job)
        elif job["state"] in {"expired", "cancelled"}:
            assert unmarked[number] == 0, (number, job)
    assert set(chaos[0].done + chaos[1].done) == set(FAULTS)
    assert states["printed"] > SLIPS // 2, states
    print(states, Counter(job["state"] for job in jobs if job["copy"] > 1), len(papers))


def count_unmarked(numbers: list[str], papers: list[Any]) -> Counter[str]:
    """How many papers carry a ticket's whole slip with neither 补打 above nor 作废 beneath it."""
    whole = {draw(slip(number, 1)).tobytes(): number for number in numbers}
    marked = {draw(slip(number, 2)).tobytes() for number in numbers}
    void = draw(VOID).tobytes()
    found: Counter[str] = Counter()
    for page in papers:
        dots = page.tobytes()
        if dots in whole:
            found[whole[dots]] += 1
        elif dots not in marked and not dots.endswith(void):
            for body, number in whole.items():
                found[number] += body in dots
    return found
