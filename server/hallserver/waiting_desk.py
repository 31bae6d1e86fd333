"""The second server of a pair: it waits while another one is this hall, and says so to whoever asks it."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from socket import AF_UNIX
from typing import Any, Self

import gevent

from hallserver.parent import STANDBY
from hallserver.store.connect import store_at, trouble
from hallserver.store.disk.lock import HallLock
from hallserver.traffic.connections import hang_up_gently

LOOK_S = 0.2
ASKING_S = 5.0  # for so long somebody may take to say what they want
LARGEST_HEAD = 65_536
# pages and kiosks know `hall_away`: they say so and repeat with the same key
_SAID = (
    b'{"type":"urn:hallqueue:problem:hall_away","title":"This server waits: another one is the hall.","status":503,'
    b'"code":"hall_away","zh":"'
    + "本机为备用服务器，正在待命；请访问大厅的地址。".encode()
    + b'","en":"This server waits: another one is the hall."}'
)
WAITS = (
    f"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n{STANDBY}: waits\r\nRetry-After: 1\r\n"
    f"Content-Type: application/problem+json\r\nContent-Length: {len(_SAID)}\r\n\r\n"
).encode() + _SAID
_logger = logging.getLogger(__name__)


class Standby:
    """A desk that is not open: it holds the folder's lock, looks who writes, and answers each request alike.

    Args:
        data: the hall's folder.
        doors: the listening sockets; they stay open.
        tls: gives the context for the next handshake; None: in the clear.
    """

    def __init__(
        self, data: Path, doors: Sequence[Any], tls: Callable[[], ssl.SSLContext] | None = None
    ) -> None:
        self._data, self._doors, self._tls = data, doors, tls
        self._failing = False
        self._answering: list[gevent.Greenlet] = []

    def __enter__(self) -> Self:
        """Begin to look, and to answer.

        Raises:
            HallRuns: another process of this machine is this hall.
        """
        self._lock = HallLock(self._data)
        self._watch = store_at(self._data).watch()
        self._looked = gevent.spawn(self._look)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the sockets and the lock to the desk."""
        if self._looked.ready():
            self._watch.close()  # else a thread asks by it now
        gevent.killall([*self._answering, self._looked])
        self._lock.release()

    def may_open(self) -> bool:
        """Whether the last look found that nobody writes."""
        return bool(self._looked.ready())

    def _look(self) -> None:
        """Look until nobody writes; in a thread, since the driver waits without yielding.

        Whoever comes before the first look is over is answered after it: there may be nobody to wait for.
        """
        while gevent.get_hub().threadpool.apply(self._is_written):
            if not self._answering:
                self._answering = [gevent.spawn(self._answer_at, each) for each in self._doors]
            gevent.sleep(LOOK_S)

    def _is_written(self) -> bool:
        """Whether another server writes, or it cannot be known."""
        try:
            written = self._watch.is_written()
        except Exception as failure:  # the top of a worker's loop: told once, and it goes on
            if not self._failing:
                _logger.warning(
                    "it cannot be asked who writes, and this server goes on waiting: %s",
                    str(failure).partition("\n")[0],
                    exc_info=None if trouble(failure) else failure,
                )
            self._failing = True
            return True
        self._failing = False
        return written

    def _answer_at(self, door: Any) -> None:
        while True:
            try:
                client, _ = door.accept()
            except OSError:  # as out of files; the next one may come in
                gevent.sleep(LOOK_S)
            else:
                gevent.spawn(self._answer, client)

    def _answer(self, client: Any) -> None:
        with suppress(OSError):
            client.settimeout(ASKING_S)
            if self._tls is not None and client.family != AF_UNIX:
                client = self._tls().wrap_socket(client, server_side=True)
            client.recv(LARGEST_HEAD)
            client.sendall(WAITS)
        hang_up_gently(client)
