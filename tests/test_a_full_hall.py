"""A full hall: everybody at once, from processes of their own; no number twice, no ticket called twice, none lost."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests import load
from tests.actors import Clerk, Visitor
from tests.conftest import matter_of
from tests.running import RunningHall, hall, serving

KIOSKS, TICKETS = 8, 500
WINDOWS = [str(code) for code in range(1, 41)]


def served_matters(running: RunningHall, windows: list[str]) -> list[str]:
    """All matters that these windows are planned for."""
    with running.client() as client:
        catalogue = client.get("/catalogue").json()
    lines = {line for each in catalogue["windows"] if each["code"] in windows for line in each["lines"]}
    return [each["code"] for each in catalogue["matters"] if each["line"] in lines]


def test_eight_kiosks_and_twelve_windows_lose_and_double_nothing(data: Path) -> None:
    windows = ["2", "3", "4", "5", "6", "8", "9", "10", "11", "12", "13", "14"]
    with serving(data, "--desk-only") as running:
        matters = served_matters(running, windows)
        desks = [
            load.start(
                "window",
                port=running.port,
                token=running.token("window", code, staffer="any"),
                code=code,
                until=str(data / "closing"),
            )
            for code in windows
        ]
        kiosks = [
            load.start(
                "kiosk",
                port=running.port,
                token=running.token("kiosk", f"k{i}"),
                count=TICKETS,
                matters=matters,
            )
            for i in range(KIOSKS)
        ]
        issued = [each for kiosk in kiosks for each in load.told(kiosk)]
        (data / "closing").touch()
        called = [each["called"] for desk in desks for each in load.told(desk) if each.get("called")]
        events = running.events()

    assert Counter(each["status"] for each in issued) == {201: KIOSKS * TICKETS}
    assert len({each["number"] for each in issued}) == KIOSKS * TICKETS
    assert sorted(called) == sorted(each["id"] for each in issued)
    assert check_log(events, {each["id"] for each in issued}) == KIOSKS * TICKETS
    assert hall("verify", data=data).returncode == 0


def test_windows_that_press_next_at_the_same_instant_get_different_tickets(own_hall: RunningHall) -> None:
    windows = ["9", "10", "11"]  # all three serve property registration
    clerks = [Clerk(own_hall, own_hall.token("window", code, staffer="any"), window=code) for code in windows]
    shared = sorted(set.intersection(*(set(served_matters(own_hall, [code])) for code in windows)))
    rounds = 50
    with (
        Visitor(own_hall, own_hall.token("kiosk", "kiosk-1")) as visitor,
        ThreadPoolExecutor(len(clerks)) as pool,
    ):
        assert shared, "these windows share no matter"
        for _ in range(rounds):
            taken = {visitor.takes_ticket(shared[0])["id"] for _ in clerks}
            answers = list(pool.map(lambda clerk: clerk.calls_next(), clerks))
            called = [answer["ticket"]["id"] for answer in answers]
            list(
                pool.map(
                    lambda clerk: (clerk.does("start"), clerk.does("finish", outcome="consulted")), clerks
                )
            )

            assert sorted(called) == sorted(taken)
    for clerk in clerks:
        clerk.close()


@pytest.mark.parametrize("act", ["start", "miss"])
def test_of_two_who_do_the_same_act_one_wins_and_the_other_hears_the_state(
    visitor: Visitor, clerk: Clerk, matter: str, act: str
) -> None:
    visitor.takes_ticket(matter)
    clerk.calls_next()
    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(lambda _: _tried(clerk, act), range(2)))

    assert [status for status, _ in outcomes] == [200, 409]
    assert outcomes[1][1] in {"serving", "missed", "open"}, "the loser does not hear the state"


def _tried(clerk: Clerk, act: str) -> tuple[int, str]:
    answer = clerk.client.post(
        f"/windows/{clerk.window}/{act}", json={}, headers={"Idempotency-Key": f"{time.time_ns()}"}
    )
    said = answer.json()
    return answer.status_code, said["state"]["state"] if answer.is_error else said["state"]


def check_log(events: list[dict[str, Any]], acknowledged: set[int]) -> int:
    """I1–I4 and I7 recomputed from the log alone; gives how many tickets were issued."""
    assert [each["seq"] for each in events] == list(range(1, len(events) + 1))
    at_window: dict[str, int] = {}
    numbers: set[tuple[str, str]] = set()
    state: dict[int, str] = {}
    for event in events:
        kind, facts = event["kind"], event["facts"]
        if not kind.startswith("ticket."):
            continue
        ticket, window = facts["ticket"], facts["window"]
        if kind == "ticket.issued":
            assert (event["day"], facts["number"]) not in numbers
            numbers.add((event["day"], facts["number"]))
        elif kind == "ticket.called":
            assert state[ticket] == "waiting"
            assert window not in at_window
            at_window[window] = ticket
        elif kind == "ticket.finished":
            assert at_window.pop(window) == ticket
        state[ticket] = facts["state"]
    assert acknowledged <= set(state)
    return len(numbers)


def test_a_double_tap_gives_one_ticket(own_hall: RunningHall, visitor: Visitor) -> None:
    matter = matter_of(own_hall, "8")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: visitor.takes_ticket(matter, key="one-press"), range(8)))

    assert len({answer["id"] for answer in answers}) == 1
    assert len({answer["follow"] for answer in answers}) == 1
