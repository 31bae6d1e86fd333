"""A process that the supervisor started ends with it, however the supervisor ends: an orphan would hold the hall shut."""

from __future__ import annotations

import ctypes
import os
import signal

SUPERVISOR = "HALL_SUPERVISOR"  # its process id, in the environment of what it starts
_PR_SET_PDEATHSIG = 1  # prctl(2)


def end_with_parent() -> None:
    """Ask the kernel for a SIGTERM when the parent ends; ends at once if it has ended already.

    It holds for this process alone: what it forks has its own parent to look after (prctl(2)).
    """
    expected = os.environ.get(SUPERVISOR)
    if expected is None:  # started by hand
        return
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != int(expected):
        raise SystemExit("hall: the supervisor has ended")
