"""Digit displays and text modules on Modbus: characters in holding registers, RTU on RS-485 or TCP.

The place of the characters and how they stand in the registers differ from maker to maker; the three forms here are
the usual ones: two characters in a register (the high byte first), one in each, or the number as a binary value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hallsigns.frame import Frame, Row, Shows
from hallwires.errors import BadSetting
from hallwires.modbus import Master

MOST_REGISTERS = 123
_LARGEST = 0xFFFF
# What a row of digits can say without a word; a blank is a closed window.
WITHOUT_NUMBER: dict[Shows, str] = {
    Shows.CALLED: "",
    Shows.SERVING: "",
    Shows.OPEN: "0",
    Shows.PAUSED: "PAUSE",
    Shows.WORKING: "BUSY",
    Shows.CLOSED: "",
    Shows.LOST: "-----",
}


@dataclass(frozen=True, slots=True)
class Digits:
    """One display of `characters` places at a unit of the bus, from holding register `register` on.

    `form` is a key of FORMS.
    """

    master: Master
    unit: int
    characters: int = 5
    register: int = 0
    form: str = "pairs"

    def show(self, frame: Frame) -> None:
        """Write the number of the frame's first row, or how the window is."""
        values = FORMS[self.form](text_of(frame.head, self.characters))
        if len(values) > MOST_REGISTERS:
            raise BadSetting(f"{self.characters} characters do not fit into one message")
        if len(values) == 1:
            self.master.write_register(self.unit, self.register, values[0])
        else:
            self.master.write_registers(self.unit, self.register, values)


def text_of(row: Row, characters: int) -> str:
    """Return the characters of a row, filled from the left; of a number that is too long its last ones."""
    text = row.number or WITHOUT_NUMBER[row.shows]
    return text[-characters:].rjust(characters) if row.number else text[:characters].rjust(characters)


def _pairs(text: str) -> Sequence[int]:
    padded = text + " " * (len(text) % 2)
    return [ord(high) << 8 | ord(low) for high, low in zip(padded[::2], padded[1::2], strict=True)]


def _single(text: str) -> Sequence[int]:
    return [ord(letter) for letter in text]


def _binary(text: str) -> Sequence[int]:
    """The digits of a number as a value; what is none is FFFF, which such displays show as dashes."""
    digits = re.sub(r"\D", "", text)
    return [min(int(digits), _LARGEST)] if digits else [0 if not text.strip() else _LARGEST]


FORMS: dict[str, Callable[[str], Sequence[int]]] = {"pairs": _pairs, "single": _single, "binary": _binary}
