"""A deadline for libraries whose time-outs count anew with each byte: when it is over, the connection is cut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def deadline(seconds: float, plug: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Cut whatever `plug` returns then; the library meets an error at once.

    Raises:
        TimeoutError: instead of that error.
    """
    over = threading.Event()

    def cut() -> None:
        over.set()
        with suppress(OSError):
            if (held := plug()) is not None:
                held.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        if over.is_set():
            raise TimeoutError(f"no answer within {seconds:g} s") from error
        raise
    finally:
        timer.cancel()
