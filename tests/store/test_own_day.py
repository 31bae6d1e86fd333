"""A staffer's own day is counted in the database: it is what the one definition of each figure says of the rows."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from hallserver.core.casework.outcomes import HANDED_ON, Outcome
from hallserver.core.casework.pieces import pieces_of
from hallserver.core.figures import measures
from hallserver.services.queue import undoing, windows
from hallserver.services.queue.record import End
from hallserver.store.queue.served import COUNTED, OwnDay, ask_own_day, own_day
from hallserver.store.schema import services
from tests.small import Desk, clerk

DAY = 23  # services of it: every place that a percentile can take between two of them


def of_the_rows(desk: Desk, staffer: str) -> OwnDay:
    """The figures by the definitions in `core/figures`, over the rows themselves."""
    with desk.reader.connect() as connection:
        rows = connection.execute(select(services).where(COUNTED, services.c.staffer == staffer)).all()
    told = measures.spread([each.service_ms for each in rows])
    return OwnDay(told.count, told.mean_ms, told.p90_ms, pieces_of(rows))


def counted(desk: Desk, staffer: str) -> OwnDay:
    with desk.reader.connect() as connection:
        return own_day(connection, ask_own_day(connection, staffer, desk.now.date()))


@pytest.fixture
def sitting(tmp_path: Path) -> Any:
    desk = Desk(tmp_path / "hall")
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    yield desk
    desk.close()


def test_nobody_has_served_yet(sitting: Desk) -> None:
    assert counted(sitting, "t-2") == OwnDay(0, 0, 0, 0) == of_the_rows(sitting, "t-2")


def test_each_service_of_a_day(sitting: Desk) -> None:
    chance = random.Random(7)
    for _ in range(DAY):
        sitting.issue()
        sitting.calls("1")
        sitting.at("1", windows.start)
        sitting.ticks(chance.choice([3, 3, 61.25, chance.randint(1, 900)]))
        sitting.at("1", windows.finish, end=End(Outcome.DONE, quantity=chance.randint(1, 12)))
        assert counted(sitting, "t-2") == of_the_rows(sitting, "t-2")

    assert counted(sitting, "t-2").count == DAY
    assert counted(sitting, "t-3").count == 0, "a colleague's day is the colleague's"


def test_a_part_that_a_colleague_goes_on_with_is_no_piece_of_one_s_own(sitting: Desk) -> None:
    sitting.issue()
    sitting.calls("1")
    sitting.at("1", windows.start)
    sitting.ticks(40)
    sitting.at("1", windows.transfer, target=windows.Target(window="2"))

    with sitting.reader.connect() as connection:
        assert connection.execute(select(services.c.outcome)).scalars().all() == [HANDED_ON]
    assert counted(sitting, "t-2") == of_the_rows(sitting, "t-2")
    assert (counted(sitting, "t-2").count, counted(sitting, "t-2").pieces) == (1, 0)


def test_a_service_that_was_taken_back_does_not_count(sitting: Desk) -> None:
    sitting.issue()
    sitting.serves("1")
    assert counted(sitting, "t-2").count == 1

    sitting.does(undoing.undo_at_window, clerk("1"), "1")

    assert counted(sitting, "t-2") == OwnDay(0, 0, 0, 0) == of_the_rows(sitting, "t-2")
