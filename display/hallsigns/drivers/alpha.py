"""Text signs of the Alpha protocol (American Alpha, BetaBrite and what understands them), on RS-232, RS-485 or TCP.

Source: Alpha Sign Communications Protocol, Adaptive Micro Systems, pn 9708-8061: a packet is five NUL (by which the
sign finds the speed), SOH, type, address, STX, command and data, ETX, four hex digits of a check sum, EOT. The check
sum is the sum of all from STX to ETX, modulo 65536. A sign with acknowledgement switched on (special function `s`)
answers with ACK or NAK and its status; others are silent whatever came.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from hallsigns.dots import words_of
from hallsigns.frame import Frame, Row, Shows
from hallwires.errors import Garbled, Refused, Silent
from hallwires.lines import Line

NUL, SOH, STX, ETX, EOT, ESC, ACK, NAK = (bytes((each,)) for each in (0, 1, 2, 3, 4, 0x1B, 0x06, 0x15))
SYNC = NUL * 5
ALL_TYPES = b"Z"
WRITE_TEXT, SPECIAL = b"A", b"E"
PRIORITY = b"0"  # this file is always there, and is shown before all others
MIDDLE, HOLD = b" ", b"b"
COLOURS = {Shows.CALLED: b"\x1c3", Shows.LOST: b"\x1c1"}  # amber, red
_GREEN = b"\x1c2"
STATUS = {
    0x20: "illegal command or file",
    0x10: "wrong check sum",
    0x08: "no room for so much text",
    0x04: "it waited too long for the rest",
    0x02: "framing error: another speed?",
    0x01: "parity error: another parity?",
}
ANSWER_SECONDS = 1.0


@dataclass(slots=True)
class Alpha:
    """One sign; `unit` 0 is all on the line, which cannot acknowledge.

    Attributes:
        answers: the sign has acknowledgement; without it nothing is known of the sign but that the line took it.
        characters: how many it shows at once.
    """

    line: Line
    unit: int = 1
    answers: bool = True
    characters: int = 12
    _told: bool = False

    def show(self, frame: Frame) -> None:
        """Write the frame's first row as the priority text."""
        if self.answers and not self._told:
            self._say(SPECIAL + b"s1")  # acknowledge from now on; kept by the sign, and harmless to say again
            self._told = True
        try:
            self._say(WRITE_TEXT + PRIORITY + ESC + MIDDLE + HOLD + text_of(frame.head, self.characters))
        except Silent:
            self._told = False  # it may have lost its power, and with it what it was told
            raise

    def _say(self, command: bytes) -> None:
        self.line.drain()
        self.line.send(packet(self.unit, command))
        if self.answers:
            self._hear()

    def _hear(self) -> None:
        deadline = time.monotonic() + ANSWER_SECONDS
        heard = b""
        while not (heard and EOT in heard):
            part = self.line.receive(deadline - time.monotonic())
            if not part:
                break
            heard += part
        if ACK in heard:
            return
        if NAK in heard:
            raise Refused(f"sign {self.unit:02X}: {_status(heard)}")
        if heard:
            raise Garbled(f"sign {self.unit:02X}: neither ACK nor NAK (speed, parity, 7 or 8 bits?)")
        raise Silent(f"sign {self.unit:02X} did not acknowledge within {ANSWER_SECONDS:g} s")


def packet(unit: int, command: bytes) -> bytes:
    """Return a packet with its check sum."""
    body = STX + command + ETX
    return SYNC + SOH + ALL_TYPES + b"%02X" % unit + body + b"%04X" % (sum(body) % 0x10000) + EOT


def text_of(row: Row, characters: int) -> bytes:
    """Return a row in colour: number and window, or the state in English, as such a sign has no Chinese."""
    colour = COLOURS.get(row.shows, _GREEN)
    if row.number:
        between = " > " if len(row.number) + len(row.window) + 3 <= characters else " "
        text = f"{row.number}{between}{row.window}"
    else:
        text = words_of(row.shows, "en").upper()
    return colour + text[:characters].encode("ascii", "replace")


def _status(heard: bytes) -> str:
    """The reasons in the status byte after NAK: two hex digits, or the byte itself."""
    said = heard.partition(NAK)[2].replace(EOT, b"").strip(NUL)
    try:
        bits = int(said[:2], 16) if len(said) >= 2 else said[0]
    except (ValueError, IndexError):
        return "refused"
    return ", ".join(words for bit, words in STATUS.items() if bits & bit) or "refused"
