"""What is wrong in the hall now: one table of alarms, and one rule that raises and clears them.

A kind has two limits: it is raised at one and cleared at the other, so that a figure which trembles around a
limit is told once. A kind whose clearing limit is the higher one watches something that runs out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from hallserver.core.language import said
from hallserver.core.language.words import Fact, Words

LARGEST_LIMIT = 1_000_000


class AlarmKind(StrEnum):
    """What an alarm is about."""

    LONG_WAIT = "long_wait"
    EXPECTED_WAIT = "expected_wait"
    CROWDED = "crowded"
    IDLE = "idle"
    NOBODY = "nobody"
    ABSENT = "absent"
    LONG_PAUSE = "long_pause"
    NO_SHOWS = "no_shows"
    UNHEARD = "unheard"
    PRINTER = "printer"
    PAPER_LOW = "paper_low"
    SCREEN_DARK = "screen_dark"
    DEVICE_SILENT = "device_silent"
    PART_DOWN = "part_down"
    HASTY = "hasty"
    CLOCK = "clock"
    PROMISE_DUE = "promise_due"
    HELP = "help"
    DISK = "disk"
    UNDELIVERED = "undelivered"
    TOLD_SHORT = "told_short"
    TOLD_WIDE = "told_wide"


class Gravity(StrEnum):
    """How grave an alarm is; in the order in which they are shown."""

    GRAVE = "grave"  # visitors suffer now
    WARNING = "warning"  # they will
    NOTE = "note"


class AlarmAct(StrEnum):
    """What an alarm offers to whoever reads it; the pages know where it leads."""

    LEND = "lend"  # let a free window help out for today
    WINDOW = "window"  # plan a window for today, or write to it
    ANSWER_HELP = "answer_help"
    TEST_PRINTER = "test_printer"
    CHANGE_PAPER = "change_paper"
    DEVICES = "devices"
    CASES = "cases"
    TOLD = "told"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a kind is raised and cleared, in its own unit.

    Attributes:
        raise_at: reached, it is raised.
        clear_at: below it (above it, where this is the higher one) it is cleared.
        on: whether the hall wants the kind at all.
    """

    raise_at: int
    clear_at: int
    on: bool = True

    def is_reached(self, value: int) -> bool:
        """Whether the value raises the alarm."""
        return self.on and (value <= self.raise_at if self.runs_out else value >= self.raise_at)

    def is_over(self, value: int) -> bool:
        """Whether the value ends an alarm that was raised."""
        return not self.on or (value > self.clear_at if self.runs_out else value < self.clear_at)

    @property
    def runs_out(self) -> bool:
        """Whether small values are bad."""
        return self.clear_at > self.raise_at


@dataclass(frozen=True, slots=True)
class Watch:
    """One kind: its usual limits and their unit, how grave it is, who must act, what is offered, its sentence."""

    limits: Limits
    unit: str
    gravity: Gravity
    who: tuple[str, ...]
    act: AlarmAct
    sentence: Callable[..., Words]


_OFFICE, _FLOOR, _TECHNICIAN = ("manager",), ("guide", "manager"), ("technician", "guide")
WATCHES: Mapping[AlarmKind, Watch] = {
    AlarmKind.LONG_WAIT: Watch(
        Limits(45, 30), "minutes", Gravity.GRAVE, _OFFICE, AlarmAct.LEND, said.alarms_long_wait
    ),
    AlarmKind.EXPECTED_WAIT: Watch(
        Limits(60, 40), "minutes", Gravity.WARNING, _OFFICE, AlarmAct.LEND, said.alarms_expected_wait
    ),
    AlarmKind.CROWDED: Watch(
        Limits(15, 10), "people", Gravity.WARNING, _OFFICE, AlarmAct.LEND, said.alarms_crowded
    ),
    AlarmKind.IDLE: Watch(Limits(5, 1), "minutes", Gravity.GRAVE, _FLOOR, AlarmAct.WINDOW, said.alarms_idle),
    AlarmKind.NOBODY: Watch(
        Limits(5, 1), "minutes", Gravity.GRAVE, _OFFICE, AlarmAct.LEND, said.alarms_nobody
    ),
    AlarmKind.ABSENT: Watch(
        Limits(30, 10), "minutes", Gravity.WARNING, _OFFICE, AlarmAct.LEND, said.alarms_absent
    ),
    AlarmKind.LONG_PAUSE: Watch(
        Limits(20, 1), "minutes", Gravity.WARNING, _OFFICE, AlarmAct.WINDOW, said.alarms_long_pause
    ),
    AlarmKind.NO_SHOWS: Watch(
        Limits(35, 20), "percent", Gravity.WARNING, _FLOOR, AlarmAct.DEVICES, said.alarms_no_shows
    ),
    AlarmKind.UNHEARD: Watch(
        Limits(1, 1), "calls", Gravity.GRAVE, _FLOOR, AlarmAct.DEVICES, said.alarms_unheard
    ),
    AlarmKind.PRINTER: Watch(
        Limits(1, 1), "printers", Gravity.GRAVE, _TECHNICIAN, AlarmAct.TEST_PRINTER, said.alarms_printer
    ),
    AlarmKind.PAPER_LOW: Watch(
        Limits(90, 50), "percent", Gravity.WARNING, _TECHNICIAN, AlarmAct.CHANGE_PAPER, said.alarms_paper_low
    ),
    AlarmKind.SCREEN_DARK: Watch(
        Limits(2, 1), "minutes", Gravity.WARNING, _TECHNICIAN, AlarmAct.DEVICES, said.alarms_screen_dark
    ),
    AlarmKind.DEVICE_SILENT: Watch(
        Limits(5, 1), "minutes", Gravity.WARNING, _TECHNICIAN, AlarmAct.DEVICES, said.alarms_device_silent
    ),
    AlarmKind.PART_DOWN: Watch(
        Limits(1, 1), "devices", Gravity.WARNING, _TECHNICIAN, AlarmAct.DEVICES, said.alarms_part_down
    ),
    AlarmKind.HASTY: Watch(
        Limits(1, 1), "devices", Gravity.WARNING, _FLOOR, AlarmAct.DEVICES, said.alarms_hasty
    ),
    AlarmKind.CLOCK: Watch(
        Limits(2, 1), "seconds", Gravity.WARNING, _TECHNICIAN[:1], AlarmAct.NONE, said.alarms_clock
    ),
    AlarmKind.PROMISE_DUE: Watch(
        Limits(1, 1),
        "cases",
        Gravity.NOTE,
        ("department", "manager"),
        AlarmAct.CASES,
        said.alarms_promise_due,
    ),
    AlarmKind.HELP: Watch(
        Limits(2, 1), "minutes", Gravity.GRAVE, _FLOOR, AlarmAct.ANSWER_HELP, said.alarms_help
    ),
    AlarmKind.DISK: Watch(
        Limits(1024, 2048), "MB", Gravity.WARNING, _TECHNICIAN[:1], AlarmAct.NONE, said.alarms_disk
    ),
    AlarmKind.UNDELIVERED: Watch(
        Limits(1, 1), "receivers", Gravity.WARNING, _TECHNICIAN[:1], AlarmAct.NONE, said.alarms_undelivered
    ),
    AlarmKind.TOLD_SHORT: Watch(
        Limits(79, 81), "percent", Gravity.NOTE, _OFFICE, AlarmAct.TOLD, said.alarms_told_short
    ),
    AlarmKind.TOLD_WIDE: Watch(
        Limits(98, 97), "percent", Gravity.NOTE, _OFFICE, AlarmAct.TOLD, said.alarms_told_wide
    ),
}
"""Every kind; a hall may publish limits of its own (`[alarms.long_wait]` of its rules)."""

OF_A_LINE = (
    AlarmKind.NOBODY,
    AlarmKind.LONG_WAIT,
    AlarmKind.CROWDED,
    AlarmKind.EXPECTED_WAIT,
    AlarmKind.ABSENT,
)
"""Of these a line has one at a time, the first that holds: a manager who knows of its wait need not hear of its crowd."""

USUAL: Mapping[str, Limits] = {str(kind): watch.limits for kind, watch in WATCHES.items()}
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A figure of the present that an alarm may be about.

    Attributes:
        subject: the code of the line, window, printer or device; "" is the hall.
        value: in the unit of the kind.
        facts: what its sentence needs.
    """

    kind: AlarmKind
    subject: str
    value: int
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What the sighting is about: one alarm at a time."""
        return str(self.kind), self.subject

    @property
    def words(self) -> Words:
        """The sentence that says it."""
        return WATCHES[self.kind].sentence(**self.facts)


@dataclass(frozen=True, slots=True)
class News:
    """What has changed: sightings that raise an alarm, and the alarms that are over."""

    raised: tuple[Sighting, ...] = ()
    cleared: tuple[Key, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.raised or self.cleared)


def judge(seen: Iterable[Sighting], standing: Iterable[Key], limits: Mapping[str, Limits]) -> News:
    """What is raised and what is over, given what stands.

    Args:
        seen: the present; what is not seen any more is over.
        standing: the alarms that are raised.
        limits: by kind.
    """
    by_key = {each.key: each for each in seen}
    stands = set(standing)
    wanted = {
        key
        for key, each in by_key.items()
        if (
            not limits[key[0]].is_over(each.value) if key in stands else limits[key[0]].is_reached(each.value)
        )
    }
    wanted -= {key for key in wanted if _graver(key) & wanted}
    raised = tuple(each for key, each in by_key.items() if key in wanted - stands)
    return News(raised, tuple(sorted(stands - wanted)))


def _graver(key: Key) -> set[Key]:
    """The alarms of the same line that say more than this one."""
    kind, subject = key
    if kind not in OF_A_LINE:
        return set()
    return {(str(each), subject) for each in OF_A_LINE[: OF_A_LINE.index(AlarmKind(kind))]}


class Flutter:
    """Holds what comes and goes: raised so often in so short a time, it stays until it has been quiet for a while.

    A loose plug would otherwise be an event a second in a log that keeps everything for years.
    """

    MOST, WITHIN, QUIET = 5, timedelta(minutes=10), timedelta(minutes=1)

    def __init__(self) -> None:
        self._rose: dict[Key, deque[datetime]] = {}
        self._last: dict[Key, tuple[datetime, Sighting]] = {}  # when it was last reached, and as what
        self._up: frozenset[Key] = frozenset()

    def hold(self, seen: Iterable[Sighting], limits: Mapping[str, Limits], now: datetime) -> list[Sighting]:
        """The present, in which what flutters counts as it was when it was last reached."""
        by_key = {each.key: each for each in seen}
        reached = {key: each for key, each in by_key.items() if limits[key[0]].is_reached(each.value)}
        for key, each in reached.items():
            if key not in self._up:
                self._rose.setdefault(key, deque(maxlen=self.MOST)).append(now)
            self._last[key] = now, each
        self._up = frozenset(reached)
        for key, (at, each) in list(self._last.items()):
            if now - at > self.WITHIN:
                del self._last[key], self._rose[key]
            elif key not in reached and now - at < self.QUIET and self._flutters(key, now):
                by_key[key] = each
        return list(by_key.values())

    def _flutters(self, key: Key, now: datetime) -> bool:
        rose = self._rose[key]
        return len(rose) == self.MOST and now - rose[0] <= self.WITHIN
