"""A window, its staffer and the visitor at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hallserver.contract.cases import CaseInBrief
from hallserver.core.tickets import State, WindowState
from hallserver.core.words import Words


@dataclass(frozen=True, slots=True)
class TicketAtWindow:
    """A ticket as the window sees it."""

    id: int
    number: str
    line: str
    matter: str
    matter_name: Words
    state: State
    lang: str
    priority: bool
    arrived_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    wait_ms: int
    recalls: int
    norm_minutes: int
    may_decide: bool
    shown: bool
    spoken: bool
    comment: str | None = None
    reason: str | None = None
    case: CaseInBrief | None = None


@dataclass(frozen=True, slots=True)
class SessionView:
    """The staffer at the window, under which secondment, covering whom."""

    id: int
    staffer: str
    name: Words
    secondment: int
    role: str
    covers: str | None
    letter: str | None
    opened_at: datetime
    matters: int


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """The staffer's own figures of the day."""

    served: int
    mean_ms: int
    p90_ms: int


@dataclass(frozen=True, slots=True)
class WindowView:
    """A window's state: closed, open, paused, called or serving.

    `accepted` is the case that it has just opened.
    """

    code: str
    name: Words
    zone: str
    department: str | None
    state: WindowState
    pause_reason: str | None
    session: SessionView | None
    ticket: TicketAtWindow | None
    waiting: int
    parked: tuple[TicketAtWindow, ...]
    today: OwnFigures | None
    seq: int
    now: datetime
    accepted: CaseInBrief | None = None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """The reason for a call: the rule, the heads that were compared, the lines whose cap was reached."""

    seq: int
    rule: str
    chosen: int
    compared: tuple[dict[str, Any], ...]
    capped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextAnswer:
    """Who was called, why, and the window afterwards."""

    ticket: TicketAtWindow
    decision: DecisionView
    window: WindowView
