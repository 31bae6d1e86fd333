"""Refused sign-ons on their way into the log: each counts, and nobody fills the log with them.

The first of its kind is told at once; the same again within ten minutes is summed up, and told as one event when
they are over. When there are too many kinds (an attack from many places), new ones are summed without name and place.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from hallserver.core.events import ABSENT, SignOnRefused

SUMMED_S = 600.0
MOST_KINDS = 60


@dataclass(frozen=True, slots=True)
class RefusedSignOn:
    """One kind of refusal.

    Attributes:
        means: how somebody tried: `password`, `pin`, `link`, `oidc`, `ldap`.
        reason: the error's code, or what was wrong with the proof.
        account: of the hall; None where it knows none of that name, as people type passwords into the wrong box.
        origin: the address, or the device at a window.
    """

    means: str
    reason: str
    account: str | None
    origin: str | None


@dataclass(slots=True)
class _Summed:
    until: float
    more: int = 0


def told(refused: RefusedSignOn, more: int = 0) -> SignOnRefused:
    """Return a refusal as its event, or `more` of its kind as one."""
    return SignOnRefused(
        means=refused.means,
        reason=refused.reason,
        account=refused.account,
        origin=refused.origin,
        more=more or ABSENT,
    )


class RefusedSignOns:
    """Says when a refusal is to be written, and how many it stands for.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kinds: dict[RefusedSignOn, _Summed] = {}

    def note(self, refused: RefusedSignOn) -> RefusedSignOn | None:
        """Count a refusal; return what is to be written now, None where it is summed up."""
        if refused not in self._kinds and len(self._kinds) >= MOST_KINDS:
            refused = replace(refused, account=None, origin=None)
        summed = self._kinds.get(refused)
        if summed is not None:
            summed.more += 1
            return None
        self._kinds[refused] = _Summed(self._clock() + SUMMED_S)
        return refused

    def due(self, *, at_once: bool = False) -> list[tuple[RefusedSignOn, int]]:
        """Return what was summed up and whose time is over, each with its number; `at_once`: all of it."""
        now = self._clock()
        over = {kind: each for kind, each in self._kinds.items() if at_once or each.until <= now}
        for kind in over:
            del self._kinds[kind]
        return [(kind, each.more) for kind, each in over.items() if each.more]
