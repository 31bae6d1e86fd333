"""A real pair lives through its faults: Patroni, etcd and PostgreSQL on loopback, two real halls, kiosks that repeat.

Two faults in `make test`, all five in `make soak`.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from hallserver.ha.drill.faults import EVERY
from hallserver.ha.drill.halls import Halls
from hallserver.ha.drill.machines import Cluster
from hallserver.ha.drill.programs import NotHere, Programs, find_programs
from hallserver.ha.drill.running import live_through, staged
from hallserver.ha.pair import FILE
from tests.running import HALL, hall
from tests.waiting import until

pytestmark = pytest.mark.long

QUICK = ("writer", "primary")
FAULTS = tuple(EVERY) if os.environ.get("HALL_SOAK") else QUICK


@pytest.fixture(scope="module")
def programs() -> Programs:
    try:
        return find_programs(None, None, None)
    except NotHere as missing:
        pytest.skip(f"no pair is drilled here: {missing}")


@pytest.fixture(scope="module")
def stage(programs: Programs) -> Iterator[tuple[Cluster, Halls]]:
    with staged(programs, print) as both:
        yield both


def ask(stage: tuple[Cluster, Halls], *verb: str) -> Any:
    """A verb of `hall ha`, as the technician of the first server types it."""
    cluster, halls = stage
    file = cluster.a.folder.parent / FILE
    return hall("ha", *verb, "--pair", str(file), data=halls.a.data, check=False)


def change(stage: tuple[Cluster, Halls], **config: Any) -> None:
    """What `patronictl edit-config` does."""
    cluster, _ = stage
    url = f"http://127.0.0.1:{cluster.a.machine.ports.patroni}/config"
    told = httpx.patch(url, json=config, auth=("hall", cluster.pair.passwords.rest), timeout=10)
    assert told.is_success, told.text


def test_a_pair_that_is_well_says_so_and_who_writes(stage: tuple[Cluster, Halls]) -> None:
    cluster, halls = stage
    cluster.until_synchronous()
    halls.until_paired()
    told = ask(stage, "status")

    assert told.returncode == 0, told.stdout
    assert f"{cluster.leader().machine.name} is the primary" in told.stdout  # type: ignore[union-attr]
    assert "the clocks are within 0.0" in told.stdout
    assert "all 3 members of etcd are well" in told.stdout
    assert "127.0.0.1 writes since" in told.stdout
    assert "[改 mend]" not in told.stdout


def test_without_synchronous_mode_the_pair_is_not_safe_and_nothing_is_switched(
    stage: tuple[Cluster, Halls],
) -> None:
    change(stage, synchronous_mode=False)
    try:
        assert until(lambda: "synchronous_mode is off" in ask(stage, "status").stdout)
        told, refused = ask(stage, "status"), ask(stage, "switch", "--yes")
    finally:
        change(stage, synchronous_mode=True)

    assert told.returncode == 1
    assert (refused.returncode, "synchronous_mode is off" in refused.stderr) == (1, True)
    stage[0].until_synchronous()


@pytest.mark.parametrize("fault", FAULTS)
def test_no_number_is_lost_or_given_twice_and_soon_there_are_more(
    stage: tuple[Cluster, Halls], fault: str
) -> None:
    found = live_through(fault, *stage, print)

    assert (found.lost, found.twice, found.whole) == (0, 0, True)
    assert found.silence_s <= found.most_s
    assert found.acknowledged > 100
    assert found.is_good


def test_a_planned_switch_goes_to_the_standby_and_the_hall_follows(stage: tuple[Cluster, Halls]) -> None:
    cluster, halls = stage
    cluster.until_synchronous()
    halls.until_paired()
    standby = cluster.standby()
    assert standby is not None
    told = ask(stage, "switch", "--yes")

    assert told.returncode == 0, told.stderr
    assert f"{standby.machine.name} is the primary now" in told.stdout
    cluster.until_synchronous()
    halls.until_paired()
    assert cluster.leader() is standby


def test_a_standby_that_is_lost_is_said_and_nothing_is_switched(stage: tuple[Cluster, Halls]) -> None:
    cluster, _ = stage
    cluster.until_synchronous()
    standby = cluster.standby()
    assert standby is not None
    standby.kill_database()
    try:
        assert until(lambda: "no synchronous standby" in ask(stage, "status").stdout, 60)
        told, refused = ask(stage, "status"), ask(stage, "switch", "--yes")
    finally:
        standby.start_patroni()

    assert told.returncode == 1
    assert f"Patroni of {standby.machine.name} does not answer" in told.stdout
    assert refused.returncode == 1
    cluster.until_synchronous()


def test_an_old_patroni_is_not_drilled(tmp_path: Path, programs: Programs) -> None:
    old = tmp_path / "patroni"
    old.write_text("#!/bin/sh\necho patroni 3.0.2\n")
    old.chmod(0o755)

    with pytest.raises(NotHere, match="1,928"):
        find_programs(str(old), str(programs.etcd), str(programs.postgres))


@pytest.mark.parametrize("missing", ["--patroni", "--etcd", "--postgres"])
def test_a_program_that_is_missing_is_said(missing: str) -> None:
    words = [HALL, "ha", "drill", missing, "/no/such/place"]
    told = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)

    assert told.returncode == 1
    assert told.stderr == "Error: /no/such/place is not there · 路径不存在。\n"
