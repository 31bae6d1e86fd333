"""A window, its staffer and the visitor at it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from hallserver.contract.cases import CaseInBrief
from hallserver.core.tickets import State, WindowState
from hallserver.core.words import Words


class TicketAtWindow(Struct, frozen=True):
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


class SessionView(Struct, frozen=True):
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


class OwnFigures(Struct, frozen=True):
    """The staffer's own figures of the day."""

    served: int
    mean_ms: int
    p90_ms: int


class WindowView(Struct, frozen=True):
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


class DecisionView(Struct, frozen=True):
    """The reason for a call: the rule, the heads that were compared, the lines whose cap was reached."""

    seq: int
    rule: str
    chosen: int
    compared: tuple[dict[str, Any], ...]
    capped: tuple[str, ...]


class NextAnswer(Struct, frozen=True):
    """Who was called, why, and the window afterwards."""

    ticket: TicketAtWindow
    decision: DecisionView
    window: WindowView
