"""A printer behind a CUPS queue: raw bytes go in by `lp`, nothing comes back."""

from __future__ import annotations

import shutil
import subprocess
import time
from types import TracebackType
from typing import Self

from hallprinters.errors import Torn, Unreachable
from hallprinters.transport import CONNECT_SECONDS, STALL_SECONDS, Stalled, unheeded


class QueueTransport:
    """The queue `name` of this machine's CUPS; each `talk` with bytes is one raw print job.

    Raises:
        Unreachable: no CUPS here, no such queue, or one that is stopped.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        told = _run(("lpstat", "-p", name), b"", CONNECT_SECONDS)
        if told.returncode:
            raise Unreachable(f"CUPS knows no queue {name}: {_said(told)}")
        if b"disabled" in told.stdout:
            raise Unreachable(f"the CUPS queue {name} is stopped: {_said(told)}")

    def talk(self, data: bytes, seconds: float = 0.0, stalled: Stalled = unheeded) -> bytes:  # noqa: ARG002
        """Send `data` to the queue, then wait `seconds`: a queue never answers.

        Raises:
            Torn: CUPS did not take it; none of it will be printed.
        """
        if data:
            try:
                told = _run(("lp", "-d", self._name, "-o", "raw", "-s", "-"), data, STALL_SECONDS)
            except Unreachable as error:
                raise Torn(str(error), len(data)) from error
            if told.returncode:
                raise Torn(f"CUPS refused the job: {_said(told)}", 0)
        time.sleep(seconds)
        return b""

    def __enter__(self) -> Self:
        """Open nothing: a queue has no connection."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close nothing."""


def _run(words: tuple[str, ...], data: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which(words[0])
    if program is None:
        raise Unreachable(f"there is no {words[0]} on this machine: CUPS is not installed")
    try:
        return subprocess.run(
            (program, *words[1:]),
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={"LC_ALL": "C"},
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise Unreachable(f"{words[0]} does not answer: {error}") from error


def _said(told: subprocess.CompletedProcess[bytes]) -> str:
    return " ".join((told.stderr or told.stdout).decode(errors="replace").split())[:200] or "no reason given"
