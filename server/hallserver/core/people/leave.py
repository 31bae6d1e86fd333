"""Leave of seconded people: whole days or one half-day, of a kind; and how somebody's half-day went."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hallserver.core.workdays import HALVES

LONGEST_LEAVE = 400  # days: a year, with some weeks of grace


class LeaveKind(StrEnum):
    """Why somebody is not expected."""

    ANNUAL = "annual"
    SICK = "sick"
    ERRAND = "errand"
    TRAINING = "training"
    PERSONAL = "personal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Leave:
    """Days on which somebody is not expected; `half` of the one day: am or pm, else the whole days."""

    staffer: str
    kind: LeaveKind
    first: date
    last: date
    half: str | None = None

    def holds(self, day: date, half: str) -> bool:
        """Whether it covers this half of the day."""
        return self.first <= day <= self.last and self.half in {None, half}


class Attended(StrEnum):
    """How a half-day of a seconded person went, as the hall's record says it."""

    PRESENT = "present"
    LATE = "late"
    LEAVE = "leave"
    OFF = "off"  # the hall has no hours then, or the person no term
    RELIEVED = "relieved"  # not there, and none of the department's windows was left empty (AB 岗)
    ABSENT = "absent"  # not there, and their place at a window was left empty
    UNCLEAR = "unclear"  # not there; a window was left empty, but more people were away than windows were
    UNRECORDED = "unrecorded"  # nobody in the hall signed on
    COMING = "coming"  # the half-day is not over


@dataclass(frozen=True, slots=True)
class HalfDay:
    """What is known of a half-day of one person.

    Attributes:
        has_hours: the hall is open in it, and the person's term is in force.
        on_leave: a leave covers it.
        sat: the person was signed on in it, at whichever window, for whomever.
        was_late: a late sign-on of it counts.
        is_over: it lies behind.
        left_empty: planned windows of the person's department at which nobody sat in it.
        missing: how many of the department's people who were expected did not come, this one among them.
        recorded: anybody in the hall was signed on in it.
    """

    has_hours: bool
    on_leave: bool
    sat: bool
    was_late: bool
    is_over: bool
    left_empty: int
    missing: int = 1
    recorded: bool = True

    def went(self) -> Attended:
        """How it went; nobody is absent who was not certainly missed."""
        if self.sat:
            return Attended.LATE if self.was_late and not self.on_leave else Attended.PRESENT
        if not self.has_hours:
            return Attended.OFF
        if self.on_leave:
            return Attended.LEAVE
        if not self.is_over:
            return Attended.COMING
        return self._missed()

    def _missed(self) -> Attended:
        if not self.recorded:
            return Attended.UNRECORDED
        if not self.left_empty:
            return Attended.RELIEVED
        return Attended.ABSENT if self.missing <= self.left_empty else Attended.UNCLEAR


def overlaps(one: Leave, other: Leave) -> bool:
    """Whether both are of one person and share a half-day."""
    if one.staffer != other.staffer or one.first > other.last or other.first > one.last:
        return False
    return one.half is None or other.half is None or one.half == other.half


def covering(leaves: Collection[Leave], day: date, half: str) -> Leave | None:
    """The leave that covers a half-day, if any."""
    return next((each for each in leaves if each.holds(day, half)), None)


__all__ = [
    "HALVES",
    "LONGEST_LEAVE",
    "Attended",
    "HalfDay",
    "Leave",
    "LeaveKind",
    "covering",
    "overlaps",
]
