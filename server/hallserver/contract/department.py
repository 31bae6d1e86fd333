"""A department's own page: what is to do by when, its windows now, its scores beside the hall's."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from hallserver.contract.floor import WindowNow
from hallserver.core.language.words import Words


class Todo(StrEnum):
    """What a department has to do by a day, or waits for."""

    CASE = "case"
    RECTIFICATION = "rectification"
    APPEAL = "appeal"
    CONTEST = "contest"
    LETTER = "letter"
    SECONDMENT = "secondment"


class TodoItem(Struct, frozen=True):
    """Something with a day: what it is, of what, by when. `waits`: somebody else has to act by that day."""

    kind: Todo
    key: str
    about: Words
    due: date
    overdue: bool
    waits: bool


class OwnWindow(WindowNow, frozen=True):
    """A window of the department; `waiting`: how many it may call now."""

    waiting: int = 0


class OwnDepartmentView(Struct, frozen=True):
    """A department's first page: the fifty soonest of what is to do, and its windows now.

    `total`: of all that is to do; `papers`: cases that wait for the visitor's papers, whose days stand.
    """

    department: str
    name: Words
    now: datetime
    today: date
    items: tuple[TodoItem, ...]
    total: int
    papers: int
    windows: tuple[OwnWindow, ...]


class MonthBeside(Struct, frozen=True):
    """A department's score of a month in tenths, beside the median of all departments that were at a post.

    Null where it was at none, or nobody was.
    """

    month: str
    tenths: int | None
    median: int | None


class MonthsView(Struct, frozen=True):
    """Twelve months of a department, the oldest first."""

    department: str
    months: tuple[MonthBeside, ...]
