"""LED controllers with dynamic areas: a picture in RGB over TCP, into an area that lives beside the sign's programme.

Source: Onbon's own open library for BX-6Q (https://github.com/onbonlab/bx.dual.dyn.java: BxFrameWrapper, BxFrameHeader,
BxReq, BxReqSendDynArea, BxAreaDynamic, BxPage, BxPageBmp, BxResp). A frame: eight A5, then escaped (A5 → A6 02, A6 →
A6 01, 5A → 5B 02, 5B → 5B 01) a head of 16 bytes, group and command, data, CRC-16/ARC with its low byte first, then one
5A. Numbers have their low byte first. Run mode 2 with a time-out makes the area vanish by itself when nothing new came
for so long: a sign whose agent is gone does not go on calling an old number.
"""

from __future__ import annotations

import struct
import time
from dataclasses import dataclass

from hallsigns.dots import draw
from hallsigns.frame import Frame
from hallwires.checksums import ARC, crc16
from hallwires.errors import Garbled, Refused, Silent
from hallwires.lines import Line

START, END = b"\xa5", b"\x5a"
SYNC = START * 8
ESCAPES = ((b"\xa6", b"\xa6\x01"), (b"\xa5", b"\xa6\x02"), (b"\x5b", b"\x5b\x01"), (b"\x5a", b"\x5b\x02"))
HEAD = struct.Struct("<HHBBH4sI")
TO_ANY, FROM_US, VERSION = 0xFFFF, 0x8000, 0xF0
DEVICE = 0x0266  # BX-6Q2
ACKNOWLEDGED, DENIED = (0xA0, 0x00), (0xA0, 0x01)
SEND_AREA = (0xA7, 0x00)
LOOP_UNTIL_TIMEOUT = 2
VANISH_SECONDS = 30
AREA = struct.Struct("<BBHBH?4sBHHHHBBBB?5sH")
PICTURE_AREA = 0x10
PAGE = struct.Struct("<IBBBBHBH9sII")
HOLD = 100
ANSWER = struct.Struct("<BBBHHH")
ANSWER_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Area:
    """One dynamic area of a controller: `width` by `height` dots at `left`, `top`."""

    line: Line
    width: int
    height: int
    lang: str = "zh"
    left: int = 0
    top: int = 0
    number: int = 0

    def show(self, frame: Frame) -> None:
        """Draw the frame, and put the picture into the area."""
        picture = draw(frame, self.width, self.height, self.lang).tobytes()
        self.line.drain()
        self.line.send(request(SEND_AREA, self._area(picture)))
        self._hear()

    def _area(self, picture: bytes) -> bytes:
        page = PAGE.pack(PAGE.size - 4, 0, 0, 0, 0, HOLD, 1, self.width, bytes(9), 0, len(picture))
        area = AREA.pack(
            self.number,
            LOOP_UNTIL_TIMEOUT,
            VANISH_SECONDS,
            1,  # beside every programme
            0,
            False,
            bytes(4),
            PICTURE_AREA,
            self.left,
            self.top,
            self.width,
            self.height,
            0,
            0,
            0,
            0,
            False,
            bytes(5),
            1,
        )
        return struct.pack("<HHI", 0, 1, len(area) + len(page)) + area + page + picture

    def _hear(self) -> None:
        deadline = time.monotonic() + ANSWER_SECONDS
        heard = b""
        while END not in heard:
            part = self.line.receive(deadline - time.monotonic())
            if not part:
                raise Silent(f"the controller did not answer within {ANSWER_SECONDS:g} s")
            heard += part
        group, command, error = read_answer(heard)
        if (group, command) == DENIED:
            raise Refused(f"the controller says no: error {error}")
        if (group, command) != ACKNOWLEDGED:
            raise Garbled(f"the controller answered {group:02X} {command:02X}")


def request(command: tuple[int, int], data: bytes) -> bytes:
    """Return a frame that asks for an answer."""
    head = HEAD.pack(TO_ANY, FROM_US, VERSION, 0, DEVICE, bytes(4), len(data) + 3)
    return wrap(head + bytes((1, *command)) + data)


def wrap(body: bytes) -> bytes:
    """Return a frame: sync, the escaped body with its check sum, the end."""
    body += struct.pack("<H", crc16(body, ARC))
    return SYNC + b"".join(_escaped(body[at : at + 1]) for at in range(len(body))) + END


def unwrap(frame: bytes) -> bytes:
    """Return the body of a frame without its check sum.

    Raises:
        Garbled: no frame, an unknown escape, a wrong check sum.
    """
    inner = frame.lstrip(START).partition(END)[0]
    plain = {escaped: byte for byte, escaped in ESCAPES}
    body, at = bytearray(), 0
    while at < len(inner):
        step = 2 if inner[at] in {0xA6, 0x5B} else 1
        part = inner[at : at + step]
        if step == 2 and part not in plain:
            raise Garbled("the frame has an unknown escape")
        body += plain.get(part, part)
        at += step
    if len(body) < HEAD.size + 2 or struct.unpack("<H", body[-2:])[0] != crc16(bytes(body[:-2]), ARC):
        raise Garbled("the frame has no right check sum")
    return bytes(body[:-2])


def read_answer(frame: bytes) -> tuple[int, int, int]:
    """Return group, command and error of an answer."""
    body = unwrap(frame)
    if len(body) < HEAD.size + ANSWER.size:
        raise Garbled("the controller's answer is too short")
    _, group, command, _, error, _ = ANSWER.unpack_from(body, HEAD.size)
    return group, command, error


def _escaped(byte: bytes) -> bytes:
    return next((escaped for plain, escaped in ESCAPES if plain == byte), byte)
