"""Modbus as a master: RTU on a serial line, TCP on a network; the few functions that signs and pads need.

Sources: MODBUS Application Protocol V1.1b3, MODBUS over Serial Line V1.02, Messaging on TCP/IP V1.0b (modbus.org).
Own framing of a dozen lines each, as a library would bring its own transports, loops and reconnecting.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass

from hallwires.checksums import crc16
from hallwires.errors import Garbled, Refused, Silent
from hallwires.lines import Line

READ_INPUT_BITS, READ_HOLDING, READ_INPUTS = 0x02, 0x03, 0x04
WRITE_COIL, WRITE_REGISTER, WRITE_COILS, WRITE_REGISTERS = 0x05, 0x06, 0x0F, 0x10
EXCEPTIONS = {
    1: "illegal function",
    2: "illegal data address",
    3: "illegal data value",
    4: "device failure",
    5: "acknowledge: still working",
    6: "device busy",
    8: "memory parity error",
    10: "gateway path unavailable",
    11: "gateway target did not answer",
}
FAILED = 0x80
ANSWER_SECONDS = 0.5
QUIET_SECONDS = 0.005
"""Between two frames on a serial line: 3.5 characters at 9600 baud, rounded up; adapters add more at lower speeds."""
_ATTEMPTS = 2
_HEAD = struct.Struct(">HHHB")  # of TCP: transaction, protocol 0, length, unit
_LEAST_RTU = 5
_ECHOING = frozenset({WRITE_COIL, WRITE_REGISTER, WRITE_COILS, WRITE_REGISTERS})
_COIL_ON = 0xFF00


@dataclass(slots=True)
class Master:
    """One bus: asks a unit, and gives its answer.

    Attributes:
        line: open, and ours alone.
        framed: over TCP (a head instead of a check sum).
        seconds: how long an answer may take.
    """

    line: Line
    framed: bool
    seconds: float = ANSWER_SECONDS
    _turn: int = 0
    _spoke_at: float = 0.0

    def write_register(self, unit: int, at: int, value: int) -> None:
        """Write one holding register (06).

        Raises:
            Silent, Garbled, Refused, Torn: as every call here; an answer that is lost or garbled is asked for twice.
        """
        self._ask(unit, struct.pack(">BHH", WRITE_REGISTER, at, value))

    def write_registers(self, unit: int, at: int, values: Sequence[int]) -> None:
        """Write several holding registers at once (10 hex)."""
        head = struct.pack(">BHHB", WRITE_REGISTERS, at, len(values), 2 * len(values))
        self._ask(unit, head + struct.pack(f">{len(values)}H", *values))

    def write_coil(self, unit: int, at: int, *, on: bool) -> None:
        """Switch one coil (05)."""
        self._ask(unit, struct.pack(">BHH", WRITE_COIL, at, _COIL_ON if on else 0))

    def read_inputs(self, unit: int, at: int, count: int) -> tuple[int, ...]:
        """Read input registers (04)."""
        answer = self._ask(unit, struct.pack(">BHH", READ_INPUTS, at, count))
        if len(answer) != 2 + 2 * count or answer[1] != 2 * count:
            raise Garbled(f"unit {unit} answered {len(answer)} bytes to a question for {count} registers")
        return struct.unpack(f">{count}H", answer[2:])

    def read_input_bits(self, unit: int, at: int, count: int) -> tuple[bool, ...]:
        """Read discrete inputs (02)."""
        answer = self._ask(unit, struct.pack(">BHH", READ_INPUT_BITS, at, count))
        size = (count + 7) // 8
        if len(answer) != 2 + size or answer[1] != size:
            raise Garbled(f"unit {unit} answered {len(answer)} bytes to a question for {count} inputs")
        return tuple(bool(answer[2 + n // 8] >> n % 8 & 1) for n in range(count))

    def _ask(self, unit: int, question: bytes) -> bytes:
        for attempt in range(_ATTEMPTS):
            try:
                return self._exchange(unit, question)
            except (Silent, Garbled):
                if attempt + 1 == _ATTEMPTS:
                    raise
        raise AssertionError

    def _exchange(self, unit: int, question: bytes) -> bytes:
        # on a bus a frame ends by silence: without one, two of them are one to every unit
        time.sleep(max(0.0, self._spoke_at + QUIET_SECONDS - time.monotonic()))
        self.line.drain()
        self.line.send(self._framed(unit, question) if self.framed else rtu(unit, question))
        try:
            answer = self._hear_framed(unit) if self.framed else self._hear_rtu(unit)
        finally:
            self._spoke_at = 0.0 if self.framed else time.monotonic()
        if answer[0] == question[0] | FAILED and len(answer) > 1:
            raise Refused(f"unit {unit}: {EXCEPTIONS.get(answer[1], f'exception {answer[1]}')}")
        if answer[0] != question[0]:
            raise Garbled(f"unit {unit} answered function {answer[0]} to {question[0]}")
        if question[0] in _ECHOING and answer != question[:5]:
            raise Garbled(f"unit {unit} confirmed something else than was written")
        return answer

    def _framed(self, unit: int, question: bytes) -> bytes:
        self._turn = self._turn % 0xFFFF + 1
        return _HEAD.pack(self._turn, 0, len(question) + 1, unit) + question

    def _hear_framed(self, unit: int) -> bytes:
        deadline = time.monotonic() + self.seconds
        heard = b""
        while True:
            heard += self._part(deadline, unit)
            if len(heard) < _HEAD.size:
                continue
            turn, protocol, length, who = _HEAD.unpack_from(heard)
            if protocol or not 1 < length <= 254:
                raise Garbled(f"unit {unit}: no Modbus/TCP head in its answer")
            if len(heard) < _HEAD.size - 1 + length:
                continue
            whole, heard = heard[: _HEAD.size - 1 + length], heard[_HEAD.size - 1 + length :]
            if turn == self._turn and who == unit:  # else a late answer to what was asked before
                return whole[_HEAD.size :]

    def _hear_rtu(self, unit: int) -> bytes:
        """Collect an answer until its check sum is right: its length follows from its function."""
        deadline = time.monotonic() + self.seconds
        heard = b""
        while True:
            try:
                heard += self._part(deadline, unit)
            except Silent:
                if heard:
                    raise Garbled(
                        f"unit {unit}: its answer has no right check sum (baud, parity, A and B?)"
                    ) from None
                raise
            if len(heard) >= _LEAST_RTU and len(heard) >= _rtu_length(heard):
                return _checked(heard[: _rtu_length(heard)], unit)

    def _part(self, deadline: float, unit: int) -> bytes:
        part = self.line.receive(deadline - time.monotonic())
        if not part:
            raise Silent(f"unit {unit} did not answer within {self.seconds:g} s")
        return part


def rtu(unit: int, said: bytes) -> bytes:
    """Return a frame of a serial line: unit, function and data, check sum with its low byte first."""
    frame = bytes((unit,)) + said
    return frame + struct.pack("<H", crc16(frame))


def _rtu_length(heard: bytes) -> int:
    function = heard[1]
    if function & FAILED:
        return _LEAST_RTU
    return 8 if function in _ECHOING else 5 + heard[2]


def _checked(frame: bytes, unit: int) -> bytes:
    if struct.unpack("<H", frame[-2:])[0] != crc16(frame[:-2]):
        raise Garbled(f"unit {unit}: its answer has no right check sum (baud, parity, A and B?)")
    if frame[0] != unit:
        raise Garbled(f"unit {frame[0]} answered instead of {unit}")
    return frame[1:-2]
