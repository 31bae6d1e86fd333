"""A virtual Modbus unit: parses strictly, and answers, refuses or is silent as a real one."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from hallwires.checksums import crc16
from hallwires.modbus import (
    FAILED,
    READ_HOLDING,
    READ_INPUT_BITS,
    READ_INPUTS,
    WRITE_COIL,
    WRITE_COILS,
    WRITE_REGISTER,
    WRITE_REGISTERS,
    rtu,
)

ILLEGAL_FUNCTION, ILLEGAL_ADDRESS, ILLEGAL_VALUE, BUSY = 1, 2, 3, 6
_TCP_HEAD = struct.Struct(">HHHB")
_COILS = {0xFF00: True, 0x0000: False}
_FIRST_VALUE = 4
_LEAST = 4
_Held = TypeVar("_Held")


class _Refusal(Exception):
    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass
class Slave:
    """One unit: what it holds, what is wrong with it, and what is called when something is written.

    Attributes:
        silent: it answers nothing, as without power.
        noisy: one bit of what it answers arrives turned, as on a disturbed line.
        busy: it answers exception 6 to everything.
        deaf: how many questions it misses before it hears one.
    """

    unit: int = 1
    holding: list[int] = field(default_factory=lambda: [0] * 32)
    inputs: list[int] = field(default_factory=lambda: [0] * 32)
    bits: list[bool] = field(default_factory=lambda: [False] * 16)
    coils: list[bool] = field(default_factory=lambda: [False] * 16)
    written: Callable[[], None] = lambda: None
    silent: bool = False
    noisy: bool = False
    busy: bool = False
    deaf: int = 0

    def power_cycle(self) -> None:
        """Forget everything that was written."""
        self.holding = [0] * len(self.holding)
        self.coils = [False] * len(self.coils)
        self.written()

    def answer(self, question: bytes) -> bytes | None:
        """Return the answer to a question without its frame; None for silence."""
        if self.silent:
            return None
        if self.deaf:
            self.deaf -= 1
            return None
        if self.busy:
            return bytes((question[0] | FAILED, BUSY))
        try:
            return self._do(question)
        except _Refusal as refusal:
            return bytes((question[0] | FAILED, refusal.number))
        except (struct.error, IndexError):
            return bytes((question[0] | FAILED, ILLEGAL_VALUE))

    def _do(self, question: bytes) -> bytes:
        function, at, count = struct.unpack_from(">BHH", question)
        if function in {READ_HOLDING, READ_INPUTS}:
            held = _part(self.holding if function == READ_HOLDING else self.inputs, at, count)
            return struct.pack(f">BB{count}H", function, 2 * count, *held)
        if function == READ_INPUT_BITS:
            held_bits = _part(self.bits, at, count)
            packed = sum(bit << place for place, bit in enumerate(held_bits))
            size = (count + 7) // 8
            return bytes((function, size)) + packed.to_bytes(size, "little")
        self._write(function, at, count, question[5:])
        self.written()
        return question[:5]

    def _write(self, function: int, at: int, value: int, more: bytes) -> None:
        if function == WRITE_REGISTER:
            _put(self.holding, at, [value])
        elif function == WRITE_REGISTERS:
            if not value or more[0] != 2 * value or len(more) != 1 + 2 * value:
                raise _Refusal(ILLEGAL_VALUE)
            _put(self.holding, at, list(struct.unpack(f">{value}H", more[1:])))
        elif function == WRITE_COIL:
            if value not in _COILS:
                raise _Refusal(ILLEGAL_VALUE)
            _put(self.coils, at, [_COILS[value]])
        elif function == WRITE_COILS:
            _put(self.coils, at, [bool(more[1 + n // 8] >> n % 8 & 1) for n in range(value)])
        else:
            raise _Refusal(ILLEGAL_FUNCTION)


def _part(held: list[_Held], at: int, count: int) -> list[_Held]:
    if not count or at + count > len(held):
        raise _Refusal(ILLEGAL_ADDRESS)
    return held[at : at + count]


def _put(held: list[_Held], at: int, values: list[_Held]) -> None:
    if at + len(values) > len(held):
        raise _Refusal(ILLEGAL_ADDRESS)
    held[at : at + len(values)] = values


class Bus:
    """Several units on one line: RTU on a serial line (or through a serial server), or Modbus/TCP."""

    def __init__(self, *slaves: Slave, framed: bool) -> None:
        self.slaves = {each.unit: each for each in slaves}
        self._framed = framed

    def ears(self) -> Callable[[bytes], bytes]:
        """Return what hears one connection."""
        kept = bytearray()

        def hear(part: bytes) -> bytes:
            kept.extend(part)
            return self._hear_tcp(kept) if self._framed else self._hear_rtu(kept)

        return hear

    def _hear_tcp(self, kept: bytearray) -> bytes:
        answers = b""
        while len(kept) >= _TCP_HEAD.size:
            turn, protocol, length, unit = _TCP_HEAD.unpack_from(kept)
            if protocol or length < 2:
                kept.clear()
                break
            if len(kept) < _TCP_HEAD.size - 1 + length:
                break
            question = bytes(kept[_TCP_HEAD.size : _TCP_HEAD.size - 1 + length])
            del kept[: _TCP_HEAD.size - 1 + length]
            answer = self._ask(unit, question)
            if answer is not None:
                answers += _TCP_HEAD.pack(turn, 0, len(answer) + 1, unit) + answer
        return answers

    def _hear_rtu(self, kept: bytearray) -> bytes:
        """Take a whole frame; what has no right check sum is no frame, and is forgotten as after a silence."""
        length = _length(kept)
        if length is None or len(kept) < length:
            return b""
        frame = bytes(kept[:length])
        kept.clear()
        if struct.unpack("<H", frame[-2:])[0] != crc16(frame[:-2]):
            return b""
        answer = self._ask(frame[0], frame[1:-2])
        if answer is None:
            return b""
        said = rtu(frame[0], answer)
        return _disturbed(said) if self.slaves[frame[0]].noisy else said

    def _ask(self, unit: int, question: bytes) -> bytes | None:
        slave = self.slaves.get(unit)
        return None if slave is None else slave.answer(question)


def _disturbed(said: bytes) -> bytes:
    """Turn one bit where an answer has its first value: only the check sum can tell."""
    bent = bytearray(said)
    bent[_FIRST_VALUE] ^= 1
    return bytes(bent)


def _length(kept: bytearray) -> int | None:
    """The length of the question that begins here; None when it cannot be told yet."""
    if len(kept) < _LEAST:
        return None
    if kept[1] in {WRITE_REGISTERS, WRITE_COILS}:
        return 9 + kept[6] if len(kept) > 6 else None
    return 8
