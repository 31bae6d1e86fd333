"""The hall and its catalogue in their public form."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from hallserver.contract.floor import ZoneView
from hallserver.core.floor.alarms import AlarmKind
from hallserver.core.language.words import Words
from hallserver.core.plans.changes import PlanChange


class HallView(Struct, frozen=True):
    """The hall itself, in its public form; `closed_words` is what it says while it gives no numbers."""

    code: str
    name: Words
    zone: str
    business_day: date
    open: bool
    opens_at: datetime | None
    closes_at: datetime | None
    closed_words: Words | None
    now: datetime
    demo: bool
    bookable: bool  # whether visitors book slots by themselves
    build: str


class DepartmentView(Struct, frozen=True):
    """A department with windows in the hall."""

    code: str
    name: Words
    short: Words
    area: str


class MatterView(Struct, frozen=True):
    """A matter that is handled in the hall; `fee_fen` if the fee is one fixed sum, in 1/100 yuan."""

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
    joint: tuple[str, ...] = ()
    fee_fen: int | None = None
    guide: Words | None = None


class OutsideMatter(Struct, frozen=True):
    """A matter of a department that is handled outside the hall, and why (应进必进)."""

    code: str
    name: Words
    department: str
    kind: str
    promised_days: int
    legal_days: int
    fee: Words
    reason: Words


class LineView(Struct, frozen=True):
    """A queue with its own numbers."""

    code: str
    prefix: str
    name: Words
    missed: str
    green: bool = False
    kind: str = "ordinary"


class WindowPlan(Struct, frozen=True):
    """A window and the lines it is planned to serve."""

    code: str
    name: Words
    zone: str
    department: str | None
    mandate: str
    lines: tuple[str, ...]
    groups: tuple[str, ...] = ()
    abilities: tuple[str, ...] = ()


class ScreenView(Struct, frozen=True):
    """A lobby screen: its text size follows from diagonal and farthest seat.

    The room is bright within the hours of `day`.
    """

    code: str
    name: Words
    zone: str
    diagonal_inch: int
    farthest_m: int
    pixels: tuple[int, int]
    day: tuple[str, ...]


class RulesView(Struct, frozen=True):
    """A published version of the rules; version 0 is the default of a new hall."""

    version: int
    rules: dict[str, Any]
    published_at: datetime | None
    published_by: str | None


class LineRule(Struct, frozen=True):
    """The rules of one line: see `core.rules.LineRules`; `missed` is `keep`, `void` or `back:N`."""

    line: str
    cap: int
    missed: str
    more_time_minutes: int
    recall_limit: int
    slot_percent: int


class AlarmLimit(Struct, frozen=True):
    """When a kind of alarm is raised and cleared, in its unit, beside what is usual; who must act."""

    kind: AlarmKind
    on: bool
    raise_at: int
    clear_at: int
    usual_raise_at: int
    usual_clear_at: int
    unit: str
    who: tuple[str, ...]


class RulesVersion(Struct, frozen=True):
    """A published version: when and by whom."""

    version: int
    published_at: datetime
    published_by: str


class WholeRulesView(Struct, frozen=True):
    """The rules in force with every entry that a hall may change, and the newest versions first; 0 is a new hall's."""

    version: int
    numbers: dict[str, int]
    one_key: bool
    lines: tuple[LineRule, ...]
    alarms: tuple[AlarmLimit, ...]
    versions: tuple[RulesVersion, ...]


class ClosingView(Struct, frozen=True):
    """A sealed day: its figures, and the seq and hash of the event that records them."""

    business_day: date
    at: datetime
    reason: str
    seq: int
    hash: str
    figures: dict[str, int]


class CatalogueView(Struct, frozen=True):
    """The whole catalogue, in its public form."""

    departments: tuple[DepartmentView, ...]
    matters: tuple[MatterView, ...]
    lines: tuple[LineView, ...]
    windows: tuple[WindowPlan, ...]
    screens: tuple[ScreenView, ...]
    zones: tuple[ZoneView, ...]
    not_in_hall: tuple[OutsideMatter, ...] = ()


class PlanDifference(Struct, frozen=True):
    """What a plan, a sheet or an edited row changes; with `dry_run` it was tried and rolled back.

    `notes`: consequences elsewhere, in sentences.
    """

    changes: tuple[PlanChange, ...]
    dry_run: bool
    notes: tuple[Words, ...] = ()


class HallPlanDay(Struct, frozen=True):
    """A day that differs from its weekday. `announced`: false for a holiday by law of a year not announced yet."""

    day: date
    works: bool
    like: str
    name: Words
    announced: bool


class HallPlanView(Struct, frozen=True):
    """The hall's own row, and its calendar from this year on; `known_until`: the last year whose days are announced."""

    code: str
    name: Words
    zone: str
    always_open: bool
    service_level_minutes: int
    hours: dict[str, list[str]]
    calendar: tuple[HallPlanDay, ...]
    known_until: int | None


class PlanVersionView(Struct, frozen=True):
    """A version of the plan: when, by whom, which table ("" a whole plan); `undoes`: what it brought back.

    `change_count` of all that changed, `changes` the first fifty.
    """

    version: int
    at: datetime
    by: str
    table: str
    change_count: int
    changes: tuple[PlanChange, ...]
    undoes: int | None


class PlanVersionsView(Struct, frozen=True):
    """Fifty versions of the plan, the newest first, and how many there are."""

    total: int
    versions: tuple[PlanVersionView, ...]


class SetupStep(Struct, frozen=True):
    """A thing that a hall needs before it opens: how many there are, whether that is enough, what lacks by name.

    `needed`: without it no visitor can be served.
    """

    code: str
    count: int
    done: bool
    needed: bool
    lacks: tuple[Words, ...]


class SetupView(Struct, frozen=True):
    """What is missing before the hall can open, in the order in which it is set up."""

    steps: tuple[SetupStep, ...]
    ready: bool


class PlanColumn(Struct, frozen=True):
    """A field of a table: its type (text, words, whole, yes_no, list, day, materials) and allowed values."""

    name: str
    kind: str
    needed: bool
    one_of: tuple[str, ...]
    of: str | None


class PlanTable(Struct, frozen=True):
    """A table of the plan, row by row, in the form of a plan file."""

    table: str
    columns: tuple[PlanColumn, ...]
    rows: tuple[dict[str, Any], ...]
