"""The four kinds of pretend signs: what each takes, how each refuses, what each shows."""

from __future__ import annotations

import re
import struct
import time
from collections.abc import Callable

from PIL import Image

from hallsigns.drivers import alpha, area, pixels
from hallsigns.virtual.lamps import letters, segments
from hallwires.errors import Garbled
from hallwires.plug import Hear
from hallwires.slave import Bus, Slave

_NOISE = 0x5A
_CHECK, _COMMAND = 0x50, 0x60  # Alpha's status: bit 6 is always set


def _noise(said: bytes) -> bytes:
    return bytes(byte ^ _NOISE for byte in said)


_FRAME = re.compile(rb"\0{5,}\x01([Za-z])([0-9A-F]{2})(\x02.*?\x03)([0-9A-F]{4})?", re.DOTALL)
_COLOURS = {b"1": (255, 60, 50), b"2": (60, 230, 90), b"3": (255, 197, 61)}


class DigitBody:
    """A digit display with two characters in each holding register from 0 on."""

    def __init__(self, unit: int, characters: int, *, framed: bool) -> None:
        self.changed: Callable[[], None] = lambda: None
        self._characters = characters
        registers = (characters + 1) // 2
        self.slave = Slave(unit, holding=[0] * registers, written=self._note)
        self._bus = Bus(self.slave, framed=framed)

    @property
    def silent(self) -> bool:
        """Whether it answers nothing."""
        return self.slave.silent

    @silent.setter
    def silent(self, to: bool) -> None:
        self.slave.silent = to

    @property
    def noisy(self) -> bool:
        """Whether its answers arrive garbled."""
        return self.slave.noisy

    @noisy.setter
    def noisy(self, to: bool) -> None:
        self.slave.noisy = to

    @property
    def busy(self) -> bool:
        """Whether it refuses everything."""
        return self.slave.busy

    @busy.setter
    def busy(self, to: bool) -> None:
        self.slave.busy = to

    @property
    def text(self) -> str:
        """The characters in its registers."""
        held = b"".join(struct.pack(">H", each) for each in self.slave.holding)
        return held.replace(b"\0", b" ").decode("latin-1")[: self._characters]

    def ears(self) -> Hear:
        """Return what hears one connection."""
        return self._bus.ears()

    def dots(self) -> Image.Image:
        """Return its digits of seven segments."""
        return segments(self.text, self._characters)

    def power_cycle(self) -> None:
        """Forget what was written."""
        self.slave.power_cycle()

    def _note(self) -> None:
        self.changed()


class AlphaBody:
    """A text sign of the Alpha protocol; acknowledges once it has been told to."""

    def __init__(self, unit: int, characters: int) -> None:
        self.changed: Callable[[], None] = lambda: None
        self.silent = self.noisy = self.busy = False
        self.acknowledges = False
        self.text = ""
        self.colour = (255, 60, 50)
        self._unit, self._characters = unit, characters

    def ears(self) -> Hear:
        """Return what hears one connection."""
        kept = bytearray()

        def hear(part: bytes) -> bytes:
            kept.extend(part)
            said = b""
            while alpha.EOT in kept:
                packet, _, rest = bytes(kept).partition(alpha.EOT)
                kept[:] = rest
                said += self._take(packet)
            return said

        return hear

    def dots(self) -> Image.Image:
        """Return its letters."""
        return letters(self.text, self._characters, self.colour)

    def power_cycle(self) -> None:
        """Forget the text, and that it was to acknowledge."""
        self.text, self.acknowledges = "", False
        self.changed()

    def _take(self, packet: bytes) -> bytes:
        found = _FRAME.fullmatch(packet)
        if self.silent or not found or found[2] not in {b"00", b"%02X" % self._unit}:
            return b""
        if found[4] is not None and int(found[4], 16) != sum(found[3]) % 0x10000:
            return self._answer(_CHECK)
        command = found[3][1:-1]
        if self.busy or not self._obeys(command):
            return self._answer(_COMMAND)
        self.changed()
        return self._answer(0)

    def _obeys(self, command: bytes) -> bool:
        if command.startswith(b"Es"):
            self.acknowledges = command[2:3] == b"1"
            return True
        text = re.fullmatch(rb"A0\x1b([\x20-\x7f])([\x20-\x7f])(?:\x1c(.))?([\x20-\x7e]*)", command)
        if not text:
            return False
        self.text = text[4].decode("ascii")
        self.colour = _COLOURS.get(text[3], _COLOURS[b"1"])
        return True

    def _answer(self, status: int) -> bytes:
        if not self.acknowledges:
            return b""
        said = alpha.ACK if not status else alpha.NAK + b"%02X" % status
        frame = alpha.SYNC + alpha.SOH + b"000" + alpha.STX + said + alpha.ETX + alpha.EOT
        return _noise(said) if self.noisy else frame


class AreaBody:
    """A controller with one dynamic area; the area vanishes when nothing new comes in its time."""

    def __init__(self, width: int, height: int) -> None:
        self.changed: Callable[[], None] = lambda: None
        self.silent = self.noisy = self.busy = False
        self._size = (width, height)
        self._picture = Image.new("RGB", self._size)
        self._until: float | None = None

    def ears(self) -> Hear:
        """Return what hears one connection."""
        kept = bytearray()

        def hear(part: bytes) -> bytes:
            kept.extend(part)
            said = b""
            while area.END in kept:
                frame, _, rest = bytes(kept).partition(area.END)
                kept[:] = rest
                said += self._take(frame + area.END)
            return said

        return hear

    def dots(self) -> Image.Image:
        """Return the area; dark once its time is over."""
        gone = self._until is not None and time.monotonic() > self._until
        return Image.new("RGB", self._size) if gone else self._picture

    def power_cycle(self) -> None:
        """A dynamic area lives in memory alone."""
        self._picture, self._until = Image.new("RGB", self._size), None
        self.changed()

    def _take(self, frame: bytes) -> bytes:
        if self.silent or not frame.startswith(area.START):
            return b""
        try:
            body = area.unwrap(frame)
        except Garbled:
            return b""
        *_, length = area.HEAD.unpack_from(body)
        data = body[area.HEAD.size :]
        if length != len(data) or data[1:3] != bytes(area.SEND_AREA):
            return self._answer(area.DENIED, 1)
        if self.busy:
            return self._answer(area.DENIED, 3)
        error = self._put(data[3:])
        if error:
            return self._answer(area.DENIED, error)
        self.changed()
        return self._answer(area.ACKNOWLEDGED, 0)

    def _put(self, data: bytes) -> int:
        """Take an area; gives 0, or the number of what is wrong with it."""
        _, areas, size = struct.unpack_from("<HHI", data)
        fields = area.AREA.unpack_from(data, 8)
        _, mode, timeout, *_ = fields
        left, top, width, height = fields[8:12]
        page = area.PAGE.unpack_from(data, 8 + area.AREA.size)
        picture = data[8 + size :]
        if areas != 1 or fields[7] != area.PICTURE_AREA or page[0] != area.PAGE.size - 4:
            return 4
        if left + width > self._size[0] or top + height > self._size[1]:
            return 5
        if page[-1] != len(picture) or len(picture) != 3 * width * height:
            return 6
        self._picture.paste(Image.frombytes("RGB", (width, height), picture), (left, top))
        self._until = time.monotonic() + timeout if mode == area.LOOP_UNTIL_TIMEOUT else None
        return 0

    def _answer(self, group_and_command: tuple[int, int], error: int) -> bytes:
        data = area.ANSWER.pack(0, *group_and_command, 0, error, 0)
        head = area.HEAD.pack(area.FROM_US, 1, area.VERSION, 0, area.DEVICE, bytes(4), len(data))
        frame = area.wrap(head + data)
        return frame[:-4] + _noise(frame[-4:-1]) + area.END if self.noisy else frame


class PixelBody:
    """A DDP controller: takes dots, shows them when it is told to, and says its status when asked."""

    def __init__(self, width: int, height: int) -> None:
        self.changed: Callable[[], None] = lambda: None
        self.silent = self.noisy = self.busy = False
        self._size = (width, height)
        self._held = bytearray(3 * width * height)
        self._shown = bytes(self._held)

    def ears(self) -> Hear:
        """Return what hears packets."""
        return self._take

    def dots(self) -> Image.Image:
        """Return the dots that were shown last."""
        return Image.frombytes("RGB", self._size, self._shown)

    def power_cycle(self) -> None:
        """Forget the dots."""
        self._held = bytearray(len(self._held))
        self._shown = bytes(self._held)
        self.changed()

    def _take(self, packet: bytes) -> bytes:
        if self.silent or len(packet) < pixels.HEAD.size:
            return b""
        flags, _, kind, to, at, length = pixels.HEAD.unpack_from(packet)
        data = packet[pixels.HEAD.size :]
        if flags & 0xC0 != pixels.VERSION or length != len(data):
            return b""
        if flags & pixels.QUERY:
            return self._status() if to == pixels.STATUS else b""
        if self.busy or to != pixels.DISPLAY or kind != pixels.RGB8 or at + length > len(self._held):
            return b""
        self._held[at : at + length] = data
        if flags & pixels.PUSH:
            self._shown = bytes(self._held)
            self.changed()
        return b""

    def _status(self) -> bytes:
        said = b'{"error":"busy"}' if self.busy else b'{"status":{"man":"virtual","mod":"sign","ver":"1"}}'
        head = pixels.HEAD.pack(
            pixels.VERSION | pixels.REPLY | pixels.PUSH, 0, 0, pixels.STATUS, 0, len(said)
        )
        return _noise(head) if self.noisy else head + said
