"""A pretend pad: a module with counted buttons, a lamp, a beeper and four digits, on a bus or a network."""

from __future__ import annotations

from hallwires.plug import Plug
from hallwires.slave import Bus, Slave


class VirtualPad:
    """A pad that lives as long as its bus; its buttons are pressed by hand."""

    def __init__(self, unit: int = 1, buttons: int = 5) -> None:
        self.slave = Slave(
            unit, holding=[0] * 2, inputs=[0] * buttons, bits=[False] * buttons, coils=[False] * 2
        )
        self.sounded = 0
        self.slave.written = self._note

    @property
    def digits(self) -> str:
        """What its digits say."""
        held = b"".join(each.to_bytes(2, "big") for each in self.slave.holding)
        return held.replace(b"\0", b" ").decode("latin-1").strip()

    @property
    def lamp(self) -> bool:
        """Whether its lamp is lit."""
        return self.slave.coils[0]

    def press(self, button: int) -> None:
        """Press a button, counted from 0, and let it go."""
        self.slave.inputs[button] = (self.slave.inputs[button] + 1) % 0x10000

    def hold(self, button: int, *, down: bool) -> None:
        """Hold a button down, or let it go: its discrete input."""
        self.slave.bits[button] = down

    def power_cycle(self) -> None:
        """Switch off and on: the counters begin again."""
        self.slave.inputs = [0] * len(self.slave.inputs)
        self.slave.power_cycle()

    def _note(self) -> None:
        self.sounded += self.slave.coils[1]


def bus_of(*pads: VirtualPad, line: str = "serial", port: int = 0) -> Plug:
    """Return a bus with pretend pads on it, not yet switched on."""
    return Plug(Bus(*(each.slave for each in pads), framed=line == "tcp").ears, line, port)
