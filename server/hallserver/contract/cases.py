"""Cases: for the department that works on them, and for the visitor and the window."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from hallserver.core.casework.cases import Case, Way
from hallserver.core.language.words import Words


class CaseInBrief(Struct, frozen=True):
    """A case for the visitor and for the window: its number, its due day, and what to do next.

    `code` is the visitor's, for kiosk and guide desk. `list`: what the visitor must bring, while the case
    waits for it. `why_later`: the reason of the newest extension. `reserved`: the day may move, because a
    year's holidays are not announced yet; `first_told`: the day that was told first, if another calendar has
    moved it since.
    """

    number: str
    state: Case
    state_words: Words
    matter: str
    matter_name: Words
    code: str
    accepted_day: date
    promised: date
    due: date
    why_later: str | None
    list: tuple[str, ...]
    result: str | None
    result_reason: str | None
    handed_day: date | None
    reserved: bool
    first_told: date | None


class CasePartView(Struct, frozen=True):
    """The part of one department in a case."""

    department: str
    name: Words
    ready_at: datetime | None
    ready_by: str | None
    result: str | None


class CaseExtensionView(Struct, frozen=True):
    """An extension of a due day: by whom and why."""

    old_due: date
    new_due: date
    reason: str
    by: str
    at: datetime


class CaseSupplementView(Struct, frozen=True):
    """The one request for missing papers.

    The case waits for the visitor from `asked_day` to `brought_day`.
    """

    list: tuple[str, ...]
    asked_by: str
    asked_day: date
    brought_day: date | None


class CaseView(Struct, frozen=True):
    """A case; days are in the hall's zone, `days_left` are working days, negative when overdue.

    `promised` is the first promise. Only `away_days`, the working days spent waiting for the visitor, and
    another calendar move it (`first_told` is then the day that was told first; `reserved`: the visitor knows
    that it may move). `due` also includes the extensions. `in_time` and `in_time_first`: whether it was
    handed over by `due` and by `promised`. `latest`: the last day to which the law allows an extension.
    """

    number: str
    state: Case
    state_words: Words
    matter: str
    matter_name: Words
    department: str
    department_name: Words
    ticket: str
    window: str
    staffer: str
    staffer_name: Words
    secondment: int
    accepted_day: date
    promised: date
    due: date
    latest: date
    away_days: int
    days_left: int | None
    due_soon: bool
    overdue: bool
    result: str | None
    result_reason: str | None
    ready_day: date | None
    ready_by: str | None
    handed_day: date | None
    handed_window: str | None
    handed_staffer: str | None
    handed_way: Way | None
    handed_reference: str | None
    in_time: bool | None
    in_time_first: bool | None
    parts: tuple[CasePartView, ...]
    extensions: tuple[CaseExtensionView, ...]
    supplement: CaseSupplementView | None
    reserved: bool
    first_told: date | None


class CaseCounts(Struct, frozen=True):
    """How many cases are in hand; of them past their day, due soon, with the visitor for papers, to be collected."""

    in_hand: int
    overdue: int
    due_soon: int
    papers: int
    ready: int


class CasesView(Struct, frozen=True):
    """A page of cases, the soonest due first; those handed over newest first. A department sees only its own.

    `total`: of the cases that were asked for; `counts`: of all in hand, whatever was asked for.
    `acts_for`: the department for which the caller may act.
    """

    today: date
    cases: tuple[CaseView, ...]
    total: int
    counts: CaseCounts
    acts_for: str | None = None
