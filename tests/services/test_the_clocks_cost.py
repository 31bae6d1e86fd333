"""No duty of the clock costs more as a backlog grows: what it asks once a second is counted in SQLite's own instructions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hallserver.app import do_duties
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.language.words import Words
from hallserver.services import idempotency, timers
from hallserver.services.outgoing import phones
from hallserver.services.printing import printers
from hallserver.services.queue import numbers, windows
from hallserver.services.queue.record import End
from hallserver.services.timers import DUTIES, Duty
from hallserver.store import schema
from hallserver.store.disk.phone_keys import seal_number
from hallserver.store.watching import spooled
from hallserver.store.watching.alarms import sightings
from hallserver.store.watching.dues import Moment
from tests.small import AGENT, BOSS, KIOSK, Desk, clerk

FEW, MANY = 20, 1_000
MOST_TIMES = 1.5
FLOOR = 200  # instructions: below that, one more or less says nothing


@contextmanager
def counting(desk: Desk) -> Iterator[list[int]]:
    """Count the instructions that SQLite's virtual machine runs on the writer's connection; the list has an item for each."""
    raw: Any = desk.writer._connection.connection.dbapi_connection
    ran: list[int] = []

    def count() -> int:
        ran.append(1)
        return 0

    raw.set_progress_handler(count, 1)
    try:
        yield ran
    finally:
        raw.set_progress_handler(None, 0)


def instructions(desk: Desk, act: Callable[[Any], object]) -> int:
    """How many instructions an act takes, without the transaction around it."""
    ran = 0

    def run(work: Any) -> None:
        nonlocal ran
        with counting(desk) as counted:
            act(work)
        ran = len(counted)

    desk.writer(run)
    return ran


def with_backlog(desk: Desk, many: int) -> Desk:
    """A window is open and busy, both printers are dead, and everybody's slip still waits."""
    for code, neighbour in (("printer-2", None), ("printer-1", "printer-2"), ("printer-2", "printer-1")):
        said = printers.PrinterPlan(code, Words(code, code), "memory:", "80mm", neighbour, 80)
        desk.does(printers.put_printer, BOSS, said)
        desk.does(printers.read, AGENT, code, "offline", None)
    desk.sits("t-2", "1")
    desk.does(come, many)
    desk.calls("1")
    desk.pass_time(10)
    for code in ("printer-1", "printer-2"):
        desk.does(printers.read, AGENT, code, "offline", None)
    return desk


def come(work: Any, many: int) -> None:
    for n in range(many):
        numbers.issue(work, KIOSK, numbers.Wish("tax-file"))
        idempotency.keep(work, KIOSK, n.to_bytes(32, "big"), b"x" * 32, idempotency.Answer(201, b"{}"))


@pytest.fixture(scope="module")
def halls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Desk]]:
    home = tmp_path_factory.mktemp("backlogs")
    pair = with_backlog(Desk(home / "few"), FEW), with_backlog(Desk(home / "many"), MANY)
    yield pair
    for desk in pair:
        desk.close()


@pytest.mark.parametrize("duty", DUTIES, ids=lambda each: each.name)
def test_a_look_costs_the_same_in_a_full_hall(halls: tuple[Desk, Desk], duty: Duty) -> None:
    few, many = (
        instructions(desk, lambda work: duty.is_due(Moment(work.connection, work.plan, work.now)))
        for desk in halls
    )

    assert many <= max(few * MOST_TIMES, FLOOR), (few, many)


def test_a_look_for_alarms_costs_the_same_in_a_full_hall(halls: tuple[Desk, Desk]) -> None:
    few, many = (
        instructions(desk, lambda work: sightings(work.connection, work.plan, work.now)) for desk in halls
    )

    assert many <= few * MOST_TIMES, (few, many)


def test_slips_go_next_door_some_at_each_beat(tmp_path: Any) -> None:
    desk = with_backlog(Desk(tmp_path / "hall"), 3 * spooled.MOST_AT_ONCE)
    desk.does(printers.read, AGENT, "printer-2", "ready", None)

    beats = [len(moved_by(desk)) for _ in range(5)]

    assert beats == [spooled.MOST_AT_ONCE] * 3 + [0, 0]
    assert {row.printer for row in desk.rows(schema.print_jobs)} == {"printer-2"}
    desk.close()


def moved_by(desk: Desk) -> list[Any]:
    before = desk.writer.head_seq
    desk.does(timers.run_due)
    return [event for event in desk.events("slip.moved") if event.seq > before]


def test_old_answers_are_forgotten_some_at_each_beat(desk: Desk) -> None:
    desk.does(come, idempotency.MOST_AT_ONCE + 10)
    desk.pass_time(timedelta(days=8).total_seconds())

    assert desk.does(idempotency.forget_old) == idempotency.MOST_AT_ONCE
    assert desk.does(idempotency.forget_old) == 10
    assert desk.does(idempotency.forget_old) == 0


def test_one_beat_does_a_long_backlog_in_rounds(desk: Desk) -> None:
    desk.does(come, 3 * timers.MOST_AT_ONCE + 5)
    desk.pass_time(timedelta(days=1).total_seconds())
    before = desk.writer.groups
    hall: Any = SimpleNamespace(reading=desk.reader.connect, plan=desk.writer.state.plan, writer=desk.writer)

    do_duties(hall, also_slow=False)

    assert {row.state for row in desk.rows(schema.stops)} == {"expired"}
    assert len(desk.rows(schema.closings)) == 1
    assert desk.writer.groups - before >= 4, "each round is a command of its own"


def test_a_day_is_sealed_only_when_nobody_of_it_waits(desk: Desk) -> None:
    desk.does(come, timers.MOST_AT_ONCE + 5)
    desk.pass_time(timedelta(days=1).total_seconds())

    desk.does(timers.run_due)
    assert not desk.rows(schema.closings)
    desk.does(timers.run_due)
    (sealed,) = desk.rows(schema.closings)
    assert isinstance(sealed.at, datetime)
    assert {row.state for row in desk.rows(schema.stops)} == {"expired"}


TELLS = """
[receivers.texts]
kind = "http"
url = "https://sms.example/send"
secret_env = "SMS"
fields = { mobile = "{phone}", content = "{text}" }
visitors = true
"""


@pytest.mark.parametrize("act", ["call", "issue"])
def test_a_call_costs_the_same_however_many_visitors_are_told_by_telephone(tmp_path: Path, act: str) -> None:
    """Anybody may bind a number: it must not slow the hall for the others."""
    cost = {}
    for many in (FEW, MANY):
        folder = tmp_path / str(many)
        folder.mkdir()
        (folder / "outbox.toml").write_text(TELLS)
        desk = Desk(folder)
        desk.sits("t-2", "1")
        desk.does(bind_all, many)
        desk.calls("1")
        desk.finishes()
        verb = {
            "call": lambda work: windows.call_next(work, clerk("1"), "1"),
            "issue": lambda work: numbers.issue(work, KIOSK, numbers.Wish("tax-file")),
        }[act]
        cost[many] = until_written(desk, verb)
        desk.close()

    assert cost[MANY] < cost[FEW] * MOST_TIMES + FLOOR, cost


def until_written(desk: Desk, act: Callable[[Any], object]) -> int:
    """As `instructions`, with the transaction and what follows from the act's events when they are written."""
    with counting(desk) as ran:
        desk.writer(act)
    return len(ran)


def bind_all(work: Any, many: int) -> None:
    for n in range(many):
        ticket = numbers.issue(work, KIOSK, numbers.Wish("tax-file")).id
        phones.bind(work, KIOSK, ticket, "zh", seal_number(f"138{n:08d}"))


COLLEAGUES = 300  # what they serve until the afternoon
VERBS: dict[str, Callable[[Any], object]] = {
    "issue": lambda work: numbers.issue(work, KIOSK, numbers.Wish("tax-file")),
    "call": lambda work: windows.call_next(work, clerk("1"), "1"),
    "recall": lambda work: windows.recall(work, clerk("1"), "1"),
    "start": lambda work: windows.start(work, clerk("1"), "1"),
    "finish": lambda work: windows.finish(work, clerk("1"), "1", End(Outcome.DONE)),
}


def test_an_act_at_a_window_costs_the_same_however_many_colleagues_have_served(tmp_path: Path) -> None:
    """In the afternoon thousands were served; a window shows its own staffer's day beside each visitor."""
    cost: dict[int, dict[str, int]] = {}
    for many in (FEW, COLLEAGUES):
        desk = Desk(tmp_path / str(many))
        desk.sits("t-2", "1")
        desk.sits("t-3", "2")
        for _ in range(many):
            desk.issue()
            desk.serves("2")
        cost[many] = {name: until_written(desk, verb) for name, verb in VERBS.items()}
        desk.close()

    for name in VERBS:
        assert cost[COLLEAGUES][name] < cost[FEW][name] * MOST_TIMES, (name, cost)
