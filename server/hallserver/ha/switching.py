"""A planned switch: the synchronous standby becomes the primary, and the primary its standby."""

from __future__ import annotations

import time
from dataclasses import dataclass

import httpx

from hallserver.ha.asking import Asking, Seen
from hallserver.ha.judging import BAD, judge_cluster, judge_config, judge_versions
from hallserver.ha.pair import Pair

SWITCH_S = 60.0
BETWEEN_LOOKS_S = 0.5


class CannotSwitch(RuntimeError):
    """The switch would lose something, or was refused; the message says why."""


@dataclass(frozen=True, slots=True)
class Switched:
    """Who led before, who leads now, and in how many seconds."""

    before: str
    now: str
    took_s: float


def switch(pair: Pair, asking: Asking) -> Switched:
    """Switch, and wait until the new primary leads.

    Raises:
        CannotSwitch: there is no synchronous standby, or Patroni refuses.
    """
    seen = {each.name: asking.one(each) for each in pair.servers}
    leader, candidate = partners(pair, seen)
    began = time.monotonic()
    machine = next(each for each in pair.servers if each.name == leader)
    try:
        told = asking.tell_patroni(
            machine, "switchover", {"leader": leader, "candidate": candidate}, SWITCH_S
        )
    except httpx.TransportError as error:
        raise CannotSwitch(
            f"Patroni of {leader} does not answer ({error}) · {leader} 的 Patroni 无响应。"
        ) from error
    if told.is_error:
        raise CannotSwitch(f"Patroni refuses: {told.text} · Patroni 拒绝切换。")
    other = next(each for each in pair.servers if each.name == candidate)
    while time.monotonic() - began < SWITCH_S:
        cluster = asking.one(other).cluster
        if cluster is not None and _leader(cluster) == candidate:
            return Switched(leader, candidate, time.monotonic() - began)
        time.sleep(BETWEEN_LOOKS_S)
    raise CannotSwitch(
        f"{candidate} does not lead after {SWITCH_S:.0f} s: hall ha status · 切换超时，请检查。"
    )


def partners(pair: Pair, seen: dict[str, Seen]) -> tuple[str, str]:
    """Who leads and who takes over.

    Raises:
        CannotSwitch: something of the pair is not as it must be for that.
    """
    cluster = next((each.cluster for each in seen.values() if each.cluster is not None), None)
    config = next((each.config for each in seen.values() if each.config is not None), None)
    lines = [
        *judge_versions({each.name: seen[each.name].patroni for each in pair.servers}),
        *judge_config(config),
        *judge_cluster(cluster),
    ]
    for each in lines:
        if each.judged == BAD:
            raise CannotSwitch(f"{each.en} · {each.zh}")
    copies = [each["name"] for each in (cluster or {})["members"] if each["role"] == "sync_standby"]
    return _leader(cluster or {}), str(copies[0])


def _leader(cluster: dict[str, object]) -> str:
    members: list[dict[str, str]] = cluster.get("members", [])  # type: ignore[assignment]
    return next((each["name"] for each in members if each.get("role") == "leader"), "")
