"""Lines to devices: a serial line, a TCP connection or UDP, opened by an address of one line of text."""

from __future__ import annotations

import errno
import os
import select
import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, parse_qs, urlsplit

from hallwires.errors import BadSetting, NotAllowed, Torn, Unreachable

FORMS = "tcp://host:port, udp://host:port, serial:///dev/ttyUSB0?baud=9600&parity=E&bits=7&stop=1"
CONNECT_SECONDS = 1.5
STALL_SECONDS = 3.0
_READ = 4096
_SERIAL = {"baud", "parity", "bits", "stop", "rs485"}
_PARITIES = frozenset("NEO")


class Line:
    """An open line: bytes go out whole, and come in as they come."""

    def __init__(self, descriptor: int, close: Callable[[], None], *, whole: bool = False) -> None:
        self._descriptor = descriptor
        self._close = close
        self.whole = whole
        """Whether what is sent at once arrives at once, as over UDP."""

    def send(self, data: bytes) -> None:
        """Send all of `data`.

        Raises:
            Torn: the line broke, or took no byte for 3 s.
        """
        sent = 0
        step = len(data) if self.whole else _READ
        while sent < len(data):
            if not self._waits(select.POLLOUT, STALL_SECONDS):
                raise Torn(f"the line took no byte for {STALL_SECONDS:g} s")
            try:
                sent += os.write(self._descriptor, data[sent : sent + step])
            except BlockingIOError:
                continue
            except OSError as error:
                raise Torn(f"the line broke: {error.strerror}") from error

    def receive(self, seconds: float) -> bytes:
        """Return what comes first within `seconds`; b"" is silence.

        Raises:
            Torn: the other side hung up.
        """
        if not self._waits(select.POLLIN, seconds):
            return b""
        try:
            heard = os.read(self._descriptor, _READ)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise Torn(f"the other side hung up: {error.strerror}") from error
        if not heard and not self.whole:
            raise Torn("the other side hung up")
        return heard

    def drain(self) -> None:
        """Forget what came and was not asked for: a late answer must not pass for the next one's."""
        deadline = time.monotonic() + STALL_SECONDS
        while time.monotonic() < deadline and self._waits(select.POLLIN, 0):
            if not self.receive(0):
                return

    def close(self) -> None:
        """Close the line."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _waits(self, event: int, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, event)
        return bool(poll.poll(max(0.0, seconds) * 1000))


Open = Callable[[], Line]


def opener(address: str) -> Open:
    """Return what opens a line to `address`; nothing is opened yet.

    Raises:
        BadSetting: it has none of the forms.
    """
    try:
        url = urlsplit(address)
        made = _WAYS[url.scheme](url) if url.scheme in _WAYS else None
    except ValueError as error:
        raise BadSetting(f"{address!r}: {error}") from error
    if made is None:
        raise BadSetting(f"{address!r} is no line: use {FORMS}")
    return made


def device_of(address: str) -> str | None:
    """Return the device file of a serial address; None for a network address."""
    url = urlsplit(address)
    return url.path if url.scheme == "serial" else None


def _tcp(url: SplitResult) -> Open | None:
    host, port = url.hostname, url.port
    if not host or not port or url.path.strip("/") or url.query:
        return None
    return lambda: _connected(host, port, socket.SOCK_STREAM)


def _udp(url: SplitResult) -> Open | None:
    host, port = url.hostname, url.port
    if not host or not port or url.path.strip("/") or url.query:
        return None
    return lambda: _connected(host, port, socket.SOCK_DGRAM)


def _connected(host: str, port: int, kind: socket.SocketKind) -> Line:
    try:
        if kind == socket.SOCK_STREAM:
            made = socket.create_connection((host, port), CONNECT_SECONDS)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        else:
            family, _, _, _, at = socket.getaddrinfo(host, port, type=kind)[0]
            made = socket.socket(family, kind)
            made.connect(at)
    except OSError as error:
        raise Unreachable(f"{host}:{port}: {error.strerror or error}") from error
    made.setblocking(False)
    return Line(made.fileno(), made.close, whole=kind == socket.SOCK_DGRAM)


def _serial(url: SplitResult) -> Open | None:
    said = {name: values[-1] for name, values in parse_qs(url.query).items()}
    if url.path in {"", "/"} or url.netloc or not said.keys() <= _SERIAL:
        return None
    baud, bits, stop = (int(said.get(name, usual)) for name, usual in _NUMBERS)
    parity = said.get("parity", "N").upper()
    if parity not in _PARITIES or bits not in {7, 8} or stop not in {1, 2}:
        return None
    return lambda: _opened(url.path, baud, parity, bits, stop, rs485=said.get("rs485") == "1")


_NUMBERS = (("baud", "9600"), ("bits", "8"), ("stop", "1"))


def _opened(path: str, baud: int, parity: str, bits: int, stop: int, *, rs485: bool) -> Line:
    import serial
    from serial.rs485 import RS485Settings

    try:
        port = serial.Serial(path, baud, bits, parity, stop, timeout=0, exclusive=True)
        if rs485:
            port.rs485_mode = RS485Settings()  # the driver turns the direction where the adapter does not
    except ValueError as error:
        raise BadSetting(f"{path}: {error}") from error
    except OSError as error:  # pyserial's own is one
        if error.errno in {errno.EACCES, errno.EPERM}:
            raise NotAllowed(f"{path}: this user may not open it (group dialout?)") from error
        raise Unreachable(f"{path}: {_reason(error)}") from error
    return Line(port.fileno(), port.close)


def _reason(error: OSError) -> str:
    known = {
        errno.ENOENT: "it is not there",
        errno.EBUSY: "in use",
        errno.EAGAIN: "in use by another program",
    }
    return known.get(error.errno or 0, str(error.strerror or error))


_WAYS: dict[str, Callable[[SplitResult], Open | None]] = {"tcp": _tcp, "udp": _udp, "serial": _serial}
