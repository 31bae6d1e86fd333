"""Engine.IO's pings from one loop; the library keeps a sleeping greenlet per socket, even for closed ones."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Any
from weakref import ref

import gevent
from engineio import packet
from engineio.socket import Socket

from hallserver.traffic.turns import look_around

LOOK_S = 0.1
YIELD_EVERY = 50
_logger = logging.getLogger(__name__)


class Pings:
    """Takes the pings over from an Engine.IO server.

    Args:
        eio: the server; its other background tasks are left as they are.
    """

    def __init__(self, eio: Any) -> None:
        self._interval: float = eio.ping_interval
        self._due: deque[tuple[float, ref[Any]]] = deque()  # ordered, as the interval is the same for all
        self._start = eio.start_background_task
        eio.start_background_task = self._start_task

    def send_due(self, now: float) -> None:
        """Ping the sockets whose interval is over, at monotonic seconds."""
        sent = 0
        while self._due and self._due[0][0] <= now:
            held = self._due.popleft()[1]()
            if held is not None and not (held.closing or held.closed):
                held.last_ping = time.time()
                held.send(packet.Packet(packet.PING))
                sent += 1
                if sent % YIELD_EVERY == 0:
                    look_around()

    def run(self) -> None:
        """Ping for as long as the hall is open."""
        while True:
            gevent.sleep(LOOK_S)
            try:
                self.send_due(time.monotonic())
            except Exception:  # the top of a worker's loop: logged, and it goes on
                _logger.exception("a ping failed")

    def _start_task(self, target: Callable[..., Any], *args: Any, **more: Any) -> Any:
        held = getattr(target, "__self__", None)
        if isinstance(held, Socket) and target.__name__ == "_send_ping":
            self._due.append((time.monotonic() + self._interval, ref(held)))
            return None
        return self._start(target, *args, **more)
