"""What supervision looks at and a score sheet deducts for: read out of single events, from nothing but their facts.

A finding is (kind, seq): the event with that seq shows it. A later event may lift findings: a service that was reopened,
an appeal or a contest that was upheld; a lifted finding is shown with its reason and not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from hallserver.core.events import Event
from hallserver.core.outcomes import TAKEN_IN

AWAY_AFTER = timedelta(minutes=15)  # a window is free while somebody waits for it
SLOW_PERCENT = 200  # of the matter's norm
LATE_MS = 60_000
Facts = Mapping[str, Any]


class Finding(StrEnum):
    """Kinds of findings."""

    REGISTERED_ONLY = "registered_only"
    REGISTERED_OFTEN = "registered_often"
    LEADER_SIGNATURE = "leader_signature"
    SELECTED = "selected"
    PLACED_FIRST = "placed_first"
    UNSEEN = "unseen"
    AWAY = "away"
    LATE = "late"
    LEFT_OPEN = "left_open"
    SLOW = "slow"
    FEE_OFF = "fee_off"
    BAD_RATING = "bad_rating"
    NOT_RECTIFIED = "not_rectified"
    CASE_OVERDUE = "case_overdue"
    CASE_UNCOLLECTED = "case_uncollected"
    SENT_ELSEWHERE = "sent_elsewhere"
    CONCERN = "concern"
    CONCERN_UPHELD = "concern_upheld"
    GREEN_USE = "green_use"


_F = Finding
FINDING_WORDS: dict[Finding, tuple[str, str]] = {
    _F.REGISTERED_ONLY: ("只受理、不办理", "Only accepted, though it could be decided on the spot"),
    _F.REGISTERED_OFTEN: (
        "只受理率偏高（当日达三成）",
        "Only accepted too often: three in ten or more that day",
    ),
    _F.LEADER_SIGNATURE: ("上报领导签字", "Forwarded for a leader's signature"),
    _F.SELECTED: ("选呼", "Called out of turn"),
    _F.PLACED_FIRST: ("转移至队首", "Transferred to the head of a line"),
    _F.UNSEEN: ("叫号未显示即过号", "Missed, though no screen showed the call"),
    _F.AWAY: ("空岗（有人等候，窗口空闲满15分钟）", "Idle for 15 minutes while people waited"),
    _F.LATE: ("迟到", "Signed on late"),
    _F.LEFT_OPEN: ("下班未离岗登出", "Window left open at the end of the day"),
    _F.SLOW: ("办理超时（超过标准时长一倍）", "Took more than twice the matter's norm"),
    _F.FEE_OFF: ("收费偏离标准", "Fee off the standard"),
    _F.BAD_RATING: ("差评", "Bad rating"),
    _F.NOT_RECTIFIED: ("差评逾期未整改", "Bad rating not put right in time"),
    _F.CASE_OVERDUE: ("承诺件超期", "Case past its promised date"),
    _F.CASE_UNCOLLECTED: ("已办结、逾期未领取", "Ready, and not collected by its promised date"),
    _F.SENT_ELSEWHERE: (
        "办不成事：被要求去原单位办理",
        "Could not be done: sent back to the department's own office",
    ),
    _F.CONCERN: ("办不成事：其他反映", "Could not be done: other reports"),
    _F.CONCERN_UPHELD: ("办不成事经查属实", "A report of “could not be done” found true"),
    _F.GREEN_USE: ("绿色通道使用", "Green channel used"),
}


LIFTED_WORDS: dict[str, tuple[str, str]] = {
    "reopened": ("一分钟内恢复办理，不计入", "taken back within the minute, not counted"),
    "appeal_upheld": ("申诉成立，不计入", "appeal upheld, not counted"),
    "contest_upheld": ("异议成立，不计入", "contest upheld, not counted"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: whose it is, as far as its event knows; `amount` in ms, percent or fen by its kind."""

    kind: Finding
    staffer: str | None = None
    secondment: int | None = None
    department: str | None = None
    window: str | None = None
    matter: str | None = None
    ticket: int | None = None
    stop: int | None = None
    part: int | None = None
    amount: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Lifted:
    """What a later event takes out of the count: findings of a stop (of one part of it), or exactly one."""

    why: str
    stop: int | None = None
    part: int | None = None
    kinds: tuple[Finding, ...] = ()
    seq: int | None = None


def findings_in(event: Event) -> tuple[Found | Lifted, ...]:
    """What an event shows, and what it lifts."""
    read = _READERS.get(event.kind)
    return read(event.facts) if read else ()


def _called(facts: Facts) -> tuple[Found, ...]:
    return (_of(_F.SELECTED, facts, detail=facts["reason"]),) if "reason" in facts else ()


def _transferred(facts: Facts) -> tuple[Found, ...]:
    first = (_of(_F.PLACED_FIRST, facts, window=facts["source"]),) if facts["position"] == "first" else ()
    service = facts.get("service") or {}
    return first + _fee({**facts, **service, "window": facts["source"]})


def _fee(whose: Facts) -> tuple[Found, ...]:
    off = whose.get("fee_off_fen")
    return (_of(_F.FEE_OFF, whose, amount=off, detail=whose.get("fee_reason") or ""),) if off else ()


def _missed(facts: Facts) -> tuple[Found, ...]:
    return () if facts["shown"] else (_of(_F.UNSEEN, facts),)


def _finished(facts: Facts) -> tuple[Found, ...]:
    service = facts["service"]
    whose = {**facts, **service}
    found = []
    if service["decidable"] and service["outcome"] in TAKEN_IN:
        found.append(_of(_F.REGISTERED_ONLY, whose, detail=service["reason"] or ""))
    if service["outcome"] == "forwarded" and service["reason"] == "leader_signature":
        found.append(_of(_F.LEADER_SIGNATURE, whose))
    percent = service["service_ms"] * 100 // service["norm_ms"]
    if percent > SLOW_PERCENT:
        found.append(_of(_F.SLOW, whose, amount=percent))
    found.extend(_fee(whose))
    return tuple(found)


def _reopened(facts: Facts) -> tuple[Lifted, ...]:
    taken_back = facts.get("excluded")
    return (Lifted(taken_back["why"], facts["stop"], taken_back["part"]),) if taken_back else ()


def _opened(facts: Facts) -> tuple[Found, ...]:
    late = facts.get("late_ms", 0)
    return (_of(_F.LATE, facts, amount=late),) if late > LATE_MS else ()


def _closed(facts: Facts) -> tuple[Found, ...]:
    return (_of(_F.LEFT_OPEN, facts),) if facts["reason"] == "day_ended" else ()


def _reviewed(facts: Facts) -> tuple[Lifted, ...]:
    rated = (_F.BAD_RATING, _F.NOT_RECTIFIED)
    return (Lifted("appeal_upheld", facts["stop"], kinds=rated),) if facts["upheld"] else ()


def _contest_reviewed(facts: Facts) -> tuple[Lifted, ...]:
    one = (Finding(facts["finding"]),)
    return (Lifted("contest_upheld", kinds=one, seq=facts["finding_seq"]),) if facts["upheld"] else ()


def _raised(facts: Facts) -> tuple[Found, ...]:
    kind = _F.SENT_ELSEWHERE if facts["concern"] == "sent_elsewhere" else _F.CONCERN
    return (_of(kind, facts, detail=facts["concern"]),)


def _answered(facts: Facts) -> tuple[Found, ...]:
    return (_of(_F.CONCERN_UPHELD, facts, detail=facts["concern"]),) if facts["upheld"] else ()


def _kept(facts: Facts) -> tuple[Found, ...]:
    return (_of(_F.GREEN_USE, facts, detail=facts["reason"] or ""),) if facts.get("approver") else ()


def _overdue(facts: Facts) -> tuple[Found, ...]:
    """What lies ready and is not fetched is late as well (the clock stops at the window), and no fault of the department."""
    kind = _F.CASE_UNCOLLECTED if facts["state"] == "ready" else _F.CASE_OVERDUE
    return (_of(kind, facts, detail=facts["case"]),)


def _every(kind: Finding) -> Callable[[Facts], tuple[Found, ...]]:
    return lambda facts: (_of(kind, facts),)


_READERS: dict[str, Callable[[Facts], tuple[Found | Lifted, ...]]] = {
    "ticket.called": _called,
    "ticket.transferred": _transferred,
    "ticket.missed": _missed,
    "ticket.finished": _finished,
    "ticket.reopened": _reopened,
    "window.opened": _opened,
    "window.closed": _closed,
    "absence.noted": _every(_F.AWAY),
    "registered.often": _every(_F.REGISTERED_OFTEN),
    "rectification.opened": _every(_F.BAD_RATING),
    "rectification.overdue": _every(_F.NOT_RECTIFIED),
    "rectification.reviewed": _reviewed,
    "case.overdue": _overdue,
    "concern.raised": _raised,
    "concern.answered": _answered,
    "appointment.kept": _kept,
    "contest.reviewed": _contest_reviewed,
}


def _of(kind: Finding, facts: Facts, **more: Any) -> Found:
    """Whose it is, by what the event says; a bad rating never names its ticket, so that nobody learns who gave it."""
    said = {name: facts.get(name) for name in _WHOSE if facts.get(name) is not None}
    if kind in {_F.BAD_RATING, _F.NOT_RECTIFIED}:
        said.pop("ticket", None)
    return Found(kind, **{**said, **more})


_WHOSE = ("staffer", "secondment", "department", "window", "matter", "ticket", "stop", "part")
