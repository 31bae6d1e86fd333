"""The hall's lock: the process that holds it is the hall. Light enough to import before everything else."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path


class HallRuns(RuntimeError):
    """Another process holds the hall's lock."""


class HallLock:
    """The lock on `DIR/hall.lock`, held by the running hall; the kernel frees it even after SIGKILL.

    Raises:
        HallRuns: the lock is still held after `patience` seconds.
    """

    def __init__(self, data: Path, patience: float = 0.0) -> None:
        self._file = os.open(data / "hall.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as held:
                if time.monotonic() >= deadline:
                    os.close(self._file)
                    raise HallRuns(f"{data}: another process is this hall") from held
                time.sleep(0.05)
            else:
                return

    def release(self) -> None:
        """Release the lock."""
        os.close(self._file)
