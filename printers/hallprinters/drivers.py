"""python-escpos's devices as a `Transport`: USB without a device file, and other connections it supports."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any, Self

from hallprinters.errors import BadAddress, Stuck, Torn, Unreachable
from hallprinters.transport import STALL_SECONDS, Stalled, unheeded

_BITE = 4096
_NAP = 0.02


class DriverTransport:
    """A connection over a python-escpos printer object: `_raw` sends, `_read` receives."""

    def __init__(self, device: Any) -> None:
        self._device = device

    def talk(self, data: bytes, seconds: float = 0.0, stalled: Stalled = unheeded) -> bytes:  # noqa: ARG002
        """Send all of `data`, then listen for at most `seconds`; b"" is silence.

        Raises:
            Torn, Stuck: the connection broke, or the device took nothing within its own timeout.
        """
        for start in range(0, len(data), _BITE):
            try:
                self._device._raw(data[start : start + _BITE])
            except OSError as error:  # USBError and SerialException are OSErrors
                broken = Stuck if "time" in str(error).lower() else Torn
                raise broken(f"the device broke off: {error}", start) from error
        ends = time.monotonic() + seconds
        while True:
            heard = self._hear(len(data))
            if heard or time.monotonic() >= ends:
                return heard
            time.sleep(_NAP)

    def _hear(self, sent: int) -> bytes:
        try:
            return bytes(self._device._read() or b"")
        except OSError as error:
            if "time" in str(error).lower():
                return b""  # libusb has no other way to say that there is nothing to read
            raise Torn(f"the device broke off: {error}", sent) from error

    def __enter__(self) -> Self:
        """Stay connected until the block ends."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the device."""
        self._device.close()


def usb_printer(vendor: int, product: int) -> DriverTransport:
    """Return the USB printer with these ids, through python-escpos and libusb.

    Raises:
        BadAddress: no USB library on this machine.
        Unreachable: no such printer, or it may not be opened.
    """
    from escpos.exceptions import Error as EscposError
    from escpos.printer import Usb

    if not Usb.is_usable():
        raise BadAddress(f"usb://{vendor:04x}:{product:04x} needs pyusb: pip install 'hallqueue[usb]'")
    try:
        device = Usb(vendor, product, timeout=int(STALL_SECONDS * 1000))
        device.open()
    except (EscposError, OSError, ValueError) as error:  # ValueError: pyusb found no libusb
        raise Unreachable(f"no USB printer {vendor:04x}:{product:04x} can be opened: {error}") from error
    return DriverTransport(device)
