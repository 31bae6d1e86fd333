"""Sign-ons at a provider that have begun here: each is finished once, in the browser that began it, within minutes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from hallserver.core.errors import SignOnLapsed
from hallserver.directories.answers import Person

LIFE_S = 600.0
MOST_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-on under way.

    Attributes:
        page, lang: of ours, from which it began.
        nonce, verifier: what only the provider's answer to this sign-on fits.
        browser: the hash of what the browser's cookie holds.
        until: monotonic seconds.
        person: who it is, once the provider has said so; then only the second factor is missing.
    """

    page: str
    lang: str | None
    nonce: str
    verifier: str
    browser: bytes
    until: float
    person: Person | None = None


class BegunSignOns:
    """Kept in memory: a restart asks people to press the button once more.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun: OrderedDict[str, Begun] = OrderedDict()

    def begin(self, page: str, lang: str | None = None) -> tuple[str, str, Begun]:
        """Begin one; return its state, the browser's secret, and the sign-on."""
        state, browser = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        begun = Begun(
            page,
            lang,
            secrets.token_urlsafe(32),
            secrets.token_urlsafe(48),
            _hash(browser),
            self._clock() + LIFE_S,
        )
        self._keep(state, begun)
        return state, browser, begun

    def page_of(self, state: str) -> tuple[str, str | None]:
        """Return the page from which a sign-on began, and its language; of one that nobody knows, the front door."""
        begun = self._begun.get(state)
        return (begun.page, begun.lang) if begun is not None else ("", None)

    def take(self, state: str, browser: str) -> Begun:
        """Take a sign-on out, so that nobody finishes it twice.

        Raises:
            SignOnLapsed: it is unknown, finished, too old, or another browser's, whose own it stays.
        """
        begun = self._begun.get(state)
        if (
            begun is None
            or begun.until <= self._clock()
            or not hmac.compare_digest(begun.browser, _hash(browser))
        ):
            raise SignOnLapsed
        del self._begun[state]
        return begun

    def put_back(self, state: str, begun: Begun, person: Person) -> None:
        """Keep a sign-on whose person is known, until the second factor comes, or its time is over."""
        self._keep(state, replace(begun, person=person))

    def _keep(self, state: str, begun: Begun) -> None:
        self._begun[state] = begun
        if len(self._begun) > MOST_KEPT:
            self._begun.popitem(last=False)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
