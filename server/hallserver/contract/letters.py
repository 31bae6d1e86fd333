"""Authorization letters (责任权限授权书), as they are posted for anybody and kept for the hall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hallserver.core.letters import Standing
from hallserver.core.terms import Role
from hallserver.core.words import Words


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter: whose, what it lets them decide on the spot or accept only, from–to (both days belong to it).

    `window`: where that person is signed on now. `scan`: the hash of the scanned paper, when there is one.
    """

    id: int
    document: str
    staffer: str
    name: Words
    department: str
    department_name: Words
    role: Role | None
    from_day: date
    to_day: date
    state: Standing
    ends_soon: bool
    window: str | None
    decide: tuple[str, ...]
    accept: tuple[str, ...]
    scan: str | None
    scan_type: str | None
    renews: str | None
    withdrawn_at: datetime | None
    withdrawn_reason: str | None


@dataclass(frozen=True, slots=True)
class PostedLetter:
    """A window that somebody sits at, and the document under which it decides."""

    window: str
    name: Words
    role: Role
    document: str | None


@dataclass(frozen=True, slots=True)
class LettersView:
    """Letters by department and document: for anybody those valid today, for the register all that ever were."""

    today: date
    letters: tuple[LetterView, ...]
    posted: tuple[PostedLetter, ...]
