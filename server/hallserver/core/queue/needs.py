"""What a visitor needs of a window (无障碍等需要): a constraint on which windows may call, never a better place.

A number with needs waits in a lane of its own, `need`, in its line and by its place; a window sees it only if
window and staffer together have every ability that is needed. So the order among those whom a window may call
stays as it is, and is judged in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Need(StrEnum):
    """What a visitor may need."""

    LOW_WINDOW = "low_window"
    SIGN_LANGUAGE = "sign_language"
    ENGLISH = "english"
    MINORITY_LANGUAGE = "minority_language"


NEEDS: Mapping[Need, tuple[str, str]] = {
    Need.LOW_WINDOW: ("低位窗口", "Low window"),
    Need.SIGN_LANGUAGE: ("手语服务", "Sign language"),
    Need.ENGLISH: ("英语服务", "English"),
    Need.MINORITY_LANGUAGE: ("民族语言服务", "Minority language"),
}
"""Needs of visitors, which are abilities of windows and staffers at once."""
LANE = "need"


def written(needs: Iterable[str]) -> str:
    """Needs as a stop keeps them: in order, with commas.

    >>> written(["sign_language", "low_window"])
    'low_window,sign_language'
    """
    return ",".join(sorted({str(each) for each in needs}))


def read(needs: str) -> frozenset[str]:
    """Needs as they are compared.

    >>> sorted(read("low_window,sign_language")), read("")
    (['low_window', 'sign_language'], frozenset())
    """
    return frozenset(each for each in needs.split(",") if each)


def can_serve(abilities: Iterable[str], needs: str) -> bool:
    """Whether these abilities are enough."""
    return read(needs) <= frozenset(abilities)
