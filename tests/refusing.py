"""Whatever comes, it is taken or refused in words: any other exception is a fault."""

from __future__ import annotations

from collections.abc import Callable


def taken_or_refused(act: Callable[[], object], *refusals: type[Exception]) -> str:
    """“taken”, or the sentence of the refusal."""
    try:
        act()
    except refusals as refused:
        return str(refused)
    return "taken"
