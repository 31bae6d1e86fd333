"""What a visitor does: a number, a cancellation, a return, a slip, a rating."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hallserver.core.errors import (
    HallClosed,
    Malformed,
    MatterUnplanned,
    NotAllowed,
    RatedAlready,
    TooLate,
    UnknownMatter,
    UnknownValue,
    WrongState,
)
from hallserver.core.queue.waits import Cycle
from hallserver.core.rights import Principal
from hallserver.services.queue import numbers, visits, windows
from hallserver.services.timers import run_due
from hallserver.store import schema
from tests.small import KIOSK, Desk

DAY_S = 86_400


def missed(desk: Desk, matter: str, window: str = "1") -> int:
    """A ticket that was called and did not come."""
    ticket = desk.issue(matter)
    desk.calls(window)
    desk.at(window, windows.miss)
    return ticket.id


def test_numbers_of_a_line_count_on_and_each_line_has_its_own(desk: Desk) -> None:
    numbers = [
        desk.issue(matter).number for matter in ("tax-file", "tax-audit", "reg-new", "post-send", "tax-file")
    ]

    assert numbers == ["A001", "A002", "B001", "KB001", "A003"]


def test_numbers_begin_again_on_a_new_business_day_in_the_halls_zone(desk: Desk) -> None:
    desk.issue()
    desk.pass_time(14.9 * 3600)  # 23:54 in Shanghai
    evening = desk.issue()
    desk.pass_time(600)
    morning = desk.issue()

    assert (evening.number, morning.number) == ("A002", "A001")
    assert morning.business_day - evening.business_day == timedelta(days=1)


def test_an_unknown_matter_names_the_nearest(desk: Desk) -> None:
    with pytest.raises(UnknownMatter, match="Did you mean “tax-audit”"):
        desk.issue("tax-audt")


def test_a_matter_that_no_window_is_planned_for_is_refused(desk: Desk) -> None:
    with pytest.raises(MatterUnplanned) as refused:
        desk.issue("lonely-one")

    assert refused.value.state == {"matter": "lonely-one"}
    assert desk.rows(schema.tickets) == []


def test_a_closed_hall_says_when_it_opens(office: Desk) -> None:
    office.pass_time(3 * 3600 + 60)

    with pytest.raises(HallClosed) as refused:
        office.issue()

    assert refused.value.state == {"hall": "closed", "opens_at": "2026-03-02T05:30:00.000Z"}
    assert "13:30" in refused.value.sentence()["zh"]


def test_a_refused_number_consumes_none(office: Desk) -> None:
    office.issue()
    with pytest.raises(Malformed):
        office.issue(visitor_class="statutory")
    with pytest.raises(UnknownValue):
        office.issue(printer="printer-9")
    with pytest.raises(UnknownValue):
        office.issue(visitor_class="vip")

    assert office.issue().number == "A002"
    assert [event.seq for event in office.told] == list(range(1, len(office.told) + 1))


def test_a_number_is_given_where_nobody_sits_yet_and_says_so(desk: Desk) -> None:
    ticket = desk.issue()

    assert (ticket.windows, ticket.wait.about) == ((), True)
    assert ticket.notice is not None


def test_the_evidence_of_a_class_is_kept_by_type_only(desk: Desk) -> None:
    desk.issue(visitor_class="statutory", evidence="disability card")

    row = desk.rows(schema.tickets)[0]
    assert (row.visitor_class, row.evidence) == ("statutory", "disability card")


def test_a_statutory_visitor_has_fewer_ahead(desk: Desk) -> None:
    for _ in range(3):
        desk.issue()

    assert desk.issue(visitor_class="statutory", evidence="card").ahead == 0
    assert desk.issue().ahead == 4


def test_cancelling_takes_the_slip_back_while_it_is_not_begun(desk: Desk) -> None:
    ticket = desk.issue()
    desk.does(visits.cancel, KIOSK, ticket.id)

    assert desk.rows(schema.print_jobs)[0].state == "cancelled"
    assert desk.state(ticket.id) == "cancelled"


def test_policy_keep_gives_the_old_place_back(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = missed(desk, "tax-file")
    place = desk.stop(ticket).effective_at
    desk.issue()
    desk.pass_time(600)

    desk.does(visits.come_back, KIOSK, ticket)

    assert desk.stop(ticket).effective_at == place
    assert desk.calls("1") == "A001"


def test_policy_back_2_stands_behind_the_second_who_waits(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = missed(desk, "reg-new")
    for _ in range(3):
        desk.pass_time(60)
        desk.issue("reg-new")

    desk.does(visits.come_back, KIOSK, ticket)

    order = []
    for _ in range(4):
        order.append(desk.calls("1"))
        desk.at("1", windows.miss)
    assert order == ["B002", "B003", "B001", "B004"]


def test_policy_back_with_fewer_waiting_stands_at_the_end(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = missed(desk, "reg-new")
    desk.issue("reg-new")
    desk.pass_time(60)

    desk.does(visits.come_back, KIOSK, ticket)

    assert desk.calls("1") == "B002"


def test_policy_void_ends_the_ticket(desk: Desk) -> None:
    desk.sits("l-2", "3")
    ticket = missed(desk, "notary-will", "3")

    view = desk.does(visits.come_back, KIOSK, ticket)

    assert view.state == "void"
    assert len(desk.events("ticket.voided")) == 1


def test_a_return_is_counted_once(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = missed(desk, "tax-file")
    desk.does(visits.come_back, KIOSK, ticket)

    with pytest.raises(WrongState) as refused:
        desk.does(visits.come_back, KIOSK, ticket)

    assert refused.value.state is not None
    assert refused.value.state["state"] == "waiting"


def test_a_service_is_rated_once(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.serves()
    desk.does(visits.rate, KIOSK, ticket.id, 4, ("quick",))

    with pytest.raises(RatedAlready):
        desk.does(visits.rate, KIOSK, ticket.id, 1, ())

    assert [row.level for row in desk.rows(schema.ratings)] == [4]


def test_a_reprint_is_a_copy_with_its_own_number(desk: Desk) -> None:
    ticket = desk.issue()
    desk.does(visits.reprint, KIOSK, ticket.id, None)

    assert [row.copy for row in desk.rows(schema.print_jobs)] == [1, 2]


def test_the_learned_cycle_replaces_the_norm(desk: Desk) -> None:
    desk.sits("t-2", "1")
    for _ in range(3):
        desk.issue()
    desk.calls("1")
    about = desk.issue().wait
    desk.writer.state.plan = replace(desk.writer.state.plan, cycles={"tax-file": Cycle(30, 40 * 60_000)})
    learned = desk.issue().wait

    assert (about.about, learned.about) == (True, False)
    assert learned.high_ms > about.high_ms


def test_nobody_waits_into_a_new_day(desk: Desk) -> None:
    desk.sits("t-2", "1")
    waiting, called = desk.issue("reg-new"), desk.issue()
    desk.at("1", windows.call_selected, ticket=called.id, reason="test")
    desk.pass_time(DAY_S)

    desk.does(run_due)

    assert [desk.state(each.id) for each in (waiting, called)] == ["expired", "expired"]
    assert {event.facts["was"] for event in desk.events("ticket.expired")} == {"waiting", "called"}


PAD = Principal("rating:pad-1", "rating", "pad-1", window="1")


@pytest.mark.parametrize(
    ("later_s", "others", "error"),
    [(170, 0, None), (190, 0, TooLate), (10, 1, TooLate), (86_400, 0, TooLate), (40, 3, TooLate)],
)
def test_a_pad_rates_only_who_was_just_served(
    desk: Desk, later_s: int, others: int, error: type[Exception] | None
) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue("tax-file")
    desk.serves()
    for _ in range(others):
        desk.issue("tax-file")
        desk.serves()
    desk.pass_time(later_s)
    if error is None:
        desk.does(visits.rate, PAD, ticket.id, 4, ())
    else:
        with pytest.raises(error):
            desk.does(visits.rate, PAD, ticket.id, 4, ())
    assert len(desk.rows(schema.ratings)) == (error is None)


@pytest.mark.parametrize(
    ("role", "name", "may"),
    [
        ("kiosk", "kiosk-1", True),
        ("kiosk", "kiosk-2", False),
        ("guide", "guide-1", True),
        ("window", "w", True),
    ],
)
def test_a_kiosk_gives_up_its_own_numbers_only(desk: Desk, role: str, name: str, may: bool) -> None:
    ticket = desk.does(
        numbers.issue, Principal("kiosk:kiosk-1", "kiosk", "kiosk-1"), numbers.Wish("tax-file")
    )
    who = Principal(f"{role}:{name}", role, name)
    if may:
        assert desk.does(visits.cancel, who, ticket.id).state == "cancelled"
    else:
        with pytest.raises(NotAllowed):
            desk.does(visits.cancel, who, ticket.id)
        assert desk.rows(schema.stops)[0].state == "waiting"
