"""What the hall tells the outside: the shapes of all answers, once; OpenAPI and the pages' types come from here.

Times are aware UTC, durations whole milliseconds. Outside names stay: see docs/api.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in both languages."""

    zh: str
    en: str


# --- the hall and its catalogue ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HallView:
    """The hall itself, for anybody."""

    code: str
    name: Words
    zone: str
    business_day: date
    open: bool
    opens_at: datetime | None
    closes_at: datetime | None
    now: datetime
    demo: bool
    build: str


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department with windows in the hall."""

    code: str
    name: Words
    short: Words
    area: str


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter that can be handled in the hall."""

    code: str
    name: Words
    department: str
    line: str
    audience: str
    kind: str
    norm_minutes: int
    promised_days: int
    legal_days: int
    fee: Words
    materials: tuple[Words, ...]
    usual: bool
    initials: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A queue with numbers of its own."""

    code: str
    prefix: str
    name: Words
    missed: str


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """A window and the lines it is planned to serve."""

    code: str
    name: Words
    zone: str
    department: str | None
    mandate: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScreenView:
    """A lobby screen: its letters are derived from diagonal and farthest seat."""

    code: str
    name: Words
    zone: str
    diagonal_inch: int
    farthest_m: int
    pixels: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """Everything that can be asked for, for anybody."""

    departments: tuple[DepartmentView, ...]
    matters: tuple[MatterView, ...]
    lines: tuple[LineView, ...]
    windows: tuple[WindowPlan, ...]
    screens: tuple[ScreenView, ...]


# --- a ticket -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WaitRange:
    """From–to, P50–P90 rounded out to 5 min; `about` when it rests on a norm or a plan."""

    low_ms: int
    high_ms: int
    about: bool


@dataclass(frozen=True, slots=True)
class PrintView:
    """Where the paper is: a job's state, `none` when no printer is meant."""

    state: str
    printer: str | None


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """The answer to a number that was taken. `follow` is the visitor's own key; it is shown here only."""

    id: int
    number: str
    line: str
    matter: str
    ahead: int
    wait: WaitRange
    windows: tuple[str, ...]
    issued_at: datetime
    business_day: date
    follow: str
    print: PrintView
    notice: Words | None = None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """The stored place; among what a window may serve the smallest is next."""

    tier: int
    effective_at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as a device, staff or its follower sees it."""

    id: int
    number: str
    line: str
    matter: str
    state: str
    state_words: Words
    ahead: int
    wait: WaitRange | None
    place: PlaceView
    window: str | None
    windows: tuple[str, ...]
    issued_at: datetime
    business_day: date
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    outcome: str | None
    rated: bool
    print: PrintView
    now: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """One decision that touched a ticket, in words."""

    seq: int
    at: datetime
    kind: str
    words: Words


@dataclass(frozen=True, slots=True)
class WhyView:
    """Why a ticket was or was not called."""

    number: str
    state: str
    words: Words
    reasons: tuple[Reason, ...]


# --- a window -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TicketAtWindow:
    """A ticket as the window sees it."""

    id: int
    number: str
    line: str
    matter: str
    matter_name: Words
    state: str
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
    comment: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SessionView:
    """Who sits at the window, under which secondment, for whom."""

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
    """The sitter's own day."""

    served: int
    mean_ms: int
    p90_ms: int


@dataclass(frozen=True, slots=True)
class WindowView:
    """A window's state: closed, open, paused, called or serving."""

    code: str
    name: Words
    zone: str
    department: str | None
    state: str
    pause_reason: str | None
    session: SessionView | None
    ticket: TicketAtWindow | None
    waiting: int
    parked: tuple[TicketAtWindow, ...]
    today: OwnFigures | None
    seq: int
    now: datetime


@dataclass(frozen=True, slots=True)
class DecisionView:
    """Why this ticket: the rule, the heads that were compared, lines whose cap was reached."""

    seq: int
    rule: str
    chosen: int
    compared: tuple[dict[str, Any], ...]
    capped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextAnswer:
    """Who was called, why, and the window after it."""

    ticket: TicketAtWindow
    decision: DecisionView
    window: WindowView


# --- the board ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallOnBoard:
    """One call: numbers and codes only, never a name, a class or free text."""

    seq: int
    ticket: str
    line: str
    matter: str
    window: str
    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class LineOnBoard:
    """How many wait in a line, and how long."""

    line: str
    waiting: int
    wait: WaitRange


@dataclass(frozen=True, slots=True)
class WindowOnBoard:
    """A window as everybody may see it."""

    code: str
    name: Words
    zone: str
    state: str
    ticket: str | None
    staffer: Words | None
    letter: str | None


@dataclass(frozen=True, slots=True)
class BoardView:
    """A snapshot from which deltas go on: `seq` is the log's head when it was taken."""

    epoch: str
    seq: int
    now: datetime
    build: str
    business_day: date
    calls: tuple[CallOnBoard, ...]
    lines: tuple[LineOnBoard, ...]
    windows: tuple[WindowOnBoard, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """One change on a stream; `prev` is the seq of the event before it in the same stream."""

    epoch: str
    seq: int
    prev: int
    now: datetime
    kind: str
    at: datetime
    ticket: str | None = None
    line: str | None = None
    matter: str | None = None
    window: str | None = None
    state: str | None = None
    window_state: str | None = None
    staffer: Words | None = None
    letter: str | None = None
    printer: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """Every 5 s, so that a lost last delta shows."""

    epoch: str
    seq: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Waits:
    """How many wait where; unsequenced, the last one wins."""

    now: datetime
    lines: tuple[LineOnBoard, ...]


@dataclass(frozen=True, slots=True)
class PlaceOfFollower:
    """All a follower hears."""

    ahead: int
    low_ms: int
    high_ms: int
    window: str | None
    state: str


# --- records, paper, people -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Durations of one group: counts and percentiles of one kind of duration, all in ms."""

    by: str
    name: Words
    count: int
    sum_ms: int
    mean_ms: int
    p50_ms: int
    p90_ms: int
    p95_ms: int
    max_ms: int
    excluded: int
    extra: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report: what was measured, over which days, by what."""

    report: str
    by: str
    first_day: date
    last_day: date
    rows: tuple[ReportRow, ...]
    total: ReportRow


@dataclass(frozen=True, slots=True)
class PrinterView:
    """A printer and its last reading."""

    code: str
    name: Words
    address: str
    profile: str
    state: str
    detail: str | None
    read_at: datetime | None
    queued: int
    printed_today: int


@dataclass(frozen=True, slots=True)
class PrintersView:
    """All printers."""

    printers: tuple[PrinterView, ...]


@dataclass(frozen=True, slots=True)
class LeasedJob:
    """A print job, taken by one print agent for a while; `slip` is a document of `hallprinters.slip`."""

    id: int
    ticket: int
    printer: str
    attempt: int
    copy: int
    address: str
    profile: str
    expires_at: datetime
    slip: Any


@dataclass(frozen=True, slots=True)
class JobView:
    """A print job after a report."""

    id: int
    printer: str
    state: str
    attempt: int


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of the log, exactly as hashed; hashes in hex."""

    seq: int
    at: datetime
    kind: str
    body: str
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class EventsView:
    """A slice of the log, and its head."""

    events: tuple[EventView, ...]
    head_seq: int
    head_hash: str


@dataclass(frozen=True, slots=True)
class TokenView:
    """A fresh token, shown once; a repeat of the same request shows `null`."""

    role: str
    name: str
    window: str | None
    token: str | None


@dataclass(frozen=True, slots=True)
class StaffView:
    """Who asks: a staff page or a device. `header_token` goes into X-Hall-Token with every change."""

    name: str
    role: str
    header_token: str | None = None
    window: str | None = None


@dataclass(frozen=True, slots=True)
class LinkView:
    """What a one-time link gave: a device's token, or a staff page's cookie."""

    role: str
    name: str
    window: str | None
    staffer: str | None
    needs_pin: bool
    token: str | None


@dataclass(frozen=True, slots=True)
class LiveToken:
    """A one-use token for the socket, good for 60 s."""

    token: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """It is done."""

    ok: bool = True
