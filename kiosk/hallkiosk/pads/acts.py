"""What a key of a pad means in each state of its window, and what the pad says back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from hallkiosk import said

Key = Literal["next", "recall", "enter", "miss", "pause"]
KEYS: tuple[Key, ...] = ("next", "recall", "enter", "miss", "pause")
PAUSE_REASON = " / ".join(said.SHORT_BREAK)  # in both languages, as the console says it
LOST_DIGITS, REFUSED_DIGITS = "----", "Err"
WITHOUT_VISITOR = {"paused": "PAUS", "working": "BUSY"}


class AtWindow(msgspec.Struct, frozen=True):
    """The visitor at a window, as far as a pad can say it."""

    number: str
    state: str


class Window(msgspec.Struct, frozen=True):
    """A window, as far as a pad can say it."""

    code: str
    state: str
    waiting: int = 0
    ticket: AtWindow | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of the API below /windows/{code}/, and its body."""

    verb: str
    body: dict[str, Any]


def meaning(key: Key, window: Window) -> Act | None:
    """Return what a key means now; None when it means nothing, which the pad says and the server is not asked.

    One key may have two meanings by state: enter starts whoever was called and finishes whoever is served, pause
    pauses and resumes. All else is left to the server to allow or refuse.
    """
    if key == "enter":
        known = {"called": Act("start", {}), "serving": Act("finish", {"outcome": "done"})}
        return known.get(window.state)
    if key == "pause":
        return Act("resume", {}) if window.state == "paused" else Act("pause", {"reason": PAUSE_REASON})
    return Act(key, {})


@dataclass(frozen=True, slots=True)
class Told:
    """What a pad says: its digits, its lamp, and whether it sounds."""

    digits: str
    lamp: bool = False
    alarm: bool = False


LOST = Told(LOST_DIGITS)
REFUSED = Told(REFUSED_DIGITS, alarm=True)


def told_of(window: Window) -> Told:
    """Return what a pad says of its window: whom it has, or how many wait; lit while somebody is to be called or served."""
    if window.ticket is not None and window.state in {"called", "serving"}:
        return Told(window.ticket.number, lamp=True)
    if window.state == "open":
        return Told(str(window.waiting), lamp=window.waiting > 0)
    return Told(WITHOUT_VISITOR.get(window.state, ""))
