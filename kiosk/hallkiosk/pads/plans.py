"""The pads that an agent serves, as its file says them."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from hallkiosk.keys import CODES, Keyboard
from hallkiosk.pads.acts import KEYS, Key
from hallkiosk.pads.hardware import ModbusPad, Pad, UsbPad
from hallwires.errors import BadSetting
from hallwires.lines import Line, opener
from hallwires.modbus import Master
from hallwires.settings import check_codes, read_settings

FILE = "pads.toml"
USUAL_KEYS: dict[str, Key] = {
    "KPPLUS": "next",
    "KPASTERISK": "recall",
    "KPENTER": "enter",
    "KPMINUS": "miss",
    "KPSLASH": "pause",
}
"""The number block as the console's own page reads it."""
_LAST_UNIT = 247
_MOST_PLACES = 8  # of a pad's display


class PadRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pad.

    Attributes:
        code: its name in the office's list.
        window: at which it acts.
        token: of that window (`hall token window CODE --window WINDOW`).
        kind: `modbus` or `usb`.
        line, unit: of a module on a bus; pads of one bus say the same line.
        framing: `rtu` when a serial server passes bytes through; `auto` is Modbus/TCP on a network.
        buttons: what its buttons mean, the first one first.
        reads: `counters` (input registers count the presses) or `inputs` (discrete inputs).
        first: the first register or input. lamp, beeper: coils. digits: the first holding register. -1: it has none.
        places: of its display.
        device: of a USB pad, `/dev/input/by-id/…-event-kbd`.
        keys: what its keys mean, by the kernel's names without KEY_.
    """

    code: str
    window: str
    token: str
    kind: Literal["modbus", "usb"]
    line: str = ""
    unit: int = 1
    framing: Literal["auto", "rtu"] = "auto"
    buttons: tuple[Key, ...] = KEYS
    reads: Literal["counters", "inputs"] = "counters"
    first: int = 0
    lamp: int = 0
    beeper: int = 1
    digits: int = 0
    places: int = 4
    device: str = ""
    keys: dict[str, Key] = msgspec.field(default_factory=lambda: dict(USUAL_KEYS))

    @property
    def wire(self) -> str:
        """What is opened for it: a line, or a device file."""
        return self.device or self.line

    def __repr__(self) -> str:
        """Its name, without its token."""
        return f"PadRow({self.code!r}, window={self.window!r}, token=***)"


class PadPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of an agent."""

    pads: tuple[PadRow, ...]


def read_plan(file: Path) -> tuple[PadRow, ...]:
    """Return the pads in an agent's file.

    Raises:
        BadSetting: names the pad and what is wrong with it; or others may read the file, in which tokens stand.
    """
    pads = read_settings(file, PadPlan).pads
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise BadSetting(f"{file}: others may read it, and it holds tokens: chmod 600 {file}")
    check_codes(file, (each.code for each in pads))
    for each in pads:
        _check(each)
    places = Counter((each.wire, each.unit) for each in pads)
    twice = [f"{wire} unit {unit}" for (wire, unit), count in places.items() if count > 1]
    if twice:
        raise BadSetting(f"{file}: said twice: {', '.join(twice)}")
    return pads


def _check(pad: PadRow) -> None:
    wrong = {
        "token": bool(pad.token),
        "line or device": bool(pad.line if pad.kind == "modbus" else pad.device.startswith("/dev/")),
        "unit": 1 <= pad.unit <= _LAST_UNIT,
        "buttons": 1 <= len(pad.buttons) == len(set(pad.buttons)),
        "places": 1 <= pad.places <= _MOST_PLACES,
        "keys": pad.keys.keys() <= CODES.keys(),
    }
    if bad := [name for name, good in wrong.items() if not good]:
        raise BadSetting(f"pad {pad.code!r}: {', '.join(bad)} cannot be so")
    if pad.kind == "modbus":
        opener(pad.line)


def on_bus(pad: PadRow, line: Line) -> Pad:
    """Return a pad on an open bus."""
    framed = pad.line.startswith("tcp:") and pad.framing == "auto"
    return ModbusPad(
        Master(line, framed),
        pad.unit,
        pad.buttons,
        pad.reads == "counters",
        pad.first,
        pad.lamp,
        pad.beeper,
        pad.digits,
        pad.places,
    )


@contextmanager
def opened(address: str, unit: int, reads: str, framing: str) -> Iterator[Pad]:
    """Open one pad by its address alone, with the usual settings, as a technician tries it.

    Raises:
        BadSetting, NotAllowed, Unreachable: it cannot be opened.
    """
    if address.startswith("/dev/"):
        keyboard = Keyboard(address)
        try:
            yield on_usb(PadRow("test", "", "", "usb", device=address), keyboard)
        finally:
            keyboard.close()
        return
    said = {"unit": unit, "reads": reads, "framing": framing, "kind": "modbus", "line": address}
    row = msgspec.convert({"code": "test", "window": "", "token": "", **said}, PadRow)
    with opener(address)() as line:
        yield on_bus(row, line)


def on_usb(pad: PadRow, keyboard: Keyboard) -> Pad:
    """Return a pad on USB."""
    return UsbPad(keyboard, {CODES[name]: key for name, key in pad.keys.items()})
