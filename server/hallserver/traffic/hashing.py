"""Where secrets are hashed: beside the hub, with a short queue."""

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
    """A thread that hashes, with a short queue; windows and everybody else have one each, so neither waits for the other.

    Args:
        niceness: of the thread and of those that argon2 makes for its lanes; 0 is as everybody else.
    """

    def __init__(self, niceness: int = 0) -> None:
        self._thread = ThreadPool(1)
        self._niceness = niceness
        self._waiting = 0

    def __call__(self, function: Callable[..., T], *args: Any) -> T:
        """Run it when it is its turn.

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
        )  # of this thread alone, on Linux
        return function(*args)
