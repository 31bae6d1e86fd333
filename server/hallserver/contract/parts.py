"""What an agent says with its heartbeat of the devices behind it, parsed strictly: short, bounded, of known states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import msgspec

from hallserver.core.floor.equipment import PartKind, PartState

MOST_PARTS = 128
Code = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Fault = Annotated[str, msgspec.Meta(max_length=32, pattern="^[a-z_]*$")]
Natural = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
_LAST_SECOND = 2**37  # in the year 6325, which a date can still say
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Part(msgspec.Struct, frozen=True):
    """A sign, pad or reader as its agent says it is; `heard_at` in seconds since 1970, 0 for never."""

    code: Code
    kind: PartKind
    state: PartState
    fault: Fault = ""
    seq: Natural = 0
    heard_at: Annotated[int, msgspec.Meta(ge=0, le=_LAST_SECOND)] = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """A device's last report, the devices behind it, when it came, and whether it is connected."""

    said: dict[str, Any]
    parts: tuple[Part, ...]
    at: datetime | None
    connected: bool = False


def read_parts(said: Any) -> tuple[Part, ...]:
    """Return the parts of a heartbeat; nothing at all of what is not of the agreed shape."""
    if not isinstance(said, list) or len(said) > MOST_PARTS:
        return ()
    try:
        parts = msgspec.convert(said, tuple[Part, ...])
    except msgspec.ValidationError:
        return ()
    return tuple(part for part in parts if not _CONTROL.search(part.code))
