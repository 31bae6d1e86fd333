"""T7 at the writer: windows that press Next at the same instant; each ticket is called once, losers get the next."""

from __future__ import annotations

import os
import random
from pathlib import Path

import gevent
import pytest

from hallserver.core.errors import NobodyWaiting
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers, visits, windows
from hallserver.store import schema
from tests.small import KIOSK, SQLITE, Desk, clerk

pytestmark = pytest.mark.long

MOST = 32
ROUNDS = int(os.environ.get("HALL_ROUNDS", "500"))  # 5,000 in `make soak`


def many_windows() -> str:
    """32 windows of the tax line, each with a post of its own."""
    return "\n".join(
        f'[[windows]]\ncode = "w{i}"\nname = {{ zh = "窗口", en = "Window" }}\ndepartment = "tax"\nlines = ["tax"]\n'
        f'[[staffers]]\ncode = "p-{i}"\ndepartment = "tax"\nname = {{ zh = "税务 {i:02d}号", en = "Tax {i:02d}" }}\n'
        f'[[secondments]]\nstaffer = "p-{i}"\nrole = "staff"\nfrom = 2026-01-01\nto = 2030-12-31\n'
        for i in range(1, MOST + 1)
    )


@pytest.mark.parametrize(("sitting", "rounds"), [(4, ROUNDS - ROUNDS // 25), (MOST, ROUNDS // 25)])
def test_however_many_press_next_at_once_each_ticket_is_called_once(
    tmp_path: Path, memory: str, sitting: int, rounds: int
) -> None:
    rounds = rounds if memory == SQLITE else max(rounds // 12, 4)
    desk = Desk(tmp_path / "hall", more=many_windows())
    rng = random.Random(7)
    for i in range(1, sitting + 1):
        desk.sits(f"p-{i}", f"w{i}")

    def press(window: str) -> int | None:
        try:
            return int(desk.at(window, windows.call_next).ticket.id)
        except NobodyWaiting:
            return None

    def arrive(work: CommandContext, count: int) -> list[int]:
        return [numbers.issue(work, KIOSK, numbers.Wish("tax-file")).id for _ in range(count)]

    def go_home(work: CommandContext, called: list[str], left: list[int]) -> None:
        for window in called:
            windows.miss(work, clerk(window), window)
        for ticket in left:
            visits.cancel(work, KIOSK, ticket)

    for _ in range(rounds):
        pressing = [f"w{i}" for i in rng.sample(range(1, sitting + 1), rng.randint(2, sitting))]
        waiting = desk.does(arrive, rng.randint(max(1, len(pressing) - 2), len(pressing) + 1))
        presses = [gevent.spawn(press, window) for window in pressing]
        gevent.joinall(presses, timeout=30)
        called = {
            window: each.value
            for window, each in zip(pressing, presses, strict=True)
            if each.value is not None
        }

        assert sorted(called.values()) == waiting[: min(len(pressing), len(waiting))], (
            "each once, the earlier ones first"
        )
        desk.does(go_home, list(called), waiting[len(called) :])

    missed = [row for row in desk.rows(schema.stops) if row.state == "missed"]
    assert len(desk.rows(schema.decisions)) == len(missed) > 2 * rounds
    desk.close()
