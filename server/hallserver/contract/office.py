"""Records, paper and people, for the office and the back office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hallserver.core.equipment import Condition, JobState
from hallserver.core.words import Words


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
    """A report: what was measured, over which days, grouped by what."""

    report: str
    by: str
    first_day: date
    last_day: date
    rows: tuple[ReportRow, ...]
    total: ReportRow


@dataclass(frozen=True, slots=True)
class PrinterView:
    """A printer and its last reading.

    `muted_for`: why it gets no jobs until a person has checked it. `paper_left` in percent, by the printer's
    sensor (`sensor`) or by the length printed since the paper was changed (`odometer`). `methods`: how
    today's slips were confirmed, with counts.
    """

    code: str
    name: Words
    address: str
    profile: str
    state: Condition
    detail: str | None
    read_at: datetime | None
    queued: int
    printed_today: int
    neighbour: str | None = None
    roll_m: int = 80
    muted_at: datetime | None = None
    muted_for: str | None = None
    paper_left: int | None = None
    paper_by: str | None = None
    paper_changed_at: datetime | None = None
    used_mm: int = 0
    used_slips: int = 0
    total_mm: int = 0
    methods: dict[str, int] = field(default_factory=dict)
    problems: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrintersView:
    """All printers."""

    printers: tuple[PrinterView, ...]


@dataclass(frozen=True, slots=True)
class LeasedJob:
    """A print job, leased by one print agent for a while; `slip` is a document of `hallprinters.slip`."""

    id: int
    ticket: int | None
    printer: str
    attempt: int
    copy: int
    address: str
    profile: str
    expires_at: datetime
    slip: Any
    kind: str = "ticket"


@dataclass(frozen=True, slots=True)
class SlipTemplateView:
    """A kind of slip: its template in force, whether the office changed it, the facts its text may use."""

    kind: str
    template: Any
    house: Any
    changed_at: datetime | None
    changed_by: str | None
    facts: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlipTemplatesView:
    """All kinds of slips, and the logo as a PNG in base64."""

    templates: tuple[SlipTemplateView, ...]
    logo: str | None


@dataclass(frozen=True, slots=True)
class SlipPicture:
    """A slip as it would be printed: a PNG in base64, its length, the job's size, characters printed as 〓."""

    png: str
    width: int
    height_mm: int
    bytes: int
    missing: str


@dataclass(frozen=True, slots=True)
class QueuedSlip:
    """A queued slip, and its printer."""

    job: int
    printer: str


@dataclass(frozen=True, slots=True)
class JobView:
    """A print job after a report."""

    id: int
    printer: str
    state: JobState
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
    """A new token, shown once; a repeat of the same request shows `null`."""

    role: str
    name: str
    window: str | None
    token: str | None


@dataclass(frozen=True, slots=True)
class StaffView:
    """The caller: a staff page or a device. Send `header_token` in X-Hall-Token with every change.

    `asks_old`: a new password needs the old one; false when there is none, and right after a one-time link.
    `permissions`: all permissions of the role, by name; a department's account has them for its own rows
    only.
    """

    name: str
    role: str
    header_token: str | None = None
    window: str | None = None
    asks_old: bool = False
    permissions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkView:
    """The result of a one-time link: a device's token, or a staff page's cookie."""

    role: str
    name: str
    window: str | None
    staffer: str | None
    needs_pin: bool
    token: str | None


@dataclass(frozen=True, slots=True)
class LiveToken:
    """A one-use token for the socket, valid for 60 s."""

    token: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ClockView:
    """Hall time, after the machine's clock was accepted."""

    now: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """The request was carried out."""

    ok: bool = True
