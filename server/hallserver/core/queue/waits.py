"""The wait shown to a visitor: a range, with a note on its basis (level 0 of the design's order.md)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, sqrt

KNOWN_CYCLES = 30  # with fewer known cycles the matter's norm is used and the range is “about”
STEP_MS = 5 * 60_000
LONG_MS, LONG_STEP_MS = 60 * 60_000, 10 * 60_000  # above an hour nobody reads five minutes
Z90 = 1.2815515655446004  # the standard normal's 90 % point


@dataclass(frozen=True, slots=True)
class Cycle:
    """The duration of a matter's service: the mean over `known` services, in ms."""

    known: int
    mean_ms: int


@dataclass(frozen=True, slots=True)
class Range:
    """From–to in ms, rounded outwards to 5 min, above an hour to 10.

    `about` when it rests on a norm or a plan, not on measured cycles.
    """

    low_ms: int
    high_ms: int
    about: bool


def tell(ahead: int, able_windows: int, idle_windows: int, norm_minutes: int, cycle: Cycle | None) -> Range:
    """Estimate the range from measured cycles, or from the norm until there are enough."""
    cycle_ms, learned = usual_cycle(norm_minutes, cycle)
    return estimate(ahead, able_windows, idle_windows, cycle_ms, learned=learned)


def usual_cycle(norm_minutes: int, cycle: Cycle | None) -> tuple[int, bool]:
    """How long a service of the matter takes in ms, and whether that was measured here."""
    if cycle is not None and cycle.known >= KNOWN_CYCLES:
        return cycle.mean_ms, True
    return norm_minutes * 60_000, False


def estimate(ahead: int, able_windows: int, idle_windows: int, cycle_ms: int, *, learned: bool) -> Range:
    """Estimate the range P50–P90 of the wait.

    The visitor is called when the (ahead + 1)-th cycle of `able_windows` ends: an Erlang distribution.
    With no visitor ahead and an idle window it is 0–5 min.
    """
    if ahead < idle_windows:
        return Range(0, STEP_MS, about=not learned)
    servers = max(able_windows, 1)
    mean = cycle_ms / servers
    low, high = (erlang_quantile(ahead + 1, z) * mean for z in (0.0, Z90))
    return Range(
        floor(low / step(low)) * step(low),
        max(ceil(high / step(high)), 1) * step(high),
        about=not (learned and able_windows),
    )


def step(ms: float) -> int:
    """To what a wait of that length is rounded, in ms."""
    return LONG_STEP_MS if ms > LONG_MS else STEP_MS


def erlang_quantile(shape: int, z: float) -> float:
    """A quantile of the Erlang distribution with unit mean per stage (Wilson & Hilferty 1931; < 2 % off here)."""
    cube = 1 - 1 / (9 * shape) + z / (3 * sqrt(shape))
    return float(shape * cube**3)
