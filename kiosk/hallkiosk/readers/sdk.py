"""A reader behind its vendor's library: the library's calls in a table, bound by ctypes.

Most vendors of card readers give a library instead of a frame. Their calls differ in name, hardly in kind: open a port,
look for a card, read it, ask for the number, close. A vendor is a row of DIALECTS; another one is another row.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hallkiosk.readers.hardware import SameCard
from hallkiosk.readers.scans import Scan, scan_of
from hallwires.errors import BadSetting, Refused, Unreachable

_ROOM = 128  # bytes for a number: four times what the longest one takes


@dataclass(frozen=True, slots=True)
class Dialect:
    """The names of a vendor's calls, and what they answer when all is well.

    Attributes:
        open: int (int port). find: int (void). read: int (int mode). number: int (char *, int *). close: int (void).
        good: the answer that means yes.
        mode: what `read` is asked for.
    """

    open: str
    find: str
    read: str
    number: str
    close: str
    good: int = 1
    mode: int = 1


DIALECTS: dict[str, Dialect] = {
    # the calls of CVR-100 readers and of the many that imitate them (Termb)
    "cvr": Dialect(
        "CVR_InitComm", "CVR_Authenticate", "CVR_Read_Content", "GetPeopleIDCode", "CVR_CloseComm"
    ),
}


class SdkReader:
    """A reader that its vendor's library serves, at a port as the vendor counts them (1001 is usually USB).

    Raises:
        BadSetting: there is no such library, or it lacks a call of its dialect. Unreachable: no reader at the port.
    """

    def __init__(self, library: Path, dialect: str, port: int) -> None:
        self._said = DIALECTS[dialect]
        try:
            self._library = ctypes.CDLL(str(library))
            self._open, self._find, self._read, self._number, self._close = map(self._call, _CALLS)
        except (OSError, AttributeError) as error:
            raise BadSetting(f"{library} is no library of the dialect {dialect}: {error}") from error
        self._same = SameCard()
        if self._open(port) != self._said.good:
            raise Unreachable(f"{library}: no reader at port {port}")

    def read(self, seconds: float) -> Sequence[Scan]:
        """Look for a card, and take its number; a card that stays is read once."""
        deadline = time.monotonic() + seconds
        if self._find() != self._said.good:
            time.sleep(max(0.0, deadline - time.monotonic()))
            return []
        if self._read(self._said.mode) != self._said.good:
            return []
        room, length = ctypes.create_string_buffer(_ROOM), ctypes.c_int(_ROOM)
        if self._number(room, ctypes.byref(length)) != self._said.good:
            raise Refused("the library has read a card, and gives no number")
        number = room.value.decode("ascii", "replace").strip()
        ctypes.memset(room, 0, _ROOM)
        scan = scan_of(number)
        return [scan] if scan is not None and self._same.is_new(number) else []

    def close(self) -> None:
        """Close the port."""
        self._close()

    def _call(self, name: str) -> Any:
        """Bind a call with its types: a wrong type must fail here and not in the vendor's memory."""
        found = getattr(self._library, getattr(self._said, name))
        found.restype = ctypes.c_int
        found.argtypes = _CALLS[name]
        return found


_CALLS: dict[str, list[Any]] = {
    "open": [ctypes.c_int],
    "find": [],
    "read": [ctypes.c_int],
    "number": [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)],
    "close": [],
}
