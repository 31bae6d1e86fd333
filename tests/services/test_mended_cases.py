"""What a review found in cases: second numbers, decisions taken back, other people's cases, matters that left the hall."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hallserver.core.errors import TicketThere
from hallserver.core.identity import Identity
from hallserver.services import visits
from hallserver.store import schema
from tests.services.casework import CASEWORK, GUIDE, accepts, comes, is_ready
from tests.small import KIOSK, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall", more=CASEWORK)
    yield desk
    assert desk.fault() is None
    desk.close()


def test_a_number_is_not_revived_beside_the_one_taken_for_the_same_case_since(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    first = comes(desk, number)
    desk.does(visits.cancel, KIOSK, first.id)
    second = comes(desk, number)

    with pytest.raises(TicketThere) as refused:
        desk.does(visits.reopen, GUIDE, first.id)

    assert refused.value.state["number"] == second.number
    desk.does(visits.cancel, KIOSK, second.id)
    desk.does(visits.reopen, GUIDE, first.id)
    assert [desk.state(each.id) for each in (first, second)] == ["waiting", "cancelled"]


@pytest.mark.parametrize("served", [True, False])
def test_nor_beside_the_one_that_the_same_person_has_taken_since(desk: Desk, *, served: bool) -> None:
    person = Identity("ab" * 16, "0001", None)
    desk.sits("t-2", "1")
    first = desk.issue("tax-file", identity=person)
    if served:
        desk.serves()
    else:
        desk.does(visits.cancel, KIOSK, first.id)
    second = desk.issue("tax-file", identity=person)

    with pytest.raises(TicketThere) as refused:
        desk.does(visits.reopen, GUIDE, first.id)

    assert refused.value.state["number"] == second.number
    assert len(desk.rows(schema.stops)) == 2
