"""What a monitor outside sees: every row of the table, and that it is true."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from hallserver.web.metrics import FOR_S, METRICS
from tests.actors import Actor, Clerk, Visitor
from tests.running import RunningHall
from tests.tools import dashboard
from tests.waiting import until

Knock = Callable[..., httpx.Response]
Figures = dict[tuple[str, ...], float]
ABSENT = {
    "hall_certificate_seconds",  # a hall without TLS
    "hall_backup_age_seconds",
    "hall_drill_age_seconds",
}  # in a hall that has never been backed up


@pytest.fixture
def figures(small: RunningHall, knock: Knock) -> Callable[[], Figures]:
    """(name, label values…) → value, read anew."""

    def read() -> Figures:
        time.sleep(FOR_S)  # what another test has asked for may be told again for so long
        families = text_string_to_metric_families(knock(None, "GET", f"{small.url}/metrics").text)
        return {
            (sample.name, *sample.labels.values()): sample.value
            for each in families
            for sample in each.samples
        }

    return read


def test_every_metric_of_the_table_is_told(figures: Callable[[], Figures]) -> None:
    told = {name for name, *_ in figures()}
    names = {
        f"{name}{'_total' if row.kind == 'counter' else '_bucket' if row.kind == 'histogram' else ''}"
        for name, row in METRICS.items()
        if name not in ABSENT
        and not {"kind", "receiver"} & set(row.labels)  # no alarm stands, nobody receives
    }

    assert names - told <= {"hall_devices"}  # no device need have reported yet
    assert not ABSENT & told
    assert "process_resident_memory_bytes" in told


def test_who_waits_is_counted_by_line(figures: Callable[[], Figures], visitor: Visitor) -> None:
    before = figures()

    ticket = visitor.takes_ticket("post-send")
    now = figures()
    visitor.act(f"/tickets/{ticket['id']}/cancel")

    line = ticket["line"]
    assert now["hall_waiting", line] == before["hall_waiting", line] + 1
    assert now["hall_longest_wait_seconds", line] >= before["hall_longest_wait_seconds", line]
    assert now["hall_longest_wait_seconds", line] > 0
    assert now["hall_commands_total",] > before["hall_commands_total",]
    assert now["hall_event_seq",] > before["hall_event_seq",]


def test_windows_are_counted_by_what_they_do(
    figures: Callable[[], Figures], visitor: Visitor, clerk: Clerk
) -> None:
    before = figures()
    visitor.takes_ticket("tax-file")
    clerk.calls_next()

    now = figures()

    assert now["hall_windows", "called"] == before["hall_windows", "called"] + 1
    assert sum(value for (name, *_), value in now.items() if name == "hall_windows") == 4


def test_a_commands_time_is_counted_by_bands(figures: Callable[[], Figures]) -> None:
    now = figures()
    bands = [value for (name, *_), value in now.items() if name == "hall_command_seconds_bucket"]

    assert bands == sorted(bands)
    assert bands[-1] == now["hall_command_seconds_count",] > 0
    assert 0 < now["hall_command_seconds_sum",] < 60


def test_a_refusal_and_an_alarm_have_a_row_of_their_kind(
    figures: Callable[[], Figures], knock: Knock, manager: Actor
) -> None:
    knock("no-such-token", "GET", "/windows/1")

    assert figures()["hall_refusals_total", "wrong_token"] >= 1
    assert until(
        lambda: (
            {name[1]: value for name, value in figures().items() if name[0] == "hall_alarms"}
            == _by_kind(each["kind"] for each in manager.ask("/alarms")["alarms"])
        )
    )


def _by_kind(kinds: Iterable[str]) -> dict[str, float]:
    every = list(kinds)
    return {kind: float(every.count(kind)) for kind in every}


def test_no_person_and_no_number_is_told(small: RunningHall, knock: Knock, visitor: Visitor) -> None:
    ticket = visitor.takes_ticket("post-send")

    text = knock(None, "GET", f"{small.url}/metrics").text

    assert not re.search(rf"{ticket['number']}|staffer|t-2", text)


def test_the_dashboard_is_what_its_table_says() -> None:
    """Write it anew with `python -m tests.tools.dashboard`."""
    assert dashboard.write_dashboard() == dashboard.FILE.read_text()


def test_the_dashboard_draws_every_metric_and_none_that_is_not_told() -> None:
    asked = [
        target["expr"]
        for panel in json.loads(dashboard.FILE.read_text())["panels"]
        for target in panel["targets"]
    ]
    drawn = {name for ask in asked for name in re.findall(r"(?:hall|process)_\w+", ask)}
    told = {
        name + {"counter": "_total", "histogram": "_bucket"}.get(row.kind, "")
        for name, row in METRICS.items()
    }

    assert {name for name in drawn if name.startswith("hall_")} == told
    assert {ask for ask in asked if ask.count("(") != ask.count(")")} == set()
