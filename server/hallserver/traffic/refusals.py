"""Refusals: counted by kind for the metrics, and logged once a minute for each address and kind.

They go to the server's log and not to the hall's event log, which an attacker must not be able to fill.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from hallserver.traffic.budget import Budget

QUIET_S = 60.0
MOST_KEPT = 2_000
LINES_S, LINES_AT_ONCE = 1, 100  # log lines, for all addresses together

_logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Told:
    at: float
    more: int = 0


class Refusals:
    """Counts all refusals; logs the first of a kind and address, and the others as a count in the next line.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.counts: Counter[str] = Counter()
        self._clock = clock
        self._told: dict[tuple[str, str], _Told] = {}
        self._lines = Budget(LINES_S, LINES_AT_ONCE, clock())

    def note(self, kind: str, address: str, what: str = "") -> None:
        """Count a refusal: `kind` is its code, `what` says in a few words what was tried."""
        self.counts[kind] += 1
        now, key = self._clock(), (kind, address)
        told = self._told.get(key)
        if told is not None and now - told.at < QUIET_S:
            told.more += 1
            return
        if not self._lines.spend(1, now):
            return
        more = f" (and {told.more} more before)" if told is not None and told.more else ""
        tried = f": {_plain(what)}" if what else ""
        _logger.warning("refused %s from %s%s%s", kind, address or "this machine", tried, more)
        self._told.pop(key, None)
        self._told[key] = _Told(now)
        if len(self._told) > MOST_KEPT:
            del self._told[next(iter(self._told))]


def _plain(what: str) -> str:
    """Replace unprintable characters, so that a log entry stays one line."""
    return "".join(each if each.isprintable() else "�" for each in what[:200])
