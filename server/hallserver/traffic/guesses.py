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

MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Tries at once, and how many are refilled in an hour.

    Attributes:
        pair: of one origin at one account.
        origin: of one origin at all accounts.
        account: of all origins at one account; limits only origins that have not known the secret.
    """

    pair: tuple[int, int]
    origin: tuple[int, int]
    account: tuple[int, int]


SECRETS = Limits((5, 60), (12, 600), (10, 1800))  # four digits: 10,000 PINs take a week from one origin
# of 10⁶ codes three are right at a time: a stranger who knows the password has a chance of 1 in 19 a year, and one at
# the owner's own desk, who is stopped by nothing else, one of 1 in 7
CODES = Limits((5, 6), (12, 60), (10, 2))


@dataclass(frozen=True, slots=True)
class Try:
    """A try in progress."""

    budgets: tuple[Budget, ...]
    pair: tuple[str, str]


class Guesses:
    """Allows a limited number of wrong tries; beyond it, a caller is told when to try again.

    Args:
        clock: monotonic seconds.
        limits: of these secrets.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, limits: Limits = SECRETS) -> None:
        self._clock, self._limits = clock, limits
        self._budgets: OrderedDict[tuple[str, ...], Budget] = OrderedDict()
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def begin(self, account: str, origin: str) -> Try:
        """Count a try before its secret is checked.

        Raises:
            TooMany: with the seconds to wait; the try is not counted.
        """
        now, pair, limits = self._clock(), (account, origin), self._limits
        own = self._budget(("origin", origin), limits.origin)
        if (wait := own.wait(1, now)) > 0:  # before it could fill the memory with invented accounts
            raise TooMany(seconds=int(wait) + 1)
        asked = [self._budget(("pair", *pair), limits.pair), own]
        if pair not in self._known:
            asked.append(self._budget(("account", account), limits.account))
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

    def was_none(self, tried: Try) -> None:
        """Refund a try that nobody could judge."""
        for each in tried.budgets:
            each.give_back(1)

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
