"""The fallback for whatever takes plain dots: DDP, which open LED controllers of many makers understand, over UDP.

Source: Distributed Display Protocol, http://www.3waylabs.com/ddp/. A packet: flags, sequence, data type, destination,
offset and length with their high byte first, then dots in RGB. A controller that knows status answers a query to
destination 251; with `answers = false` nothing is known of one that does not.
"""

from __future__ import annotations

import struct
import time
from dataclasses import dataclass

from hallsigns.dots import draw
from hallsigns.frame import Frame
from hallwires.errors import Garbled, Refused, Silent
from hallwires.lines import Line

HEAD = struct.Struct(">BBBBIH")
VERSION, PUSH, QUERY, REPLY = 0x40, 0x01, 0x02, 0x04
RGB8 = 0x0B
DISPLAY, STATUS = 1, 251
MOST_DOTS = 1440
ANSWER_SECONDS = 1.0


@dataclass(slots=True)
class Pixels:
    """One controller with a display of `width` by `height` dots, row by row from the upper left."""

    line: Line
    width: int
    height: int
    lang: str = "zh"
    answers: bool = True
    _turn: int = 0

    def show(self, frame: Frame) -> None:
        """Draw the frame and send its dots; the last packet says that they are to be shown."""
        dots = draw(frame, self.width, self.height, self.lang).tobytes()
        self.line.drain()
        for at in range(0, len(dots), MOST_DOTS):
            part = dots[at : at + MOST_DOTS]
            push = PUSH if at + len(part) == len(dots) else 0
            self.line.send(HEAD.pack(VERSION | push, self._next(), RGB8, DISPLAY, at, len(part)) + part)
        if self.answers:
            self.line.send(HEAD.pack(VERSION | QUERY, self._next(), 0, STATUS, 0, 0))
            self._hear()

    def _next(self) -> int:
        self._turn = self._turn % 15 + 1
        return self._turn

    def _hear(self) -> None:
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            heard = self.line.receive(deadline - time.monotonic())
            if not heard:
                raise Silent(f"the controller gave no status within {ANSWER_SECONDS:g} s")
            if len(heard) < HEAD.size or heard[0] & 0xC0 != VERSION:
                raise Garbled("the controller answered something else than DDP")
            flags, _, _, about, _, _ = HEAD.unpack_from(heard)
            if flags & REPLY and about == STATUS:
                if b'"error"' in heard:
                    raise Refused(f"the controller says no: {heard[HEAD.size :][:80]!r}")
                return
