"""Another program holds the database: whoever writes is told within seconds, whoever reads notices nothing, and it recovers."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gevent
import httpx
import psycopg
import pytest

from hallserver.core.errors import StoreBusy
from hallserver.services.queue import numbers
from hallserver.store import schema
from hallserver.store.disk.place import url_of
from hallserver.writer import PATIENCE_S
from tests.actors import Refused, Visitor
from tests.cli.test_verbs import run
from tests.running import RunningHall, serving
from tests.small import KIOSK, Desk, found, small_plan

pytestmark = pytest.mark.long

LATEST_S = 3.0
HOLDS_S = (3, 12, 45) if os.environ.get("HALL_SOAK") else (3,)


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Somebody looks into the tables with another program, and has begun to write."""
    if url := url_of(data):
        with psycopg.connect(url) as administrator:
            administrator.execute("LOCK TABLE hall_writer, hall IN EXCLUSIVE MODE")
            yield
        return
    other = sqlite3.connect(data / "hall.db", isolation_level=None, timeout=10)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A greenlet's error is its result here; gevent need not print it."""
    monkeypatch.setattr(gevent.get_hub(), "print_exception", lambda *_: None)


def take(desk: Desk) -> Any:
    return desk.writer(lambda work: numbers.issue(work, KIOSK, numbers.Wish("tax-file")).number)


def test_a_short_hold_is_waited_for(desk: Desk) -> None:
    with held(desk.data):
        waiting = gevent.spawn(take, desk)
        gevent.sleep(0.3)
        assert not waiting.ready()

    assert waiting.get(timeout=1) == "A001"


@pytest.mark.alone
def test_a_long_hold_is_said_in_time_holds_up_nobody_and_leaves_nothing_behind(desk: Desk) -> None:
    gaps: list[float] = []

    def tick() -> None:
        last = time.monotonic()
        while True:
            gevent.sleep(0.02)
            gaps.append(time.monotonic() - last)
            last = time.monotonic()

    clock = gevent.spawn(tick)
    begun = time.monotonic()
    with held(desk.data):
        jobs = [gevent.spawn(take, desk) for _ in range(300)]
        gevent.joinall(jobs, timeout=10)
        took = time.monotonic() - begun
    clock.kill()

    assert {type(job.exception) for job in jobs} == {StoreBusy}
    assert PATIENCE_S <= took < LATEST_S
    assert max(gaps) < 1.0  # who waited on the hub would wait for all of it
    assert take(desk) == "A001"  # none of the three hundred was carried out afterwards
    assert len(desk.rows(schema.tickets)) == 1
    assert desk.fault() is None


def test_who_comes_while_it_is_held_is_served_as_soon_as_it_is_free(desk: Desk) -> None:
    with held(desk.data):
        early = gevent.spawn(take, desk)
        gevent.sleep(PATIENCE_S - 0.2)
        late = [gevent.spawn(take, desk) for _ in range(5)]
        gevent.joinall([early], timeout=5)
        assert isinstance(early.exception, StoreBusy)

    gevent.joinall(late, timeout=2)
    assert sorted(job.value for job in late) == ["A001", "A002", "A003", "A004", "A005"]


@pytest.mark.alone
@pytest.mark.parametrize("seconds", HOLDS_S)
def test_over_http_it_is_a_503_with_a_sentence_and_the_same_key_gives_one_number(
    tmp_path: Path, seconds: int
) -> None:
    with (
        serving(found(tmp_path / "hall"), "--desk-only") as running,
        Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
    ):
        with held(running.data):
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                begun = time.monotonic()
                with pytest.raises(Refused) as refused:
                    visitor.takes_ticket("tax-file", key="once")
                assert time.monotonic() - begun < LATEST_S
                assert (refused.value.status, refused.value.code) == (503, "store_busy")
                assert "未作任何更改" in refused.value.problem["zh"]
                looked = time.monotonic()
                assert httpx.get(f"{running.api}/catalogue", timeout=5).status_code == 200
                assert time.monotonic() - looked < 1

        numbers_given = {visitor.takes_ticket("tax-file", key="once")["number"] for _ in range(3)}

        assert numbers_given == {"A001"}
        assert visitor.takes_ticket("tax-file")["number"] == "A002"


def test_a_hall_opens_while_another_program_reads_and_says_so_while_it_writes(tmp_path: Path) -> None:
    data = found(tmp_path / "hall")
    with held(data):
        answer = run("import", str(_plan(tmp_path)), data=data)

    assert answer.returncode == 1
    assert "其他程序占用" in answer.stderr
    assert "damaged" not in answer.stderr
    with serving(data, "--desk-only") as running:
        assert isinstance(running, RunningHall)


def _plan(folder: Path) -> Path:
    (folder / "plan.toml").write_text(small_plan())
    return folder / "plan.toml"
