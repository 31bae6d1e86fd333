"""What a sign shows: rows of window, number and state, made of the public board; nothing that is no longer so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hallwires.board import AT_WINDOW, Board, Call, Window


class Shows(StrEnum):
    """How a window is, in the one word that a sign has room for."""

    CALLED = "called"
    SERVING = "serving"
    OPEN = "open"
    PAUSED = "paused"
    WORKING = "working"  # back-office work, without a visitor
    CLOSED = "closed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` is "" where nobody is called; `window` is "" on a sign of a zone without calls.

    `seq` is that of the call or of its newest recall, 0 without one.
    """

    window: str
    number: str
    shows: Shows
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """All rows of a sign, the newest call first."""

    rows: tuple[Row, ...]

    @property
    def head(self) -> Row:
        """The first row, which a sign with room for one shows."""
        return self.rows[0]

    @property
    def seq(self) -> int:
        """The seq of the newest call in it, 0 for none."""
        return max(row.seq for row in self.rows)


LOST = Frame((Row("", "", Shows.LOST),))
"""The line to the server is lost: no number is shown any more as if it were called."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which part of the hall a sign is for.

    Attributes:
        windows: their codes; one makes the sign over a window, several the sign of a group.
        zone: a zone's code, instead of windows; "" with no windows is the whole hall.
        rows: how many calls it has room for.
    """

    windows: tuple[str, ...] = ()
    zone: str = ""
    rows: int = 1

    @property
    def window(self) -> str | None:
        """The one window that it hangs over; None for a group or a zone."""
        return self.windows[0] if len(self.windows) == 1 else None


WITHOUT_CALL: dict[str, Shows] = {
    "open": Shows.OPEN,
    "called": Shows.OPEN,  # for as long as the call itself is not known here
    "serving": Shows.OPEN,
    "paused": Shows.PAUSED,
    "working": Shows.WORKING,
    "closed": Shows.CLOSED,
}
"""How a window is that has no call; one in a state of tomorrow is not open."""


def frame_of(board: Board | None, place: Place, *, lost: bool) -> Frame:
    """Return what a sign at this place shows now."""
    if board is None or lost:
        return LOST
    if place.window is not None:
        return _over_a_window(board, place.window)
    here = {each.code for each in board.windows if _is_in(each, place)}
    calls = sorted((each for each in _standing(board) if each.window in here), key=_newest_called_first)
    rows = tuple(_row(each) for each in calls[: place.rows])
    return Frame(rows or (Row("", "", _of_all(board, here)),))


def _over_a_window(board: Board, code: str) -> Frame:
    call = next((each for each in _standing(board) if each.window == code), None)
    if call is not None:
        return Frame((_row(call),))
    window = next((each for each in board.windows if each.code == code), None)
    if window is None:  # no longer in the plan
        return Frame((Row(code, "", Shows.CLOSED),))
    return Frame((Row(code, "", WITHOUT_CALL.get(window.state, Shows.CLOSED)),))


def _standing(board: Board) -> list[Call]:
    """The calls that stand: a snapshot keeps one that was just missed for a while, for those who look up late."""
    return [each for each in board.calls if each.state in AT_WINDOW]


def _row(call: Call) -> Row:
    return Row(call.window, call.ticket, Shows(call.state), call.seq)


def _is_in(window: Window, place: Place) -> bool:
    return window.code in place.windows if place.windows else place.zone in {"", window.zone}


def _newest_called_first(call: Call) -> tuple[bool, int]:
    return call.state != "called", -call.seq


def _of_all(board: Board, here: set[str]) -> Shows:
    """A group without calls is as its best window."""
    states = {WITHOUT_CALL.get(each.state, Shows.CLOSED) for each in board.windows if each.code in here}
    order = (Shows.OPEN, Shows.PAUSED, Shows.WORKING)
    return next((each for each in order if each in states), Shows.CLOSED)
