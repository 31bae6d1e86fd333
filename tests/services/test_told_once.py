"""一次性告知: everything that is missing is told once, in writing, and is there again when the visitor comes back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.services.printing import slips, spool
from hallserver.services.queue import check_ins, numbers, staff, undoing, windows
from hallserver.services.queue.record import End
from hallserver.store import schema
from hallserver.views.queue import visits as visit_views
from hallserver.views.queue.windows import window_view
from tests.small import AGENT, KIOSK, Desk, clerk

PAPERS = ("身份证原件", "房产证复印件两份")


def asks(desk: Desk, papers: tuple[str, ...] = PAPERS) -> int:
    """A visitor is sent away for papers at window 1; gives the ticket."""
    ticket = desk.issue("tax-file")
    desk.calls("1")
    desk.at("1", windows.start)
    desk.at("1", windows.finish, end=End(Outcome.SUPPLEMENT, papers=papers))
    return ticket.id


def look(desk: Desk) -> Any:
    return desk.does(lambda work: window_view(work.connection, work.plan, "1", work.now, 0))


def phone(desk: Desk, ticket: int) -> Any:
    return desk.does(lambda work: visit_views.ticket_view(work.connection, work.plan, ticket, work.now))


@pytest.fixture
def seated(desk: Desk) -> Desk:
    desk.sits("t-1", "1")
    return desk


def test_the_list_stands_on_console_phone_and_paper_and_comes_back_with_the_visitor(seated: Desk) -> None:
    ticket = asks(seated)
    asked = look(seated).asked

    assert asked.papers == PAPERS
    assert phone(seated, ticket).papers == PAPERS
    assert phone(seated, ticket).return_code == asked.code
    back = seated.does(check_ins.check_in, KIOSK, code=asked.code, wish=numbers.Wish())
    assert seated.calls("1") == back.number
    assert look(seated).ticket.papers == PAPERS
    assert look(seated).asked is None
    assert seated.fault() is None


def test_a_window_without_a_printer_has_it_printed_at_the_halls_first(seated: Desk) -> None:
    ticket = asks(seated)

    (receipt,) = [
        row for row in seated.rows(schema.print_jobs) if row.kind == "receipt" and row.ticket == ticket
    ]
    assert receipt.printer == "printer-1"
    assert look(seated).asked.printer.en == "Printer"
    printed = []
    for _ in range(2):  # the slip of the number, and the receipt
        job = seated.does(spool.lease, AGENT, "printer-1")
        printed.append(seated.does(lambda work, job=job: slips.compose(work, job)))
    said = "".join(str(msgspec.to_builtins(each)) for each in printed)
    assert all(each in said for each in PAPERS)


def test_nobody_elses_list_stands_there(seated: Desk) -> None:
    asks(seated)
    seated.at("1", staff.pause, reason="休息")
    assert look(seated).asked is None
    seated.at("1", staff.resume)
    assert look(seated).asked is not None
    seated.issue("tax-file")
    seated.pass_time(1)
    seated.serves("1", Outcome.CONSULTED)

    assert look(seated).asked is None


def test_the_list_is_private_in_the_log(seated: Desk) -> None:
    asks(seated)
    told = seated.events("code.issued")[-1]

    assert told.facts["papers"] == 2
    assert PAPERS[0] not in told.body
    assert any(PAPERS[0] in each for each in seated.privates())


def test_a_list_that_was_wrong_is_told_anew_with_the_same_code(seated: Desk) -> None:
    ticket = asks(seated)
    code = look(seated).asked.code
    seated.does(undoing.undo_at_window, clerk("1"), "1")
    seated.at("1", windows.finish, end=End(Outcome.SUPPLEMENT, papers=("户口簿",)))

    assert (look(seated).asked.code, look(seated).asked.papers) == (code, ("户口簿",))
    assert phone(seated, ticket).papers == ("户口簿",)
    assert seated.fault() is None


def test_without_a_list_there_is_a_code_all_the_same(seated: Desk) -> None:
    ticket = asks(seated, ())

    assert (look(seated).asked.papers, phone(seated, ticket).papers) == ((), ())
    assert look(seated).asked.code
