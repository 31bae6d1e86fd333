"""Records, paper and people, for the office and the back office."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec import Struct, field

from hallserver.core.floor.equipment import Condition, JobState
from hallserver.core.language.words import Words


class ReportRow(Struct, frozen=True):
    """Durations of one group: counts and percentiles of one kind of duration, all in ms.

    `pieces`: how many pieces (件) services handled, or the back-office work of sessions; 0 in other reports.
    `parts`: of sessions, ms of each part, which sum up to `sum_ms`: `serving_ms`, `walking_ms` (from the call to the
    beginning), `waited_for_ms` (free while somebody waited whom the window may call), `idle_ms` (free while nobody did),
    `paused_ms`, `back_office_ms`, and `uncounted_ms` of back-office work that does not count. `paused_for`: by reason.
    """

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
    pieces: int = 0
    parts: dict[str, int] = field(default_factory=dict)
    paused_for: dict[str, int] = field(default_factory=dict)


class ReportView(Struct, frozen=True):
    """A report: what was measured, over which days, grouped by what."""

    report: str
    by: str
    first_day: date
    last_day: date
    rows: tuple[ReportRow, ...]
    total: ReportRow


class HeatCell(Struct, frozen=True):
    """A half hour (`hour` 0–23, `minute` 0 or 30) of one weekday (1 is Monday): how many, and the percentiles in ms."""

    weekday: int
    hour: int
    minute: int
    count: int
    p50_ms: int
    p90_ms: int


class HeatView(Struct, frozen=True):
    """When it is full: a report's measure by weekday and half hour; a cell without a counted row is left out."""

    report: str
    first_day: date
    last_day: date
    cells: tuple[HeatCell, ...]


class TrendPoint(Struct, frozen=True):
    """One day (2026-03-02) or month (2026-03): how many, mean and percentiles in ms."""

    at: str
    count: int
    mean_ms: int
    p50_ms: int
    p90_ms: int


class MarkedDay(Struct, frozen=True):
    """A day that differs from its weekday: a holiday, or a make-up day (调休), which works."""

    day: date
    works: bool
    name: Words


class TrendView(Struct, frozen=True):
    """How it went: a report's measure day by day or month by month; what has no counted row is left out.

    `marked`: the days of the span that the hall's calendar names.
    """

    report: str
    first_day: date
    last_day: date
    points: tuple[TrendPoint, ...]
    marked: tuple[MarkedDay, ...] = ()


class GroupTrend(Struct, frozen=True):
    """A group's figures over the whole span, and its points, each named by the day that its week or month begins."""

    by: str
    name: Words
    count: int
    p50_ms: int
    p90_ms: int
    points: tuple[TrendPoint, ...]


class TrendsView(Struct, frozen=True):
    """How a report's measure went in each group, the group that counts most first; `step`: week or month."""

    report: str
    by: str
    first_day: date
    last_day: date
    step: str
    groups: tuple[GroupTrend, ...]


class LengthsView(Struct, frozen=True):
    """How many of a report's durations are how long: a count for each step of `step_ms`; the last one has no end.

    `level_ms`: of waits, the hall's target.
    """

    report: str
    first_day: date
    last_day: date
    step_ms: int
    counts: tuple[int, ...]
    level_ms: int | None = None


class PrinterView(Struct, frozen=True):
    """A printer and its last reading.

    `muted_for`: why it gets no jobs until a person has checked it. `paper_left` in percent, by the printer's
    sensor (`sensor`), by the length printed since the paper was changed (`odometer`), or since the printer was added,
    if its roll was whole then (`assumed`). `methods`: how
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


class PrintersView(Struct, frozen=True):
    """All printers."""

    printers: tuple[PrinterView, ...]


class FoundPrinter(Struct, frozen=True):
    """An address at which somebody listens for raw printing, and the code of the hall's printer that has it."""

    address: str
    printer: str | None


class FoundPrintersView(Struct, frozen=True):
    """What was found on a network, by address."""

    network: str
    found: tuple[FoundPrinter, ...]


class LeasedJob(Struct, frozen=True):
    """A print job, leased by one print agent for a while; `slip` is a document of `hallprinters.drawing.slip`."""

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


class SlipTemplateView(Struct, frozen=True):
    """A kind of slip: its template in force, whether the office changed it, the facts its text may use."""

    kind: str
    template: Any
    house: Any
    changed_at: datetime | None
    changed_by: str | None
    facts: tuple[str, ...]
    lists: tuple[str, ...]


class SlipTemplatesView(Struct, frozen=True):
    """All kinds of slips, and the logo as a PNG in base64."""

    templates: tuple[SlipTemplateView, ...]
    logo: str | None


class SlipPicture(Struct, frozen=True):
    """A slip as it would be printed: a PNG in base64, its length, the job's size, characters printed as 〓."""

    png: str
    width: int
    height_mm: int
    bytes: int
    missing: str


class QueuedSlip(Struct, frozen=True):
    """A queued slip, and its printer."""

    job: int
    printer: str


class JobView(Struct, frozen=True):
    """A print job after a report."""

    id: int
    printer: str
    state: JobState
    attempt: int


class EventView(Struct, frozen=True):
    """One line of the log, exactly as hashed; hashes in hex."""

    seq: int
    at: datetime
    kind: str
    body: str
    prev_hash: str
    hash: str


class EventsView(Struct, frozen=True):
    """A slice of the log, and its head."""

    events: tuple[EventView, ...]
    head_seq: int
    head_hash: str


class TokenView(Struct, frozen=True):
    """A new token, shown once; a repeat of the same request shows `null`."""

    role: str
    name: str
    window: str | None
    token: str | None


class StaffView(Struct, frozen=True):
    """The caller: a staff page or a device. Send `header_token` in X-Hall-Token with every change.

    `asks_old`: a new password needs the old one; false when there is none, and right after a one-time link.
    `permissions`: all permissions of the role, by name; a department's account has them for its own rows
    only. `has_password`: false for an account that came in by a one-time link and has set none yet.
    `has_factor`: signing in asks for a code as well. `owes`: what the account must do before anything else,
    `password` or `second_factor`; until then all other routes are refused (`account_owes`).
    `idle_s`: so long without a hand at it, a page is signed out; 0: never. `department`: the account's.
    `signs_on_by`: `password`, or `ldap` or `oidc` where the account's password is not the hall's.
    """

    name: str
    role: str
    header_token: str | None = None
    window: str | None = None
    asks_old: bool = False
    permissions: tuple[str, ...] = ()
    has_password: bool = True
    idle_s: int = 0
    department: Words | None = None
    has_factor: bool = False
    owes: tuple[str, ...] = ()
    signs_on_by: str = "password"


class SignInView(Struct, frozen=True):
    """By what staff may sign in beside the hall's own accounts.

    `provider`: the name of the service behind a button, which `POST /login/oidc/begin` presses; null: none.
    `directory`: accounts of a directory sign in by `POST /login` as well.
    """

    provider: Words | None
    directory: bool


class SentView(Struct, frozen=True):
    """Where the browser goes now."""

    address: str


class FactorDraft(Struct, frozen=True):
    """A second factor to be put into an app, and proved by its first code within ten minutes.

    `secret` is base 32, to be typed; `address` the same as an `otpauth:` address, `picture` its QR code as SVG.
    `draft` is sent back with the code.
    """

    secret: str
    address: str
    picture: str
    draft: str


class AccountView(Struct, frozen=True):
    """A staff account. `pages`: how many are signed in now; `ours`: whether the caller may change it.

    `signs_on_by`: `password`, or `ldap` or `oidc` where a directory knows its owner.
    """

    name: str
    role: str
    department: str | None
    department_name: Words | None
    has_password: bool
    has_factor: bool
    pages: int
    signed_on_at: datetime | None
    link_until: datetime | None
    shut_at: datetime | None
    ours: bool
    signs_on_by: str = "password"


class AccountsView(Struct, frozen=True):
    """All staff accounts, open ones first, and the roles whose accounts the caller may open."""

    accounts: tuple[AccountView, ...]
    roles: tuple[str, ...]


class AccountLink(Struct, frozen=True):
    """A one-time link for an account: append `#link=CODE` to the page's address; `code` is shown only once."""

    account: str
    role: str
    code: str | None
    until: datetime


class LinkView(Struct, frozen=True):
    """The result of a one-time link: a device's token, or a staff page's cookie."""

    role: str
    name: str
    window: str | None
    staffer: str | None
    needs_pin: bool
    token: str | None


class LiveToken(Struct, frozen=True):
    """A one-use token for the socket, valid for 60 s."""

    token: str | None
    expires_at: datetime


class ClockView(Struct, frozen=True):
    """Hall time, after the machine's clock was accepted."""

    now: datetime


class Done(Struct, frozen=True):
    """The request was carried out."""

    ok: bool = True
