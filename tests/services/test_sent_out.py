"""A result reaches a visitor who does not come for it: by post, from a locker, as an e-licence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from hallserver.audit.replay import verify_hall
from hallserver.core.casework.cases import Way
from hallserver.core.errors import CaseState, CodeUsed, DuplicateTicket, NotAllowed, NotFound
from hallserver.core.rights import Principal
from hallserver.services.casework import case_handling
from hallserver.store import schema
from tests.services.casework import CASEWORK, LAW, TAX, accepts, case, comes, is_ready, told
from tests.small import Desk


@pytest.fixture
def hall(tmp_path: Path, memory: str) -> Iterator[Desk]:
    desk = Desk(tmp_path / "cases", more=CASEWORK)
    yield desk
    desk.close()


def sends(desk: Desk, number: str, way: Way = Way.POST, who: Principal = TAX) -> None:
    desk.does(case_handling.send_out, who, number, way, "EMS 1234567890")


def changes(desk: Desk, name: str, value: str) -> None:
    """Behind the log's back."""
    desk.does(lambda work: work.connection.execute(update(schema.cases).values(**{name: value})) and None)


@pytest.mark.parametrize("way", list(Way))
def test_a_result_goes_without_a_visitor_and_the_case_is_over(hall: Desk, way: Way) -> None:
    number = accepts(hall)
    is_ready(hall, number)
    hall.pass_time(86_400)
    sends(hall, number, way)

    view = case(hall, number)
    assert (view.state, view.handed_way, view.handed_reference) == ("handed_over", way, "EMS 1234567890")
    assert (view.handed_day, view.handed_window) == (view.ready_day + timedelta(1), None)  # type: ignore[operator]
    assert view.in_time is True
    assert told(hall)[-1] == "sent_out"
    with pytest.raises(CodeUsed):
        comes(hall, number)


def test_the_parcels_number_is_in_no_public_part_of_the_log(hall: Desk) -> None:
    number = accepts(hall)
    is_ready(hall, number)
    sends(hall, number)

    assert "EMS" not in str(hall.events("case.sent_out")[0].facts)


def test_the_log_and_the_tables_tell_the_same(hall: Desk) -> None:
    number = accepts(hall)
    is_ready(hall, number)
    sends(hall, number)

    assert verify_hall(hall.reader)[0] is None
    for name, value in (("handed_way", "locker"), ("handed_reference", "another")):
        was = getattr(hall.rows(schema.cases)[0], name)
        changes(hall, name, value)
        assert "case" in str(verify_hall(hall.reader)[0])
        changes(hall, name, was)
    assert verify_hall(hall.reader)[0] is None


def test_only_what_is_ready_by_its_own_department_and_never_twice(hall: Desk) -> None:
    number = accepts(hall)
    with pytest.raises(CaseState):
        sends(hall, number)
    is_ready(hall, number)
    with pytest.raises(NotAllowed):
        sends(hall, number, who=LAW)
    with pytest.raises(NotFound):
        sends(hall, "2026-999999")
    sends(hall, number)
    with pytest.raises(CaseState):
        sends(hall, number)

    assert told(hall).count("sent_out") == 1


def test_not_while_the_visitor_is_here_to_collect_it(hall: Desk) -> None:
    number = accepts(hall)
    is_ready(hall, number)
    comes(hall, number)

    with pytest.raises(DuplicateTicket):
        sends(hall, number)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"handed_way": None}, "handed_over_somehow"),
        ({"handed_reference": None}, "sent_without_a_visitor"),
        ({"handed_way": "pigeon"}, "handed_way_known"),
        ({"handed_window": "7"}, "handed_over_at_a_window"),
    ],
)
def test_the_schema_knows_two_ways_of_handing_over_and_no_half_of_one(
    hall: Desk, values: dict[str, str | None], refusal: str
) -> None:
    number = accepts(hall)
    is_ready(hall, number)
    sends(hall, number)

    with pytest.raises(IntegrityError, match=refusal):
        hall.does(lambda work: work.connection.execute(update(schema.cases).values(**values)) and None)
