"""A window, its staffer and the visitor at it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from hallserver.contract.cases import CaseInBrief
from hallserver.contract.lobby import LineOnBoard
from hallserver.contract.tickets import StopView
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.language.words import Words
from hallserver.core.queue.tickets import State, UndoAct, WindowState


class TicketAtWindow(Struct, frozen=True):
    """A ticket as the window sees it.

    `stops`: of a visit for several matters; `due_at`: the end of a break; `papers`: what a visitor who has come
    back was told to bring; `usual`: the outcome with which one key ends the service and calls the next, where
    the hall's rules want that (`one_key`).
    """

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
    due_at: datetime | None = None
    stops: tuple[StopView, ...] = ()
    papers: tuple[str, ...] = ()
    usual: Outcome | None = None
    needs: tuple[str, ...] = ()


class AskedView(Struct, frozen=True):
    """What the visitor who has just left was told to bring, with the code for the way back.

    `printer` names where it was printed if this window has no printer.
    """

    number: str
    code: str
    good_until: date
    papers: tuple[str, ...]
    printer: Words | None = None


class WaitingStop(Struct, frozen=True):
    """A visitor whom the window may call, in the order of their places.

    `sent_here`: by a colleague, to this window or person. `parked_at`: interrupted there, and why.
    """

    ticket: int
    number: str
    line: str
    matter: str
    matter_name: Words
    priority: bool
    lang: str
    waited_ms: int
    sent_here: bool
    parked_at: str | None = None
    reason: str | None = None
    due_at: datetime | None = None


class WaitingView(Struct, frozen=True):
    """Who waits for a window (the first of `count`), and whose service is interrupted anywhere in the hall."""

    now: datetime
    count: int
    waiting: tuple[WaitingStop, ...]
    parked: tuple[WaitingStop, ...]


class WindowTarget(Struct, frozen=True):
    """An open window to which a visitor may be sent: who sits there, and how many wait for it."""

    code: str
    name: Words
    state: WindowState
    staffer: str
    staffer_name: Words
    waiting: int


class TargetsView(Struct, frozen=True):
    """Where a visitor may be sent, each with its present wait."""

    now: datetime
    lines: tuple[LineOnBoard, ...]
    windows: tuple[WindowTarget, ...]


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
    """The staffer's own figures of the day: services and the pieces (件) that they handled."""

    served: int
    mean_ms: int
    p90_ms: int
    pieces: int = 0


class WorkKindView(Struct, frozen=True):
    """A kind of back-office work that the hall's rules know."""

    code: str
    name: Words


class WorkView(Struct, frozen=True):
    """The work without a visitor that a window does now (后台办理)."""

    kind: str
    name: Words
    matter: str | None
    matter_name: Words | None
    begun_at: datetime


class UndoView(Struct, frozen=True):
    """The window's last act, which it may still take back; `outcome` of a finished service.

    `puts_back`: the number that was called right after it, which waits again in its old place then.
    """

    act: UndoAct
    until: datetime
    ticket: int | None = None
    number: str | None = None
    outcome: Outcome | None = None
    puts_back: str | None = None


class WindowView(Struct, frozen=True):
    """A window's state: closed, open, paused, working, called or serving.

    `work` is what it does without a visitor, `work_kinds` what it may begin; `accepted` is the case that it has just opened, `undo` what it may still take back;
    `most_pieces` how many pieces (件) an end may count, 1 where none are asked.
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
    undo: UndoView | None = None
    asked: AskedView | None = None
    work: WorkView | None = None
    work_kinds: tuple[WorkKindView, ...] = ()
    most_pieces: int = 1


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
