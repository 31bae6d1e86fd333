"""Where a virtual device is plugged in: a TCP port, UDP, or a pseudo-terminal that stands for a serial line."""

from __future__ import annotations

import os
import pty
import select
import socket
import threading
import tty
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

_READ = 4096
_LOOK_SECONDS = 0.05
_LOOPBACK = "127.0.0.1"
Hear = Callable[[bytes], bytes]
"""What a device does with bytes as they come; gives its answer, b"" for silence."""


class Plug:
    """A line with a device at its end, as long as its `with`.

    Args:
        make: makes the device anew for each connection (serial lines have one for all): its ears.
        kind: `tcp`, `udp` or `serial`.
        port: where to listen; 0 takes a free one.
    """

    def __init__(self, make: Callable[[], Hear], kind: str = "tcp", port: int = 0) -> None:
        self._make, self._kind = make, kind
        self._stopping = threading.Event()
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()
        self._tails: list[int] = []
        if kind == "serial":
            self._near, far = pty.openpty()
            tty.setraw(far)
            self._tails = [
                self._near,
                far,
            ]  # the far end stays open: a client that leaves must not end the line
            self.address = f"serial://{os.ttyname(far)}"
        else:
            self._server = socket.socket(type=socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM)
            self._server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                self._server.bind((_LOOPBACK, port))
            except OSError:
                self._server.close()
                raise
            self.port: int = self._server.getsockname()[1]
            self.address = f"{kind}://{_LOOPBACK}:{self.port}"
        self._thread = threading.Thread(
            target=self._serve, daemon=True, name=f"virtual device {self.address}"
        )

    def __enter__(self) -> Self:
        if self._kind == "tcp":
            self._server.listen(4)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join(2)
        self.hang_up()
        for descriptor in self._tails:
            os.close(descriptor)
        if self._kind != "serial":
            self._server.close()

    def hang_up(self) -> None:
        """Break every connection, as a power cut does; a serial line only falls silent."""
        with self._lock:
            broken, self._lines = self._lines, []
        for line in broken:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def say(self, data: bytes) -> None:
        """Send unasked, as a reader does; to every connection."""
        if self._kind == "serial":
            os.write(self._near, data)
            return
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            with suppress(OSError):
                line.sendall(data)

    def _serve(self) -> None:
        if self._kind == "tcp":
            self._accept()
        elif self._kind == "udp":
            self._hear_packets()
        else:
            self._hear_serial()

    def _accept(self) -> None:
        self._server.settimeout(_LOOK_SECONDS)
        while not self._stopping.is_set():
            try:
                line, _ = self._server.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            line.settimeout(None)
            with self._lock:
                self._lines.append(line)
            threading.Thread(target=self._talk, args=(line,), daemon=True, name="virtual line").start()

    def _talk(self, line: socket.socket) -> None:
        hear = self._make()
        with suppress(OSError):
            while part := line.recv(_READ):
                if answer := hear(part):
                    line.sendall(answer)
        with suppress(OSError):
            line.close()

    def _hear_packets(self) -> None:
        hear = self._make()
        self._server.settimeout(_LOOK_SECONDS)
        while not self._stopping.is_set():
            try:
                part, who = self._server.recvfrom(65_536)
            except TimeoutError:
                continue
            except OSError:
                return
            if answer := hear(part):
                self._server.sendto(answer, who)

    def _hear_serial(self) -> None:
        hear = self._make()
        while not self._stopping.is_set():
            ready, _, _ = select.select([self._near], [], [], _LOOK_SECONDS)
            if not ready:
                continue
            if answer := hear(os.read(self._near, _READ)):
                os.write(self._near, answer)
