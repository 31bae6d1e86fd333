"""The pads themselves: one seam, keys in and words out; a module on a Modbus bus, or a keyboard of its own on USB."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hallkiosk.keys import NUM_LOCK, PRESSED, SCROLL_LOCK, Keyboard
from hallkiosk.pads.acts import Key, Told
from hallwires.modbus import Master

BOUNCE_SECONDS = 0.25
"""A key that is heard again so soon was not pressed again."""
_WRAP, _BACKWARDS = 0x10000, 0x8000
NONE = -1


class Pad(Protocol):
    """The seam."""

    def pressed(self, seconds: float) -> Sequence[Key]:
        """Return the keys that were pressed since the last question, waiting at most `seconds` for one.

        Raises:
            DeviceError: Silent, Garbled, Refused, Torn.
        """

    def tell(self, told: Told) -> None:
        """Say what came of it; as `pressed`."""


@dataclass(slots=True)
class Bounces:
    """Tells a press from the bouncing of its contact."""

    clock: Callable[[], float] = time.monotonic
    _at: dict[str, float] = field(default_factory=dict)

    def is_press(self, key: str) -> bool:
        """Whether this is a press of its own; one that is not prolongs the one before."""
        now = self.clock()
        before = self._at.get(key)
        self._at[key] = now
        return before is None or now - before >= BOUNCE_SECONDS


@dataclass(slots=True)
class ModbusPad:
    """A module with buttons on a bus.

    Attributes:
        keys: what its buttons mean, from the first one on.
        counts: the buttons are counted by the module (input registers), so that no press between two questions is
            lost; else its discrete inputs are read, and a press shorter than a round of the bus is.
        first: the first register or input.
        lamp, beeper: coils, NONE without one.
        digits: the first holding register of its display, two characters in each; NONE without one.
        places: how many characters the display has.
    """

    master: Master
    unit: int
    keys: Sequence[Key]
    counts: bool = True
    first: int = 0
    lamp: int = 0
    beeper: int = 1
    digits: int = 0
    places: int = 4
    _before: tuple[int, ...] | None = None
    _bounces: Bounces = field(default_factory=Bounces)

    def pressed(self, seconds: float) -> Sequence[Key]:  # noqa: ARG002 - a bus gives its own rhythm
        """Ask the module once, without waiting."""
        count = len(self.keys)
        if self.counts:
            now = self.master.read_inputs(self.unit, self.first, count)
        else:
            now = tuple(map(int, self.master.read_input_bits(self.unit, self.first, count)))
        before, self._before = self._before, now
        if before is None:  # what was pressed before we came was meant for nobody
            return []
        grown = [
            0 < (after - earlier) % _WRAP < _BACKWARDS for earlier, after in zip(before, now, strict=True)
        ]
        return [
            key for key, more in zip(self.keys, grown, strict=True) if more and self._bounces.is_press(key)
        ]

    def tell(self, told: Told) -> None:
        """Write digits, lamp and beeper."""
        if self.digits != NONE:
            text = told.digits[-self.places :].rjust(self.places + self.places % 2)
            pairs = zip(text[::2], text[1::2], strict=True)
            self.master.write_registers(
                self.unit, self.digits, [ord(high) << 8 | ord(low) for high, low in pairs]
            )
        for coil, on in ((self.lamp, told.lamp), (self.beeper, told.alarm)):
            if coil != NONE:
                self.master.write_coil(self.unit, coil, on=on)


@dataclass(slots=True)
class UsbPad:
    """A keyboard of a few keys that belongs to one window; its lamps are those of Num Lock and Scroll Lock."""

    keyboard: Keyboard
    keys: Mapping[int, Key]
    _bounces: Bounces = field(default_factory=Bounces)

    def pressed(self, seconds: float) -> Sequence[Key]:
        """Take presses; a key that is held down repeats, and that is no press."""
        events = self.keyboard.events(seconds)
        meant = (self.keys.get(code) for code, value in events if value == PRESSED)
        return [key for key in meant if key is not None and self._bounces.is_press(key)]

    def tell(self, told: Told) -> None:
        """Light its lamps."""
        self.keyboard.light(NUM_LOCK, on=told.lamp)
        self.keyboard.light(SCROLL_LOCK, on=told.alarm)
