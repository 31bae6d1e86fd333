"""Hashing of secrets in a thread of its own, with a short queue."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from gevent.threadpool import ThreadPool

from hallserver.core.errors import TooMany

T = TypeVar("T")
MOST_WAITING = 8


class Hashing:
    """A hashing thread with a short queue; windows have one, all others share one, so neither waits.

    Args:
        niceness: of the thread and of argon2's lane threads; 0 is normal priority.
    """

    def __init__(self, niceness: int = 0) -> None:
        self._thread = ThreadPool(1)
        self._niceness = niceness
        self._waiting = 0

    def __call__(self, function: Callable[..., T], *args: Any) -> T:
        """Run a function in the thread when its turn comes.

        Raises:
            TooMany: too many are waiting.
        """
        if self._waiting >= MOST_WAITING:
            raise TooMany(seconds=2)
        self._waiting += 1
        try:
            outcome: T = self._thread.apply(self._run, (function, args))
        finally:
            self._waiting -= 1
        return outcome

    def _run(self, function: Callable[..., T], args: tuple[Any, ...]) -> T:
        os.setpriority(
            os.PRIO_PROCESS, threading.get_native_id(), self._niceness
        )  # on Linux, of this thread alone
        return function(*args)
