"""A follower's board is the server's: after a lively while, over lost lines and restarts, it is what a snapshot says."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from hallwires import following
from hallwires.board import AT_WINDOW, Board
from hallwires.desk import Desk
from hallwires.errors import DeskAway, DeskRefused
from hallwires.following import Follower
from tests.actors import Actor, Clerk, Visitor
from tests.running import RunningHall, free_port
from tests.waiting import PATIENCE_S, until

pytestmark = pytest.mark.long


@contextmanager
def follows(hall: RunningHall, token: str | None = None) -> Iterator[Follower]:
    stop = threading.Event()
    follower = Follower(hall.url, token or hall.token("display", "follower"), "signs", lambda: None)
    thread = threading.Thread(target=follower.run, args=(stop,), daemon=True)
    thread.start()
    try:
        yield follower
    finally:
        stop.set()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


@pytest.fixture
def screen(own_hall: RunningHall) -> Iterator[Actor]:
    with Actor(own_hall, own_hall.token("display", "board-1")) as actor:
        yield actor


def as_said(board: Board | None) -> Any:
    """What signs show of a board: standing calls and windows, without what it is up to."""
    if board is None:
        return None
    return [
        (each.seq, each.ticket, each.window, each.state) for each in board.calls if each.state in AT_WINDOW
    ], sorted((each.code, each.state, each.ticket) for each in board.windows)


def snapshot(screen: Actor) -> Any:
    return as_said(msgspec.convert(screen.ask("/board"), Board))


def act_at_random(clerk: Clerk, visitor: Visitor, matter: str, chance: random.Random) -> None:
    """One thing that happens at a window; what is refused there and then did not happen."""
    act = chance.choice(["take", "next", "recall", "start", "finish", "miss", "pause", "resume"])
    body = {"finish": {"outcome": "done"}, "pause": {"reason": "会议 / meeting"}}.get(act, {})
    if act == "take":
        visitor.client.post(
            "/tickets", json={"matter": matter}, headers={"Idempotency-Key": f"t{chance.random()}"}
        )
    else:
        clerk.client.post(f"/windows/8/{act}", json=body, headers={"Idempotency-Key": f"a{chance.random()}"})


@pytest.mark.parametrize("seed", range(3))
def test_a_lively_hall_is_followed_event_by_event(
    own_hall: RunningHall, visitor: Visitor, clerk: Clerk, screen: Actor, matter: str, seed: int
) -> None:
    chance = random.Random(seed)
    with follows(own_hall) as follower:
        assert until(lambda: follower.board is not None)
        for _ in range(60):
            act_at_random(clerk, visitor, matter, chance)

        assert until(lambda: as_said(follower.board) == snapshot(screen)), (
            (as_said(follower.board) or [0])[0],
            snapshot(screen)[0],
            set((as_said(follower.board) or [0, ()])[1]) ^ set(snapshot(screen)[1]),
        )


def test_a_server_that_was_gone_is_followed_from_where_it_was(
    own_hall: RunningHall, visitor: Visitor, clerk: Clerk, screen: Actor, matter: str
) -> None:
    with follows(own_hall) as follower:
        assert until(lambda: follower.board is not None)
        visitor.takes_ticket(matter)
        clerk.calls_next()
        own_hall.kill()
        own_hall.start()
        clerk.does("start")

        assert until(lambda: as_said(follower.board) == snapshot(screen))
        assert follower.board is not None
        assert [each.state for each in follower.board.calls] == ["serving"]


def test_silence_is_a_lost_line_and_a_tick_is_enough_to_find_it(
    own_hall: RunningHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    with follows(own_hall) as follower:
        assert follower.lost, "nothing was heard yet"
        assert until(lambda: not follower.lost)
        monkeypatch.setattr(following, "LOST_SECONDS", 0.0)
        assert follower.lost
        monkeypatch.setattr(following, "LOST_SECONDS", 7.0)
        assert until(lambda: not follower.lost, 8), "the next tick"


def test_a_token_that_is_not_known_is_refused_and_tried_again(own_hall: RunningHall) -> None:
    with follows(own_hall, "nonsense") as follower:
        assert until(lambda: follower.refused)
        assert follower.board is None


class TestDesk:
    def test_a_refusal_has_its_problem_and_both_languages(self, own_hall: RunningHall, clerk: Clerk) -> None:
        clerk.sees()
        desk = Desk(
            own_hall.url,
            own_hall.local(
                "POST", "/api/v1/local/tokens", {"role": "window", "name": "pad-8", "window": "8"}
            )["token"],
        )

        with pytest.raises(DeskRefused) as told:
            desk.act("/windows/8/recall")
        desk.close()

        assert told.value.problem
        assert any("\u4e00" <= each <= "\u9fff" for each in told.value.zh)
        assert str(told.value).isascii()

    def test_a_token_that_is_not_known_is_named(self, own_hall: RunningHall) -> None:
        desk = Desk(own_hall.url, "nonsense")

        with pytest.raises(DeskRefused) as told:
            desk.read("/windows/8", Board)
        desk.close()

        assert told.value.problem == "wrong_token"

    def test_a_server_that_is_away_is_told_from_one_that_refuses(self) -> None:
        desk = Desk(f"http://127.0.0.1:{free_port()}", "t")

        with pytest.raises(DeskAway):
            desk.read("/windows/8", Board)
        desk.close()

    def test_an_answer_of_another_shape_is_no_answer(self, own_hall: RunningHall, screen: Actor) -> None:
        desk = Desk(own_hall.url, own_hall.token("display", "board-2"))

        with pytest.raises(DeskAway, match="cannot be read"):
            desk.read("/hall", Board)
        desk.close()
        assert screen.ask("/hall")
