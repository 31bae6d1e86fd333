"""Interprets ESC/POS as a printer's firmware does: bytes in, paper and answers out, no socket, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw

from hallprinters.drawing import fonts, layout

_ESC, _FS, _GS, _DLE, _LF = 0x1B, 0x1C, 0x1D, 0x10, 0x0A
_LENGTHS = {
    **{bytes((_ESC, ord(letter))): 2 for letter in "@2<LS"},
    **{bytes((_ESC, ord(letter))): 3 for letter in "aEdJtRM!-G3 {V=rTU"},
    **{bytes((_ESC, ord(letter))): 4 for letter in "$\\c"},
    **{bytes((_GS, ord(letter))): 3 for letter in "!BarIbfhHw"},
    **{bytes((_GS, ord(letter))): 4 for letter in "LWP$\\"},
    **{bytes((_FS, ord(letter))): 2 for letter in "&."},
    **{bytes((_FS, ord(letter))): 3 for letter in "!C-W"},
    **{bytes((_FS, ord(letter))): 4 for letter in "S"},
    b"\x10\x04": 3,
    b"\x10\x05": 3,
}
_NAMES = {65: b"1.0", 66: b"hallqueue", 67: b"virtual", 68: b"0001"}
_TEXT_PIXELS = 24
_CUT_FEEDS = frozenset((65, 66, 97, 98))


@dataclass(frozen=True)
class Fed:
    """The paper moved by this many rows."""

    rows: int


@dataclass(frozen=True)
class CutOff:
    """A slip was cut off: its picture and the bytes it was made of."""

    picture: Image.Image
    raw: bytes


@dataclass(frozen=True)
class AskedSensor:
    """A GS r was reached in its turn."""


@dataclass(frozen=True)
class Say:
    """The printer answers these bytes when it reaches this place."""

    data: bytes


@dataclass(frozen=True)
class Automatic:
    """Automatic status was turned on or off."""

    on: bool


@dataclass(frozen=True)
class NotUnderstood:
    """A command that this printer does not know."""

    data: bytes


Event = Fed | CutOff | AskedSensor | Say | Automatic | NotUnderstood


class Interpreter:
    """Keeps an incomplete command, as a printer does: the next bytes complete it, from any connection."""

    def __init__(self, dots: int) -> None:
        self._dots = dots
        self._held = bytearray()
        self._raw = bytearray()
        self._strips: list[Image.Image] = []
        self._initialise()

    def feed(self, data: bytes) -> Iterator[Event]:
        """Yield what happens on `data`, in order; the caller may take its time between events."""
        self._held += data
        while self._held:
            size = self._length()
            if size is None:
                return
            command = bytes(self._held[:size])
            del self._held[:size]
            self._raw += command
            yield from self._obey(command)

    def _initialise(self) -> None:
        self._align = 0
        self._scale = 1
        self._han = True
        self._line = b""

    def _length(self) -> int | None:
        """Return the length of the first command; None while it is incomplete."""
        held = self._held
        if held[0] not in {_ESC, _FS, _GS, _DLE}:
            return 1
        if len(held) < 2:  # the command's name is incomplete
            return None
        size = _LENGTHS.get(bytes(held[:2])) or self._variable_length()
        return size if size is not None and len(held) >= size else None

    def _variable_length(self) -> int | None:
        held = self._held
        name = bytes(held[:2])
        if name == b"\x1dv":
            return 8 + _number(held, 4) * _number(held, 6) if len(held) >= 8 else None  # its header
        if name in {b"\x1d(", b"\x1b(", b"\x1c("}:
            return 5 + _number(held, 3) if len(held) >= 5 else None  # its header
        if name == b"\x1dV":
            return None if len(held) < 3 else 4 if held[2] in _CUT_FEEDS else 3  # GS V m
        if name == b"\x10\x14":
            return None if len(held) < 3 else 10 if held[2] == 8 else 5  # DLE DC4 fn
        return 2

    def _obey(self, command: bytes) -> Iterator[Event]:
        match command[:2]:
            case b"\x1dv":
                yield self._raster(command)
            case b"\x1dV":
                yield from self._cut()
            case b"\x1d(":
                yield from self._asked(command)
            case b"\x1b@":
                self._initialise()
                yield Automatic(on=False)
            case b"\x1da":
                yield Automatic(on=bool(command[2]))
            case b"\x1dr":
                yield AskedSensor()
            case b"\x1dI":
                yield Say(b"_" + _NAMES.get(command[2] % 128, b"") + b"\0")
            case b"\x1bd" | b"\x1bJ":
                yield from self._break_line()
                yield self._blank(command[2] * (30 if command[1:2] == b"d" else 1))
            case _:
                yield from self._set_or_write(command)

    def _set_or_write(self, command: bytes) -> Iterator[Event]:
        match command[:2]:
            case b"\x1ba":
                self._align = command[2] % 48
            case b"\x1d!":
                self._scale = 1 + (command[2] & 0x07)
            case b"\x1c&" | b"\x1c.":
                self._han = command[1:2] == b"&"
            case name if name in _LENGTHS or name == b"\x10\x14":
                pass
            case b"\n":
                yield from self._break_line(always=True)
            case name if len(name) == 1:
                self._line += name if name[0] >= 0x20 else b""  # control characters draw nothing
            case _:
                yield NotUnderstood(command)

    def _asked(self, command: bytes) -> Iterator[Event]:
        if command[2:3] == b"H" and command[5:7] == b"00":
            yield Say(b'7"' + command[7:11] + b"\0")
        else:
            yield NotUnderstood(command)

    def _raster(self, command: bytes) -> Fed:
        wide, tall = _number(command, 4), _number(command, 6)
        if not wide or not tall:
            return Fed(0)
        ink = Image.frombytes("1", (wide * 8, tall), command[8:], "raw", "1;I")
        return self._put(ink)

    def _break_line(self, *, always: bool = False) -> Iterator[Event]:
        words = self._line.decode("gb18030" if self._han else "latin-1", "replace")
        self._line = b""
        if words.strip():
            yield self._put(_typed(words, _TEXT_PIXELS * self._scale))
        elif always:
            yield self._blank(30)

    def _put(self, ink: Image.Image) -> Fed:
        strip = Image.new("1", (self._dots, ink.height), 1)
        spare = self._dots - ink.width
        strip.paste(ink, ((0, spare // 2, spare)[min(self._align, 2)], 0))
        self._strips.append(strip)
        return Fed(strip.height)

    def _blank(self, rows: int) -> Fed:
        return self._put(Image.new("1", (self._dots, rows), 1)) if rows else Fed(0)

    def _cut(self) -> Iterator[Event]:
        yield from self._break_line()
        tall = sum(strip.height for strip in self._strips)
        if tall:
            sheet = Image.new("1", (self._dots, tall), 1)
            top = 0
            for strip in self._strips:
                sheet.paste(strip, (0, top))
                top += strip.height
            yield CutOff(sheet, bytes(self._raw))
        self._strips.clear()
        self._raw.clear()


def _number(command: bytes | bytearray, at: int) -> int:
    return command[at] + 256 * command[at + 1]


def _typed(words: str, pixels: int) -> Image.Image:
    plain = fonts.drawable(words)
    strip = Image.new("1", (max(8, layout.width(plain, pixels)), round(pixels * 1.25)), 1)
    x = 0
    for face, stretch in fonts.runs(plain):
        ImageDraw.Draw(strip).text((x, pixels), stretch, 0, fonts.font(face, pixels), anchor="ls")
        x += layout.width(stretch, pixels)
    return strip
