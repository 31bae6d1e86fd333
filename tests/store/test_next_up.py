"""Next in line: the numbers that are really called next, and nobody else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.plans.plan import read_plan
from hallserver.services.queue import numbers, staff, windows
from hallserver.store.queue import next_up
from hallserver.store.queue.next_up import TOLD, next_in_lines
from hallserver.store.queue.waiting import able_by_matter
from hallserver.views.queue.board import board_view
from tests.small import KIOSK, Desk, small_plan
from tests.store.test_heads import plan_of


def told(desk: Desk, line: str = "tax") -> tuple[str, ...]:
    """What the boards show of a line."""
    with desk.reader.connect() as connection:
        return next_in_lines(connection, desk.writer.state.plan, able_by_matter(connection)).get(line, ())


@pytest.fixture
def able(tmp_path: Path, memory: str) -> Iterator[Desk]:
    """The small hall, whose first window is a low one."""
    text = small_plan().replace('code = "1"\n', 'code = "1"\nabilities = ["low_window"]\n', 1)
    desk = Desk(tmp_path / "hall", plan=read_plan(text, "able.toml"))
    yield desk
    desk.close()


@pytest.mark.parametrize("seed", range(6))
def test_whoever_is_told_is_called_in_that_order_with_priority_and_its_cap(desk: Desk, seed: int) -> None:
    """One window, any mixture of classes, calls in between: what stands there is what `next` gives."""
    chance = random.Random(seed)
    desk.sits("t-2", "1")
    for _ in range(24):
        wish = chance.choice(({}, {}, {"visitor_class": "statutory", "evidence": "card"}))
        desk.issue(chance.choice(("tax-file", "tax-visit")), **wish)
        desk.pass_time(chance.randint(1, 400))
    for _ in range(chance.randint(0, 4)):
        desk.serves("1", Outcome.CONSULTED)

    foreseen = told(desk)
    called = []
    for _ in range(TOLD):
        called.append(desk.calls("1"))
        desk.finishes("1", Outcome.CONSULTED)

    assert len(foreseen) == TOLD
    assert list(foreseen) == called


def test_in_a_line_that_no_window_calls_nobody_is_next(desk: Desk) -> None:
    desk.issue("tax-file")
    assert told(desk) == ()

    desk.sits("t-2", "1")
    assert len(told(desk)) == 1
    desk.at("1", staff.pause, reason="rest")
    assert told(desk) == ()


def test_a_matter_that_no_window_of_the_line_calls_now_is_passed_over(tmp_path: Path, memory: str) -> None:
    group = '[[groups]]\ncode = "few"\nname = { zh = "组", en = "Few" }\nmatters = ["tax-file"]\n'
    window = '[[windows]]\ncode = "7"\nname = { zh = "综合", en = "Any" }\ngroups = ["few"]\n'
    desk = Desk(tmp_path / "hall", plan=read_plan(small_plan(more=group + window), "few.toml"))
    desk.sits("t-2", "7")
    desk.issue("tax-visit")
    called = desk.issue("tax-file")

    assert told(desk) == (called.number,)
    desk.close()


def test_who_waits_for_a_chosen_window_is_next_only_where_no_other_window_calls(desk: Desk) -> None:
    for staffer, window in (("t-2", "1"), ("t-3", "2")):
        desk.sits(staffer, window)
    sent, plain = desk.issue(), desk.issue()
    desk.calls("2")
    desk.at("2", windows.transfer, target=windows.Target(window="1", position="first"))

    assert told(desk) == (plain.number,)
    desk.at("2", staff.pause, reason="rest")
    assert set(told(desk)) == {sent.number, plain.number}


def test_a_held_stop_is_nobodys_next(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.sits("l-2", "3")
    both = desk.visits("tax-file", "notary-will<tax-file")

    assert told(desk) == (both.number,)
    assert told(desk, "notary") == ()
    desk.calls("1")
    assert told(desk) == ()


def test_who_needs_what_only_one_of_the_windows_gives_is_passed_over_by_the_others(able: Desk) -> None:
    able.sits("t-2", "1")
    needing = able.does(numbers.issue, KIOSK, numbers.Wish("tax-file", needs=("low_window",)))
    plain = able.issue()

    assert told(able) == (needing.number, plain.number)
    able.sits("t-3", "2")
    assert told(able) == (plain.number,)


def test_a_guest_is_next_where_a_window_takes_guests(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.sits("l-2", "3")
    guest = desk.issue("notary-will")
    desk.calls("3")
    desk.at("3", windows.transfer, target=windows.Target(line="tax"))

    assert told(desk) == (guest.number,)
    assert told(desk, "notary") == ()


def test_the_snapshot_says_numbers_by_line_and_nothing_else(desk: Desk) -> None:
    desk.sits("t-2", "1")
    waiting = [desk.issue() for _ in range(TOLD + 2)]
    with desk.reader.connect() as connection:
        view = board_view(connection, desk.writer.state.plan, "", desk.now, 0, "")

    assert view.next == {"tax": tuple(each.number for each in waiting[:TOLD])}


def test_a_line_is_read_by_its_places(desk: Desk) -> None:
    seen = plan_of(desk, next_up._IN_LINE)

    assert "INDEX line_places" in seen
    assert "TEMP B-TREE" not in seen


def test_a_line_that_nobody_calls_is_not_read_to_its_end(desk: Desk) -> None:
    for _ in range(next_up.LOOKED_AT + 5):
        desk.issue("notary-will")
    with desk.reader.connect() as connection:
        rows = next_up._IN_LINE.run(connection, {"line": "notary"}).all()

    assert len(rows) == next_up.LOOKED_AT
    assert told(desk, "notary") == ()
