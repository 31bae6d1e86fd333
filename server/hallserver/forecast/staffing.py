"""How many windows a line needs in each half hour, so that so many of its visitors are called within so many minutes.

A first guess by Erlang's formula, which assumes that each half hour has come to rest; then the line is simulated through
whole days, and windows are added where the target is missed: a morning's queue does not know about half hours.
"""

from __future__ import annotations

import heapq
import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, exp, log1p, sqrt

SLOT = 30.0  # minutes
DAYS = 40  # that are simulated
MOST = 60  # windows of one line
ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Target:
    """So large a share of visitors is to be called within so many minutes."""

    share: float = 0.8
    within: float = 15.0


@dataclass(frozen=True, slots=True)
class Work:
    """What one visitor takes of a window, from call to call: mean minutes and the deviation ÷ the mean."""

    mean: float
    variation: float


def erlang_c(rate: float, mean: float, windows: int) -> float:
    """The chance to wait, in M/M/c at rest (Erlang 1917); 1 where the windows cannot keep up.

    Args:
        rate: arrivals a minute.
        mean: minutes of service.
        windows: at least 1.
    """
    offered = rate * mean
    if offered >= windows:
        return 1.0
    blocked = 1.0  # Erlang B, by its recursion
    for each in range(1, windows + 1):
        blocked = offered * blocked / (each + offered * blocked)
    return windows * blocked / (windows - offered * (1 - blocked))


def within(rate: float, mean: float, windows: int, minutes: float) -> float:
    """The share called within so many minutes, in M/M/c at rest."""
    if rate * mean >= windows:
        return 0.0
    return 1 - erlang_c(rate, mean, windows) * exp(-(windows / mean - rate) * minutes)


def first_guess(rate: float, work: Work, target: Target) -> int:
    """The least number of windows for that target, by Erlang's formula; 0 where nobody comes."""
    if rate <= 0:
        return 0
    windows = max(ceil(rate * work.mean), 1)
    while windows < MOST and within(rate, work.mean, windows, target.within) < target.share:
        windows += 1
    return windows


def windows_needed(
    arrivals: Mapping[int, float], work: Work, target: Target, seed: int = 0
) -> dict[int, int]:
    """Slot of the day → windows needed.

    Args:
        arrivals: slot (half hours from midnight) → how many are expected in it.
        work: of one visitor.
        target: in every slot in which anybody comes.
        seed: of the simulated days.
    """
    needed = {slot: first_guess(count / SLOT, work, target) for slot, count in sorted(arrivals.items())}
    for _ in range(ROUNDS):
        shares = simulate(arrivals, needed, work, target.within, seed)
        short = [slot for slot, share in shares.items() if share < target.share and needed[slot] < MOST]
        if not short:
            break
        # the first one that misses it: what it leaves undone is why the later ones miss it, too
        needed[min(short)] += 1
    return needed


def simulate(
    arrivals: Mapping[int, float],
    windows: Mapping[int, int],
    work: Work,
    minutes: float,
    seed: int,
    days: int = DAYS,
) -> dict[int, float]:
    """Slot → the share of those who came in it that was called within so many minutes, over simulated days."""
    chance = random.Random(seed)
    called: dict[int, list[bool]] = defaultdict(list)
    for _ in range(days):
        for slot, waited in _live(arrivals, windows, work, chance):
            called[slot].append(waited <= minutes)
    return {slot: sum(each) / len(each) for slot, each in sorted(called.items())}


def _live(
    arrivals: Mapping[int, float], windows: Mapping[int, int], work: Work, chance: random.Random
) -> list[tuple[int, float]]:
    """One day of the line: the slot in which each came, and the wait."""
    sigma = sqrt(_log_variance(work.variation))
    free: list[float] = []  # when each open window is free; a window that closes ends what it has begun
    found: list[tuple[int, float]] = []
    queue = _arrivals(arrivals, chance)
    last = max(windows, default=0) + 1
    for arrived in queue:
        at = arrived
        while True:
            slot = int(at // SLOT)
            wanted = windows.get(slot, windows[max(windows)] if slot >= last else 0)
            while len(free) < wanted:
                heapq.heappush(free, slot * SLOT)
            free = heapq.nsmallest(len(free), free)
            while len(free) > wanted and free[-1] <= at:
                free.pop()
            if wanted and free and max(free[0], at) < (slot + 1) * SLOT:
                break
            at = (slot + 1) * SLOT
            if slot > last + 48:
                return found
        called = max(heapq.heappop(free), at)
        heapq.heappush(free, called + work.mean * exp(sigma * chance.gauss(0, 1) - sigma**2 / 2))
        found.append((int(arrived // SLOT), called - arrived))
    return found


def _arrivals(expected: Mapping[int, float], chance: random.Random) -> list[float]:
    found = []
    for slot, count in expected.items():
        at = slot * SLOT
        while count > 0 and (at := at + chance.expovariate(count / SLOT)) < (slot + 1) * SLOT:
            found.append(at)
    return sorted(found)


def _log_variance(variation: float) -> float:
    """The variance of the logarithm of a log-normal with that coefficient of variation."""
    return log1p(variation**2)
