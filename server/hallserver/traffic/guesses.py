"""Rate limits on wrong secrets: a try is counted before its check and refunded if it was right.

A try counts against its pair of account and origin (an address, or a window's own device), its origin, and
its account. If strangers use up an account's tries, an origin that has known the secret before may still try,
so nobody can lock others out. Kept in memory: a restart clears it, but an attacker cannot cause one.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from hallserver.core.errors import TooMany
from hallserver.traffic.budget import Budget

# tries at once, and how many are refilled in an hour
OF_A_PAIR = (5, 60)  # four digits: 10,000 codes take a week from one origin
OF_AN_ORIGIN = (12, 600)
OF_AN_ACCOUNT = (10, 1800)  # from all origins; limits only origins that have not known the secret
OF_A_CODE = (
    10,
    2,
)  # of 10⁶ codes three are right: a stranger who knows the password has a chance of 1 in 19 a year
MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Try:
    """A try in progress."""

    budgets: tuple[Budget, ...]
    pair: tuple[str, str]


class Guesses:
    """Allows a limited number of wrong tries; beyond it, a caller is told when to try again.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._budgets: OrderedDict[tuple[str, ...], Budget] = OrderedDict()
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def begin(self, account: str, origin: str, of_account: tuple[int, int] = OF_AN_ACCOUNT) -> Try:
        """Count a try before its secret is checked.

        Raises:
            TooMany: with the seconds to wait; the try is not counted.
        """
        now, pair = self._clock(), (account, origin)
        asked = [self._budget(("pair", *pair), OF_A_PAIR), self._budget(("origin", origin), OF_AN_ORIGIN)]
        if pair not in self._known:
            asked.append(self._budget(("account", account), of_account))
        waits = max(each.wait(1, now) for each in asked)
        if waits > 0:
            raise TooMany(seconds=int(waits) + 1)
        for each in asked:
            each.spend(1, now)
        return Try(tuple(asked), pair)

    def was_right(self, tried: Try) -> None:
        """Refund a right try and remember its origin."""
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
