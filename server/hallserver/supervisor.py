"""Starts and watches the processes: the desk (HTTP, sockets, writer), the back office, the archive, the standby's giver.

The archive is there only while somebody asks about the past: its socket is the supervisor's.
"""

from __future__ import annotations

import http.client
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from enum import Enum
from http import HTTPStatus
from pathlib import Path
from types import FrameType

from hallserver.config import Settings, as_environ
from hallserver.history.questions import LISTENING
from hallserver.history.questions import SOCKET as ARCHIVE
from hallserver.parent import STANDBY, SUPERVISOR
from hallserver.standby import TAKEN_OVER

STOP_S = 4.8
READY_S = 30.0
MOST_FILES = 65_536
WAITING = 64  # questions that may wait for the archive


class Supervisor:
    """Starts the desk, waits until it is ready, starts the back office; ends both within 5 s of a SIGTERM."""

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        self._settings, self._say = settings, say
        self._desk: subprocess.Popen[bytes] | None = None
        self._office: subprocess.Popen[bytes] | None = None
        self._archive: subprocess.Popen[bytes] | None = None
        self._giver: subprocess.Popen[bytes] | None = None
        self._archive_door = listen(settings.data / ARCHIVE)
        self._stopping = False

    def run(self, when_ready: Callable[[], None], when_waiting: Callable[[], None] = lambda: None) -> int:
        """Serve until told to stop; return the exit code.

        Args:
            when_ready: called when the desk is open.
            when_waiting: called before that, if the desk waits until another server ends.
        """
        raise_file_limit()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._desk = self._start_desk()
        if not self._wait_until_ready(when_waiting):
            if self._stopping:
                return self._end()
            self._say("hall: the desk did not open; see the lines above")
            self._end()
            return 1
        when_ready()
        if self._settings.back_office and not self._stopping:
            self._office = self._start_office()
        if self._settings.standby_port and not self._settings.store and not self._stopping:
            self._giver = self._start_giver()
        while not self._stopping:
            if self._desk.poll() is not None:
                self._say(f"hall: the desk ended with {self._desk.returncode}")
                self._end()
                return 1
            self._keep_office()
            if self._is_taken_over():
                self._end()
                return 1
            self._keep_archive()
            time.sleep(0.05)
        return self._end()

    def _keep_office(self) -> None:
        """Start the back office again where it has ended."""
        if self._office is not None and self._office.poll() is not None and not self._stopping:
            self._say("hall: the back office ended; it is started again")
            time.sleep(1)
            self._office = self._start_office()

    def _keep_archive(self) -> None:
        """Start the archive where somebody asks."""
        if self._is_asked():
            if self._archive is not None and self._archive.returncode:  # 0: it was idle and went
                self._say(f"hall: the archive ended with {self._archive.returncode}; it is started again")
                time.sleep(1)
            self._archive = self._start_archive()

    def _is_taken_over(self) -> bool:
        """Whether the standby has become the hall; starts its giver again where that ended otherwise."""
        code = None if self._giver is None else self._giver.poll()
        if code is None or self._stopping:
            return False
        if code == TAKEN_OVER:  # it has said so
            return True
        self._say("hall: what the standby copies from ended; it is started again")
        time.sleep(1)
        self._giver = self._start_giver()
        return False

    def _is_asked(self) -> bool:
        """Whether somebody waits at the archive's door and nobody is in."""
        if self._archive is not None and self._archive.poll() is None:
            return False
        return bool(select.select([self._archive_door], [], [], 0)[0])

    def _start_archive(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "hallserver.archive", str(self._settings.data)]
        door = self._archive_door.fileno()
        environ = {**self._environ(), LISTENING: str(door)}
        return subprocess.Popen(command, env=environ, pass_fds=(door,))

    def _start_desk(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "gunicorn", "-c", "python:hallserver.serving"]
        return subprocess.Popen(command, env=self._environ())

    def _start_office(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "hallserver.backoffice", str(self._settings.data)]
        return subprocess.Popen(command, env=self._environ())

    def _start_giver(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "hallserver.standby.giving", str(self._settings.data)]
        return subprocess.Popen(command, env=self._environ())

    def _environ(self) -> dict[str, str]:
        return {**os.environ, **as_environ(self._settings), SUPERVISOR: str(os.getpid())}

    def _wait_until_ready(self, when_waiting: Callable[[], None]) -> bool:
        """Whether the desk opens in time; while it waits for another server's end, there is all the time."""
        deadline = time.monotonic() + READY_S
        told = False
        while time.monotonic() < deadline and not self._stopping:
            if self._desk is None or self._desk.poll() is not None:
                return False
            state = state_of(self._settings.socket)
            if state is DeskState.OPEN:
                return True
            if state is DeskState.WAITS:
                deadline = time.monotonic() + READY_S
                if not told:
                    when_waiting()
                    told = True
                time.sleep(0.1)
            time.sleep(0.02)
        return False

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> int:
        started = {
            "archive": self._archive,
            "back office": self._office,
            "standby's giver": self._giver,
            "desk": self._desk,
        }
        children = {name: each for name, each in started.items() if each is not None and each.poll() is None}
        for child in children.values():
            child.terminate()
        self._archive_door.close()  # a question that nobody will answer any more keeps the desk from ending
        (self._settings.data / ARCHIVE).unlink(missing_ok=True)
        deadline = time.monotonic() + STOP_S
        clean = True
        for name, child in children.items():
            try:
                code = child.wait(max(deadline - time.monotonic(), 0.01))
                # One that was still starting is ended by the signal itself; a desk must shut down in order.
                clean &= code == 0 or (child is not self._desk and code == -signal.SIGTERM)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
                self._say(f"hall: the {name} did not end in time; it was killed")
                clean = False
        return 0 if clean else 1


def listen(path: Path) -> socket.socket:
    """Listen at a socket that only the owner may open, in place of what a killed supervisor left there."""
    path.unlink(missing_ok=True)
    door = socket.socket(socket.AF_UNIX)
    before = os.umask(0o077)
    try:
        door.bind(str(path))
    finally:
        os.umask(before)
    door.listen(WAITING)
    return door


def raise_file_limit() -> int:
    """Raise the limit of open files: the usual 1,024 would be a thousand phones; return the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft == resource.RLIM_INFINITY or soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return soft


class DeskState(Enum):
    """How a desk answers on its socket."""

    OPEN = "open"  # with a full disk, too: it reports that at /readyz
    WAITS = "waits"  # another server is the hall
    SILENT = "silent"


def state_of(path: Path) -> DeskState:
    """How the desk answers on its socket."""
    try:
        with socket.socket(socket.AF_UNIX) as plug:
            plug.settimeout(1)
            plug.connect(str(path))
            plug.sendall(b"GET /healthz HTTP/1.0\r\nHost: hall\r\n\r\n")
            reply = http.client.HTTPResponse(plug)
            reply.begin()
    except (OSError, http.client.HTTPException):
        return DeskState.SILENT
    if reply.getheader(STANDBY):
        return DeskState.WAITS
    return DeskState.OPEN if reply.status == HTTPStatus.OK else DeskState.SILENT
