"""Days that are not like others: a clock that jumps, an hour that comes twice, midnight with people waiting, 29 February.

The writer runs over a real file with a wall clock that the test holds; one test steps the real clock under a real server.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.plans.plan import read_plan
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers, windows
from hallserver.services.queue.record import End
from hallserver.store import schema
from tests.actors import Clerk, Visitor
from tests.conftest import matter_of
from tests.running import RunningHall, serving
from tests.small import ALWAYS, KIOSK, Desk, small_plan
from tests.waiting import until

BERLIN = ZoneInfo("Europe/Berlin")
DONE = End(Outcome.DONE)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall")
    yield desk
    desk.close()


@pytest.fixture
def berlin(tmp_path: Path) -> Iterator[Desk]:
    """A hall whose zone has a summer time."""
    desk = Desk(tmp_path / "berlin", plan=read_plan(small_plan(ALWAYS, zone="Europe/Berlin"), "small.toml"))
    yield desk
    desk.close()


def goes_to(desk: Desk, at: datetime) -> None:
    desk.pass_time((at - desk.now).total_seconds())


@pytest.mark.parametrize("hours", [-2, 26])
def test_a_wall_clock_that_jumps_changes_no_duration_and_no_day(desk: Desk, hours: int) -> None:
    """T21: nobody moved, only the wall clock did; hall time is monotonic."""
    desk.sits("t-2", "1")
    first = desk.issue()
    desk.calls("1")
    desk.at("1", windows.start)
    desk.now += timedelta(hours=hours)  # the wall alone
    desk._counted += 60
    stepped = desk.writer.clock.discipline()
    desk.at("1", windows.finish, end=DONE)
    second = desk.issue()

    assert stepped is not None
    assert round(stepped.by_ms / 3_600_000) == hours
    assert [(row.service_ms, row.excluded) for row in desk.rows(schema.services)] == [(60_000, None)]
    assert (first.business_day, second.number) == (second.business_day, "A002")
    assert desk.fault() is None


def test_no_number_is_given_twice_when_an_hour_comes_twice(berlin: Desk) -> None:
    """T22: 25 October 2026, 02:00–03:00 twice; one business day of 25 hours."""
    desk = berlin
    goes_to(desk, datetime(2026, 10, 25, 0, 30, tzinfo=BERLIN).astimezone(UTC))
    given = []
    for _ in range(24):
        given.append(desk.issue())
        desk.ticks(3600)

    assert [each.number for each in given] == [f"A{i:03d}" for i in range(1, 25)]
    assert {each.business_day for each in given} == {given[0].business_day}
    assert desk.issue().number == "A025"
    desk.ticks(1800)
    assert desk.issue().number == "A001"


def test_a_service_across_the_hour_that_is_left_out_lasts_as_long_as_it_lasted(berlin: Desk) -> None:
    desk = berlin
    goes_to(desk, datetime(2026, 3, 29, 1, 50, tzinfo=BERLIN).astimezone(UTC))
    desk.sits("t-2", "1")
    desk.issue()
    desk.calls("1")
    desk.at("1", windows.start)
    desk.pass_time(1200)
    desk.at("1", windows.finish, end=DONE)

    assert desk.rows(schema.services)[0].service_ms == 1_200_000


def test_at_midnight_those_who_wait_expire_once_and_numbers_begin_again_once(desk: Desk) -> None:
    """T23."""
    goes_to(desk, datetime(2026, 3, 2, 15, 59, 58, tzinfo=UTC))
    waiting = [desk.issue() for _ in range(3)]
    for _ in range(6):
        desk.ticks(1)
    after = [desk.issue().number for _ in range(2)]

    assert [desk.state(each.id) for each in waiting] == ["expired"] * 3
    assert len(desk.events("ticket.expired")) == 3
    assert len(desk.events("day.closed")) == 1
    assert after == ["A001", "A002"]
    assert desk.fault() is None


def test_somebody_who_is_served_at_midnight_is_shown_and_not_counted(desk: Desk) -> None:
    desk.sits("t-2", "1")
    goes_to(desk, datetime(2026, 3, 2, 15, 59, 0, tzinfo=UTC))
    desk.issue()
    desk.calls("1")
    desk.at("1", windows.start)
    desk.ticks(120)

    assert [(row.excluded, row.day.isoformat()) for row in desk.rows(schema.services)] == [
        ("day_ended", "2026-03-02")
    ]


def test_the_29th_of_february_is_a_day_like_any_other(desk: Desk) -> None:
    """T24: 2028 is a leap year."""
    goes_to(desk, datetime(2028, 2, 28, 16, 0, tzinfo=UTC))
    desk.ticks()
    leap = desk.issue()
    desk.ticks(24 * 3600)
    march = desk.issue()

    assert (leap.business_day.isoformat(), march.business_day.isoformat()) == ("2028-02-29", "2028-03-01")
    assert (leap.number, march.number) == ("A001", "A001")


def test_a_line_of_three_thousand_counts_past_999_and_is_called_in_order(desk: Desk) -> None:
    desk.sits("t-2", "1")

    def come(work: CommandContext) -> list[str]:
        return [numbers.issue(work, KIOSK, numbers.Wish("tax-file")).number for _ in range(500)]

    given = [number for _ in range(6) for number in desk.does(come)]
    called = []
    for _ in range(20):
        called.append(desk.calls("1"))
        desk.at("1", windows.miss)

    assert given == [f"A{i:03d}" for i in range(1, 3001)]
    assert called == given[:20]
    assert desk.issue().ahead == 2980


SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
/* Adds the seconds in $CLOCK_STEP_FILE to the wall clock, and to no other. */
int clock_gettime(clockid_t id, struct timespec *ts) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  int code = real(id, ts);
  const char *path = getenv("CLOCK_STEP_FILE");
  if (code == 0 && id == CLOCK_REALTIME && path) {
    FILE *file = fopen(path, "r");
    long step = 0;
    if (file) { if (fscanf(file, "%ld", &step) != 1) step = 0; fclose(file); }
    ts->tv_sec += step;
  }
  return code;
}
"""


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that steps the wall clock of a running process."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler: `apt-get install gcc` lets the real clock be stepped under a real server")
    folder = tmp_path_factory.mktemp("shim")
    (folder / "step.c").write_text(SHIM)
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", folder / "step.so", folder / "step.c", "-ldl"], check=True
    )
    return folder / "step.so"


@pytest.mark.parametrize("hours", [-2, 26])
def test_the_real_clock_is_stepped_under_a_running_server(
    shim: Path, data: Path, tmp_path: Path, hours: int
) -> None:
    """T21 whole: the server tells of the step, and neither a duration nor the day follows it."""
    step = tmp_path / "step"
    step.write_text("0")
    with serving(data, "--desk-only", LD_PRELOAD=str(shim), CLOCK_STEP_FILE=str(step)) as running:
        matter = matter_of(running, "8")
        with (
            Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
            Clerk(running, running.token("window", "8", staffer="any"), window="8") as clerk,
        ):
            before = visitor.takes_ticket(matter)
            clerk.calls_next()
            clerk.does("start")
            step.write_text(str(hours * 3600))
            told = _event_of(running, "clock.stepped")
            clerk.does("finish", outcome="consulted")
            after = visitor.takes_ticket(matter)
        service = next(
            each["facts"]["service"] for each in running.events() if each["kind"] == "ticket.finished"
        )

    assert round(told["facts"]["by_ms"] / 3_600_000) == hours
    assert 0 <= service["service_ms"] < 30_000
    assert after["business_day"] == before["business_day"]
    assert after["number"] != before["number"]


def _event_of(running: RunningHall, kind: str) -> dict[str, object]:
    def found() -> list[dict[str, object]]:
        return [each for each in running.events() if each["kind"] == kind]

    assert until(lambda: bool(found())), f"no {kind}"
    return found()[0]
