"""The table of a ticket's life, and numbers."""

from __future__ import annotations

import pytest

from hallserver.core.events import PUBLIC_KINDS
from hallserver.core.language.said import TICKET_STATES
from hallserver.core.queue.tickets import ENDED, LIVE, MOVES, State, number_of


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words_in_both_languages(state: State) -> None:
    assert TICKET_STATES[state].zh.strip()
    assert TICKET_STATES[state].en.strip()


@pytest.mark.parametrize("name", list(MOVES))
def test_every_moves_event_is_known_to_the_log_and_public(name: str) -> None:
    assert MOVES[name].event in PUBLIC_KINDS


def test_nothing_leaves_an_ended_state_but_what_is_taken_back() -> None:
    assert {name for name, move in MOVES.items() if move.source & ENDED} == {"reopen", "revive"}


def test_every_state_can_be_reached_and_every_live_one_left() -> None:
    assert {move.target for move in MOVES.values()} == set(State)
    assert all(any(state in move.source for move in MOVES.values()) for state in LIVE)


@pytest.mark.parametrize(
    ("prefix", "counter", "number"),
    [("A", 1, "A001"), ("A", 999, "A999"), ("A", 1000, "A1000"), ("KB", 12345, "KB12345")],
)
def test_numbers_grow_past_999(prefix: str, counter: int, number: str) -> None:
    assert number_of(prefix, counter) == number
