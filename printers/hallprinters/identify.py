"""Asks a printer for maker, model, firmware and serial number (GS I)."""

from __future__ import annotations

import time
from dataclasses import dataclass

from hallprinters.status import Block, StatusReader
from hallprinters.transport import Connect, Transport

ANSWER_SECONDS = 1.0
_ASKED = {"firmware": 65, "maker": 66, "model": 67, "serial": 68}


@dataclass(frozen=True)
class Identity:
    """What a printer reports about itself; "" for what it does not report."""

    maker: str = ""
    model: str = ""
    firmware: str = ""
    serial: str = ""

    def __bool__(self) -> bool:
        """Whether it reported anything."""
        return any((self.maker, self.model, self.firmware, self.serial))

    def sentence(self) -> str:
        """Return it as one line."""
        known = f"{self.maker} {self.model}".strip() or "no name"
        more = [
            f"{name} {value}"
            for name, value in (("firmware", self.firmware), ("serial", self.serial))
            if value
        ]
        return ", ".join((known, *more))


def identify(connect: Connect) -> Identity:
    """Ask the printer for its names; a clone that has none does not answer.

    Raises:
        Unreachable, Torn, Stuck: as every conversation.
    """
    with connect() as line:
        line.talk(b"")
        return Identity(**{name: _ask(line, n) for name, n in _ASKED.items()})


def _ask(line: Transport, n: int) -> str:
    reader = StatusReader()
    deadline = time.monotonic() + ANSWER_SECONDS
    heard = line.talk(bytes((0x1D, 0x49, n)), ANSWER_SECONDS)
    while True:
        for reply in reader.feed(heard):
            if isinstance(reply, Block) and reply.text[:1] == b"_":
                return reply.text[1:].decode("ascii", "replace").strip()
        left = deadline - time.monotonic()
        if left <= 0:
            return ""
        heard = line.talk(b"", left)
