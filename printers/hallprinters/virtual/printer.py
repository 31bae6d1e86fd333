"""The virtual printer: sockets, a buffer, a mechanism that takes time, and slips written as PNG."""

import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from hallprinters.drawing.raster import MM80
from hallprinters.transport import reset
from hallprinters.virtual.faults import Faults
from hallprinters.virtual.interpreter import (
    AskedSensor,
    Automatic,
    CutOff,
    Event,
    Fed,
    Interpreter,
    NotUnderstood,
    Say,
)
from hallprinters.virtual.realtime import RealTimeScan
from hallprinters.virtual.tray import VirtualSlip, drop

_BUFFER = 65536
_READ = 1024
_DOTS_A_MM = 8
_CLEAR = b"\x10\x14"


class _Line:
    """One connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self.scan = RealTimeScan()
        self.taken = 0
        self.automatic = False


class _Thrown(Exception):
    pass


def _plug(port: int) -> socket.socket:
    """Return a bound socket on 127.0.0.1; its timeout checks the faults ten times a second."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # As small as in firmware; else the kernel would buffer a whole slip for a stalled printer.
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.settimeout(0.1)
    try:
        made.bind(("127.0.0.1", port))
    except OSError:
        made.close()
        raise
    return made


class VirtualPrinter:
    """A printer on 127.0.0.1 that lives as long as its `with`.

    Args:
        port: where to listen; 0 takes a free one, see `port`.
        out: the folder to which each slip is written, as `0001.png` and `0001.bin`.
        dots: 576 for 80 mm paper, 384 for 58 mm.
        speed: of the paper, in mm/s.
    """

    def __init__(self, port: int = 0, *, out: Path, dots: int = MM80, speed: float = 150.0) -> None:
        self.slips: list[VirtualSlip] = []
        self.not_understood: list[bytes] = []
        self._out = out
        self._dots = dots
        self._speed = speed
        self._changed = threading.Condition()
        self.faults = Faults(self._feel)
        self._lines: list[_Line] = []
        self._queue: deque[tuple[_Line, bytes]] = deque()
        self._life = 0
        self._stopping = False
        self._threads: list[threading.Thread] = []
        self._abandoned: list[_Line] = []
        self._fallen: int | None = None
        self._server = _plug(port)
        self.port: int = self._server.getsockname()[1]

    @property
    def address(self) -> str:
        """Return the address for clients."""
        return f"tcp://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start to listen and to print."""
        self._out.mkdir(parents=True, exist_ok=True)
        self._server.listen(8)
        self._begin(self._accept)
        self._begin(self._work)
        return self

    def stop(self) -> None:
        """Switch off: connections break, uncut paper is lost."""
        with self._changed:
            if self._stopping:
                return
            self._stopping = True
        with suppress(OSError):  # under the fault `refuse` it does not listen
            self._server.shutdown(socket.SHUT_RDWR)
        self.power_cycle()
        for thread in self._threads:
            thread.join(5)
        self._server.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def power_cycle(self) -> None:
        """Switch off and on: every connection breaks, uncut paper is lost."""
        with self._changed:
            broken, self._lines, self._abandoned = self._lines + self._abandoned, [], []
            self._throw()
        for line in broken:
            reset(line.socket)

    def abandon(self) -> None:
        """Forget all open connections silently: the clients hold half-open connections."""
        with self._changed:
            self._abandoned += self._lines
            self._lines = []
            self._changed.notify_all()

    def wait_for_slips(self, count: int, seconds: float = 10.0) -> list[VirtualSlip]:
        """Return the slips so far, once there are `count` or the time is up."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.slips) >= count, seconds)
            return list(self.slips)

    def taken(self) -> int:
        """Return the most bytes that an open connection has sent; 0 if none is open."""
        with self._changed:
            return max((line.taken for line in self._lines), default=0)

    def _begin(self, work: Callable[..., None], *args: object) -> None:
        name = f"virtual-printer-{self.port}"
        thread = threading.Thread(target=work, args=args, daemon=True, name=name)
        self._threads = [alive for alive in self._threads if alive.is_alive()]
        thread.start()
        self._threads.append(thread)

    def _feel(self) -> None:
        with self._changed:
            listening = [line for line in self._lines if line.automatic]
            self._changed.notify_all()
        for line in listening:
            self._say(line, self.faults.automatic())

    def _throw(self) -> None:
        self._queue.clear()
        self._life += 1
        self._changed.notify_all()

    def _accept(self) -> None:
        while not self._stopping:
            with self._changed:
                self._changed.wait_for(
                    lambda: (
                        self._stopping
                        or self.faults.refuse
                        or not (self.faults.one_connection and self._lines)
                    )
                )
            if self.faults.refuse and not self._refuse():
                return
            try:
                connection, _ = self._server.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            connection.settimeout(None)
            line = _Line(connection)
            with self._changed:
                if self._stopping:
                    connection.close()
                    return
                self._lines.append(line)
            self._begin(self._listen, line)

    def _refuse(self) -> bool:
        """Stop listening until that fault is gone; False when the printer is switched off meanwhile."""
        self._server.close()
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or not self.faults.refuse)
            if not self._stopping:
                self._server = _plug(self.port)
                self._server.listen(8)
            return not self._stopping

    def _listen(self, line: _Line) -> None:
        """Read one connection until it ends: answer real-time requests at once, queue the rest."""
        try:
            while (room := self._room(line)) and (data := line.socket.recv(room)) and line in self._lines:
                line.taken += len(data)
                self._take(line, data)
                if self.faults.tear_after is not None and line.taken >= self.faults.tear_after:
                    reset(line.socket)
                    break
        except OSError:
            pass  # either side broke it off: a printer only notices that it is gone
        finally:
            if line not in self._abandoned:
                line.socket.close()
            with self._changed:
                if line in self._lines:
                    self._lines.remove(line)
                self._changed.notify_all()

    def _room(self, line: _Line) -> int:
        """Return how many bytes may be read, waiting while it is none; 0 when the connection is over."""

        def limit() -> int:
            ends = [
                end - line.taken
                for end in (self.faults.tear_after, self.faults.stall_after)
                if end is not None
            ]
            queued = sum(len(data) for _, data in self._queue)
            return 0 if self.faults.stall or queued >= _BUFFER else max(0, min([_READ, *ends]))

        with self._changed:
            self._changed.wait_for(lambda: line not in self._lines or limit() > 0)
            return limit() if line in self._lines else 0

    def _take(self, line: _Line, data: bytes) -> None:
        for request, after in line.scan.feed(data):
            if request.startswith(_CLEAR):
                data = data[len(data) - after :] if after else b""
                with self._changed:
                    self._throw()
                self._say(line, b"7%\0")
            elif request[1] == 0x04:  # DLE EOT
                self._say(line, self.faults.real_time(request[2]))
        with self._changed:
            self._queue.append((line, data))
            self._changed.notify_all()

    def _say(self, line: _Line, data: bytes) -> None:
        if not self.faults.silent:
            with suppress(OSError):  # the client closed: the line's own thread notices
                line.socket.sendall(data)

    def _work(self) -> None:
        """Run the mechanism: one command after the other, only while paper can move."""
        interpreter, life = Interpreter(self._dots), 0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopping or self._queue)
                if self._stopping:
                    return
                if self._life != life:
                    interpreter, life = Interpreter(self._dots), self._life
                line, data = self._queue.popleft()
                self._changed.notify_all()
            try:
                for event in interpreter.feed(data):
                    self._happen(event, line, life)
            except _Thrown:
                continue

    def _happen(self, event: Event, line: _Line, life: int) -> None:
        match event:
            case Fed(rows=rows):
                self._move(rows, life)
            case CutOff(picture=picture, raw=raw):
                self._move(0, life)
                slip = drop(self._out, picture, raw, self._fallen)
                self._fallen = slip.number
                with self._changed:
                    self.slips.append(slip)
                    self._changed.notify_all()
            case AskedSensor():
                self._move(0, life)
                self._say(line, self.faults.sensor())
            case Say(data=data):
                self._move(0, life)
                self._say(line, data)
            case Automatic(on=on):
                line.automatic = on
                if on:
                    self._say(line, self.faults.automatic())
            case NotUnderstood(data=data):
                self.not_understood.append(data)

    def _move(self, rows: int, life: int) -> None:
        """Move the paper; where a fault stops it, wait until the fault is gone."""
        used = self.faults.use(rows)
        arrives = monotonic() + rows / _DOTS_A_MM / self._speed
        with self._changed:
            while not self._stopping and self._life == life:
                if not self.faults.blocked and monotonic() >= arrives:
                    if used == rows:
                        return
                    used = rows  # a new roll: the rest comes out of it
                self._changed.wait(None if self.faults.blocked else arrives - monotonic())
        raise _Thrown
