"""Every state × every verb: the move of the table, or a 409 that says what the state is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import HallError, WrongState
from hallserver.core.queue.tickets import AT_WINDOW, ENDED, MOVES, State
from hallserver.services.context import CommandContext
from hallserver.services.queue import visits, windows
from hallserver.services.queue.record import End
from hallserver.services.queue.transitions import move, stop_of
from hallserver.store.schema import stops
from tests.small import KIOSK, Desk, clerk

SITTER = clerk("1")
AT = {"window": "1", "session": 1}
S = State

Verb = Callable[..., Any]
VERBS: dict[str, tuple[Verb, set[State], dict[State, State]]] = {
    "call": (lambda work, t: windows.call_selected(work, SITTER, "1", t, "old"), {S.WAITING}, {S.WAITING: S.CALLED}),
    "recall": (lambda work, _: windows.recall(work, SITTER, "1"), {S.CALLED}, {S.CALLED: S.CALLED}),
    "start": (lambda work, _: windows.start(work, SITTER, "1"), {S.CALLED}, {S.CALLED: S.SERVING}),
    "finish": (lambda work, _: windows.finish(work, SITTER, "1", End(Outcome.DONE)), {S.SERVING},
               {S.SERVING: S.FINISHED}),
    "miss": (lambda work, _: windows.miss(work, SITTER, "1"), {S.CALLED}, {S.CALLED: S.MISSED}),
    "park": (lambda work, _: windows.park(work, SITTER, "1", "copy", 5), {S.SERVING}, {S.SERVING: S.PARKED}),
    "transfer": (lambda work, _: windows.transfer(work, SITTER, "1", windows.Target(line="reg")), AT_WINDOW,
                 dict.fromkeys(AT_WINDOW, S.WAITING)),
    "bring back": (lambda work, t: windows.bring_back(work, SITTER, "1", t), {S.PARKED}, {S.PARKED: S.CALLED}),
    "cancel": (lambda work, t: visits.cancel(work, KIOSK, t), {S.WAITING, S.HELD, S.MISSED, S.PARKED},
               dict.fromkeys({S.WAITING, S.HELD, S.MISSED, S.PARKED}, S.CANCELLED)),
    "return": (lambda work, t: visits.come_back(work, KIOSK, t), {S.MISSED}, {S.MISSED: S.WAITING}),
    "reprint": (lambda work, t: visits.reprint(work, KIOSK, t, None), {S.WAITING, S.HELD, S.CALLED, S.MISSED, S.PARKED},
                {each: each for each in (S.WAITING, S.HELD, S.CALLED, S.MISSED, S.PARKED)}),
    "more time": (lambda work, t: visits.ask_for_time(work, KIOSK, t), {S.WAITING}, {S.WAITING: S.HELD}),
    "reopen": (lambda work, t: visits.reopen(work, KIOSK, t), {S.CANCELLED, S.EXPIRED, S.VOID},
               dict.fromkeys({S.CANCELLED, S.EXPIRED, S.VOID}, S.WAITING)),
    "rate": (lambda work, t: visits.rate(work, KIOSK, t, 5, ()), {S.FINISHED}, {S.FINISHED: S.FINISHED}),
}  # fmt: skip


class Undone(Exception):
    """Takes a command back, whatever it did."""


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A hall with t-2 at window 1 and one ticket."""
    desk = Desk(tmp_path_factory.mktemp("moves") / "hall")
    desk.sits("t-2", "1")
    desk.issue()
    yield desk
    desk.close()


HAS_WINDOW = AT_WINDOW | {S.PARKED}


def tried(desk: Desk, state: State, verb: Verb) -> tuple[State, HallError | None]:
    """What became of the one ticket, put in a state, by a verb; all is taken back afterwards."""
    found: list[Any] = []

    def command(work: CommandContext) -> None:
        place: dict[str, Any] = AT if state in HAS_WINDOW else {"window": None, "session": None}
        times = {"called_at": work.now, "started_at": work.now, "wait_ms": 0, "walk_ms": 0}
        if state is S.PARKED:
            times["parked_at"] = work.now
        held = "other_stop" if state is S.HELD else None
        ended = work.now if state in ENDED else None
        values = {"state": str(state), "held_reason": held, "ended_at": ended, "parts": 1}
        work.connection.execute(update(stops).values(**values, **place, **times))
        refused = None
        try:
            verb(work, 1)
        except HallError as error:
            refused = error
        found.extend([State(stop_of(work, 1).state), refused])
        raise Undone

    with pytest.raises(Undone):
        desk.writer(command)
    return found[0], found[1]


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("name", list(VERBS))
def test_every_verb_makes_its_move_or_tells_the_state(sitting: Desk, name: str, state: State) -> None:
    verb, legal, targets = VERBS[name]

    after, refused = tried(sitting, state, verb)

    if state in legal:
        assert (after, refused) == (targets[state], None)
    else:
        assert after is state
        assert refused is not None
        assert refused.status == 409
        assert refused.state is not None
        assert refused.state["state"] in {str(state), "open"}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("name", list(MOVES))
def test_the_guarded_write_obeys_the_table(sitting: Desk, name: str, state: State) -> None:
    row = MOVES[name]
    more = AT if row.target in HAS_WINDOW else {}
    more = {**more, "held_reason": "other_stop"} if row.target is S.HELD else more

    after, refused = tried(sitting, state, lambda work, t: move(work, stop_of(work, t), name, **more))

    if state in row.source:
        assert (after, refused) == (row.target, None)
    else:
        assert isinstance(refused, WrongState)
        assert after is state
        assert refused.state == {
            "ticket": 1,
            "number": "A001",
            "state": str(state),
            "window": ("1" if state in HAS_WINDOW else None),
        }


def test_a_move_from_what_was_read_too_early_is_refused(desk: Desk) -> None:
    """Two who read the same waiting stop cannot both call it."""
    ticket = desk.issue()
    desk.sits("t-2", "1")
    read = desk.stop(ticket.id)
    desk.calls("1")

    with pytest.raises(WrongState):
        desk.writer(partial(_move_read, read))


def _move_read(read: Any, work: CommandContext) -> None:
    move(work, read, "call", window="2", session=1)
