"""The check sum that several devices share."""

_POLYNOMIAL = 0xA001
_BYTE = 8
MODBUS = 0xFFFF
ARC = 0x0000


def _row(value: int) -> int:
    for _ in range(_BYTE):
        value = value >> 1 ^ (_POLYNOMIAL if value & 1 else 0)
    return value


_TABLE = tuple(_row(value) for value in range(1 << _BYTE))


def crc16(data: bytes, start: int = MODBUS) -> int:
    """Return the CRC-16 of polynomial x¹⁶+x¹⁵+x²+1, reflected; `start` is FFFF for Modbus, 0 for CRC-16/ARC."""
    found = start
    for byte in data:
        found = found >> _BYTE ^ _TABLE[(found ^ byte) & 0xFF]
    return found
