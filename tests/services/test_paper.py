"""The spool: leased by one, guarded by attempt, expired when too old, never printed twice unmarked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hallserver.core.errors import LeaseLost, NobodyWaiting, NotFound
from hallserver.services import timers
from hallserver.services.printing import printers, slips
from hallserver.services.printing import spool as paper
from hallserver.services.queue import visits
from hallserver.store import schema
from tests.small import AGENT, KIOSK, Desk

OTHER = replace(AGENT, id="printer:other")


def lease(desk: Desk, who: Any = AGENT) -> Any:
    return desk.does(paper.lease, who, "printer-1")


def say(desk: Desk, job: Any, state: str, who: Any = AGENT, attempt: int | None = None) -> Any:
    said = {
        "state": state,
        "attempt": attempt or job.attempt,
        "method": None,
        "reason": None,
        "bytes_sent": 9,
    }
    return desk.does(paper.report, who, job.id, said)


def states(desk: Desk) -> list[str]:
    return [row.state for row in desk.rows(schema.print_jobs)]


def test_a_ticket_and_its_slip_come_together(desk: Desk) -> None:
    ticket = desk.issue()

    job = lease(desk)

    assert (job.ticket, job.copy, job.attempt, job.state) == (ticket.id, 1, 1, "leased")


def test_jobs_come_in_the_order_of_numbers_and_once_each(desk: Desk) -> None:
    tickets = [desk.issue() for _ in range(3)]

    assert [each.number for each in tickets] == ["A001", "A002", "A003"]
    assert [lease(desk).ticket for _ in range(3)] == [each.id for each in tickets]
    with pytest.raises(NobodyWaiting):
        lease(desk)


def test_a_job_goes_through_to_printed_and_the_log_says_so(desk: Desk) -> None:
    desk.issue()
    job = lease(desk)
    for state in ("sending", "sent", "printed"):
        say(desk, job, state)

    assert states(desk) == ["printed"]
    assert [event.kind for event in desk.told if event.kind.startswith("slip.")] == [
        "slip.sent",
        "slip.printed",
    ]


@pytest.mark.parametrize("state", ["sent", "printed", "unconfirmed"])
def test_before_the_first_byte_nothing_can_have_been_printed(desk: Desk, state: str) -> None:
    desk.issue()
    job = lease(desk)

    with pytest.raises(LeaseLost):
        say(desk, job, state)


def test_after_the_first_byte_a_job_never_goes_back(desk: Desk) -> None:
    desk.issue()
    job = lease(desk)
    say(desk, job, "sending")

    with pytest.raises(LeaseLost) as refused:
        say(desk, job, "stalled")

    assert refused.value.state == {"job": job.id, "state": "sending", "attempt": 1}


def test_a_lapsed_lease_passes_to_another_and_the_first_learns_it(desk: Desk) -> None:
    desk.issue()
    late = lease(desk)
    desk.pass_time(31)
    job = lease(desk, OTHER)

    assert (job.id, job.attempt) == (late.id, 2)
    with pytest.raises(LeaseLost):
        say(desk, late, "sending")


def test_the_same_agents_older_attempt_is_lost_too(desk: Desk) -> None:
    desk.issue()
    lease(desk)
    desk.pass_time(31)
    job = lease(desk)

    with pytest.raises(LeaseLost):
        say(desk, job, "sending", attempt=1)
    assert say(desk, job, "sending").state == "sending"


def test_another_agent_cannot_speak_for_a_lease(desk: Desk) -> None:
    desk.issue()
    job = lease(desk)

    with pytest.raises(LeaseLost):
        say(desk, job, "sending", OTHER)


def test_a_stalled_job_is_tried_again_a_second_later(desk: Desk) -> None:
    desk.issue()
    job = lease(desk)
    say(desk, job, "stalled")
    with pytest.raises(NobodyWaiting):
        lease(desk)
    desk.pass_time(1.1)

    assert lease(desk).attempt == 2


def test_what_was_not_printed_in_two_minutes_is_not_printed_later(desk: Desk) -> None:
    desk.issue()
    desk.pass_time(121)
    with pytest.raises(NobodyWaiting):
        lease(desk)
    desk.does(timers.run_due)

    assert (states(desk), len(desk.events("slip.expired"))) == (["expired"], 1)


def test_what_was_begun_and_lost_is_flagged_and_never_sent_again(desk: Desk) -> None:
    desk.issue()
    say(desk, lease(desk), "sending")
    desk.pass_time(31)
    desk.does(timers.run_due)

    assert (states(desk), len(desk.events("slip.unconfirmed"))) == (["unconfirmed"], 1)
    with pytest.raises(NobodyWaiting):
        lease(desk)


def test_an_expiry_is_told_once(desk: Desk) -> None:
    desk.ticks()  # a letter that ends today is told of
    desk.issue()
    desk.pass_time(121)

    assert [desk.does(timers.run_due), desk.does(timers.run_due)] == [1, 0]


def test_a_begun_slip_cannot_be_taken_back_by_a_cancellation(desk: Desk) -> None:
    ticket = desk.issue()
    job = lease(desk)
    say(desk, job, "sending")
    desk.does(visits.cancel, KIOSK, ticket.id)
    say(desk, job, "printed")

    assert states(desk) == ["printed"]


def test_an_unknown_printer_and_job_are_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.does(paper.lease, AGENT, "printer-7")
    job = type("Job", (), {"id": 77, "attempt": 1})
    with pytest.raises(NotFound):
        say(desk, job, "sending")


def test_only_a_reprint_is_marked_as_one(desk: Desk) -> None:
    ticket = desk.issue()
    original = desk.does(slips.compose, lease(desk))
    desk.does(visits.reprint, KIOSK, ticket.id, None)
    copy = desk.does(slips.compose, lease(desk))

    assert "REPRINT" not in str(original)
    assert "REPRINT" in str(copy)
    assert "A001" in str(original)


def test_a_printers_change_is_an_event_and_its_heartbeat_is_none(desk: Desk) -> None:
    for state in ("ready", "ready", "paper_out", "paper_out"):
        desk.does(printers.read, AGENT, "printer-1", state, None)

    assert [event.facts["state"] for event in desk.events("printer.state")] == ["ready", "paper_out"]
