"""A change of a window as it is written in an address and on the command line: 8@10:00-11:30=passport+tax."""

from __future__ import annotations

import re
from collections.abc import Collection

from hallserver.core.errors import Malformed, UnknownValue
from hallserver.core.language.text import fold, meant
from hallserver.core.language.why import Why, hints, quoted
from hallserver.history.questions import WindowChange
from hallserver.store.catalogue import Plan

HOW = Why(
    "窗口@起-止=队列+队列，例如 8@10:00-11:30=passport", "window@from-to=line+line, as 8@10:00-11:30=passport"
)
_CHANGE = re.compile(
    r"(?P<window>[^@]+)@(?P<begins>\d{1,2}:\d{2})-(?P<ends>\d{1,2}:\d{2})(?:=(?P<lines>.+))?"
)
_MIDNIGHT = 24 * 60


def read_change(plan: Plan, kind: str, said: str) -> WindowChange:
    """Read one.

    Args:
        plan: knows windows and lines.
        kind: `open` and `lend` name lines, `close` names none.
        said: as written.

    Raises:
        Malformed: it is of another form, or ends before it begins.
        UnknownValue: a window or a line that is not planned, with the nearest.
    """
    found = _CHANGE.fullmatch(fold(said))
    if found is None or (kind == "close") != (found["lines"] is None):
        raise Malformed(Why(f"{quoted(said)} 不是 {HOW.zh}", f"{quoted(said)} is not {HOW.en}"))
    begins, ends = _minute(found["begins"]), _minute(found["ends"])
    if not begins < ends <= _MIDNIGHT:
        raise Malformed(Why(f"{quoted(said)} 的结束早于开始", f"{quoted(said)} ends before it starts"))
    lines = tuple(_known("line", each, plan.lines) for each in (found["lines"] or "").split("+") if each)
    return WindowChange(kind, _known("window", found["window"], plan.windows), begins, ends, lines)


def _known(what: str, said: str, known: Collection[str]) -> str:
    found = meant(said.strip(), known)
    if found is None:
        raise UnknownValue(what=what, name=said, **hints(said, known, listed=True))
    return found


def _minute(said: str) -> int:
    hour, minute = said.split(":")
    return int(hour) * 60 + int(minute)
