"""From one look at the hall to the table in which told waits are looked up (`core/queue/foretold.py`)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hallserver.core.queue.foretold import LONGEST_MS, MOST_KNOTS, Foretold, Knot, MatterForetold
from hallserver.core.queue.order import VisitorClass
from hallserver.core.queue.waits import KNOWN_CYCLES
from hallserver.forecast.habits import Habits
from hallserver.forecast.paths import PATHS, Futures, Probe, look_ahead
from hallserver.forecast.present import LONG, TIER
from hallserver.forecast.seeing import Seen
from hallserver.forecast.telling import Levels, groups_of

ORDINARY = "ordinary"
MINUTE_MS = 60_000
MANY = 300  # people waiting, above which fewer futures are looked at: a table is due every five seconds
Like = tuple[str, frozenset[str]]  # a line, and the windows that may call


def make_table(
    seen: Seen,
    classes: Mapping[str, VisitorClass],
    habits: Habits,
    levels: Levels,
    *,
    seq: int,
    seed: int = 0,
) -> Foretold:
    """Simulate the hall forward, and tell each matter's wait by class and by number ahead.

    Args:
        seen: the hall.
        classes: of the published rules; whoever may come by one of them is told a wait of its own.
        habits: what the past has taught.
        levels: how many of the futures the upper end must hold.
        seq: the head of the log at the look.
        seed: of the futures.
    """
    likes = _alike(seen)
    asked = [
        (like, code, Probe(like[0], matters[0], each.tier * TIER - each.credit_minutes))
        for like, matters in likes.items()
        for code, each in classes.items()
    ]
    waiting = len(seen.present.waiting)
    paths = PATHS if waiting <= MANY else max(PATHS * MANY // waiting, 30)
    probes = [probe for _, _, probe in asked]
    futures = look_ahead(seen.present, habits, probes, paths=paths, seed=seed)
    newcomers: dict[Like, dict[str, Knot]] = defaultdict(dict)
    for column, (like, code, probe) in enumerate(asked):
        ahead = _before(seen.places.get(like[0], ()), probe.place)
        newcomers[like][code] = _knot(seen, levels, like[0], code, ahead, futures.probes[:, column])
    knots = _knots(seen, levels, likes, futures)
    found = {}
    for like, matters in likes.items():
        for matter in matters:
            about = habits.known.get(matter, 0) < KNOWN_CYCLES
            found[matter] = MatterForetold(about, newcomers[like], knots.get(like, ()))
    return Foretold(habits.version, seq, found)


def _alike(seen: Seen) -> dict[Like, list[str]]:
    """Matters of one line that the same windows may call: they wait alike, whatever their own service takes."""
    by_matter: dict[str, set[str]] = defaultdict(set)
    for window in seen.present.windows:
        for matter in window.serves:
            by_matter[matter].add(window.code)
    found: dict[Like, list[str]] = defaultdict(list)
    for matter, line in seen.present.line_of.items():
        if by_matter[matter]:
            found[line, frozenset(by_matter[matter])].append(matter)
    return found


def _knots(
    seen: Seen, levels: Levels, likes: Mapping[Like, Sequence[str]], futures: Futures
) -> dict[Like, tuple[Knot, ...]]:
    like_of = {matter: like for like, matters in likes.items() for matter in matters}
    at: dict[Like, list[int]] = defaultdict(list)
    for column, each in enumerate(seen.present.waiting):
        if column in seen.ahead and each.only is None and each.matter in like_of:
            at[like_of[each.matter]].append(column)
    found = {}
    for like, columns in at.items():
        columns.sort(key=seen.ahead.__getitem__)
        step = max(-(-len(columns) // MOST_KNOTS), 1)
        chosen = columns[::step]
        found[like] = tuple(
            _knot(seen, levels, like[0], ORDINARY, seen.ahead[column], futures.waiting[:, column])
            for column in chosen
        )
    return found


def _knot(
    seen: Seen, levels: Levels, line: str, visitor_class: str, ahead: int, waits: NDArray[np.float64]
) -> Knot:
    """The two ends for one place; where it is not called before closing, an end beyond that."""
    closing = seen.present.closing
    never = closing + 10 if closing < LONG else LONGEST_MS / MINUTE_MS
    ordered = np.sort(np.where(np.isfinite(waits), waits, never))
    level = levels.of(groups_of(line, visitor_class, seen.present.minute))
    at = min(int(np.ceil(level * len(ordered))) - 1, len(ordered) - 1)
    low, high = float(np.median(ordered)), float(ordered[at])
    return Knot(ahead, round(low * MINUTE_MS), round(max(high, low) * MINUTE_MS))


def _before(places: Sequence[float], place: float) -> int:
    """How many are in front of a newcomer: also those of the same instant, who came first."""
    return bisect_right(places, place)
