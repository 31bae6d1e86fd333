"""What supervision looks at: each finding by the act that shows it, and what takes it out of the count again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hallserver.audit import rebuild
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import FeeReasonNeeded
from hallserver.core.rights import Principal
from hallserver.services.queue import days, staff, visits, windows
from hallserver.services.supervision import floor, oversight, rectify
from hallserver.store import schema
from tests.small import BOSS, KIOSK, OFFICE_HOURS, Desk

GUIDE = Principal("guide:guide-1", "guide", "guide-1")
INSPECTOR = Principal("supervision:office", "supervision", "office")
TAX = Principal("department:tax", "department", "tax", department="tax")
MINUTE = 60
DAY = 86_400


def found(desk: Desk) -> dict[str, list[Any]]:
    """Findings by kind; what the table says is what the log says."""
    assert desk.fault() is None
    kinds: dict[str, list[Any]] = {}
    for row in desk.rows(schema.findings):
        kinds.setdefault(row.kind, []).append(row)
    return kinds


def test_accepting_what_could_be_decided_is_found_and_names_whose_it_is(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.serves(outcome=Outcome.ACCEPTED, reason="the archive is closed")

    finding = found(desk)["registered_only"][0]
    assert (finding.staffer, finding.department, finding.window, finding.matter) == (
        "t-2",
        "tax",
        "1",
        "tax-file",
    )
    assert finding.seq == desk.events("ticket.finished")[0].seq
    assert finding.detail == "the archive is closed"


def test_supervision_is_told_once_a_day_that_a_window_only_takes_in(desk: Desk) -> None:
    """三成: of at least five decisions, three in ten or more."""
    desk.sits("t-2", "1")
    for outcome, reason in (
        (Outcome.ACCEPTED, "later"),
        (Outcome.DONE, None),
        (Outcome.DONE, None),
        (Outcome.DONE, None),
    ):
        desk.issue()
        desk.serves(outcome=outcome, reason=reason)
    assert "registered_often" not in found(desk)

    for _ in range(2):
        desk.issue()
        desk.serves(outcome=Outcome.ACCEPTED, reason="later")

    often = found(desk)["registered_often"]
    assert [(row.window, row.staffer) for row in often] == [("1", "t-2")]
    told = desk.events("registered.often")[0].facts
    assert (told["registered"], told["decidable"]) == (2, 5)


def test_a_leader_s_signature_is_found_beside_the_referral(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.serves(outcome=Outcome.FORWARDED, reason="leader_signature")

    assert set(found(desk)) == {"registered_only", "leader_signature"}


def test_deciding_on_the_spot_within_the_norm_finds_nothing(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.serves()

    assert found(desk) == {}


def test_a_call_out_of_turn_and_a_place_at_the_head_are_found_with_whoever_did_it(desk: Desk) -> None:
    desk.sits("t-2", "1")
    first, second = desk.issue(), desk.issue()
    desk.at("1", windows.call_selected, ticket=second.id, reason="has a small child")
    desk.at("1", windows.transfer, target=windows.Target(line="reg", position="first"))

    kinds = found(desk)
    assert (kinds["selected"][0].ticket, kinds["selected"][0].staffer) == (second.id, "t-2")
    assert (kinds["placed_first"][0].ticket, kinds["placed_first"][0].window) == (second.id, "1")
    assert first.id not in {row.ticket for rows in kinds.values() for row in rows}


def test_missed_though_no_screen_was_alive_is_found(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.calls()
    desk.at("1", windows.miss)

    assert found(desk)["unseen"][0].ticket == ticket.id


def test_missed_after_a_screen_showed_the_call_is_not(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.calls()
    desk.does(windows.shown, KIOSK, desk.stop(ticket.id).call_seq, spoken=False)
    desk.at("1", windows.miss)

    assert found(desk) == {}


def test_a_service_of_more_than_twice_its_norm_is_found_in_percent(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.calls()
    desk.at("1", windows.start)
    desk.pass_time(11 * MINUTE)
    desk.at("1", windows.finish, end=windows.End(Outcome.DONE))

    assert found(desk)["slow"][0].amount == 220


def test_a_reopened_service_lifts_what_its_first_end_showed(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.serves(outcome=Outcome.ACCEPTED, reason="pressed the wrong key")
    desk.does(visits.reopen, BOSS, ticket.id)
    desk.at("1", windows.finish, end=windows.End(Outcome.DONE))

    lifted = found(desk)["registered_only"]
    assert [(row.lifted, row.lifted_seq) for row in lifted] == [
        ("reopened", desk.events("ticket.reopened")[0].seq)
    ]


def test_an_absence_is_noted_once_when_a_free_window_lets_people_wait_for_fifteen_minutes(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.ticks(14 * MINUTE)
    assert found(desk) == {}

    desk.ticks(MINUTE)
    desk.ticks(MINUTE)

    finding = found(desk)["away"][0]
    assert (finding.staffer, finding.window) == ("t-2", "1")
    assert len(desk.events("absence.noted")) == 1


@pytest.mark.parametrize("act", ["pause", "serves", "nobody"])
def test_no_absence_where_somebody_is_served_nobody_waits_or_the_pause_says_why(desk: Desk, act: str) -> None:
    desk.sits("t-2", "1")
    if act != "nobody":
        desk.issue()
        desk.issue()
    if act == "pause":
        desk.at("1", staff.pause, reason="meeting")
    if act == "serves":
        desk.calls()
    desk.ticks(20 * MINUTE)

    assert "away" not in found(desk)


def test_a_second_absence_is_noted_after_the_window_called_again(desk: Desk) -> None:
    desk.sits("t-2", "1")
    for _ in range(3):
        desk.issue()
    desk.ticks(15 * MINUTE)
    desk.serves()
    desk.ticks(14 * MINUTE)
    desk.ticks(MINUTE)

    assert len(found(desk)["away"]) == 2


def test_who_is_held_is_not_waited_for(desk: Desk) -> None:
    """A stop that was released a minute ago makes nobody absent."""
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.does(visits.ask_for_time, KIOSK, ticket.id)
    desk.ticks(5 * MINUTE)
    desk.ticks(14 * MINUTE)
    assert found(desk) == {}

    desk.ticks(MINUTE)

    assert len(found(desk)["away"]) == 1


def test_who_is_transferred_to_a_line_is_not_waited_for_before_that(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    desk.issue()
    desk.calls("1")
    desk.at("1", windows.start)
    desk.ticks(20 * MINUTE)
    desk.at("1", windows.transfer, target=windows.Target(line="tax"))
    desk.ticks(1)

    assert "away" not in found(desk)


def test_a_window_that_takes_up_another_line_was_not_absent_from_it_before(desk: Desk) -> None:
    """The people of window 1's line wait; at noon window 9 is told to take them."""
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    desk.does(days.plan_window, BOSS, "2", days.Today((), (), "stock-taking"))
    desk.issue()
    desk.at("1", staff.pause, reason="meeting")
    desk.ticks(30 * MINUTE)
    desk.does(days.plan_window, BOSS, "2", days.Today(("tax",), (), "many wait"))
    desk.ticks(1)

    assert "away" not in found(desk)


def test_who_comes_over_lunch_is_early_for_the_afternoon(office: Desk) -> None:
    office.pass_time(265 * MINUTE)  # 13:25
    office.sits("t-2", "1")

    assert "late" not in found(office)


def test_who_covers_for_another_is_not_late(office: Desk) -> None:
    office.sits("t-2", "1")
    office.pass_time(90 * MINUTE)
    office.at("1", staff.sign_off)
    office.sits("t-3", "1", covers="t-2")

    assert "late" not in found(office)


def test_a_duty_window_is_late_by_its_duty_and_not_by_the_halls_hours(tmp_path: Path, memory: str) -> None:
    """值班窗口: its people come at noon, when the hall has been open for three hours."""
    duty = '[[duties]]\nwindow = "1"\ndays = ["mon"]\nspan = "12:00-13:30"\n'
    desk = Desk(tmp_path / "hall", OFFICE_HOURS, more=duty)
    desk.pass_time(180 * MINUTE + 10 * MINUTE)
    desk.sits("t-2", "1")

    assert [row.amount for row in found(desk)["late"]] == [10 * MINUTE * 1000]
    desk.close()


def test_a_matter_is_decided_by_who_ends_its_stop_and_not_by_whom_it_was_sent_to(desk: Desk) -> None:
    """Sent on with “comes back to me”: what the other window says is an opinion; nobody is registered unseen."""
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    desk.issue()
    desk.calls("1")
    desk.at("1", windows.start)
    desk.at("1", windows.transfer, target=windows.Target(window="2", come_back=True))
    desk.calls("2")
    desk.finishes("2", Outcome.FORWARDED, reason="leader_signature")
    assert [row.outcome for row in desk.rows(schema.services)] == ["transferred", "transferred"]
    assert desk.events("ticket.transferred")[-1].facts["opinion"] == "forwarded"

    desk.calls("1")
    desk.finishes("1", Outcome.ACCEPTED, reason="the archive is closed")

    assert [row.staffer for row in found(desk)["registered_only"]] == ["t-2"]
    assert len(desk.rows(schema.cases)) == 1


def test_a_fee_off_the_standard_is_listed_though_somebody_else_decides(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    desk.issue()
    desk.calls("1")
    desk.at("1", windows.transfer, target=windows.Target(window="2", come_back=True))
    desk.calls("2")
    desk.finishes("2", fee_fen=300, fee_reason="copies")

    assert [(row.window, row.staffer, row.amount) for row in found(desk)["fee_off"]] == [("2", "t-3", 300)]


def test_who_signs_on_after_the_opening_is_late_and_only_the_first_time(office: Desk) -> None:
    office.pass_time(7 * MINUTE)
    office.sits("t-2", "1")
    office.at("1", staff.sign_off)
    office.pass_time(5 * MINUTE)
    office.sits("t-2", "1")

    late = found(office)["late"]
    assert [(row.staffer, row.amount) for row in late] == [("t-2", 7 * MINUTE * 1000)]


def test_a_window_left_open_over_night_is_found(office: Desk) -> None:
    office.sits("t-2", "1")
    office.ticks(DAY)

    assert found(office)["left_open"][0].staffer == "t-2"


def rated_badly(desk: Desk) -> int:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.serves()
    desk.does(visits.rate, KIOSK, ticket.id, 1, ("rude",))
    return int(desk.rows(schema.rectifications)[0].id)


def test_a_bad_rating_is_found_without_its_ticket(desk: Desk) -> None:
    rated_badly(desk)

    finding = found(desk)["bad_rating"][0]
    assert (finding.staffer, finding.window, finding.ticket) == ("t-2", "1", None)


def test_a_bad_rating_that_nobody_puts_right_is_noted_once_after_its_day(desk: Desk) -> None:
    rated_badly(desk)
    desk.ticks(21 * DAY)
    assert "not_rectified" not in found(desk)

    desk.ticks(DAY)
    desk.ticks(DAY)

    assert [row.staffer for row in found(desk)["not_rectified"]] == ["t-2"]


def test_an_appeal_that_is_upheld_lifts_the_rating(desk: Desk) -> None:
    case = rated_badly(desk)
    desk.does(rectify.appeal, TAX, case, "was for another window")
    desk.does(rectify.review, INSPECTOR, case, "the recording shows it", upheld=True)

    assert found(desk)["bad_rating"][0].lifted == "appeal_upheld"


def test_being_sent_to_the_department_s_own_office_is_a_kind_apart(desk: Desk) -> None:
    desk.does(floor.raise_concern, GUIDE, floor.Concern("sent_elsewhere", matter="tax-file"))
    desk.does(floor.raise_concern, GUIDE, floor.Concern("not_told", matter="tax-file"))

    kinds = found(desk)
    assert [row.department for row in kinds["sent_elsewhere"]] == ["tax"]
    assert [row.detail for row in kinds["concern"]] == ["not_told"]


def test_what_was_changed_behind_the_log_is_seen_and_made_anew(desk: Desk) -> None:
    rated_badly(desk)
    with desk.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE finding SET staffer = 't-3'")

    assert "bad_rating" in desk.fault().why
    desk.does(rebuild.rebuild_records, BOSS)
    assert found(desk)["bad_rating"][0].staffer == "t-2"


def test_a_finding_that_was_contested_is_made_anew_in_place(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.serves(outcome=Outcome.ACCEPTED, reason="later")
    seq = desk.rows(schema.findings)[0].seq
    desk.does(oversight.contest, TAX, "registered_only", seq, "unjust")
    with desk.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE finding SET \"window\" = '2'")
    desk.does(rebuild.rebuild_records, BOSS)

    assert found(desk)["registered_only"][0].window == "1"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE score_scheme SET body = '{}'", "scheme 1"),
        ("UPDATE score_scheme SET from_month = '2026-03'", "scheme 1"),
        ("UPDATE contest SET upheld = 1, review = 'x', reviewed_by = 'x'", "contest 1"),
        ("DELETE FROM contest", "contest 1"),
        ("UPDATE concern SET due = '2030-01-01'", "report"),
        ("UPDATE concern SET upheld = 0, answer = 'x', answered_at = 5", "report"),
        ("UPDATE rectification SET due = '2030-01-01'", "bad rating 1"),
        ("UPDATE rectification SET state = 'dropped', review = 'x'", "bad rating 1"),
    ],
)
def test_what_supervision_holds_cannot_be_changed_behind_the_log(desk: Desk, change: str, named: str) -> None:
    """T29 for schemes, contests, reports and bad ratings."""
    rated_badly(desk)
    desk.does(oversight.publish_scheme, BOSS, "[reserve]\nmonths = 2", None)
    desk.does(floor.raise_concern, GUIDE, floor.Concern("not_told", matter="tax-file"))
    desk.issue()
    desk.serves(outcome=Outcome.ACCEPTED, reason="later")
    seq = next(row.seq for row in desk.rows(schema.findings) if row.kind == "registered_only")
    desk.does(oversight.contest, TAX, "registered_only", seq, "unjust")
    assert desk.fault() is None

    with desk.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(change)

    assert named in desk.fault().why


def test_a_fee_off_the_standard_wants_a_reason_and_is_listed(desk: Desk) -> None:
    """绝不允许乱收费: what is charged off the standard needs a reason and stands on supervision's list."""
    desk.sits("t-2", "1")
    desk.issue()
    desk.calls()
    desk.at("1", windows.start)
    with pytest.raises(FeeReasonNeeded):
        desk.at("1", windows.finish, end=windows.End(Outcome.DONE, fee_fen=500))
    desk.at("1", windows.finish, end=windows.End(Outcome.DONE, fee_fen=500, fee_reason="copies, asked for"))

    finding = found(desk)["fee_off"][0]
    assert (finding.amount, finding.detail, finding.staffer) == (500, "copies, asked for", "t-2")


def test_the_standard_fee_and_a_fee_nobody_entered_are_no_finding(desk: Desk) -> None:
    desk.sits("t-2", "1")
    for fee in (0, None):
        desk.issue()
        desk.serves(fee_fen=fee)

    assert "fee_off" not in found(desk)
