"""The faults of a pair, one function each: it does the fault, waits until numbers are given again, and mends it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hallserver.ha.drill.halls import Halls
from hallserver.ha.drill.kiosks import Kiosks
from hallserver.ha.drill.machines import Cluster, NotReady, Running

PAUSED_S = 50.0  # longer than the leader's key lasts
STANDBY_S = 15.0
ETCD_S = 15.0
SEEN_S = 5.0  # numbers are given for so long before and after each fault
GIVEN_UP_S = 90.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Who plays: the pair, the two halls, the kiosks."""

    cluster: Cluster
    halls: Halls
    kiosks: Kiosks


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, and after how many seconds numbers must be given again."""

    most_s: float
    do: Callable[[Stage], None]


def kill_writer(stage: Stage) -> None:
    """The open hall's processes are killed; the other one takes over."""
    writer = stage.halls.writer()
    if writer is None:
        raise NotReady("no hall is open")
    began = time.monotonic()
    writer.kill()
    _until_given(stage, began)


def kill_primary(stage: Stage) -> None:
    """The primary's Patroni and PostgreSQL are killed at once; its machine comes back later."""
    primary = _leader(stage)
    began = time.monotonic()
    primary.kill_database()
    _until_given(stage, began)
    primary.start_patroni()


def pause_primary(stage: Stage) -> None:
    """The primary stands still, longer than it may, and then goes on as if nothing had been."""
    primary = _leader(stage)
    began = time.monotonic()
    stopped = primary.pause_database()
    try:
        _until_given(stage, began)
        time.sleep(max(began + PAUSED_S - time.monotonic(), 0.0))
    finally:
        primary.resume(stopped)


def lose_standby(stage: Stage) -> None:
    """The standby's machine is lost, and comes back."""
    standby = stage.cluster.standby()
    if standby is None:
        raise NotReady("there is no standby")
    began = time.monotonic()
    standby.kill_database()
    _until_given(stage, began)
    time.sleep(STANDBY_S)
    standby.start_patroni()


def lose_etcd(stage: Stage) -> None:
    """The vote on the primary's own machine is lost, and comes back."""
    primary = _leader(stage)
    began = time.monotonic()
    primary.kill_etcd()
    _until_given(stage, began)
    time.sleep(ETCD_S)
    primary.start_etcd()


EVERY: Mapping[str, Fault] = {
    "writer": Fault(3.0, kill_writer),
    "primary": Fault(30.0, kill_primary),
    "paused": Fault(30.0, pause_primary),
    "standby": Fault(30.0, lose_standby),
    "etcd": Fault(30.0, lose_etcd),
}


def _leader(stage: Stage) -> Running:
    leader = stage.cluster.leader()
    if leader is None:
        raise NotReady("no server leads")
    return leader


def _until_given(stage: Stage, began: float) -> None:
    """Wait for a number that was given after the fault had begun; one that was on its way may come at once."""
    if not stage.kiosks.until_given(began + 0.5, GIVEN_UP_S):
        raise NotReady(f"no number for {GIVEN_UP_S:.0f} s after the fault")
