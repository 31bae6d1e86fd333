"""What each sitting of two simulated weeks was spent on, reckoned from `GET /events` alone, in another way than the server.

Nothing of the server is imported here: whoever has the log and these lines comes to the same figures.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from tests.actors import Actor, Clerk, Visitor
from tests.past import two_weeks
from tests.running import RunningHall, copy_hall, matter_of, serving

pytestmark = pytest.mark.long

SPAN = {"from": "2026-03-02", "to": "2026-03-15"}
PARTS = (
    "serving_ms",
    "walking_ms",
    "waited_for_ms",
    "idle_ms",
    "paused_ms",
    "back_office_ms",
    "uncounted_ms",
)
STOP = ("state", "window", "matter", "line", "lane", "needs", "wait_from_ms")
PLAN = ("matters", "lines", "abilities")
Sat = dict[int, dict[str, int]]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("sat") / "hall")
    with serving(data) as running:
        yield running


@pytest.fixture(scope="module")
def boss(lived: RunningHall) -> Iterator[Actor]:
    with Actor(lived, lived.token("manager", "boss")) as boss:
        yield boss


@pytest.fixture(scope="module")
def reckoned(lived: RunningHall) -> tuple[Sat, Sat]:
    return reckon(log_of(lived))


def log_of(hall: RunningHall) -> list[dict[str, Any]]:
    with Actor(hall, hall.token("supervision", "desk")) as desk:
        events: list[dict[str, Any]] = []
        while batch := desk.ask("/events", since=events[-1]["seq"] if events else 0)["events"]:
            events += [json.loads(each["body"]) for each in batch]
    return events


@dataclass
class Hall:
    """The hall as the log tells it, and what each sitting's time was spent on so far."""

    spent: Sat = field(default_factory=lambda: defaultdict(lambda: dict.fromkeys(PARTS, 0)))
    reasons: Sat = field(default_factory=lambda: defaultdict(dict))
    sittings: dict[int, dict[str, Any]] = field(default_factory=dict)
    stops: dict[int, dict[str, Any]] = field(default_factory=dict)
    stretch: dict[int, int] = field(default_factory=dict)  # ms of the present back-office work

    def hear(self, kind: str, facts: dict[str, Any]) -> None:
        if kind.startswith("window.") and "session" in facts:
            self.at_window(kind.removeprefix("window."), facts, facts["session"])
        elif "stop" in facts and "state" in facts:
            stop = self.stops.setdefault(facts["stop"], {"lane": "own", "needs": [], "wait_from_ms": 0})
            stop |= {name: facts[name] for name in STOP if name in facts}
            if kind == "ticket.transferred":
                stop["only"] = facts["to_window"] if facts["lane"] == "window" else facts["to_staffer"]

    def at_window(self, kind: str, facts: dict[str, Any], session: int) -> None:
        if kind == "opened":
            self.sittings[session] = {**facts, "paused": None, "working": False}
        elif kind == "closed":
            self.sittings.pop(session)
        elif kind == "planned":
            self.sittings[session] |= {name: facts[name] for name in PLAN if name in facts}
        elif kind in {"paused", "resumed"}:
            self.sittings[session]["paused"] = facts.get("reason")
        elif kind in {"working", "worked"}:
            self.sittings[session]["working"] = kind == "working"
            if kind == "worked" and facts["excluded"] is not None:
                self.spent[session]["back_office_ms"] -= self.stretch[session]
                self.spent[session]["uncounted_ms"] += self.stretch[session]
            self.stretch[session] = 0

    def passes(self, begins: int, ends: int) -> None:
        for code, sitting in self.sittings.items():
            part = doing(sitting, self.stops, begins)
            self.spent[code][part] += ends - begins
            if part == "paused_ms":
                reasons = self.reasons[code]
                reasons[sitting["paused"]] = reasons.get(sitting["paused"], 0) + ends - begins
            if part == "back_office_ms":
                self.stretch[code] += ends - begins


def reckon(events: list[dict[str, Any]]) -> tuple[Sat, Sat]:
    """Session → ms by part, and by reason of pauses: the hall is looked at anew between each two moments of the log."""
    hall = Hall()
    for event, following in pairwise([*events, events[-1]]):
        hall.hear(event["kind"], event["facts"])
        for begins, ends in pieces(ms(event["at"]), ms(following["at"]), hall.stops):
            hall.passes(begins, ends)
    return hall.spent, hall.reasons


def pieces(at: int, until: int, stops: dict[int, dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """The time until the next event, cut where a booked wait begins."""
    if at == until:
        return
    cuts = sorted({each["wait_from_ms"] for each in stops.values() if at < each["wait_from_ms"] < until})
    yield from zip([at, *cuts], [*cuts, until], strict=True)


def doing(sitting: dict[str, Any], stops: dict[int, dict[str, Any]], at: int) -> str:
    here = [
        each["state"]
        for each in stops.values()
        if each["state"] in {"called", "serving"} and each["window"] == sitting["window"]
    ]
    if here:
        return "serving_ms" if "serving" in here else "walking_ms"
    if sitting["paused"] is not None:
        return "paused_ms"
    if sitting["working"]:
        return "back_office_ms"
    waits = any(
        each["state"] == "waiting" and each["wait_from_ms"] <= at and may_call(sitting, each)
        for each in stops.values()
    )
    return "waited_for_ms" if waits else "idle_ms"


def may_call(sitting: dict[str, Any], stop: dict[str, Any]) -> bool:
    if stop["lane"] == "window":
        return bool(stop["only"] == sitting["window"])
    if stop["lane"] == "staffer":
        return bool(stop["only"] == sitting["staffer"])
    if stop["lane"] == "guest":
        return stop["line"] in sitting["lines"]
    return stop["matter"] in sitting["matters"] and set(stop["needs"]) <= set(sitting.get("abilities", ()))


def ms(at: str) -> int:
    return round(datetime.fromisoformat(at).timestamp() * 1000)


def test_every_sitting_was_spent_as_the_log_says(boss: Actor, reckoned: tuple[Sat, Sat]) -> None:
    spent, reasons = reckoned
    told = boss.ask("/sittings", **SPAN)["sittings"]

    assert len(told) > 100
    for each in told:
        assert each["parts"] == spent[each["session"]], each
        assert each["paused_for"] == reasons.get(each["session"], {}), each


def test_a_sitting_with_everything_has_every_part(own_hall: RunningHall, manager: Actor) -> None:
    matter = matter_of(own_hall, "8")
    with (
        Visitor(own_hall, own_hall.token("kiosk", "kiosk-1")) as visitor,
        Clerk(own_hall, own_hall.token("window", "8", staffer="any"), window="8") as clerk,
    ):
        session = int(manager.ask("/sittings")["sittings"][0]["session"])
        visitor.takes_ticket(matter)
        visitor.takes_ticket(matter)
        visitor.takes_ticket(matter, needs=["english"])
        clerk.calls_next()
        clerk.does("start")
        clerk.does("pause", reason="Lunch")  # with a visitor there
        sleep(0.05)
        clerk.does("park", reason="copies", minutes=1)
        sleep(0.05)
        clerk.does("resume")
        sleep(0.05)  # free, while the second one waits
        clerk.does("pause", reason="Meeting")
        sleep(0.02)
        clerk.does("resume")
        clerk.does("work", kind="review")
        sleep(0.05)
        clerk.does("work/end", pieces=2)
        clerk.calls_next()
        clerk.does("start")
        clerk.does("transfer", to={"window": "8"}, position="last")
        sleep(0.02)
        clerk.calls_next()
        clerk.does("start")
        clerk.does("finish", outcome="done")
        clerk.does("undo")
        clerk.does("finish", outcome="done")
        while clerk.serves("done"):
            pass
        sleep(0.03)  # nobody waits any more
        clerk.act("/windows/8/session", method="DELETE")
    told = next(each for each in manager.ask("/sittings")["sittings"] if each["session"] == session)
    spent, reasons = reckon(log_of(own_hall))

    assert told["parts"] == spent[session]
    assert told["paused_for"] == reasons[session]
    assert all(told["parts"][part] for part in PARTS[:6]), told["parts"]
    assert set(told["paused_for"]) == {"Lunch", "Meeting"}
    assert sum(told["parts"].values()) == ms(told["closed_at"]) - ms(told["opened_at"])


def test_the_parts_sum_up_to_the_length_of_the_sitting(boss: Actor) -> None:
    for each in boss.ask("/sittings", **SPAN)["sittings"]:
        assert sum(each["parts"].values()) == ms(each["closed_at"]) - ms(each["opened_at"])
        assert sum(each["paused_for"].values()) == each["parts"]["paused_ms"]


@pytest.mark.parametrize("by", ["staffer", "window", "department", "day"])
def test_the_report_sums_what_the_sittings_were_spent_on(
    boss: Actor, reckoned: tuple[Sat, Sat], by: str
) -> None:
    sat = boss.ask("/sittings", **SPAN)["sittings"]
    view = boss.ask("/reports/sessions", by=by, **SPAN)

    for row in view["rows"]:
        mine = [each["session"] for each in sat if each[by] == row["by"]]
        assert row["parts"] == {part: sum(reckoned[0][one][part] for one in mine) for part in PARTS}
        assert sum(row["parts"].values()) == row["sum_ms"]
    assert sum(row["count"] for row in view["rows"]) == view["total"]["count"] == len(sat)
    assert {part for part, spent in view["total"]["parts"].items() if spent} >= set(PARTS[:4])


def test_what_was_sealed_is_what_the_log_says(boss: Actor, lived: RunningHall) -> None:
    """The span lies in the history: the figures above were read there, not from the log."""
    days = set()
    for file in Path(lived.data).glob("history/2026-03/*.json"):
        days |= {each["day"] for each in json.loads(file.read_text())["days"]}

    assert {"2026-03-02", "2026-03-10"} <= days
