"""Why a message was not taken: the one error of all senders."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hallserver.core.language.why import Why

_LONG_NUMBER = re.compile(r"\+?[0-9](?:[ -]?[0-9]){6,}")
LONGEST = 200
SHORTEST_SECRET = 4


class Refused(Exception):
    """The receiver has not taken the message, or may not have.

    Attributes:
        why: one line; what the receiver said, if it said anything, else our reason in both languages.
        permanent: it would say the same again, so it is not asked again.
        after_s: for how many seconds it asked to be left alone.
    """

    def __init__(self, why: str | Why, *, permanent: bool = False, after_s: int | None = None) -> None:
        said = f"{why.zh} · {why.en}" if isinstance(why, Why) else why
        super().__init__(said)
        self.why, self.permanent, self.after_s = said, permanent, after_s


def scrubbed(why: str, secrets: Iterable[str]) -> str:
    r"""Return a reason that may be kept: one line, without secrets and without anybody's number.

    >>> scrubbed("no such mobile 138 0013-8000\nkey=abcdef", ["abcdef"])
    'no such mobile … key=***'
    """
    for each in secrets:
        if len(each) >= SHORTEST_SECRET:
            why = why.replace(each, "***")
    line = " ".join(_LONG_NUMBER.sub("…", why).split())
    return "".join(each if each.isprintable() else "?" for each in line)[:LONGEST]
