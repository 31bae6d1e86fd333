"""A route as others see it: how it is asked, what it takes and gives, and who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hallserver.core.rights import PERMISSIONS, UNNOTED

LARGEST_BODY = 64 * 1024
LARGEST_ID = 2**53


@dataclass(frozen=True, slots=True)
class Route:
    """One row."""

    method: str
    path: str
    permission: str | None
    body: type
    response: Any
    status: int
    handler: Callable[[Any], Any]
    summary: str
    query: dict[str, str] = field(default_factory=dict)
    local: bool = False
    keyed: bool = True
    quiet: bool = False  # what supervision reads here is not quiet in the log
    largest: int = LARGEST_BODY

    @property
    def is_noted(self) -> bool:
        """Whether a reading by supervision is an event of the log, which may be refused as any other."""
        read = (
            self.permission is not None
            and self.permission not in UNNOTED
            and "supervision" in PERMISSIONS[self.permission]
        )
        return read and not self.quiet and self.method == "GET"
