"""How fast this machine is now: a stopwatch's bar is set for a usual one, and a slow or shared one gets more."""

from __future__ import annotations

import time

USUAL_S = 0.06
"""What the loop takes on the machine on which the bars were set (2 cores of 2023, Python 3.11)."""
ROUNDS, LOOPS = 5, 2_000_000


def pace() -> float:
    """How many times longer than usual plain Python takes here now; at least 1."""
    return max(min(_loop() for _ in range(ROUNDS)) / USUAL_S, 1.0)


def _loop() -> float:
    began = time.perf_counter()
    total = 0
    for each in range(LOOPS):
        total += each
    return time.perf_counter() - began
