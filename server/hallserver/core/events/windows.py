"""Events of a window: opened, paused, replanned, closed; and absences."""

from __future__ import annotations

from typing import ClassVar

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


class WindowOpened(Facts, frozen=True, kw_only=True):
    """A staffer signed on: with secondment, letter, and what the window serves (matter → power)."""

    KIND: ClassVar[str] = "window.opened"
    STREAM: ClassVar[Stream] = Stream.PUBLIC

    window: str
    session: int
    staffer: str
    name: dict[str, str]
    secondment: int
    role: str
    covers: str | None
    letter: str | None
    department: str
    matters: dict[str, str]
    lines: list[str]
    late_ms: int | Absent = ABSENT
    abilities: list[str] | Absent = ABSENT  # what visitors may need that it can give
    undoes: int | Absent = ABSENT  # the session that was ended by mistake within the minute


class WindowPaused(Facts, frozen=True, kw_only=True):
    """A window stopped calling for a while; if a visitor is still at it, `window_state` is the visitor's."""

    KIND: ClassVar[str] = "window.paused"
    STREAM: ClassVar[Stream] = Stream.PUBLIC

    window: str
    session: int
    reason: str
    window_state: str | Absent = ABSENT


class WindowResumed(Facts, frozen=True, kw_only=True):
    """A window calls again."""

    KIND: ClassVar[str] = "window.resumed"
    STREAM: ClassVar[Stream] = Stream.PUBLIC

    window: str
    session: int
    window_state: str | Absent = ABSENT


class WindowWorking(Facts, frozen=True, kw_only=True):
    """A window began work without a visitor (后台办理); it calls nobody while it lasts."""

    KIND: ClassVar[str] = "window.working"
    STREAM: ClassVar[Stream] = Stream.PUBLIC

    window: str
    session: int
    work: int
    work_kind: str
    matter: str | None
    staffer: str
    secondment: int
    department: str


class WindowWorked(Facts, frozen=True, kw_only=True):
    """Work without a visitor ended: how long it took, how many pieces; `excluded` if it does not count."""

    KIND: ClassVar[str] = "window.worked"
    STREAM: ClassVar[Stream] = Stream.PUBLIC

    window: str
    session: int
    work: int
    work_kind: str
    matter: str | None
    staffer: str
    secondment: int
    department: str
    lasted_ms: int
    pieces: int
    excluded: str | None


class WindowClosed(Facts, frozen=True, kw_only=True):
    """A staffer signed off, or was signed off."""

    KIND: ClassVar[str] = "window.closed"
    STREAM: ClassVar[Stream] = Stream.PUBLIC

    window: str
    session: int
    reason: str
    staffer: str
    secondment: int
    department: str


class WindowPlanned(Facts, frozen=True, kw_only=True):
    """The plan of an open window was recomputed, or a manager set what it serves today."""

    KIND: ClassVar[str] = "window.planned"
    REPLANS: ClassVar[bool] = True

    window: str
    lines: list[str]
    reason: str
    session: int | Absent = ABSENT
    matters: dict[str, str] | Absent = ABSENT
    letter: str | Absent | None = ABSENT
    groups: list[str] | Absent = ABSENT
    abilities: list[str] | Absent = ABSENT
    until: str | Absent = ABSENT


class AbsenceNoted(Facts, frozen=True, kw_only=True):
    """A window was free while visitors waited for it: for how long, and how many."""

    KIND: ClassVar[str] = "absence.noted"
    STREAM: ClassVar[Stream] = Stream.STAFF

    window: str
    session: int
    minutes: int
    staffer: str
    secondment: int
    department: str
    waiting: int | Absent = ABSENT


class RegisteredOften(Facts, frozen=True, kw_only=True):
    """A window too often only accepted what it could have decided."""

    KIND: ClassVar[str] = "registered.often"
    STREAM: ClassVar[Stream] = Stream.STAFF

    window: str
    registered: int
    decidable: int
    staffer: str
    secondment: int
    department: str
