"""A route as clients see it: method, path, body, response and permission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hallserver.core.rights import PERMISSIONS, UNNOTED

LARGEST_BODY = 64 * 1024
LARGEST_ID = 2**53


@dataclass(frozen=True, slots=True)
class Route:
    """One route."""

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
    quiet: bool = False  # supervision's reading of it is not logged
    largest: int = LARGEST_BODY
    while_owing: bool = False  # allowed before the account has what the hall's rules ask of it

    @property
    def is_noted(self) -> bool:
        """Whether a reading by supervision is written to the log.

        Such a request can be refused like any change.
        """
        read = (
            self.permission is not None
            and self.permission not in UNNOTED
            and "supervision" in PERMISSIONS[self.permission]
        )
        return read and not self.quiet and self.method == "GET"
