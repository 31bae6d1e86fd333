"""What a window does: the right one next, the right durations, nothing beyond its letter."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlalchemy import update

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import (
    BeyondLetter,
    Malformed,
    NobodyWaiting,
    NotAllowed,
    NotFound,
    NotShownYet,
    ReasonNeeded,
    StafferAbsent,
    UnknownValue,
    WindowBusy,
    WindowClosed,
    WindowPaused,
)
from hallserver.core.queue.order import Cap, Head, Place, next_up
from hallserver.services import timers
from hallserver.services.context import CommandContext
from hallserver.services.queue import staff, visits, windows
from hallserver.services.queue.record import End
from hallserver.store import schema
from hallserver.store.types import from_ms
from tests.small import KIOSK, Desk, clerk

SCREEN = clerk("screen")


def finish(desk: Desk, outcome: Outcome, window: str = "1", **more: object) -> None:
    desk.at(window, windows.finish, end=End(outcome, **more))


def send(desk: Desk, at: str = "1", **to: object) -> None:
    desk.at(at, windows.transfer, target=windows.Target(**to))


def order_of_calls(desk: Desk, window: str = "1") -> list[str]:
    """Everybody who can be called there, in turn."""
    numbers = []
    while True:
        try:
            numbers.append(desk.calls(window))
        except NobodyWaiting:
            return numbers
        desk.at(window, windows.miss)


# --- next -----------------------------------------------------------------------------------------------------------------


def test_next_takes_who_came_first_over_all_lines_of_the_window(desk: Desk) -> None:
    for matter in ("reg-new", "tax-file", "tax-audit", "reg-new"):
        desk.issue(matter)
        desk.pass_time(1)
    desk.sits("t-2", "1")

    assert order_of_calls(desk) == ["B001", "A001", "A002", "B002"]


def test_a_window_never_serves_what_it_may_not(desk: Desk) -> None:
    desk.issue("tax-file")
    desk.sits("l-2", "3")

    with pytest.raises(NobodyWaiting):
        desk.calls("3")


def test_a_window_with_a_ticket_is_busy_and_says_with_whom(desk: Desk) -> None:
    desk.issue()
    desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")

    with pytest.raises(WindowBusy) as refused:
        desk.calls("1")

    assert refused.value.state == {"window": "1", "state": "called", "ticket": 1, "number": "A001"}


def test_a_closed_and_a_paused_window_call_nobody(desk: Desk) -> None:
    desk.issue()
    with pytest.raises(WindowClosed):
        desk.calls("1")
    desk.sits("t-2", "1")
    desk.at("1", staff.pause, reason="tea")
    with pytest.raises(WindowPaused):
        desk.calls("1")
    desk.at("1", staff.resume)

    assert desk.calls("1") == "A001"


def test_statutory_calls_are_capped_while_an_ordinary_one_waits(desk: Desk) -> None:
    for visitor_class in ("ordinary", "statutory", "statutory", "statutory", "ordinary", "statutory"):
        desk.issue(visitor_class=visitor_class, evidence="card")
    desk.sits("t-2", "1")

    assert order_of_calls(desk) == ["A002", "A003", "A001", "A004", "A006", "A005"]


def test_the_cap_finds_the_first_ordinary_one_of_another_matter_too(desk: Desk) -> None:
    for matter in ("tax-file", "tax-file", "tax-file", "tax-audit"):
        visitor_class = "ordinary" if matter == "tax-audit" else "statutory"
        desk.issue(matter, visitor_class=visitor_class, evidence="card")
    desk.sits("t-2", "1")

    assert order_of_calls(desk) == ["A001", "A002", "A004", "A003"]


def test_each_call_was_right_when_recomputed_from_the_log(desk: Desk) -> None:
    for i in range(12):
        desk.issue(
            ("tax-file", "reg-new")[i % 2],
            visitor_class=("ordinary", "statutory", "elderly")[i % 3],
            evidence="card",
        )
        desk.pass_time(200)
    desk.sits("t-2", "1")
    order_of_calls(desk)

    for event in desk.events("ticket.called"):
        decision = event.facts["decision"]
        heads = [
            Head(
                0,
                each["ticket"],
                each["number"],
                each["line"],
                each["matter"],
                Place(each["tier"], from_ms(each["effective_ms"]), each["seq"]),
            )
            for each in decision["compared"]
        ]
        again = next_up(heads, {line: Cap(2) for line in decision["capped"]})
        assert again is not None
        assert again.chosen.ticket == decision["chosen"] == event.facts["ticket"]


# --- selected, recall, miss -----------------------------------------------------------------------------------------------


def test_a_selected_call_keeps_its_reason_in_the_log(desk: Desk) -> None:
    desk.issue()
    desk.issue()
    desk.sits("t-2", "1")

    desk.at("1", windows.call_selected, ticket="a002", reason="came back with the copy")

    event = desk.events("ticket.called")[0]
    assert (event.facts["number"], event.facts["reason"]) == ("A002", "came back with the copy")
    assert event.facts["decision"]["rule"].startswith("selected")


def test_a_selected_call_cannot_reach_past_the_letter(desk: Desk) -> None:
    desk.issue("notary-will")
    desk.sits("t-2", "1")

    with pytest.raises(NotAllowed):
        desk.at("1", windows.call_selected, ticket="C001", reason="x")


def test_todays_number_that_nobody_has_is_not_found(desk: Desk) -> None:
    desk.sits("t-2", "1")

    with pytest.raises(NotFound):
        desk.at("1", windows.call_selected, ticket="A077", reason="x")


def test_a_recall_is_counted_and_starts_anew_with_the_next_call(desk: Desk) -> None:
    ticket = desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    for _ in range(2):
        desk.at("1", windows.recall)
    recalls = desk.stop(ticket.id).recalls
    desk.at("1", windows.miss)
    desk.does(visits.come_back, KIOSK, ticket.id)
    desk.calls("1")

    assert (recalls, desk.stop(ticket.id).recalls) == (2, 0)


@pytest.mark.parametrize("zones", [{"A"}, {""}, {"A", "B"}])
def test_with_a_live_screen_a_call_must_have_been_shown_before_it_is_missed(
    desk: Desk, zones: set[str]
) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.writer.state.live_zones = frozenset(zones)

    with pytest.raises(NotShownYet) as refused:
        desk.at("1", windows.miss)

    assert refused.value.state == {"ticket": 1, "state": "called", "wait_ms": 30_000}
    assert refused.value.facts["seconds"] == 30


def test_once_shown_ten_seconds_are_enough(desk: Desk) -> None:
    ticket = desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.writer.state.live_zones = frozenset({"A"})
    desk.pass_time(5)
    desk.does(windows.shown, SCREEN, desk.stop(ticket.id).call_seq, spoken=False)
    desk.pass_time(9.5)
    with pytest.raises(NotShownYet) as refused:
        desk.at("1", windows.miss)
    desk.pass_time(0.5)
    desk.at("1", windows.miss)

    assert refused.value.facts["seconds"] == 1
    assert desk.state(ticket.id) == "missed"


def test_a_screen_that_never_shows_blocks_thirty_seconds_at_most(desk: Desk) -> None:
    ticket = desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.writer.state.live_zones = frozenset({"A"})
    desk.pass_time(30)

    desk.at("1", windows.miss)

    assert desk.state(ticket.id) == "missed"


@pytest.mark.parametrize("zones", [set(), {"B"}])
def test_where_no_screen_of_the_zone_is_alive_nothing_is_waited_for(desk: Desk, zones: set[str]) -> None:
    ticket = desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.writer.state.live_zones = frozenset(zones)

    desk.at("1", windows.miss)

    assert desk.state(ticket.id) == "missed"


def test_a_call_is_shown_once_and_a_foreign_seq_is_nothing(desk: Desk) -> None:
    ticket = desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    seq = desk.stop(ticket.id).call_seq
    for said in (seq, seq, seq + 100):
        desk.does(windows.shown, SCREEN, said, spoken=False)

    assert [event.facts["call"] for event in desk.events("call.shown")] == [seq]


# --- the end of a service -------------------------------------------------------------------------------------------------


def test_done_beyond_the_letter_is_refused_and_the_service_goes_on(desk: Desk) -> None:
    ticket = desk.issue("tax-visit")
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.at("1", windows.start)

    with pytest.raises(BeyondLetter) as refused:
        finish(desk, Outcome.DONE)

    assert refused.value.state == {"ticket": ticket.id, "state": "serving", "power": "accept"}
    assert (desk.state(ticket.id), desk.rows(schema.services)) == ("serving", [])
    finish(desk, Outcome.ACCEPTED)
    assert desk.state(ticket.id) == "finished"


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [(Outcome.REFUSED, None), (Outcome.FORWARDED, None), (Outcome.FORWARDED, "because")],
)
def test_an_outcome_that_needs_a_reason_gets_one(desk: Desk, outcome: Outcome, reason: str | None) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.at("1", windows.start)

    with pytest.raises(Malformed):
        finish(desk, outcome, reason=reason)


def test_no_window_only_registers_what_its_letter_lets_it_decide_without_saying_why(desk: Desk) -> None:
    """只挂号、不看病: it is possible, it has a reason, and it is counted."""
    ticket = desk.issue("tax-file")
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.at("1", windows.start)

    with pytest.raises(ReasonNeeded) as refused:
        finish(desk, Outcome.ACCEPTED)

    assert (refused.value.status, refused.value.state["power"]) == (400, "decide")
    assert desk.state(ticket.id) == "serving"
    finish(desk, Outcome.ACCEPTED, reason="the system of the province is down")
    told = desk.events("ticket.finished")[0].facts["service"]
    assert (told["decidable"], told["reason"]) == (1, "the system of the province is down")


@pytest.mark.parametrize(
    "matter", ["tax-audit", "tax-visit"]
)  # promised by its kind; accept only by the letter
def test_what_is_not_to_be_decided_on_the_spot_is_accepted_without_a_reason(desk: Desk, matter: str) -> None:
    desk.issue(matter)
    desk.sits("t-2", "1")
    desk.serves(outcome=Outcome.ACCEPTED)

    assert desk.rows(schema.services)[0].decidable == 0


def test_an_acceptance_promises_working_days(desk: Desk) -> None:
    desk.pass_time(4 * 86_400)  # Friday
    desk.issue("tax-audit")
    desk.sits("t-2", "1")
    desk.serves(outcome=Outcome.ACCEPTED)

    assert desk.rows(schema.services)[0].promised_until == date(2026, 3, 11)


def test_a_note_is_kept_apart_from_the_log(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.serves(note="asked about Mr Wang")

    event = desk.events("ticket.finished")[0]
    assert "Wang" not in event.body
    assert "Wang" in desk.privates()[0]
    assert len(event.facts["private"]) == 64


def test_deleting_the_private_part_breaks_nothing(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.serves(note="asked about Mr Wang")

    desk.writer(lambda work: work.connection.execute(schema.event_privates.delete()) and None)

    assert desk.fault() is None


# --- durations ------------------------------------------------------------------------------------------------------------


def test_the_durations_of_a_service_add_up(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.pass_time(100)
    desk.calls("1")
    desk.pass_time(20)
    desk.at("1", windows.start)
    desk.pass_time(300)
    finish(desk, Outcome.DONE)

    row = desk.rows(schema.services)[0]
    assert (row.wait_ms, row.walk_ms, row.service_ms, row.parked_ms) == (100_000, 20_000, 300_000, 0)
    assert (row.finished_at - row.called_at).total_seconds() * 1000 == row.walk_ms + row.service_ms


def test_a_break_is_not_counted_as_service_and_not_as_wait(desk: Desk) -> None:
    ticket = desk.issue()
    desk.sits("t-2", "1")
    desk.pass_time(10)
    desk.calls("1")
    desk.at("1", windows.start)
    for worked, away in ((60, 600), (30, 300)):
        desk.pass_time(worked)
        desk.at("1", windows.park, reason="copy", minutes=None)
        desk.pass_time(away)
        desk.at("1", windows.bring_back, ticket=ticket.id)
        desk.at("1", windows.start)
    desk.pass_time(5)
    finish(desk, Outcome.DONE)

    row = desk.rows(schema.services)[0]
    assert (row.wait_ms, row.service_ms, row.parked_ms) == (10_000, 95_000, 900_000)


def test_a_wait_is_to_the_last_call(desk: Desk) -> None:
    ticket = desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.at("1", windows.miss)
    desk.pass_time(500)
    desk.does(visits.come_back, KIOSK, ticket.id)
    desk.serves()

    assert desk.rows(schema.services)[0].wait_ms == 500_000


def test_a_wait_is_carried_over_a_transfer_and_each_window_has_its_part(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    desk.calls("1")
    desk.at("1", windows.start)
    desk.pass_time(60)
    send(desk, window="2")
    desk.pass_time(40)
    desk.calls("2")
    desk.at("2", windows.start)
    desk.pass_time(30)
    finish(desk, Outcome.DONE, "2")

    rows = sorted(desk.rows(schema.services), key=lambda row: row.part)
    assert [(row.part, row.window, row.staffer, row.outcome) for row in rows] == [
        (1, "1", "t-2", "transferred"),
        (2, "2", "t-3", "done"),
    ]
    assert [(row.wait_ms, row.service_ms) for row in rows] == [(0, 60_000), (100_000, 30_000)]
    assert desk.fault() is None


# --- park and transfer ----------------------------------------------------------------------------------------------------


def test_a_parked_ticket_comes_back_at_another_window_too(desk: Desk) -> None:
    ticket = desk.issue()
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    desk.calls("1")
    desk.at("1", windows.start)
    desk.at("1", windows.park, reason="copy", minutes=10)
    parked = desk.stop(ticket.id)
    desk.at("2", windows.bring_back, ticket=ticket.number)

    assert (parked.due_at - parked.parked_at).total_seconds() == 600
    assert (desk.stop(ticket.id).window, desk.state(ticket.id)) == ("2", "called")


def test_a_transfer_keeps_the_place_by_default(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.pass_time(60)
    desk.issue("reg-new")
    send(desk, line="reg")

    stop = desk.stop(ticket.id)
    assert (stop.line, stop.lane) == ("reg", "guest")
    assert order_of_calls(desk) == ["A001", "B001"]


@pytest.mark.parametrize(
    ("position", "order"), [("first", ["A001", "B001", "B002"]), ("last", ["B001", "B002", "A001"])]
)
def test_a_transfer_first_or_last_stands_there(desk: Desk, position: str, order: list[str]) -> None:
    desk.sits("t-2", "1")
    desk.issue("tax-file")
    desk.calls("1")
    for _ in range(2):
        desk.pass_time(60)
        desk.issue("reg-new")
    desk.pass_time(60)

    send(desk, line="reg", position=position)

    assert order_of_calls(desk) == order


def test_a_transfer_first_goes_before_a_statutory_one(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue("tax-file")
    desk.calls("1")
    desk.issue("tax-file", visitor_class="statutory", evidence="card")

    send(desk, line="tax", position="first")

    assert desk.calls("1") == "A001"


def test_a_transfer_to_a_window_is_called_there_only(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.sits("l-2", "3")
    desk.issue()
    desk.calls("1")
    send(desk, window="3")

    assert order_of_calls(desk, "1") == []
    assert order_of_calls(desk, "3") == ["A001"]


def test_a_transfer_to_a_person_follows_them_to_another_window(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    desk.issue()
    desk.calls("1")
    send(desk, staffer="t-3")
    nobody = order_of_calls(desk, "1")
    desk.at("2", staff.sign_off)
    desk.sits("t-3", "9")

    assert (nobody, order_of_calls(desk, "9")) == ([], ["A001"])


def test_nobody_is_sent_to_a_person_who_is_not_there(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.calls("1")

    with pytest.raises(StafferAbsent):
        send(desk, staffer="t-3")


@pytest.mark.parametrize("to", [{"staffer": "t-3"}, {"window": "2"}])
def test_who_waits_for_a_person_or_a_window_that_stays_away_waits_with_the_others_again(
    desk: Desk, to: dict[str, str]
) -> None:
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    first, second = desk.issue(), desk.issue()
    desk.calls("1")
    send(desk, **to)
    desk.at("2", staff.sign_off)
    desk.ticks(4 * 60)
    early = desk.stop(first.id).lane
    desk.ticks(61)

    assert (early, desk.stop(first.id).lane) == (next(iter(to)), "own")
    assert order_of_calls(desk, "1") == [first.number, second.number]
    assert desk.fault() is None


def test_a_visitor_who_was_asked_back_comes_back_to_the_person_who_asked(desk: Desk) -> None:
    """A sends on to B, B to C; finished at C means back to B, finished at B back to A."""
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    desk.sits("t-1", "9")
    ticket = desk.issue()
    desk.issue()
    desk.calls("1")
    desk.at("1", windows.start)
    desk.at("1", windows.transfer, target=windows.Target(window="2", come_back=True))
    desk.calls("2")
    desk.at("2", windows.start)
    desk.at("2", windows.transfer, target=windows.Target(staffer="t-1", come_back=True))

    path = []
    for window in ("9", "2", "1"):
        path.append((desk.calls(window), desk.state(ticket.id)))
        desk.finishes(window)

    assert path == [(ticket.number, "called")] * 3
    assert desk.state(ticket.id) == "finished"
    assert [row.window for row in desk.rows(schema.services)] == ["1", "2", "9", "2", "1"]
    assert desk.rows(schema.come_backs) == []
    assert desk.fault() is None


def test_a_guest_who_is_sent_home_stands_among_his_own_again(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    desk.sits("t-2", "1")
    desk.calls("1")
    send(desk, line="reg")
    desk.calls("1")
    send(desk, line="tax")

    stop = desk.stop(ticket.id)
    assert (stop.line, stop.lane, stop.only_window) == ("tax", "own", None)


@pytest.mark.parametrize(
    ("to", "error"),
    [
        ({}, Malformed),
        ({"line": "tax", "window": "2"}, Malformed),
        ({"line": "nowhere"}, UnknownValue),
        ({"window": "77"}, UnknownValue),
        ({"staffer": "x-1"}, UnknownValue),
        ({"line": "tax", "position": "middle"}, Malformed),
    ],
)
def test_a_transfer_to_nowhere_is_refused(desk: Desk, to: dict[str, str], error: type[Exception]) -> None:
    ticket = desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")

    with pytest.raises(error):
        send(desk, **to)

    assert desk.state(ticket.id) == "called"


def test_a_comment_travels_with_the_ticket_and_not_into_the_log(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    send(desk, line="reg", comment="Mr Wang needs form 3")

    shown = desk.at("1", windows.call_next).ticket
    assert shown.comment == "Mr Wang needs form 3"
    assert not any("Wang" in event.body for event in desk.told)


def test_a_full_day_of_everything_verifies(desk: Desk) -> None:
    for matter in ("tax-file", "tax-audit", "reg-new", "tax-visit"):
        desk.issue(matter)
    desk.sits("t-2", "1")
    desk.serves()
    desk.calls("1")
    desk.at("1", windows.start)
    send(desk, line="reg")
    desk.calls("1")
    desk.at("1", windows.miss)
    desk.at("1", staff.pause, reason="tea")
    desk.at("1", staff.resume)
    desk.serves(outcome=Outcome.ACCEPTED, reason="to be checked")
    desk.at("1", staff.sign_off)

    assert desk.fault() is None


def test_the_record_is_left_alone_by_a_command_that_is_taken_back(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.at("1", windows.start)

    def finish_and_fail(work: CommandContext) -> None:
        windows.finish(work, clerk("1"), "1", End(Outcome.DONE))
        work.connection.execute(update(schema.stops).values(state="nonsense"))

    with pytest.raises(Exception, match=r"(?i)check"):
        desk.writer(partial(finish_and_fail))

    assert (desk.state(1), desk.rows(schema.services), desk.events("ticket.finished")) == ("serving", [], [])


def test_a_part_that_another_window_goes_on_with_is_recorded_for_who_gave_it(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.sits("t-2", "2")
    ticket = desk.issue()
    desk.calls("1")
    desk.at("1", windows.start)
    desk.pass_time(120)
    desk.at("1", windows.park, reason="copy", minutes=None)
    desk.pass_time(300)
    desk.at("2", windows.bring_back, ticket=ticket.id)
    desk.at("2", windows.start)
    desk.pass_time(60)
    desk.at("2", windows.finish, end=End(Outcome.DONE))

    parts = [(row.part, row.staffer, row.service_ms, row.outcome) for row in desk.rows(schema.services)]
    assert parts == [(1, "t-1", 120_000, "transferred"), (2, "t-2", 60_000, "done")]
    assert desk.fault() is None


def test_a_service_left_open_over_night_is_shown_and_not_counted(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.issue()
    desk.calls("1")
    desk.at("1", windows.start)
    desk.pass_time(16 * 3600)
    desk.does(timers.run_due)

    assert [row.excluded for row in desk.rows(schema.services)] == ["day_ended"]
    assert desk.fault() is None
