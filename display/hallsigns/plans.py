"""The signs that an agent serves, as its file says them, and the driver of each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from hallsigns.drivers.alpha import Alpha
from hallsigns.drivers.area import Area
from hallsigns.drivers.digits import FORMS, Digits
from hallsigns.drivers.pixels import Pixels
from hallsigns.frame import Frame, Place
from hallsigns.kinds import Kind
from hallwires.errors import BadSetting
from hallwires.lines import Line, opener
from hallwires.modbus import Master
from hallwires.settings import check_codes, read_settings

_LAST_UNIT = {"digits": 247, "alpha": 255}
_LEAST_DOTS, _MOST_DOTS = 8, 16_384
_REGISTERS = 0x10000
_MOST_CHARACTERS = 120


class Driver(Protocol):
    """The seam: how a kind of sign is spoken to."""

    def show(self, frame: Frame) -> None:
        """Show a frame, and return when the sign has taken it.

        Raises:
            DeviceError: Silent, Garbled, Refused, Torn; the sign may then show anything.
        """


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sign.

    Attributes:
        code: its name in the office's list.
        kind: `digits` (Modbus), `alpha`, `area` (dynamic area over TCP), `pixels` (DDP).
        line: `tcp://host:port`, `udp://host:port` or `serial:///dev/ttyUSB0?baud=9600`; signs of one bus say the same.
        unit: its address on the bus.
        windows: the windows that it is for; one alone is the sign over that window.
        zone: the zone that it is for, instead of windows; neither means the whole hall.
        rows: how many calls it has room for.
        lang: of the words, `zh` or `en`.
        answers: whether it can be asked; what does not answer never counts as shown.
        framing: `rtu` when a serial server passes bytes through; `auto` is Modbus/TCP on a network.
        characters, register, form: of digits (form: `pairs`, `single`, `binary`); characters of Alpha too.
        width, height, left, top, area: in dots, and the number of the dynamic area.
    """

    code: str
    kind: Kind
    line: str
    unit: int = 1
    windows: tuple[str, ...] = ()
    zone: str = ""
    rows: int = 1
    lang: Literal["zh", "en"] = "zh"
    answers: bool = True
    framing: Literal["auto", "rtu"] = "auto"
    characters: int = 5
    register: int = 0
    form: str = "pairs"
    width: int = 64
    height: int = 32
    left: int = 0
    top: int = 0
    area: int = 0

    @property
    def place(self) -> Place:
        """Which part of the hall it is for."""
        return Place(self.windows, self.zone, self.rows)

    @property
    def confirms(self) -> bool:
        """Whether it says that it has taken a frame, so that a call may count as shown."""
        return self.answers or self.kind in {"digits", "area"}


class SignPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of an agent."""

    signs: tuple[Sign, ...]


def read_plan(file: Path) -> tuple[Sign, ...]:
    """Return the signs in an agent's file.

    Raises:
        BadSetting: names the sign and what is wrong with it.
    """
    signs = read_settings(file, SignPlan).signs
    check_codes(file, (each.code for each in signs))
    for each in signs:
        check(each)
    places = Counter((each.line, each.unit, each.area) for each in signs)
    twice = [f"{line} unit {unit}" for (line, unit, _), count in places.items() if count > 1]
    if twice:
        raise BadSetting(f"{file}: said twice: {', '.join(twice)}")
    kinds = {each.line: {other.kind for other in signs if other.line == each.line} for each in signs}
    if mixed := [line for line, found in kinds.items() if len(found) > 1]:
        raise BadSetting(f"{file}: signs of different kinds on one line: {', '.join(mixed)}")
    return signs


def check(sign: Sign) -> None:
    """Refuse a sign that cannot be.

    Raises:
        BadSetting: says what is wrong.
    """
    opener(sign.line)
    wrong = {
        "windows and zone": not (sign.windows and sign.zone),
        "unit": sign.unit in range(1, _LAST_UNIT.get(sign.kind, 255) + 1),
        "form": sign.form in FORMS,
        "rows": sign.rows >= 1,
        "characters": 1 <= sign.characters <= _MOST_CHARACTERS,
        "register": 0 <= sign.register < _REGISTERS,
        "width and height": min(sign.width, sign.height) >= _LEAST_DOTS
        and sign.width * sign.height <= _MOST_DOTS,
        "line": (sign.kind == "pixels") == sign.line.startswith("udp:"),
    }
    if bad := [name for name, good in wrong.items() if not good]:
        raise BadSetting(f"sign {sign.code!r}: {', '.join(bad)} cannot be so")


def driver_of(sign: Sign, line: Line) -> Driver:
    """Return the driver of a sign on an open line."""
    if sign.kind == "digits":
        framed = sign.line.startswith("tcp:") and sign.framing == "auto"
        return Digits(Master(line, framed), sign.unit, sign.characters, sign.register, sign.form)
    if sign.kind == "alpha":
        return Alpha(line, sign.unit, sign.answers, sign.characters)
    if sign.kind == "area":
        return Area(line, sign.width, sign.height, sign.lang, sign.left, sign.top, sign.area)
    return Pixels(line, sign.width, sign.height, sign.lang, sign.answers)
