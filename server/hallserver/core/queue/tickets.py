"""The life of a ticket: its states and moves, in one table (the design's order.md, “A ticket's life”)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar


class State(StrEnum):
    """The states of a stop."""

    WAITING = "waiting"
    HELD = "held"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    MISSED = "missed"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    VOID = "void"


DAY_ENDED = "day_ended"  # why something ends with its day, and by nobody's word

AT_WINDOW = frozenset({State.CALLED, State.SERVING})
ENDED = frozenset({State.FINISHED, State.CANCELLED, State.EXPIRED, State.VOID})
LIVE = frozenset(State) - ENDED
PLACED = frozenset({State.WAITING, State.HELD, State.MISSED, State.PARKED})  # has a place, is at no window
RAISED, UNRAISED = "raised", "unraised"  # why a stop that is out got another place
MOST_STOPS = 8  # matters on one number


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: source states, target state, and its names in the log and in sentences."""

    source: frozenset[State]
    target: State
    event: str
    zh: str
    en: str


def _move(source: set[State], target: State, event: str, zh: str, en: str) -> Move:
    return Move(frozenset(source), target, f"ticket.{event}", zh, en)


_S = State
MOVES: dict[str, Move] = {
    "call": _move({_S.WAITING}, _S.CALLED, "called", "叫号", "called"),
    "recall": _move({_S.CALLED}, _S.CALLED, "recalled", "重呼", "recalled"),
    "start": _move({_S.CALLED}, _S.SERVING, "started", "开始办理", "started"),
    "finish": _move({_S.SERVING}, _S.FINISHED, "finished", "办结", "finished"),
    "miss": _move({_S.CALLED}, _S.MISSED, "missed", "标记过号", "marked missed"),
    "return": _move({_S.MISSED}, _S.WAITING, "returned", "重新排队", "returned"),
    "park": _move({_S.SERVING}, _S.PARKED, "parked", "挂起", "parked"),
    "bring_back": _move({_S.PARKED}, _S.CALLED, "called", "回呼", "brought back"),
    "transfer": _move({_S.CALLED, _S.SERVING}, _S.WAITING, "transferred", "转移", "transferred"),
    "hold": _move({_S.WAITING}, _S.HELD, "held", "暂缓", "held"),
    "release": _move({_S.HELD}, _S.WAITING, "released", "放行", "released"),
    "cancel": _move(
        {_S.WAITING, _S.HELD, _S.MISSED, _S.PARKED}, _S.CANCELLED, "cancelled", "取消", "cancelled"
    ),
    "expire": _move(set(LIVE), _S.EXPIRED, "expired", "作废（闭厅）", "expired"),
    "void": _move({_S.MISSED}, _S.VOID, "voided", "作废", "made void"),
    # for a visitor whom a colleague asked back: the part ends, and the visitor waits for that window again
    "send_back": _move({_S.SERVING}, _S.WAITING, "transferred", "转回", "sent back"),
    "reopen": _move({_S.FINISHED}, _S.SERVING, "reopened", "恢复办理", "reopened"),
    # the window called by the same key that ended a service by mistake: the visitor waits on, in place
    "put_back": _move({_S.CALLED}, _S.WAITING, "reopened", "退回等候", "put back"),
    "unmiss": _move({_S.MISSED}, _S.CALLED, "reopened", "撤销过号", "called again"),
    "revive": _move({_S.CANCELLED, _S.EXPIRED, _S.VOID}, _S.WAITING, "reopened", "恢复排队", "reopened"),
}


class UndoAct(StrEnum):
    """What a window may take back within the minute."""

    MISS = "miss"
    FINISH = "finish"
    SIGN_OFF = "sign_off"


class WindowState(StrEnum):
    """The state of a window; with a visitor at it, the visitor's state."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"
    WORKING = "working"  # back-office work, without a visitor
    CALLED = "called"
    SERVING = "serving"


class Held(StrEnum):
    """Why a stop cannot be called yet."""

    OTHER_STOP = "other_stop"
    AFTER = "after"
    GRACE = "grace"
    BOOKED = "booked"
    MORE_TIME = "more_time"


# which stop of a visit represents the ticket, highest rank first
_RANK = (
    _S.CALLED,
    _S.SERVING,
    _S.WAITING,
    _S.PARKED,
    _S.HELD,
    _S.MISSED,
    _S.FINISHED,
    _S.EXPIRED,
    _S.VOID,
    _S.CANCELLED,
)


class Ranked(Protocol):
    """The fields of a stop that ranking needs."""

    @property
    def state(self) -> str:
        """One of `State`."""
        ...

    @property
    def tier(self) -> int:
        """Tier 0 comes first."""
        ...

    @property
    def effective_at(self) -> datetime:
        """The order within the tier."""
        ...

    @property
    def seq(self) -> int:
        """Makes the place unique."""
        ...


S = TypeVar("S", bound=Ranked)


def foremost(stops: Iterable[S], name: str | None = None) -> S:
    """The stop that represents a visit: one that allows the move, then by state, then by place.

    Args:
        stops: rows with state, tier, effective_at, seq; at least one.
        name: the requested move; without it only state and place count.
    """
    able = MOVES[name].source if name else frozenset(State)
    return min(
        stops,
        key=lambda each: (
            each.state not in able,
            _RANK.index(State(each.state)),
            each.tier,
            each.effective_at,
            each.seq,
        ),
    )


def number_of(prefix: str, counter: int) -> str:
    """Write a ticket number: prefix and at least three digits; more past 999.

    >>> number_of("A", 7), number_of("KB", 1203)
    ('A007', 'KB1203')
    """
    return f"{prefix}{counter:03d}"
