"""What a sign shows is what the board says and no older: windows, zones, states, and a lost line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from hallserver.core.events import PUBLIC_KINDS
from hallserver.core.queue.tickets import WindowState
from hallsigns.frame import LOST, WITHOUT_CALL, Place, Shows, frame_of
from hallwires import board
from hallwires.board import Board, Call, Delta, Window, apply

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BOARD = Board(
    "e1",
    10,
    "b",
    (Call(9, "A001", "m", "3", AT, "called"), Call(7, "B002", "m", "5", AT, "serving")),
    (
        Window("3", "A", "called", "A001"),
        Window("5", "A", "serving", "B002"),
        Window("6", "B", "paused"),
        Window("7", "B", "closed"),
        Window("8", "B", "open"),
        Window("9", "B", "working"),
    ),
)
OVER = {code: Place((code,)) for code in ("3", "5", "6", "7", "8", "9", "99")}


def delta(kind: str, seq: int = 11, prev: int = 10, **more: str) -> Delta:
    return Delta("e1", seq, prev, kind, AT, **more)  # type: ignore[arg-type] - texts alone


@pytest.mark.parametrize(
    ("window", "number", "shows"),
    [
        ("3", "A001", Shows.CALLED),
        ("5", "B002", Shows.SERVING),
        ("6", "", Shows.PAUSED),
        ("7", "", Shows.CLOSED),
        ("8", "", Shows.OPEN),
        ("9", "", Shows.WORKING),
        ("99", "", Shows.CLOSED),
    ],
)
def test_a_sign_over_a_window_says_how_it_is(window: str, number: str, shows: Shows) -> None:
    row = frame_of(BOARD, OVER[window], lost=False).head

    assert (row.window, row.number, row.shows) == (window, number, shows)


@pytest.mark.parametrize("known", [None, BOARD])
def test_a_lost_line_leaves_no_number_standing(known: Board | None) -> None:
    assert frame_of(known, OVER["3"], lost=True) == LOST
    assert LOST.head.number == ""


@pytest.mark.parametrize("place", [OVER["8"], Place(rows=4)])
def test_a_call_that_a_snapshot_only_keeps_for_a_while_is_not_shown(place: Place) -> None:
    late = Call(10, "A009", "m", "8", AT, "missed")

    frame = frame_of(replace(BOARD, calls=(late, *BOARD.calls)), place, lost=False)

    assert "A009" not in [row.number for row in frame.rows]


def test_a_board_that_was_never_heard_is_a_lost_line() -> None:
    assert frame_of(None, OVER["3"], lost=False) == LOST


def test_a_zones_sign_shows_those_who_are_called_before_those_who_are_served() -> None:
    frame = frame_of(BOARD, Place(zone="A", rows=2), lost=False)

    assert [(row.number, row.seq) for row in frame.rows] == [("A001", 9), ("B002", 7)]
    assert frame.seq == 9
    assert [row.number for row in frame_of(BOARD, Place(zone="A"), lost=False).rows] == ["A001"]


def test_a_newer_call_is_above_an_older_one() -> None:
    after = apply(BOARD, delta("ticket.recalled", ticket="B002", matter="m", window="5", state="called"))
    assert after is not None

    assert [row.number for row in frame_of(after, Place(rows=3), lost=False).rows] == ["B002", "A001"]


@pytest.mark.parametrize(
    ("places", "shows"),
    [
        (("6", "7"), Shows.PAUSED),
        (("7", "99"), Shows.CLOSED),
        (("7", "9"), Shows.WORKING),
        (("6", "8"), Shows.OPEN),
    ],
)
def test_a_group_without_calls_is_as_its_best_window(places: tuple[str, ...], shows: Shows) -> None:
    assert [row.shows for row in frame_of(BOARD, Place(places), lost=False).rows] == [shows]


def test_a_gap_and_another_epoch_are_seen_and_an_old_delta_is_nothing() -> None:
    assert apply(BOARD, delta("ticket.issued", prev=9)) is None
    assert apply(BOARD, replace(delta("ticket.issued"), epoch="e2")) is None
    assert apply(BOARD, delta("ticket.issued", seq=10, prev=9)) is BOARD


def test_a_call_moves_the_number_and_frees_the_window_it_left() -> None:
    after = apply(BOARD, delta("ticket.called", ticket="A001", matter="n", window="8", state="called"))
    assert after is not None

    assert frame_of(after, OVER["8"], lost=False).head.number == "A001"
    assert frame_of(after, OVER["3"], lost=False).head.shows == Shows.OPEN


def test_what_happens_to_another_matter_of_a_number_does_not_end_its_call() -> None:
    other = apply(BOARD, delta("ticket.finished", ticket="A001", matter="n", state="done"))
    own = apply(
        BOARD,
        delta("ticket.finished", ticket="A001", matter="m", window="3", state="done", window_state="paused"),
    )
    assert other is not None
    assert own is not None

    assert frame_of(other, OVER["3"], lost=False).head.number == "A001"
    assert frame_of(own, OVER["3"], lost=False).head.shows == Shows.PAUSED


@pytest.mark.parametrize(
    ("kind", "shows"),
    [
        ("window.opened", Shows.OPEN),
        ("window.paused", Shows.PAUSED),
        ("window.closed", Shows.CLOSED),
        ("window.working", Shows.WORKING),
        ("window.worked", Shows.OPEN),
    ],
)
def test_a_window_changes_with_its_delta(kind: str, shows: Shows) -> None:
    after = apply(BOARD, delta(kind, window="7"))
    assert after is not None

    assert frame_of(after, OVER["7"], lost=False).head.shows == shows


def test_each_state_that_a_window_has_is_known_to_signs_and_each_event_of_it() -> None:
    """A state of tomorrow fails here before a sign says that such a window is open."""
    assert set(WITHOUT_CALL) == {str(each) for each in WindowState}
    for kind in (each for each in PUBLIC_KINDS if each.startswith("window.")):
        assert apply(BOARD, delta(kind, window="7")) is not None
        assert kind in board._SAID, kind
