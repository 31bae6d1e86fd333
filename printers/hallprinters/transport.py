"""Moves bytes to a printer and back: one method, `talk`, over TCP, a device, a serial line, or memory."""

import errno
import os
import re
import select
import socket
import struct
import termios
import time
import tty
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from hallprinters.errors import BadAddress, Stuck, Torn, Unreachable
from hallprinters.reach import Reach, open_device

CONNECT_SECONDS = 1.5
STALL_SECONDS = 3.0
STEP_SECONDS = 0.5

PORT = 9100
_READ = 4096
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)

Stalled = Callable[[float], None]
"""Told for how many seconds the printer has taken no byte, every half second while that lasts."""


def unheeded(_seconds: float) -> None:
    """Ignore a stall."""


class Transport(Protocol):
    """A connection to one printer; leaving its `with` by an exception aborts it."""

    def talk(self, data: bytes, seconds: float = 0.0, stalled: Stalled = unheeded) -> bytes:
        """Send all of `data`, then listen for at most `seconds`; b"" is silence.

        `stalled` is called on connections that see each byte go: TCP, device files, serial lines.

        Raises:
            Torn: the connection broke.
            Stuck: the printer took no byte for 3 s.
        """

    def __enter__(self) -> Self:
        """Stay connected until the block ends."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close, by a reset if the conversation failed."""


Connect = Callable[[], Transport]


def reset(connection: socket.socket) -> None:
    """Reset a TCP connection so that data still on its way is not delivered."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        connection.shutdown(socket.SHUT_RD)  # wakes our own thread that listens
    except OSError:
        pass  # it is broken already, as intended
    connection.close()


class _Channel:
    """Shared by TCP and device files: a descriptor that is written in bites and polled for answers."""

    bite = 4096  # bytes

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def talk(self, data: bytes, seconds: float = 0.0, stalled: Stalled = unheeded) -> bytes:
        self._send(data, stalled)
        try:
            if not self._waits(select.POLLIN, seconds):
                return b""
            heard = os.read(self._descriptor, _READ)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise Torn(f"the printer hung up: {error.strerror}", len(data)) from error
        if not heard:
            raise Torn("the printer hung up", len(data))
        return heard

    def _send(self, data: bytes, stalled: Stalled) -> None:
        sent = 0
        with memoryview(data) as view:
            while sent < len(data):
                if not self._has_room(stalled):
                    raise Stuck(f"the printer took no byte for {STALL_SECONDS:g} s", sent)
                try:
                    sent += os.write(self._descriptor, view[sent : sent + self.bite])
                except BlockingIOError:
                    continue
                except OSError as error:
                    raise Torn(f"the connection broke: {error.strerror}", sent) from error

    def _has_room(self, stalled: Stalled) -> bool:
        since = time.monotonic()
        while not self._waits(select.POLLOUT, min(STEP_SECONDS, STALL_SECONDS)):
            stood = time.monotonic() - since
            if stood >= STALL_SECONDS:
                return False
            stalled(stood)
        return True

    def _waits(self, event: int, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, event)
        return bool(poll.poll(seconds * 1000))

    def __enter__(self) -> Self:
        return self


class TcpTransport(_Channel):
    """A printer on the network, usually on port 9100.

    Raises:
        Unreachable: refused, no such host, or no answer within 1.5 s. BadAddress: no printer may be there.
    """

    def __init__(self, host: str, port: int = PORT, reach: Reach | None = None) -> None:
        self._socket = self._connect(host, port, reach or Reach())
        self._socket.setblocking(False)
        # A small send buffer, so that "sent" means close to the printer and a stall is noticed.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _READ)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().__init__(self._socket.fileno())

    @staticmethod
    def _connect(host: str, port: int, reach: Reach) -> socket.socket:
        failed: OSError | None = None
        for address in reach.addresses(host, port):
            try:
                return socket.create_connection((address, port), CONNECT_SECONDS)
            except OSError as error:
                failed = error
        raise Unreachable(
            f"nobody answers at {host}:{port}: {(failed and failed.strerror) or failed}"
        ) from failed

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; by a reset if the conversation failed, so that data still on its way is not printed."""
        if kind is None:
            self._socket.close()
        else:
            reset(self._socket)


class DeviceTransport(_Channel):
    """A printer behind a device file, as USB printers are under Linux.

    Raises:
        Unreachable: unplugged, switched off, or in use by another program.
        BadAddress: it is no printer's device file, or may not be opened.
    """

    def __init__(self, path: str) -> None:
        try:
            super().__init__(open_device(path))
        except OSError as error:
            away = error.errno in {errno.ENODEV, errno.ENXIO, errno.EBUSY, errno.ENOENT}
            raise (Unreachable if away else BadAddress)(f"{path}: {error.strerror}") from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the device."""
        os.close(self._descriptor)


class SerialTransport(DeviceTransport):
    """A printer on a serial line, 8 data bits, no parity, hardware flow control on request.

    Raises:
        Unreachable: as `DeviceTransport`.
        BadAddress: no serial line, or a speed that it cannot have.
    """

    bite = 256  # a line has room again below so many: at 9600 baud 4096 would take four seconds, and look like a stall

    def __init__(self, path: str, baud: int = 9600, *, rtscts: bool = False) -> None:
        speed = getattr(termios, f"B{baud}", None)
        if speed is None:
            raise BadAddress(f"{path}: no serial line runs at {baud} baud")
        super().__init__(path)
        try:
            tty.setraw(self._descriptor)
            shape = termios.tcgetattr(self._descriptor)
            shape[2] = shape[2] & ~termios.CSTOPB & ~termios.PARENB | termios.CLOCAL | termios.CREAD
            shape[2] = shape[2] | termios.CRTSCTS if rtscts else shape[2] & ~termios.CRTSCTS
            shape[4] = shape[5] = speed
            termios.tcsetattr(self._descriptor, termios.TCSANOW, shape)
        except (termios.error, OSError) as error:
            os.close(self._descriptor)
            raise BadAddress(f"{path} is no serial line: {error}") from error


_ASKED = re.compile(
    rb"\x10\x04[\x01-\x04]|\x1d\(H\x06\x0000(....)|\x1dr\x01|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08",
    re.DOTALL,
)


def good_printer(data: bytes) -> bytes:
    """Return what a working printer answers to `data`."""
    answers = {b"\x10\x04": b"\x12", b"\x1dr": b"\0", b"\x10\x14": b"7%\0"}
    return b"".join(
        b'7"' + asked[1] + b"\0" if asked[1] else answers[asked[0][:2]] for asked in _ASKED.finditer(data)
    )


class MemoryTransport:
    """A printer in memory: stores in `sent` all it receives and answers by `reply`, at once."""

    def __init__(self, reply: Callable[[bytes], bytes] = good_printer) -> None:
        self.sent = bytearray()
        self.aborted = False
        self._reply = reply

    def talk(self, data: bytes, seconds: float = 0.0, stalled: Stalled = unheeded) -> bytes:  # noqa: ARG002
        """Take `data` and return its answer; silence takes its `seconds`, as on a wire."""
        self.sent += data
        heard = self._reply(data)
        if not heard:
            time.sleep(seconds)
        return heard

    def __enter__(self) -> Self:
        """Stay connected."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remember whether the conversation was aborted."""
        self.aborted = kind is not None
