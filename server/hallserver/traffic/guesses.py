"""Wrong secrets, counted before they are looked at: a try is paid for when it begins and given back when it was right.

A try belongs to a pair of account and origin (an address, or a window's own device), to its origin, and to its account.
Where the account's tries are used up by strangers, an origin that has known the secret before is let through all the
same, so nobody locks anybody out. Kept in memory: a restart forgets it, and an attacker cannot cause one.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from hallserver.core.errors import TooMany
from hallserver.traffic.budget import Budget

# tries at once, and how many come back in an hour
OF_A_PAIR = (5, 60)  # four digits: 10,000 codes take a week from one place
OF_AN_ORIGIN = (12, 600)
OF_AN_ACCOUNT = (10, 1800)  # from wherever; only strangers to it wait for these
MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Try:
    """A try under way."""

    budgets: tuple[Budget, ...]
    pair: tuple[str, str]


class Guesses:
    """Lets so many wrong tries through; who has too many is told when to come again.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._budgets: OrderedDict[tuple[str, ...], Budget] = OrderedDict()
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def begin(self, account: str, origin: str) -> Try:
        """Count a try before its secret is looked at.

        Raises:
            TooMany: with the seconds to wait; nothing more is counted.
        """
        now, pair = self._clock(), (account, origin)
        asked = [self._budget(("pair", *pair), OF_A_PAIR), self._budget(("origin", origin), OF_AN_ORIGIN)]
        if pair not in self._known:
            asked.append(self._budget(("account", account), OF_AN_ACCOUNT))
        waits = max(each.wait(1, now) for each in asked)
        if waits > 0:
            raise TooMany(seconds=int(waits) + 1)
        for each in asked:
            each.spend(1, now)
        return Try(tuple(asked), pair)

    def was_right(self, tried: Try) -> None:
        """The secret was right: the try is given back, and the place known."""
        for each in tried.budgets:
            each.give_back(1)
        tried.budgets[0].fill()
        self._known.pop(tried.pair, None)
        self._known[tried.pair] = None
        if len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)

    def _budget(self, key: tuple[str, ...], size: tuple[int, int]) -> Budget:
        found = self._budgets.get(key)
        if found is None:
            at_once, an_hour = size
            found = self._budgets[key] = Budget(an_hour / 3600, at_once, self._clock())
            if len(self._budgets) > MOST_KEPT:
                self._budgets.popitem(last=False)
        else:
            self._budgets.move_to_end(key)
        return found
