"""Starts and watches two processes: the desk (HTTP, sockets, writer) and the back office (long work)."""

from __future__ import annotations

import http.client
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from types import FrameType

from hallserver.config import Settings, as_environ
from hallserver.parent import SUPERVISOR

STOP_S = 4.8
READY_S = 30.0
MOST_FILES = 65_536


class Supervisor:
    """Starts the desk, waits until it is ready, starts the back office; ends both within 5 s of a SIGTERM."""

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        self._settings, self._say = settings, say
        self._desk: subprocess.Popen[bytes] | None = None
        self._office: subprocess.Popen[bytes] | None = None
        self._stopping = False

    def run(self, when_ready: Callable[[], None]) -> int:
        """Serve until told to stop; return the exit code."""
        raise_file_limit()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._desk = self._start_desk()
        if not self._wait_until_ready():
            if self._stopping:
                return self._end()
            self._say("hall: the desk did not open; see the lines above")
            self._end()
            return 1
        when_ready()
        if self._settings.back_office and not self._stopping:
            self._office = self._start_office()
        while not self._stopping:
            if self._desk.poll() is not None:
                self._say(f"hall: the desk ended with {self._desk.returncode}")
                self._end()
                return 1
            if self._office is not None and self._office.poll() is not None and not self._stopping:
                self._say("hall: the back office ended; it is started again")
                time.sleep(1)
                self._office = self._start_office()
            time.sleep(0.05)
        return self._end()

    def _start_desk(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "gunicorn", "-c", "python:hallserver.serving"]
        return subprocess.Popen(command, env=self._environ())  # noqa: S603 - our own command

    def _start_office(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "hallserver.backoffice", str(self._settings.data)]
        return subprocess.Popen(command, env=self._environ())  # noqa: S603 - our own command

    def _environ(self) -> dict[str, str]:
        return {**os.environ, **as_environ(self._settings), SUPERVISOR: str(os.getpid())}

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline and not self._stopping:
            if self._desk is None or self._desk.poll() is not None:
                return False
            if answers(self._settings.socket):
                return True
            time.sleep(0.02)
        return False

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> int:
        children = [each for each in (self._office, self._desk) if each is not None and each.poll() is None]
        for child in children:
            child.terminate()
        deadline = time.monotonic() + STOP_S
        clean = True
        for child in children:
            try:
                code = child.wait(max(deadline - time.monotonic(), 0.01))
                # A back office that was still starting is ended by the signal itself; a desk must shut down
                # in order.
                clean &= code == 0 or (child is self._office and code == -signal.SIGTERM)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
                clean = False
        return 0 if clean else 1


def raise_file_limit() -> int:
    """Raise the limit of open files: the usual 1,024 would be a thousand phones; return the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft == resource.RLIM_INFINITY or soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return soft


def answers(path: Path) -> bool:
    """Whether the desk answers on its socket; with a full disk it still does, and reports it at /readyz."""
    try:
        with socket.socket(socket.AF_UNIX) as plug:
            plug.settimeout(1)
            plug.connect(str(path))
            plug.sendall(b"GET /healthz HTTP/1.0\r\nHost: hall\r\n\r\n")
            reply = http.client.HTTPResponse(plug)
            reply.begin()
            return bool(reply.status == HTTPStatus.OK)
    except (OSError, http.client.HTTPException):
        return False
