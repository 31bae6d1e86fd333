"""The readers of a kiosk's machine, as their file says them, and who may hear what they read."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from hallkiosk.keys import Keyboard
from hallkiosk.readers.cards import CardReader
from hallkiosk.readers.hardware import Reader, Scanner, TypingReader
from hallkiosk.readers.sdk import DIALECTS, SdkReader
from hallwires.errors import BadSetting
from hallwires.lines import opener
from hallwires.settings import check_codes, read_settings

FILE = "readers.toml"
PORT = 9230
_LAST_PORT = 0xFFFF


class ReaderRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One reader.

    Attributes:
        code: its name in the office's list.
        kind: `line` (texts on a serial line or TCP), `typing` (a keyboard, had by the agent alone), `card` (a security
            module's frames), `sdk` (a vendor's library).
        line: of `line` and `card`. device: of `typing`, `/dev/input/by-id/…-event-kbd`.
        library, dialect, port: of `sdk`.
    """

    code: str
    kind: Literal["line", "typing", "card", "sdk"]
    line: str = ""
    device: str = ""
    library: str = ""
    dialect: str = "cvr"
    port: int = 1001

    @property
    def wire(self) -> str:
        """What is opened for it."""
        return self.line or self.device or self.library


class ReaderPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of an agent.

    Attributes:
        origins: of the pages that may hear, as `https://hall.example:8000`.
        port: at which this machine's page finds the agent; 0 takes a free one.
    """

    origins: tuple[str, ...]
    readers: tuple[ReaderRow, ...]
    port: int = PORT


def read_plan(file: Path) -> ReaderPlan:
    """Return an agent's file.

    Raises:
        BadSetting: names the reader and what is wrong with it.
    """
    plan = read_settings(file, ReaderPlan)
    for origin in plan.origins:
        url = urlsplit(origin)
        if url.scheme not in {"http", "https"} or not url.netloc or url.path or url.query:
            raise BadSetting(f"{file}: {origin!r} is no origin like https://hall.example:8000")
    if not plan.origins or not 0 <= plan.port <= _LAST_PORT:
        raise BadSetting(f"{file}: origins and port cannot be so")
    check_codes(file, (each.code for each in plan.readers))
    for each in plan.readers:
        _check(each)
    return plan


def _check(row: ReaderRow) -> None:
    needed = {"line": "line", "card": "line", "typing": "device", "sdk": "library"}[row.kind]
    wrong = {
        needed: bool(getattr(row, needed)),
        "device": not row.device or row.device.startswith("/dev/"),
        "library": not row.library or row.library.startswith("/"),
        "dialect": row.dialect in DIALECTS,
    }
    if bad := [name for name, good in wrong.items() if not good]:
        raise BadSetting(f"reader {row.code!r}: {', '.join(bad)} cannot be so")
    if needed == "line":
        opener(row.line)


def reader_of(row: ReaderRow) -> Reader:
    """Open a reader.

    Raises:
        BadSetting, NotAllowed, Unreachable: it cannot be opened.
    """
    if row.kind == "typing":
        return TypingReader(Keyboard(row.device))
    if row.kind == "sdk":
        return SdkReader(Path(row.library), row.dialect, row.port)
    line = opener(row.line)()
    return CardReader(line) if row.kind == "card" else Scanner(line)
