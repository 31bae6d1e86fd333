"""What is well with a pair and what is not, from what its doors said: lines in both languages.

Pure: nothing is asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hallserver.ha.asking import Clock, Seen
from hallserver.ha.pair import Pair

OLDEST_PATRONI = 4
LARGEST_SKEW_S = 0.5
MOST_UNSURE_S = 0.25
MAJORITY = 2
OK, LOOK, BAD = "ok", "look", "bad"
WANTED: Mapping[str, Any] = {
    "maximum_lag_on_failover": 0,
    "ttl": 20,
    "loop_wait": 5,
    "retry_timeout": 5,
}
_VERSION = re.compile(r"(\d+)\.(\d+)")
_STREAMS = frozenset({"streaming", "running"})


@dataclass(frozen=True, slots=True)
class Line:
    """One finding: how grave it is, and what to do."""

    judged: str
    en: str
    zh: str


def judge(pair: Pair, seen: Mapping[str, Seen]) -> list[Line]:
    """Judge everything."""
    return [
        *judge_versions({each.name: seen[each.name].patroni for each in pair.servers}),
        *judge_config(_first(seen, "config")),
        *judge_cluster(_first(seen, "cluster")),
        *judge_etcd({name: each.etcd for name, each in seen.items()}),
        *judge_clocks({name: each.clock for name, each in seen.items()}),
        *judge_halls({each.name: seen[each.name].hall for each in pair.servers}),
    ]


def is_safe(lines: list[Line]) -> bool:
    """Whether the pair survives the next fault."""
    return all(each.judged != BAD for each in lines)


def is_old(version: str) -> bool:
    """Whether a Patroni must not be used; a version that cannot be read must not, either."""
    found = _VERSION.search(version)
    return found is None or int(found[1]) < OLDEST_PATRONI


def refusal_of_patroni(version: str) -> str:
    """Why an old one is refused."""
    return (
        f"Patroni {version} is refused, {OLDEST_PATRONI} or newer is needed: after a pause an older one takes the leader's "
        f"key back, and the numbers given out meanwhile are lost (1,928 of 4,528 in a drill) · "
        f"不能使用 Patroni {version}，须 {OLDEST_PATRONI} 以上：旧版本在主库假死恢复后会丢失已发出的号。"
    )


def judge_versions(said: Mapping[str, dict[str, Any] | None]) -> Iterator[Line]:
    """Judge each server's Patroni; `said`: server → what it says of itself."""
    for name, each in said.items():
        version = str((each or {}).get("patroni", {}).get("version", ""))
        if each is None:
            yield Line(
                BAD,
                f"Patroni of {name} does not answer: systemctl status hall-patroni",
                f"{name} 的 Patroni 无响应，请检查 hall-patroni 服务",
            )
        elif is_old(version):
            en, _, zh = refusal_of_patroni(version).partition(" · ")
            yield Line(BAD, f"{name}: {en}", f"{name}：{zh}")
        else:
            yield Line(OK, f"{name} has Patroni {version}", f"{name} 的 Patroni 版本为 {version}")


def judge_config(config: dict[str, Any] | None) -> Iterator[Line]:
    """Judge what the cluster is told to do."""
    if config is None:
        yield Line(BAD, "Patroni's configuration cannot be read", "无法读取 Patroni 的集群配置")
        return
    if str(config.get("synchronous_mode", False)).lower() not in {"true", "on"}:
        yield Line(
            BAD,
            "synchronous_mode is off, so a fail-over loses numbers: patronictl edit-config -s synchronous_mode=true",
            "未开启同步复制（synchronous_mode），切换会丢号，请用 patronictl edit-config 开启",
        )
    else:
        yield Line(OK, "what is acknowledged is on both servers", "已确认的数据两台都有（同步复制已开启）")
    if str(config.get("synchronous_mode_strict", False)).lower() == "true":
        yield Line(
            LOOK,
            "synchronous_mode_strict is on: with one server lost the hall stops",
            "严格同步已开启：一台故障时大厅将停止发号",
        )
    for name, value in WANTED.items():
        if config.get(name) != value:
            judged = BAD if name == "maximum_lag_on_failover" else LOOK
            yield Line(
                judged,
                f"{name} is {config.get(name)}, not {value}: patronictl edit-config -s {name}={value}",
                f"{name} 为 {config.get(name)}，应为 {value}",
            )


def judge_cluster(cluster: dict[str, Any] | None) -> Iterator[Line]:
    """Judge who leads, and whether the other one has everything."""
    members = (cluster or {}).get("members", [])
    leaders = [each for each in members if each.get("role") == "leader" and each.get("state") == "running"]
    copies = [each for each in members if each.get("role") == "sync_standby"]
    if len(leaders) != 1:
        yield Line(
            BAD,
            "no server leads: wait half a minute, then patronictl list on A and B",
            "目前没有主库：请等半分钟，再到两台服务器上运行 patronictl list",
        )
        return
    leader = leaders[0]
    yield Line(OK, f"{leader['name']} is the primary", f"{leader['name']} 为主库")
    good = [
        each
        for each in copies
        if each.get("state") in _STREAMS and each.get("timeline") == leader.get("timeline")
    ]
    if good:
        yield Line(OK, f"{good[0]['name']} has every commit", f"{good[0]['name']} 为同步备库")
    else:
        yield Line(
            BAD,
            "no synchronous standby: nothing is lost, but the next fault of the primary stops the hall; "
            "look after the other server (journalctl -u hall-patroni)",
            "没有同步备库：数据未丢，但主库再出故障大厅即停，请尽快修复另一台服务器",
        )
    if (cluster or {}).get("pause"):
        yield Line(
            BAD,
            "maintenance mode: there is no automatic fail-over until patronictl resume",
            "集群处于维护模式，不会自动切换；完成后请运行 patronictl resume",
        )


def judge_etcd(healthy: Mapping[str, bool | None]) -> Iterator[Line]:
    """Judge the three votes; `healthy`: machine → whether its etcd is well, None when it does not answer."""
    lost = sorted(name for name, each in healthy.items() if not each)
    if not lost:
        yield Line(OK, f"all {len(healthy)} members of etcd are well", f"etcd 的 {len(healthy)} 个成员均正常")
    elif len(healthy) - len(lost) >= MAJORITY:
        yield Line(
            BAD,
            f"etcd of {', '.join(lost)} is away: one more, and nobody may lead; systemctl status hall-etcd there",
            f"{'、'.join(lost)} 的 etcd 异常：再失去一个即无法选主，请检查该机 hall-etcd 服务",
        )
    else:
        yield Line(
            BAD,
            f"etcd has no majority ({', '.join(lost)} away): bring one of them back first",
            f"etcd 不足半数（{'、'.join(lost)} 异常），请先恢复其中一台",
        )


def judge_clocks(clocks: Mapping[str, Clock | None]) -> Iterator[Line]:
    """Judge how far the clocks are apart."""
    known = {name: each for name, each in clocks.items() if each is not None}
    unsure = sorted(name for name in clocks if name not in known or known[name].within_s > MOST_UNSURE_S)
    if unsure:
        yield Line(
            LOOK,
            f"the clock of {', '.join(unsure)} could not be seen well",
            f"{'、'.join(unsure)} 的时钟未能测准",
        )
    sure = {name: each.ahead_s for name, each in known.items() if name not in unsure}
    if len(sure) < MAJORITY:
        return
    first, last = min(sure, key=sure.__getitem__), max(sure, key=sure.__getitem__)
    apart = sure[last] - sure[first]
    if apart > LARGEST_SKEW_S:
        yield Line(
            BAD,
            f"the clock of {last} is {apart:.1f} s ahead of {first}'s; {LARGEST_SKEW_S} s is the most: one time server for all",
            f"{last} 的时钟比 {first} 快 {apart:.1f} 秒（不得超过 {LARGEST_SKEW_S} 秒），请统一校时",
        )
    else:
        yield Line(OK, f"the clocks are within {apart:.2f} s", f"时钟相差不超过 {apart:.2f} 秒")


def judge_halls(halls: Mapping[str, str]) -> Iterator[Line]:
    """Judge the two halls; `halls`: server → open, waits or away."""
    is_open = [name for name, state in halls.items() if state == "open"]
    if len(is_open) != 1:
        en = f"both halls say they are open: {', '.join(is_open)}" if is_open else "no hall is open"
        zh = "两台服务器都显示大厅已打开" if is_open else "没有打开的大厅"
        yield Line(BAD, f"{en}: journalctl -u hallqueue", f"{zh}，请检查 hallqueue 服务")
    for name, state in halls.items():
        if state == "open":
            yield Line(OK, f"the hall is open on {name}", f"大厅运行在 {name}")
        elif state == "waits":
            yield Line(OK, f"the hall on {name} waits", f"{name} 的大厅正在待命")
        else:
            yield Line(
                BAD,
                f"the hall on {name} does not answer: systemctl status hallqueue",
                f"{name} 的大厅无响应，请检查 hallqueue 服务",
            )


def _first(seen: Mapping[str, Seen], what: str) -> dict[str, Any] | None:
    """What the first server said that answered."""
    found: dict[str, Any] | None = next(
        (said for each in seen.values() if (said := getattr(each, what)) is not None), None
    )
    return found
