"""What the hall publishes: figures out of the rows themselves, and the order of its queues by number alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.rights import Principal
from hallserver.services.queue import visits, windows
from hallserver.services.queue.record import End
from hallserver.services.supervision import rectify
from hallserver.views.queue.public import public_figures, public_queue
from tests.small import Desk, clerk

MINUTE = 60


def asked(desk: Desk, what: Any) -> Any:
    with desk.reader.connect() as connection:
        return what(connection, desk.writer.state.plan, desk.now)


def test_today_is_measured_and_nothing_is_rounded_or_averaged_twice(desk: Desk) -> None:
    desk.sits("t-2", "1")
    for waited in (2, 20, 5):
        desk.issue("tax-file")
        desk.pass_time(waited * MINUTE)
        desk.calls()
        desk.at("1", windows.start)
        desk.pass_time(4 * MINUTE)
        desk.at("1", windows.finish, end=End(Outcome.DONE))

    today = asked(desk, public_figures).today

    assert (today.served, today.mean_wait_ms, today.p50_wait_ms) == (3, 9 * 60_000, 5 * 60_000)
    assert (today.within_percent, today.mean_service_ms) == (66, 4 * 60_000)
    assert (today.told, today.told_kept, today.rated) == (3, 2, 0)


def test_yesterday_is_in_the_month_and_not_in_the_day(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue("tax-file")
    desk.serves()
    desk.pass_time(24 * 60 * MINUTE)

    told = asked(desk, public_figures)

    assert (told.today.served, told.month.served) == (0, 1)
    assert told.month.last_day - told.month.first_day == timedelta(days=29)


def test_a_rating_that_a_review_struck_out_does_not_count(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue("tax-file")
    desk.serves()
    follower = Principal("follower", "follower", ticket=ticket.id)
    desk.does(visits.rate, follower, ticket.id, 1, ("等候过长",))
    assert (asked(desk, public_figures).today.rated, asked(desk, public_figures).today.satisfied) == (1, 0)
    case = desk.events("rectification.opened")[0].facts["rectification"]
    law = Principal("department:tax", "department", "tax", department="tax")
    desk.does(rectify.appeal, law, case, "the queue, not the clerk")
    desk.does(
        rectify.review, Principal("supervision:x", "supervision", "x"), case, upheld=True, reason="so it was"
    )

    assert asked(desk, public_figures).today.rated == 0


def test_the_order_is_that_of_the_calls_and_says_numbers_only(desk: Desk) -> None:
    desk.sits("t-2", "1")
    for _ in range(2):
        desk.issue("tax-file")
    first = desk.issue("tax-file", visitor_class="statutory", evidence="老年人优待证")
    desk.issue("post-send")

    told = asked(desk, public_queue)

    tax = next(line for line in told.lines if line.code == "tax")
    assert tax.numbers == (first.number, "A001", "A002")
    assert [line.code for line in told.lines] == ["tax", "post"]
    assert desk.calls() == first.number
    after = next(line for line in asked(desk, public_queue).lines if line.code == "tax")
    assert (after.numbers, [(each.number, each.window) for each in after.called]) == (
        ("A001", "A002"),
        [(first.number, "1")],
    )
    said = msgspec.json.encode(told).decode()
    assert not [each for each in ("statutory", "老年人", "t-2", "tier", "arrived") if each in said]


def test_the_whole_line_is_told_however_long(desk: Desk) -> None:
    numbers = tuple(desk.issue("tax-file").number for _ in range(130))

    assert asked(desk, public_queue).lines[0].numbers == numbers


def test_a_service_that_was_taken_up_again_counts_once_and_whole(desk: Desk) -> None:
    """Ended by mistake after four minutes, ended rightly after ten: one visitor, ten minutes."""
    desk.sits("t-2", "1")
    ticket = desk.issue("tax-file")
    desk.pass_time(3 * MINUTE)
    desk.calls()
    desk.at("1", windows.start)
    desk.pass_time(4 * MINUTE)
    desk.at("1", windows.finish, end=End(Outcome.DONE))
    desk.does(visits.reopen, clerk("1"), ticket.id)
    desk.pass_time(6 * MINUTE)
    desk.at("1", windows.finish, end=End(Outcome.DONE))

    today = asked(desk, public_figures).today

    assert (today.served, today.mean_service_ms, today.mean_wait_ms) == (1, 10 * 60_000, 3 * 60_000)
