"""The print agent is killed in the middle of each of its doings; what comes after it knows what it was at."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hallprinters.drawing.papers import draw
from hallprinters.drawing.slip import Mark, Slip
from hallprinters.drawing.templates import REPRINT
from hallprinters.virtual import VirtualPrinter
from tests.actors import Actor, Visitor
from tests.conftest import matter_of
from tests.running import HALL, RunningHall, serving
from tests.waiting import until

MUCH = 5000  # bytes: more than any question about its health, less than a slip


@dataclass
class Day:
    """A served hall, one virtual printer, and an agent that is a process of its own, as on a kiosk's PC."""

    running: RunningHall
    printer: VirtualPrinter
    data: Path
    agent: subprocess.Popen[bytes] | None = None

    def starts(self) -> None:
        token = self.running.token("printer", "kiosk-pc")
        words = ["--url", self.running.url, "--token", token, "--printer", "p0", "--data", str(self.data)]
        with (self.data / "agent.log").open("ab") as log:
            self.agent = subprocess.Popen([HALL, "printer", "agent", *words], stdout=log, stderr=log)

    def kills(self) -> None:
        assert self.agent is not None
        self.agent.send_signal(signal.SIGKILL)
        self.agent.wait(5)

    def jobs(self) -> list[dict[str, Any]]:
        with sqlite3.connect(f"file:{self.running.data / 'hall.db'}?mode=ro", uri=True) as table:
            table.row_factory = sqlite3.Row
            rows = table.execute("SELECT * FROM print_job ORDER BY id").fetchall()
        table.close()
        return [dict(row) for row in rows]

    def states(self) -> list[str]:
        return [job["state"] for job in self.jobs()]

    def waits(self, what: Callable[[], bool]) -> None:
        assert until(what), (self.states(), (self.data / "agent.log").read_text())

    def waits_till_it_is_sent(self) -> None:
        """Wait until the printer has all of the slip that it will take.

        The hall's word `sending` comes too early for that: the agent may not have heard its leave yet, and where
        the desk dies before it does, nothing is sent at all.
        """
        self.waits(lambda: self.states() == ["sending"] and self.printer.taken() >= MUCH)
        before = -1
        while before != (before := self.printer.taken()):
            time.sleep(0.3)

    def copies(self) -> tuple[int, int]:
        """How many papers came out unmarked, and how many under 补打."""
        mark = draw_mark()
        whole = [each.picture.tobytes() for each in self.printer.slips]
        marked = sum(paper.startswith(mark) for paper in whole)
        return len(whole) - marked, marked


def draw_mark() -> bytes:
    return draw(Slip((Mark(REPRINT),))).tobytes()


@pytest.fixture
def day(data: Path, tmp_path: Path) -> Iterator[Day]:
    with ExitStack() as open_:
        printer = open_.enter_context(VirtualPrinter(out=tmp_path / "slips", speed=3000))
        running = open_.enter_context(serving(data, "--desk-only", HALL_LEASE_S="3", HALL_JOB_LIFE_S="60"))
        with Actor(running, running.token("manager", "m")) as manager:
            body = {"code": "p0", "name": {"zh": "零", "en": "Zero"}, "address": printer.address}
            manager.act("/printers", body)
        (tmp_path / "agent").mkdir()
        at = Day(running, printer, tmp_path / "agent")
        at.starts()
        yield at
        with suppress(ProcessLookupError):
            at.kills()


@contextmanager
def number_at(day: Day) -> Iterator[None]:
    with Visitor(day.running, day.running.token("kiosk", "k")) as visitor:
        visitor.takes_ticket(matter_of(day.running, "8"), printer="p0")
        yield


def test_killed_with_a_job_in_hand_and_nothing_sent_the_next_one_prints_it_once(day: Day) -> None:
    day.printer.faults.silent = True
    with number_at(day):
        day.waits(lambda: day.states() == ["leased"])
        day.kills()
        day.printer.faults.silent = False
        day.starts()
        day.waits(lambda: day.states() == ["printed"])

    assert day.copies() == (1, 0)


def test_killed_while_sending_the_slip_is_unconfirmed_and_comes_once_more_under_a_mark(day: Day) -> None:
    day.printer.faults.stall_after = MUCH
    with number_at(day):
        day.waits_till_it_is_sent()
        day.kills()
        day.printer.faults.stall_after = None
        day.starts()
        day.waits(lambda: day.states() == ["unconfirmed", "printed"])

    assert day.jobs()[0]["reason"] == "the print agent was stopped while it was sending"
    assert day.copies()[1] == 1
    assert sum(each.picture.height > 500 for each in day.printer.slips) <= 2


def test_killed_while_the_printer_holds_the_slip_no_second_unmarked_one_ever_comes(day: Day) -> None:
    day.printer.faults.hold = True
    with number_at(day):
        day.waits_till_it_is_sent()
        day.kills()
        day.printer.faults.hold = False
        day.printer.wait_for_slips(1)
        day.starts()
        day.waits(lambda: day.states()[0] == "unconfirmed" and day.states()[1:] == ["printed"])

    unmarked, marked = day.copies()
    assert (unmarked, marked) == (len(day.printer.slips) - 1, 1)
    assert count_whole(day) == 1


def test_killed_with_an_end_that_the_server_has_not_heard_the_next_one_tells_it(day: Day) -> None:
    day.printer.faults.hold = True
    with number_at(day):
        day.waits_till_it_is_sent()
        day.running.kill()
        day.printer.faults.hold = False
        journal = day.data / "printing" / "p0.json"
        day.waits(lambda: journal.is_file() and b'"printed"' in journal.read_bytes())
        day.kills()
        day.running.start()
        day.starts()
        day.waits(lambda: day.states() == ["printed"])

    assert day.copies() == (1, 0)
    day.waits(lambda: journal.read_bytes() == b"[]")


def count_whole(day: Day) -> int:
    """Papers that are a whole slip without any mark: taller than a stub of 作废."""
    mark = draw_mark()
    return sum(
        each.picture.height > 500 and not each.picture.tobytes().startswith(mark)
        for each in day.printer.slips
    )
