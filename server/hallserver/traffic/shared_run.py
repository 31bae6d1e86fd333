"""A long run that several callers may ask for at once: one runs, and all of them get its result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import gevent
from gevent.event import AsyncResult

T = TypeVar("T")


class SharedRun(Generic[T]):
    """At most one run at a time; whoever comes while it runs waits for it and does not start another."""

    def __init__(self) -> None:
        self._running: Any = None  # the result to come

    def get(self, make: Callable[[], T]) -> T:
        """Return the result of the run under way, or of `make`; raises what it raised.

        A caller that gives up does not end the run.
        """
        if self._running is None:
            self._running = AsyncResult()
            gevent.spawn(self._run, make)
        outcome: T = self._running.get()
        return outcome

    def _run(self, make: Callable[[], T]) -> None:
        told, failure = None, None
        try:
            told = make()
        except Exception as error:  # noqa: BLE001 - each caller raises it
            failure = error
        running, self._running = self._running, None
        running.set_exception(failure) if failure else running.set(told)
