"""Findings for supervision and the score sheets: computed from single events, from their facts only.

A finding is (kind, seq): the event with that seq shows it. A later event may lift findings: a reopened
service, or an appeal or contest that was upheld. A lifted finding is shown with its reason and does not
count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from hallserver.core.casework.cases import Case
from hallserver.core.casework.concerns import ConcernKind
from hallserver.core.casework.outcomes import TAKEN_IN, Outcome
from hallserver.core.events import (
    ABSENT,
    AbsenceNoted,
    AppointmentKept,
    CaseOverdue,
    ConcernAnswered,
    ConcernRaised,
    ContestReviewed,
    Event,
    Facts,
    LeaveNoted,
    RectificationOpened,
    RectificationOverdue,
    RectificationReviewed,
    RegisteredOften,
    TicketCalled,
    TicketFinished,
    TicketMissed,
    TicketReopened,
    TicketTransferred,
    WindowClosed,
    WindowOpened,
    facts_of,
)
from hallserver.core.events.tickets import ServiceFacts

AWAY_AFTER = timedelta(minutes=15)  # how long a window is free while a visitor waits for it
SLOW_PERCENT = 200  # of the matter's norm
LATE_MS = 60_000
LEADER_SIGNATURE = "leader_signature"
REVIEW_WORKDAYS = 5  # in which supervision decides a contest or an appeal


class Finding(StrEnum):
    """Kinds of findings."""

    REGISTERED_ONLY = "registered_only"
    REGISTERED_OFTEN = "registered_often"
    LEADER_SIGNATURE = "leader_signature"
    SELECTED = "selected"
    PLACED_FIRST = "placed_first"
    WALKED_DIRECT = "walked_direct"
    UNSEEN = "unseen"
    AWAY = "away"
    LATE = "late"
    LEFT_OPEN = "left_open"
    SLOW = "slow"
    FEE_OFF = "fee_off"
    BAD_RATING = "bad_rating"
    NOT_RECTIFIED = "not_rectified"
    CASE_OVERDUE = "case_overdue"
    SENT_ELSEWHERE = "sent_elsewhere"
    CONCERN = "concern"
    CONCERN_UPHELD = "concern_upheld"
    GREEN_USE = "green_use"


RETIRED: Mapping[str, tuple[str, str]] = {
    "case_uncollected": ("已办结、逾期未领取", "Ready, and not collected by its promised date"),
}
"""Kinds of older versions that are no fault any more, in words: only the log names them, in contests and schemes."""

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
    _F.WALKED_DIRECT: (
        "导办台直接引导（该窗口有人等候）",
        "Sent straight to a window while others waited for it",
    ),
    _F.UNSEEN: ("叫号未显示即过号", "Missed, though no screen showed the call"),
    _F.AWAY: ("空岗（有人等候，窗口空闲满15分钟）", "Idle for 15 minutes while people waited"),
    _F.LATE: ("迟到", "Signed on late"),
    _F.LEFT_OPEN: ("下班未离岗登出", "Window left open at the end of the day"),
    _F.SLOW: ("办理超时（超过标准时长一倍）", "Took more than twice the matter's norm"),
    _F.FEE_OFF: ("收费偏离标准", "Fee off the standard"),
    _F.BAD_RATING: ("差评", "Bad rating"),
    _F.NOT_RECTIFIED: ("差评逾期未整改", "Bad rating not put right in time"),
    _F.CASE_OVERDUE: ("承诺件超期", "Case past its promised date"),
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
    "on_leave": ("已请假，不计入", "on leave, not counted"),
    "contest_upheld": ("异议成立，不计入", "contest upheld, not counted"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding and whose it is, as far as the event knows.

    `amount` in ms, percent or fen, depending on the kind.
    """

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
    """Findings that a later event lifts: those of a stop (or of one part of it), or exactly one."""

    why: str
    stop: int | None = None
    part: int | None = None
    kinds: tuple[Finding, ...] = ()
    seq: int | None = None


def findings_in(event: Event) -> tuple[Found | Lifted, ...]:
    """The findings that an event shows or lifts."""
    read = _READERS.get(event.kind)
    return read(facts_of(event)) if read else ()


def _called(told: TicketCalled) -> tuple[Found, ...]:
    if told.passed is not ABSENT:  # the guide desk's doing: no staffer is named, and nobody loses points
        detail = "" if told.reason is ABSENT else told.reason
        return (_of(_F.WALKED_DIRECT, told, amount=told.passed, detail=detail),) if told.passed else ()
    return () if told.reason is ABSENT else (_of(_F.SELECTED, told, detail=told.reason),)


def _transferred(told: TicketTransferred) -> tuple[Found, ...]:
    first = (_of(_F.PLACED_FIRST, told, window=told.source),) if told.position == "first" else ()
    return first if told.service is ABSENT else first + _fee(told, told.service, window=told.source)


def _fee(told: Facts, service: ServiceFacts, **more: Any) -> tuple[Found, ...]:
    off = service.get("fee_off_fen")
    if not off:
        return ()
    return (_of(_F.FEE_OFF, told, service, amount=off, detail=service.get("fee_reason") or "", **more),)


def _missed(told: TicketMissed) -> tuple[Found, ...]:
    return () if told.shown else (_of(_F.UNSEEN, told),)


def _finished(told: TicketFinished) -> tuple[Found, ...]:
    service = told.service
    found = []
    if service["decidable"] and service["outcome"] in TAKEN_IN:
        found.append(_of(_F.REGISTERED_ONLY, told, service, detail=service["reason"] or ""))
    if service["outcome"] == Outcome.FORWARDED and service["reason"] == LEADER_SIGNATURE:
        found.append(_of(_F.LEADER_SIGNATURE, told, service))
    percent = service["service_ms"] * 100 // service["norm_ms"]
    if percent > SLOW_PERCENT:
        found.append(_of(_F.SLOW, told, service, amount=percent))
    found.extend(_fee(told, service))
    return tuple(found)


def _reopened(told: TicketReopened) -> tuple[Lifted, ...]:
    if told.unmissed is not ABSENT:
        return (Lifted("reopened", kinds=(_F.UNSEEN,), seq=told.unmissed),)
    if told.excluded is ABSENT:
        return ()
    return (Lifted(told.excluded["why"], told.stop, told.excluded["part"]),)


def _opened(told: WindowOpened) -> tuple[Found, ...]:
    late = 0 if told.late_ms is ABSENT else told.late_ms
    return (_of(_F.LATE, told, amount=late),) if late > LATE_MS else ()


def _closed(told: WindowClosed) -> tuple[Found, ...]:
    return (_of(_F.LEFT_OPEN, told),) if told.reason == "day_ended" else ()


def _reviewed(told: RectificationReviewed) -> tuple[Lifted, ...]:
    rated = (_F.BAD_RATING, _F.NOT_RECTIFIED)
    return (Lifted("appeal_upheld", told.stop, kinds=rated),) if told.upheld else ()


def _contest_reviewed(told: ContestReviewed) -> tuple[Lifted, ...]:
    if not told.upheld or told.finding in RETIRED:
        return ()
    return (Lifted("contest_upheld", kinds=(Finding(told.finding),), seq=told.finding_seq),)


def _raised(told: ConcernRaised) -> tuple[Found, ...]:
    kind = _F.SENT_ELSEWHERE if told.concern == ConcernKind.SENT_ELSEWHERE else _F.CONCERN
    return (_of(kind, told, detail=told.concern),)


def _answered(told: ConcernAnswered) -> tuple[Found, ...]:
    return (_of(_F.CONCERN_UPHELD, told, detail=told.concern),) if told.upheld else ()


def _kept(told: AppointmentKept) -> tuple[Found, ...]:
    if told.approver is ABSENT:
        return ()
    return (_of(_F.GREEN_USE, told, detail="" if told.reason is ABSENT else told.reason or ""),)


def _overdue(told: CaseOverdue) -> tuple[Found, ...]:
    """A result that waits to be collected is nobody's fault; until lately the log told of those, too."""
    return () if told.state == Case.READY else (_of(_F.CASE_OVERDUE, told, detail=told.case),)


def _on_leave(told: LeaveNoted) -> tuple[Lifted, ...]:
    lifts = () if told.lifts is ABSENT else told.lifts
    return tuple(Lifted("on_leave", kinds=(_F.LATE,), seq=seq) for seq in lifts)


def _every(kind: Finding) -> Callable[[Facts], tuple[Found, ...]]:
    return lambda told: (_of(kind, told),)


_READERS: dict[str, Callable[[Any], tuple[Found | Lifted, ...]]] = {
    TicketCalled.KIND: _called,
    TicketTransferred.KIND: _transferred,
    TicketMissed.KIND: _missed,
    TicketFinished.KIND: _finished,
    TicketReopened.KIND: _reopened,
    WindowOpened.KIND: _opened,
    WindowClosed.KIND: _closed,
    AbsenceNoted.KIND: _every(_F.AWAY),
    RegisteredOften.KIND: _every(_F.REGISTERED_OFTEN),
    RectificationOpened.KIND: _every(_F.BAD_RATING),
    RectificationOverdue.KIND: _every(_F.NOT_RECTIFIED),
    RectificationReviewed.KIND: _reviewed,
    CaseOverdue.KIND: _overdue,
    ConcernRaised.KIND: _raised,
    ConcernAnswered.KIND: _answered,
    AppointmentKept.KIND: _kept,
    ContestReviewed.KIND: _contest_reviewed,
    LeaveNoted.KIND: _on_leave,
}


def _of(kind: Finding, told: Facts, service: ServiceFacts | None = None, **more: Any) -> Found:
    """Build a finding with the owner named in the event.

    A finding of a bad rating never names the ticket, so that nobody learns who gave the rating.
    """
    said: dict[str, Any] = {name: getattr(told, name, None) for name in _WHOSE} | {
        name: value for name, value in (service or {}).items() if name in _WHOSE
    }
    said = {name: value for name, value in said.items() if value is not None and value is not ABSENT}
    if kind in {_F.BAD_RATING, _F.NOT_RECTIFIED}:
        said.pop("ticket", None)
    return Found(kind, **{**said, **more})


_WHOSE = ("staffer", "secondment", "department", "window", "matter", "ticket", "stop", "part")
