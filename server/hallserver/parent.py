"""How a process ends: when it is told to, and with its supervisor, however that ends: an orphan would keep the hall locked."""

from __future__ import annotations

import ctypes
import os
import signal
import threading

STANDBY = "Hall-Standby"  # a header of each answer of a desk that waits for another server's end
SUPERVISOR = "HALL_SUPERVISOR"  # the supervisor's process id, in the environment of its children
_PR_SET_PDEATHSIG = 1  # prctl(2)


def told_to_stop() -> threading.Event:
    """An event that is set when this process is asked to end, however often it is asked.

    A byte is written as the signal comes, whatever this thread does just then, and another thread hears of it. A handler in
    Python runs only when this thread comes to it, may interrupt itself, and must take no lock: `set` takes one, and so does a
    thread that is started. A system that ends a whole group asks each process twice at once.
    """
    stop = threading.Event()
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell)

    def wait() -> None:
        os.read(told, 1)
        stop.set()

    threading.Thread(target=wait, name="told to stop", daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)  # in place of the one that ends the process
    return stop


def end_with_parent() -> None:
    """Ask the kernel for a SIGTERM when the parent ends; exit now if it has ended already.

    This holds for the calling process only, not for processes it forks (prctl(2)).
    """
    expected = os.environ.get(SUPERVISOR)
    if expected is None:  # started by hand
        return
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != int(expected):
        raise SystemExit("hall: the supervisor has ended")
