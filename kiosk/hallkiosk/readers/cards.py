"""Readers of resident identity cards on a serial line: the security module's own frames (SAM_V).

Sources: the Ministry's interface of the SAM as its users publish it (frame `AA AA AA 96 69`, length, command, check by
exclusive or; find 20 01, select 20 02, read 30 01; answers 9F found, 90 good, 80 no card); the 256 bytes of text are
laid out by GA/T 490: name 30, sex 2, nation 4, birth 16, address 70, number 36 …, in UTF-16 with the low byte first; a
foreigner's permit (type `I` at byte 248) has its 15 characters at the same place. Only the number is taken out; all
else, name, address and picture, is overwritten before the next question.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import xor

from hallkiosk.readers.hardware import SameCard
from hallkiosk.readers.scans import Scan, scan_of
from hallwires.errors import Garbled, Refused, Silent
from hallwires.lines import Line

HEAD = bytes.fromhex("aaaaaa9669")
FIND, SELECT, READ = b"\x20\x01", b"\x20\x02", b"\x30\x01"
FOUND, GOOD, NO_CARD, NOT_SELECTED, NOT_READ = 0x9F, 0x90, 0x80, 0x81, 0x41
TEXT, PICTURE = 256, 1024
NUMBER_AT, NUMBER, PERMIT = 122, 36, 30
TYPE_AT, FOREIGNER = 248, "I"
ANSWER_SECONDS, READ_SECONDS = 0.6, 2.5
_LENGTH_AT, _STATUS_AT = 5, 9
_BACK_OFF = frozenset({NO_CARD, NOT_SELECTED, NOT_READ})  # no card, or it was taken away in the middle


@dataclass(slots=True)
class CardReader:
    """A reader with a SAM_V, usually 115200 baud."""

    line: Line
    _same: SameCard = field(default_factory=SameCard)

    def read(self, seconds: float) -> Sequence[Scan]:
        """Look for a card, and take its number; a card that stays is read once."""
        deadline = time.monotonic() + seconds
        if self._ask(FIND, ANSWER_SECONDS)[0] != FOUND:
            time.sleep(max(0.0, deadline - time.monotonic()))  # the module wants some rest between two looks
            return []
        if self._ask(SELECT, ANSWER_SECONDS)[0] != GOOD:
            return []
        status, data = self._ask(READ, READ_SECONDS)
        try:
            number = number_in(data) if status == GOOD else ""
        finally:
            data[:] = bytes(len(data))
        scan = scan_of(number) if number else None
        return [scan] if scan is not None and self._same.is_new(number) else []

    def close(self) -> None:
        """Close the line."""
        self.line.close()

    def _ask(self, command: bytes, seconds: float) -> tuple[int, bytearray]:
        self.line.drain()
        self.line.send(frame(command))
        heard, deadline = bytearray(), time.monotonic() + seconds
        while len(heard) < _LENGTH_AT + 2 or len(heard) < _LENGTH_AT + 2 + _length(heard):
            part = self.line.receive(deadline - time.monotonic())
            if not part and heard:
                raise Garbled("the card reader's answer breaks off (baud?)")
            if not part:
                raise Silent(f"the card reader did not answer within {seconds:g} s")
            heard += part
        return _checked(heard)


def frame(body: bytes) -> bytes:
    """Return a question, or an answer with its status: head, length, body, check."""
    inner = (len(body) + 1).to_bytes(2, "big") + body
    return HEAD + inner + bytes((reduce(xor, inner),))


def number_in(data: bytes | bytearray) -> str:
    """Return the number in what was read; "" where there is none."""
    text = data[4 : 4 + TEXT]
    if len(text) < TEXT:
        return ""
    size = PERMIT if text[TYPE_AT : TYPE_AT + 2].decode("utf-16-le", "replace") == FOREIGNER else NUMBER
    return bytes(text[NUMBER_AT : NUMBER_AT + size]).decode("utf-16-le", "replace").strip()


def _length(heard: bytearray) -> int:
    if heard[:_LENGTH_AT] != HEAD:
        raise Garbled("the card reader answered something else than its frames (baud?)")
    return int.from_bytes(heard[_LENGTH_AT : _LENGTH_AT + 2], "big")


def _checked(heard: bytearray) -> tuple[int, bytearray]:
    whole = heard[: _LENGTH_AT + 2 + _length(heard)]
    if len(whole) <= _STATUS_AT + 1 or reduce(xor, whole[_LENGTH_AT:]):
        raise Garbled("the card reader's answer has no right check (baud?)")
    status = whole[_STATUS_AT]
    if status not in {FOUND, GOOD} | _BACK_OFF:
        raise Refused(f"the card reader says {status:02X}")
    return status, whole[_STATUS_AT + 1 : -1]
