"""A day by quarter hours, held against the log alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.actors import Actor, Refused
from tests.past import two_weeks
from tests.running import RunningHall, copy_hall, serving

ZONE = ZoneInfo("Asia/Shanghai")
DAYS = ("2026-03-09", "2026-03-10", "2026-03-11")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("curve") / "hall")
    with serving(data) as running:
        yield running


@pytest.fixture(scope="module")
def boss(lived: RunningHall) -> Iterator[Actor]:
    with Actor(lived, lived.token("manager", "boss")) as actor:
        yield actor


def quarter(at: str) -> str:
    """2026-03-02T01:16:05Z → 09:15."""
    local = datetime.fromisoformat(at).astimezone(ZONE)
    return f"{local.hour:02d}:{local.minute // 15 * 15:02d}"


def from_the_log(events: list[dict[str, Any]], day: str) -> dict[str, tuple[int, int, int]]:
    """Quarter → arrived, served, waiting at its end; from what the log says of each stop."""
    arrived, served, left = Counter[str](), Counter[str](), Counter[str]()
    finished: dict[int, str] = {}
    called: set[int] = set()
    for event in events:
        if event["day"] != day:
            continue
        stop = event["facts"].get("stop")
        if event["kind"] == "ticket.issued":
            arrived[quarter(event["at"])] += 1
        if event["kind"] == "ticket.called" and stop not in called:
            called.add(stop)
            left[quarter(event["at"])] += 1
        if event["kind"] == "ticket.finished":
            finished[stop] = quarter(event["at"])
    served.update(finished.values())
    told, waiting = {}, 0
    for each in sorted({*arrived, *served, *left}):
        waiting += arrived[each] - left[each]
        told[each] = (arrived[each], served[each], waiting)
    return told


@pytest.mark.parametrize("day", DAYS)
def test_each_quarter_is_what_the_log_says(lived: RunningHall, boss: Actor, day: str) -> None:
    told = from_the_log(lived.events(), day)
    view = boss.ask("/days/curve", day=day)

    shown = {
        each["at"]: (each["arrived"], each["served"], each["waiting"])
        for each in view["quarters"]
        if each["arrived"] or each["served"] or each["at"] in told
    }
    assert shown == told
    assert sum(each["arrived"] for each in view["quarters"]) > 40
    assert (view["usual_days"], {each["usual"] for each in view["quarters"]}) == (0, {None})


def test_a_day_without_four_weeks_behind_it_says_nothing_usual(boss: Actor) -> None:
    today = datetime.now(UTC).astimezone(ZONE).date().isoformat()
    view = boss.ask("/days/curve")

    assert view["day"] in {today, (datetime.now(UTC) + timedelta(days=1)).astimezone(ZONE).date().isoformat()}
    assert all(each["usual"] is None for each in view["quarters"])
    with pytest.raises(Refused) as refused:
        boss.ask("/days/curve", day="yesterday")
    assert refused.value.status == 400
