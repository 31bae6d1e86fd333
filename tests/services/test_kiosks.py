"""A kiosk's own offer and times, and the office's words on a kiosk that it has stopped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import IntegrityError

from hallserver.contract import Words
from hallserver.core.errors import BadPlan, KioskOutOfUse, NotAtThisKiosk, NotFound
from hallserver.core.events import PUBLIC_KINDS, STAFF_KINDS
from hallserver.core.plans.plan import read_plan
from hallserver.core.rights import Principal
from hallserver.realtime.streams import delta_of
from hallserver.services.people import devices
from hallserver.services.planning import plans
from hallserver.services.queue import appointments, check_ins, further, numbers
from hallserver.services.supervision import kiosks
from hallserver.store import schema
from hallserver.store.plan_rows import said_plan
from hallserver.views.hall.kiosks import kiosk_view, stopped_kiosks
from tests.small import BOSS, KIOSK, MONDAY_NINE, Desk, small_plan

OFFICE = Principal("manager:boss", "manager", "boss")
GUIDE = Principal("guide:guide-1", "guide", "guide-1")
LOOSE = Principal("kiosk:loose", "kiosk", "loose")  # paired under a name that the plan does not have
SAID = Words("缺纸，请到2号取号机", "Out of paper; please use kiosk 2")
OWN = 'printer = "printer-1"\nzone = "A"\ndepartments = ["law"]\nmatters = ["tax-file"]\nidle_s = 45\nask_s = 15\n'


def planned(desk: Desk, own: str) -> None:
    """Give kiosk-1 these fields."""
    head, tail = small_plan().split("[[kiosks]]")
    said = read_plan(head + "[[kiosks]]" + tail.replace('printer = "printer-1"\n', own, 1), "hall.toml")
    desk.does(plans.take_plan, BOSS, said)


def stops(desk: Desk, kiosk: str = "kiosk-1", words: Words = SAID) -> None:
    desk.does(kiosks.stop, OFFICE, kiosk, words)


def opens(desk: Desk, kiosk: str = "kiosk-1") -> None:
    desk.does(kiosks.open_again, OFFICE, kiosk)


def takes(desk: Desk, who: Principal, matter: str = "tax-file", **wish: Any) -> Any:
    return desk.does(numbers.issue, who, numbers.Wish(matter, **wish))


def test_a_stopped_kiosk_gives_no_number_and_says_why_until_it_is_opened(desk: Desk) -> None:
    stops(desk)

    with pytest.raises(KioskOutOfUse) as refused:
        takes(desk, KIOSK)
    assert SAID.zh in refused.value.sentence().zh
    assert SAID.en in refused.value.sentence().en
    assert takes(desk, GUIDE).number == "A001"  # the guide desk goes on
    assert takes(desk, Principal("kiosk:kiosk-2", "kiosk", "kiosk-2")).number == "A002"

    opens(desk)
    assert takes(desk, KIOSK).number == "A003"
    assert desk.fault() is None


def test_neither_a_code_nor_a_further_matter_passes_a_stopped_kiosk(desk: Desk) -> None:
    ticket = desk.issue()
    code = desk.does(appointments.book, BOSS, appointments.Booking("tax-file", MONDAY_NINE)).code
    stops(desk)

    for tries in (
        lambda: desk.does(check_ins.check_in, KIOSK, code, numbers.Wish()),
        lambda: desk.does(further.add, KIOSK, ticket.id, "notary-will"),
    ):
        with pytest.raises(KioskOutOfUse):
            tries()
    assert desk.does(check_ins.check_in, GUIDE, code, numbers.Wish()).number == "A002"


def test_it_is_on_record_and_told_to_staff_by_name_alone(desk: Desk) -> None:
    stops(desk)
    stops(desk, words=Words("检修", "Being repaired"))
    opens(desk)
    opens(desk)

    told = [each for each in desk.told if each.kind.startswith("kiosk.")]
    assert [each.kind for each in told] == ["kiosk.stopped", "kiosk.stopped", "kiosk.opened"]
    assert {each.kind for each in told} <= STAFF_KINDS - PUBLIC_KINDS
    delta = delta_of(told[0], 0, "epoch", desk.now)
    assert (delta.detail, delta.ticket, delta.window) == ("kiosk-1", None, None)
    assert [(row.words.zh, row.opened_by) for row in desk.rows(schema.kiosk_stops)] == [
        (SAID.zh, "manager:boss"),
        ("检修", "manager:boss"),
    ]
    with desk.reader.connect() as connection:
        assert stopped_kiosks(connection) == {}


def test_only_a_kiosk_that_is_paired_or_planned_can_be_stopped(desk: Desk) -> None:
    with pytest.raises(NotFound):
        stops(desk, "loose")

    desk.does(devices.issue_token, BOSS, devices.Device("kiosk", "loose"), "secret-of-a-loose-kiosk")
    stops(desk, "loose")

    with pytest.raises(KioskOutOfUse):
        takes(desk, LOOSE)


@pytest.mark.parametrize(
    "breaks",
    [
        lambda row: insert(schema.kiosk_stops).values(**row),
        lambda _: delete(schema.kiosk_stops),
        lambda _: update(schema.kiosk_stops).values(opened_by="x"),
        lambda row: insert(schema.kiosk_stops).values(**{**row, "kiosk": "other", "words": Words("", "x")}),
    ],
    ids=["two at once", "deleted", "opened by nobody knows when", "without words"],
)
def test_the_schema_itself_keeps_one_stop_a_kiosk_and_its_history(desk: Desk, breaks: Any) -> None:
    stops(desk)
    row = {"kiosk": "kiosk-1", "words": SAID, "stopped_at": desk.now, "stopped_by": "x"}

    with pytest.raises(IntegrityError), desk.engine.connect() as connection, connection.begin():
        connection.execute(breaks(row))


def test_what_was_opened_again_is_history(desk: Desk) -> None:
    stops(desk)
    opens(desk)

    with (
        pytest.raises(IntegrityError, match="history"),
        desk.engine.connect() as connection,
        connection.begin(),
    ):
        connection.execute(text("UPDATE kiosk_stop SET opened_by = 'x'"))


def test_a_kiosk_gives_what_its_plan_offers_and_says_so_of_the_rest(desk: Desk) -> None:
    planned(desk, OWN)

    assert takes(desk, KIOSK, "notary-will").number == "C001"  # of its department
    assert takes(desk, KIOSK, "tax-file").number == "A001"  # named itself
    with pytest.raises(NotAtThisKiosk) as refused:
        takes(desk, KIOSK, "tax-audit")
    assert "tax-audit" in refused.value.sentence().zh
    assert takes(desk, GUIDE, "tax-audit").number == "A002"
    assert takes(desk, LOOSE, "tax-audit").number == "A003"  # in no plan: everything


def test_one_matter_of_several_that_is_not_offered_refuses_the_number(desk: Desk) -> None:
    planned(desk, OWN)

    with pytest.raises(NotAtThisKiosk):
        desk.visits("tax-file", "tax-audit")
    ticket = desk.visits("tax-file")
    with pytest.raises(NotAtThisKiosk):
        desk.does(further.add, KIOSK, ticket.id, "tax-audit")
    assert desk.does(further.add, GUIDE, ticket.id, "tax-audit").stops[1].matter == "tax-audit"


def test_a_booked_visitor_checks_in_at_any_kiosk(desk: Desk) -> None:
    planned(desk, OWN)
    code = desk.does(appointments.book, BOSS, appointments.Booking("tax-audit", MONDAY_NINE)).code

    assert desk.does(check_ins.check_in, KIOSK, code, numbers.Wish()).number == "A001"


def test_a_kiosk_is_told_its_own_plan_and_what_it_may_say_aloud(desk: Desk) -> None:
    planned(desk, OWN)
    stops(desk)

    with desk.reader.connect() as connection:
        own = kiosk_view(connection, desk.writer.state.plan, "kiosk-1", ["zh"])
        loose = kiosk_view(connection, desk.writer.state.plan, "loose", [])

    assert (own.zone, own.departments, own.matters) == ("A", ("law",), ("tax-file",))
    assert (own.idle_s, own.ask_s, own.attract_s, own.reads, own.stopped) == (45, 15, 180, ("zh",), SAID)
    assert loose == replace_view(own, name="loose")


def replace_view(view: Any, name: str) -> Any:
    """What a kiosk is told that no plan has: everything, the usual times, no words."""
    return type(view)(name, "", (), (), 30, 20, 180, None, ())


def test_the_plan_of_a_kiosk_is_read_back_as_it_was_written(desk: Desk) -> None:
    planned(desk, OWN)

    with desk.reader.connect() as connection:
        said = said_plan(connection, desk.writer.state.plan.rules)
    row = said.tables["kiosks"][0]

    assert (row["departments"], row["matters"], row["idle_s"]) == (["law"], ["tax-file"], 45)
    again = desk.does(plans.take_plan, BOSS, replace(said, calendar=None) if said.calendar else said)
    assert not again.changed["kiosks"]
    planned(desk, 'printer = "printer-1"\n')
    assert takes(desk, KIOSK, "tax-audit").number == "A001"


@pytest.mark.parametrize(
    "own", ["idle_s = 5\n", "ask_s = 1000\n", 'departments = ["nowhere"]\n', 'matters = ["x"]\n']
)
def test_what_a_kiosk_cannot_have_is_a_fault_of_the_plan(desk: Desk, own: str) -> None:
    with pytest.raises(BadPlan):
        planned(desk, own)
