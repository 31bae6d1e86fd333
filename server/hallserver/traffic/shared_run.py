"""A long run that several callers may ask for at once: one runs, and all of them get its result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import gevent

T = TypeVar("T")


class SharedRun(Generic[T]):
    """At most one run at a time; whoever comes while it runs waits for it and does not start another."""

    def __init__(self) -> None:
        self._running: gevent.Greenlet[..., T] | None = None

    def get(self, make: Callable[[], T]) -> T:
        """Return the result of the run under way, or of `make`; raises what it raised."""
        if self._running is None:
            self._running = gevent.spawn(make)
        running = self._running
        try:
            outcome: T = running.get()
        finally:
            if self._running is running:
                self._running = None
        return outcome
