"""What would have been: real past days lived again as they were, and again with a change; what it gains and what it costs.

Both are simulated with the same draws, so that what is compared is the change. The interval of a difference is that of its
mean over the days (Student's t, by the normal quantile: at least 20 days).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from hallserver.core.errors import TooFewDays
from hallserver.core.figures.measures import percentile
from hallserver.core.rules import QueueRules
from hallserver.forecast.days import Lived, Shift, live_again
from hallserver.forecast.habits import Habits
from hallserver.forecast.learning import Pace
from hallserver.forecast.past import LONG_PAUSE, Day

LEAST_DAYS = 5
ALL = ""
MINUTE_MS = 60_000
_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a day's windows, in minutes of the day.

    Attributes:
        kind: `open` (calls these lines, and nobody else does anything less), `close`, `lend` (calls these lines, too).
        lines: of `open` and `lend`.
    """

    kind: str
    window: str
    begins: float
    ends: float
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Waits of one group, as they were simulated without and with the change; minutes.

    Attributes:
        line, visitor_class: empty for all.
        visitors: a day. before, after: the medians and nine tenths of all days' waits.
        gain: how much shorter the mean wait of a day becomes. low, high: the interval that holds it with 95 %.
    """

    line: str
    visitor_class: str
    visitors: float
    before: tuple[float, float]
    after: tuple[float, float]
    gain: float
    low: float
    high: float


def compare(
    days: Sequence[Day],
    habits: Habits,
    rules: QueueRules,
    changes: Sequence[Change],
    matters_of_line: Mapping[str, Sequence[str]],
    *,
    proposed: QueueRules | None = None,
    draws: int = 1,
) -> list[Outcome]:
    """Live the days again without and with the changes.

    Args:
        days: past days, with who came and who sat where.
        habits: learned; what happens to people is drawn from them.
        rules: in force.
        changes: of windows, on every day.
        matters_of_line: for the lines that are opened or lent.
        proposed: other rules, with the changes.
        draws: how often each day is lived.

    Raises:
        TooFewDays: they would say nothing.
    """
    if len(days) < LEAST_DAYS:
        raise TooFewDays(days=len(days), least=LEAST_DAYS)
    pairs = []
    for number, day in enumerate(days):
        hands = hands_of(day)
        changed = _changed(hands, changes, matters_of_line)
        pace = _pace(day, habits)
        for draw in range(draws):
            seed = number * 1000 + draw
            one = live_again(day.visits, hands, habits, rules, pace=pace, seed=seed)
            other = live_again(day.visits, changed, habits, proposed or rules, pace=pace, seed=seed)
            pairs.append((one, other))
    return _outcomes(pairs)


def hands_of(day: Day) -> dict[str, list[Shift]]:
    """Window → when it could call: its sittings, without the long pauses, which are none of chance's."""
    found: dict[str, list[Shift]] = defaultdict(list)
    for sat in day.sat:
        shifts = [Shift(sat.opened, sat.closed, sat.serves, sat.staffer)]
        for pause in day.paused:
            if pause.window == sat.window and pause.ended - pause.began >= LONG_PAUSE:
                shifts = [part for shift in shifts for part in _outside(shift, pause.began, pause.ended)]
        found[sat.window] += shifts
    return dict(found)


def _changed(
    hands: Mapping[str, Sequence[Shift]],
    changes: Iterable[Change],
    matters_of_line: Mapping[str, Sequence[str]],
) -> dict[str, list[Shift]]:
    found = {code: list(shifts) for code, shifts in hands.items()}
    for change in changes:
        matters = frozenset(each for line in change.lines for each in matters_of_line[line])
        shifts = found.get(change.window, [])
        outside = [part for shift in shifts for part in _outside(shift, change.begins, change.ends)]
        inside = [part for shift in shifts if (part := _inside(shift, change.begins, change.ends))]
        if change.kind == "open":
            inside = [Shift(change.begins, change.ends, matters, inside[0].staffer if inside else "")]
        elif change.kind == "lend":
            inside = [Shift(each.opened, each.closed, each.serves | matters, each.staffer) for each in inside]
        else:
            inside = []
        found[change.window] = sorted([*outside, *inside], key=lambda each: each.opened)
    return found


def _outside(shift: Shift, begins: float, ends: float) -> Iterable[Shift]:
    if shift.opened < begins:
        yield Shift(shift.opened, min(shift.closed, begins), shift.serves, shift.staffer)
    if shift.closed > ends:
        yield Shift(max(shift.opened, ends), shift.closed, shift.serves, shift.staffer)


def _inside(shift: Shift, begins: float, ends: float) -> Shift | None:
    opened, closed = max(shift.opened, begins), min(shift.closed, ends)
    return Shift(opened, closed, shift.serves, shift.staffer) if opened < closed else None


def _pace(day: Day, habits: Habits) -> float:
    """How slow that day was: its own services say it."""
    pace = Pace(habits)
    for each in day.visits:
        if each.started is not None and each.finished is not None:
            pace.hear(each.matter, str(each.staffer), each.finished - each.started)
    return pace.factor


def _outcomes(pairs: Sequence[tuple[Sequence[Lived], Sequence[Lived]]]) -> list[Outcome]:
    """For all, for each line, and for each class."""
    groups: dict[tuple[str, str], None] = {(ALL, ALL): None}
    for one, _ in pairs:
        for each in sorted(one, key=lambda each: (each.line, each.visitor_class)):
            groups.setdefault((each.line, ALL))
            groups.setdefault((ALL, each.visitor_class))
    return [found for group in sorted(groups) if (found := _outcome(pairs, *group)) is not None]


def _outcome(
    pairs: Sequence[tuple[Sequence[Lived], Sequence[Lived]]], line: str, visitor_class: str
) -> Outcome | None:
    def waits(lived: Sequence[Lived]) -> list[float]:
        return [
            each.wait
            for each in lived
            if each.wait is not None
            and line in {ALL, each.line}
            and visitor_class in {ALL, each.visitor_class}
        ]

    days = [(waits(one), waits(other)) for one, other in pairs]
    both = [(one, other) for one, other in days if one and other]
    if not both:
        return None
    gains = [sum(one) / len(one) - sum(other) / len(other) for one, other in both]
    mean = sum(gains) / len(gains)
    spread = sqrt(sum((each - mean) ** 2 for each in gains) / max(len(gains) - 1, 1) / len(gains))
    return Outcome(
        line,
        visitor_class,
        sum(len(one) for one, _ in both) / len(both),
        _ends(each for one, _ in both for each in one),
        _ends(each for _, other in both for each in other),
        mean,
        mean - _Z95 * spread,
        mean + _Z95 * spread,
    )


def _ends(waits: Iterable[float]) -> tuple[float, float]:
    """Median and nine tenths."""
    ordered = sorted(round(each * MINUTE_MS) for each in waits)
    return percentile(ordered, 50) / MINUTE_MS, percentile(ordered, 90) / MINUTE_MS
