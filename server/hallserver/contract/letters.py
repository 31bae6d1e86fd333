"""Authorization letters (责任权限授权书): the public list and the register of the hall."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from hallserver.core.casework.letters import Standing
from hallserver.core.language.words import Words
from hallserver.core.people.terms import Role


class LetterView(Struct, frozen=True):
    """A letter: whose, what it allows to decide on the spot or only to accept, from–to (both days included).

    `window`: where that person is signed on now. `scan`: the hash of the scanned paper, if there is one.
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


class PostedLetter(Struct, frozen=True):
    """A window with a staffer, and the document under which it decides."""

    window: str
    name: Words
    role: Role
    document: str | None


class LettersView(Struct, frozen=True):
    """Letters by department and document: the public list has those valid today, the register all."""

    today: date
    letters: tuple[LetterView, ...]
    posted: tuple[PostedLetter, ...]
