"""A route as others see it: how it is asked, what it takes and gives, and who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

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
