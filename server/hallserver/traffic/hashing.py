"""Hashing of secrets in a thread of its own, with a short queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from gevent.event import Event
from gevent.lock import Semaphore
from gevent.threadpool import ThreadPool

from hallserver.core.errors import TooMany

T = TypeVar("T")
MOST_WAITING = 8


class Hashing:
    """A hashing thread with a short queue; windows have one, all others share one.

    A hash fills a core and much of the memory's bandwidth for a fifth of a second, so the others' begins when no
    window's is under way.

    The thread has the desk's own priority: a lower one would hold the interpreter's lock, or the process's memory
    map, while others take the processor from it, and the desk would wait for it.
    """

    def __init__(self, before: Hashing | None = None) -> None:
        """Create the thread; it begins nothing while the one `before` it is at work."""
        self._thread = ThreadPool(1)
        self._waiting = 0
        self._turn = Semaphore()
        self._idle = Event()
        self._idle.set()
        self._before = before

    def __call__(self, function: Callable[..., T], *args: Any) -> T:
        """Run a function in the thread when its turn comes.

        Raises:
            TooMany: too many are waiting.
        """
        if self._waiting >= MOST_WAITING:
            raise TooMany(seconds=2)
        self._waiting += 1
        self._idle.clear()
        try:
            with self._turn:
                if self._before is not None:
                    self._before._idle.wait()
                outcome: T = self._thread.apply(function, args)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._idle.set()
        return outcome
