"""Who of a directory may come in, and as what: whomever no grant names, as nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from hallserver.core.language.text import fold

LONGEST_NAME = 64
_PARTS_A_PAGE = "#"  # stands between an account's name and its page in a token's name


class Named(Protocol):
    """A grant: what it asks for."""

    @property
    def group(self) -> str:
        """Return the group's name."""
        ...


G = TypeVar("G", bound=Named)


def granted(grants: Iterable[G], groups: Collection[str]) -> G | None:
    """Return the first grant, in the order in which they are written, whose group somebody is in; None: no role."""
    return next((each for each in grants if each.group in groups), None)


def account_name(said: str) -> str | None:
    """Return a directory's name of an account as the hall spells it; None where the hall can have no such name.

    >>> account_name(" zhang.wei "), account_name("a#1"), account_name("")
    ('zhang.wei', None, None)
    """
    name = fold(said)
    bad = not name or len(name) > LONGEST_NAME or _PARTS_A_PAGE in name or not name.isprintable()
    return None if bad else name
