"""A printer fails: its slips go next door before the first byte, and after it only under a mark."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hallserver.contract import Words
from hallserver.core.errors import LeaseLost, NobodyWaiting, PrinterTaken, ReprintedAlready
from hallserver.services import timers
from hallserver.services.printing import printers, slips
from hallserver.services.printing import spool as paper
from hallserver.services.queue import visits
from hallserver.store import schema
from hallserver.store.watching import spooled
from hallserver.store.watching.dues import Moment
from hallserver.views.queue import visits as visit_views
from tests.small import AGENT, BOSS, KIOSK, Desk

GUIDE = replace(KIOSK, id="guide:g", role="guide", name="g")
OTHER = replace(AGENT, id="printer:other")


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Two printers, each the other's neighbour, both ready."""
    for code, neighbour in (("printer-2", None), ("printer-1", "printer-2"), ("printer-2", "printer-1")):
        said = printers.PrinterPlan(code, Words(code, code), "memory:", "80mm", neighbour, 80)
        desk.does(printers.put_printer, BOSS, said)
    for code in ("printer-1", "printer-2"):
        reads(desk, "ready", code)
    return desk


def reads(desk: Desk, state: str, printer: str = "printer-1") -> None:
    desk.does(printers.read, AGENT, printer, state, None)


def lease(desk: Desk, printer: str = "printer-1", who: Any = AGENT) -> Any:
    return desk.does(paper.lease, who, printer)


def say(desk: Desk, job: Any, state: str, **more: Any) -> Any:
    said = {"state": state, "attempt": job.attempt, "method": None, "reason": None, "bytes_sent": 9} | more
    return desk.does(paper.report, AGENT, job.id, said)


def waits(desk: Desk, seconds: float) -> None:
    """Time passes with both agents alive, and the hall's clock does its work."""
    states = {row.code: row.state for row in desk.rows(schema.printers)}
    desk.pass_time(seconds)
    for code, state in states.items():
        reads(desk, state, code)
    desk.does(timers.run_due)


def jobs(desk: Desk) -> list[tuple[str, str, int]]:
    return [(row.printer, row.state, row.copy) for row in desk.rows(schema.print_jobs)]


def printer(desk: Desk, code: str = "printer-1") -> Any:
    return next(row for row in desk.rows(schema.printers) if row.code == code)


def is_due(desk: Desk) -> bool:
    with desk.reader.connect() as connection:
        moment = Moment(connection, desk.writer.state.plan, desk.now, 4000)
        return spooled.is_slip_to_move(moment) or spooled.is_printer_unwatched(moment)


def test_a_slip_of_which_no_byte_went_out_in_four_seconds_moves_next_door(desk: Desk) -> None:
    desk.issue()
    waits(desk, 3.9)
    assert not is_due(desk)
    desk.pass_time(0.2)
    assert is_due(desk)
    desk.does(timers.run_due)

    assert jobs(desk) == [("printer-2", "queued", 1)]
    assert "REPRINT" not in str(desk.does(slips.compose, lease(desk, "printer-2")))
    assert desk.events("slip.moved")[0].facts["meant"] == "printer-1"


def test_whoever_held_a_slip_that_moved_sends_nothing(desk: Desk) -> None:
    desk.issue()
    held = lease(desk)
    waits(desk, 4.1)

    with pytest.raises(LeaseLost):
        say(desk, held, "sending")
    assert lease(desk, "printer-2").attempt == held.attempt + 2


def test_a_begun_slip_never_moves(desk: Desk) -> None:
    desk.issue()
    say(desk, lease(desk), "sending")
    waits(desk, 20)

    assert jobs(desk) == [("printer-1", "sending", 1)]


def test_a_slip_moves_once_and_not_to_and_fro(desk: Desk) -> None:
    desk.issue()
    waits(desk, 5)
    waits(desk, 5)

    assert jobs(desk) == [("printer-2", "queued", 1)]
    assert len(desk.events("slip.moved")) == 1


@pytest.mark.parametrize("state", ["silent", "paper_out", "unknown"])
def test_a_neighbour_that_cannot_print_is_no_help(desk: Desk, state: str) -> None:
    desk.issue()
    reads(desk, state, "printer-2")
    waits(desk, 5)

    assert jobs(desk) == [("printer-1", "queued", 1)]


def test_while_a_printer_is_known_to_be_out_of_paper_its_slips_are_queued_next_door_and_the_answer_says_so(
    desk: Desk,
) -> None:
    reads(desk, "paper_out")
    ticket = desk.issue()

    told = ticket.print
    assert (told.state, told.printer, told.elsewhere) == ("queued", "printer-2", True)
    assert told.name == Words("printer-2", "printer-2")
    with desk.reader.connect() as connection:
        assert visit_views.print_view(connection, ticket.id) == told


def test_a_slip_that_may_yet_come_out_is_printed_next_door_under_a_mark_and_its_printer_muted(
    desk: Desk,
) -> None:
    desk.issue()
    job = lease(desk)
    say(desk, job, "sending")
    say(desk, job, "unconfirmed")

    assert jobs(desk) == [("printer-1", "unconfirmed", 1), ("printer-2", "queued", 2)]
    assert "REPRINT" in str(desk.does(slips.compose, lease(desk, "printer-2")))
    assert printer(desk).muted_at == desk.now
    assert [event.facts["printer"] for event in desk.events("printer.muted")] == ["printer-1"]


def test_a_muted_printer_gets_test_slips_only_until_somebody_has_looked(desk: Desk) -> None:
    there = desk.issue()
    desk.does(printers.mute, "printer-1", "it holds a slip")
    first = desk.issue()
    desk.does(paper.queue_test, BOSS, "printer-1")

    assert (there.print.printer, first.print.printer) == ("printer-1", "printer-2")
    assert lease(desk).kind == "test"
    with pytest.raises(NobodyWaiting):
        lease(desk)
    desk.does(printers.look_at, BOSS, "printer-1")
    assert desk.issue().print.printer == "printer-1"
    assert lease(desk).kind == "ticket"


def test_a_slip_whose_printer_has_thrown_it_away_is_printed_again_there_when_nobody_steps_in(
    desk: Desk,
) -> None:
    reads(desk, "silent", "printer-2")
    desk.issue()
    job = lease(desk)
    say(desk, job, "sending")
    say(desk, job, "unconfirmed", cleared=True)

    assert jobs(desk) == [("printer-1", "unconfirmed", 1), ("printer-1", "queued", 2)]
    assert printer(desk).muted_at is None


def test_without_a_neighbour_a_slip_that_may_yet_come_out_is_left_to_people(desk: Desk) -> None:
    reads(desk, "silent", "printer-2")
    desk.issue()
    job = lease(desk)
    say(desk, job, "sending")
    say(desk, job, "unconfirmed")

    assert jobs(desk) == [("printer-1", "unconfirmed", 1)]


def test_the_spool_makes_good_once(desk: Desk) -> None:
    desk.issue()
    for code in ("printer-1", "printer-2"):
        job = lease(desk, code)
        say(desk, job, "sending")
        say(desk, job, "unconfirmed", cleared=True)

    assert [state for _, state, _ in jobs(desk)] == ["unconfirmed", "unconfirmed"]


def test_nobody_needs_a_copy_of_a_cancelled_number(desk: Desk) -> None:
    ticket = desk.issue()
    job = lease(desk)
    say(desk, job, "sending")
    desk.does(visits.cancel, KIOSK, ticket.id)
    say(desk, job, "unconfirmed")

    assert len(jobs(desk)) == 1


def test_an_agent_that_was_away_may_say_late_that_a_slip_came_out_and_the_copy_is_called_off(
    desk: Desk,
) -> None:
    desk.issue()
    job = lease(desk)
    say(desk, job, "sending")
    waits(desk, 31)
    assert jobs(desk) == [("printer-1", "unconfirmed", 1), ("printer-2", "queued", 2)]

    say(desk, job, "printed", method="process_id")

    assert jobs(desk) == [("printer-1", "printed", 1), ("printer-2", "cancelled", 2)]


def test_a_printer_has_one_owner_until_he_has_been_silent_for_a_lease(desk: Desk) -> None:
    desk.issue()
    with pytest.raises(PrinterTaken):
        lease(desk, who=OTHER)
    with pytest.raises(PrinterTaken):
        desk.does(printers.read, OTHER, "printer-1", "ready", None)
    desk.pass_time(31)

    assert lease(desk, who=OTHER).owner == OTHER.id
    with pytest.raises(PrinterTaken):
        lease(desk)


def test_a_printer_of_which_nobody_speaks_is_unwatched_and_that_is_told_once(desk: Desk) -> None:
    desk.pass_time(36)
    assert is_due(desk)
    desk.does(timers.run_due)
    desk.does(timers.run_due)

    told = [event.facts for event in desk.events("printer.state") if event.facts["state"] == "unwatched"]
    assert [each["printer"] for each in told] == ["printer-1", "printer-2"]
    assert not is_due(desk)


def test_a_visitor_reprints_once_and_the_staff_as_often_as_they_must(desk: Desk) -> None:
    ticket = desk.issue()
    desk.does(visits.reprint, KIOSK, ticket.id, None)
    with pytest.raises(ReprintedAlready) as refused:
        desk.does(visits.reprint, KIOSK, ticket.id, None)
    for _ in range(2):
        desk.does(visits.reprint, GUIDE, ticket.id, "printer-1")

    assert refused.value.facts == {"number": "A001"}
    assert [row.copy for row in desk.rows(schema.print_jobs)] == [1, 2, 3, 4]
