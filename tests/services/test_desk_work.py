"""Back-office work (后台办理): on record as work, nobody is called meanwhile, and it ends by one act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from hallserver.core.errors import (
    TooManyPieces,
    UnknownValue,
    WindowBusy,
    WindowClosed,
    WindowNotWorking,
    WindowPaused,
    WindowWorking,
)
from hallserver.core.events import PUBLIC_KINDS
from hallserver.core.queue.tickets import WindowState
from hallserver.core.rules import read_rules, rules_of
from hallserver.forecast.remembering import read_day
from hallserver.realtime.streams import delta_of
from hallserver.services.context import CommandContext
from hallserver.services.planning import rules
from hallserver.services.queue import days, desk_work, staff, undoing, windows
from hallserver.store.queue import waiting
from hallserver.store.schema import desk_works, sessions, stops
from hallserver.views.figures import past_days, reports
from hallserver.views.people import sittings
from hallserver.views.queue import board
from hallserver.views.supervision.oversight import Ask as AskOversight
from hallserver.web.routes.planning.sheets import table_of
from tests.small import BOSS, Desk

MINUTE = 60


@pytest.fixture
def chief(desk: Desk) -> Desk:
    """The chief at window 1."""
    desk.sits("t-1", "1")
    return desk


def view(desk: Desk, window: str = "1") -> Any:
    return desk.does(windows._view, window)


def works(desk: Desk, kind: str = "phone", minutes: int = 10, **more: Any) -> None:
    """Ten minutes of work without a visitor."""
    desk.at("1", desk_work.begin, kind=kind, **more)
    desk.pass_time(minutes * MINUTE)
    desk.at("1", desk_work.end)


def session_report(desk: Desk) -> Any:
    zone = desk.writer.state.plan.hours.zone
    ask = reports.Ask("sessions", "staffer", desk.now.date(), desk.now.date(), zone)
    return desk.does(lambda work: reports.report(work.connection, work.plan, ask))


def test_work_is_in_the_staffers_record_with_kind_matter_length_and_pieces(chief: Desk) -> None:
    shown = chief.at("1", desk_work.begin, kind="online", matter="tax-audit")
    assert (shown.state, shown.work.name.en, shown.work.matter) == (
        WindowState.WORKING,
        "Online applications",
        "tax-audit",
    )
    chief.pass_time(7 * MINUTE)
    after = chief.at("1", desk_work.end, pieces=4)

    assert (after.state, after.work) == (WindowState.OPEN, None)
    [row] = chief.rows(desk_works)
    assert (row.staffer, row.kind, row.matter, row.pieces) == ("t-1", "online", "tax-audit", 4)
    assert row.to_at - row.from_at == timedelta(minutes=7)
    assert chief.fault() is None


def test_nobody_is_called_while_it_lasts(chief: Desk) -> None:
    chief.issue("tax-file")
    chief.at("1", desk_work.begin, kind="phone")

    for verb, said in (
        (windows.call_next, {}),
        (windows.call_selected, {"ticket": 1, "reason": "now"}),
        (windows.bring_back, {"ticket": 1}),
        (staff.pause, {"reason": "lunch"}),
        (undoing.undo_at_window, {}),
        (desk_work.begin, {"kind": "phone"}),
    ):
        with pytest.raises(WindowWorking):
            chief.at("1", verb, **said)
    assert chief.state(1) == "waiting"
    chief.at("1", desk_work.end)
    assert chief.calls() == "A001"


def test_work_begins_only_at_a_free_open_window(chief: Desk) -> None:
    with pytest.raises(WindowClosed):
        chief.at("2", desk_work.begin, kind="phone")
    chief.at("1", staff.pause, reason="lunch")
    with pytest.raises(WindowPaused):
        chief.at("1", desk_work.begin, kind="phone")
    chief.at("1", staff.resume)
    chief.issue("tax-file")
    chief.calls()
    with pytest.raises(WindowBusy):
        chief.at("1", desk_work.begin, kind="phone")
    assert chief.rows(desk_works) == []


def test_an_unknown_kind_matter_or_end_is_refused(chief: Desk) -> None:
    with pytest.raises(UnknownValue):
        chief.at("1", desk_work.begin, kind="knitting")
    with pytest.raises(UnknownValue):
        chief.at("1", desk_work.begin, kind="phone", matter="tax-fly")
    with pytest.raises(WindowNotWorking):
        chief.at("1", desk_work.end)
    chief.at("1", desk_work.begin, kind="phone")
    with pytest.raises(TooManyPieces):
        chief.at("1", desk_work.end, pieces=100)
    assert view(chief).state == WindowState.WORKING


def test_the_schema_itself_calls_nobody_to_a_window_at_work(chief: Desk) -> None:
    chief.issue("tax-file")
    chief.at("1", desk_work.begin, kind="phone")

    def force(work: CommandContext) -> None:
        work.connection.execute(
            update(stops).values(state="called", window="1", session=1, called_at=work.now, call_seq=9)
        )

    with pytest.raises(IntegrityError, match="back-office work"):
        chief.does(force)


def test_the_schema_itself_begins_no_work_beside_a_visitor(chief: Desk) -> None:
    works(chief)
    chief.issue("tax-file")
    chief.calls()
    row = {**chief.rows(desk_works)[0]._mapping, "to_at": None, "pieces": None}
    del row["id"]

    with pytest.raises(IntegrityError, match="a visitor is at this window"):
        chief.does(lambda work: work.connection.execute(insert(desk_works), row) and None)


def test_work_done_is_neither_changed_nor_deleted_nor_two_at_a_time(chief: Desk) -> None:
    works(chief)
    chief.at("1", desk_work.begin, kind="phone")
    row = {**chief.rows(desk_works)[1]._mapping}
    del row["id"]
    for change, said in (
        (update(desk_works).where(desk_works.c.id == 1).values(pieces=9), "history"),
        (delete(desk_works), "never deleted"),
        (insert(desk_works).values(**row), "(?i)unique"),
        (update(desk_works).where(desk_works.c.id == 2).values(pieces=0, to_at=chief.now), "(?i)check"),
        (update(sessions).values(paused_at=chief.now), "works_or_pauses"),
    ):
        with pytest.raises(IntegrityError, match=said):
            chief.does(lambda work, change=change: work.connection.execute(change) and None)


def test_a_window_at_work_is_promised_to_nobody_and_is_not_absent(chief: Desk) -> None:
    chief.issue("tax-file")
    chief.at("1", desk_work.begin, kind="phone")
    chief.ticks(20 * MINUTE)

    assert chief.events("absence.noted") == []
    assert chief.does(lambda work: waiting.able_windows(work.connection, "tax-file")) == []
    chief.at("1", desk_work.end)
    chief.ticks(14 * MINUTE)
    assert chief.events("absence.noted") == []
    chief.ticks(2 * MINUTE)
    assert len(chief.events("absence.noted")) == 1


def test_screens_show_the_window_at_work_and_no_call(chief: Desk) -> None:
    works(chief, "review", matter="tax-audit")
    chief.at("1", desk_work.begin, kind="phone")
    shown = chief.does(
        lambda work: board.board_view(work.connection, work.plan, "", work.now, work.log.head_seq, "")
    )
    told = [delta_of(each, 0, "e", chief.now) for each in chief.told if each.kind.startswith("window.work")]

    assert shown.calls == ()
    assert next(each.state for each in shown.windows if each.code == "1") == WindowState.WORKING
    assert {"window.working", "window.worked"} <= PUBLIC_KINDS
    assert [each.window_state for each in told] == ["working", "open", "working"]
    assert all(each.matter is None and each.detail is None and each.ticket is None for each in told)


def test_reports_of_sessions_have_it_as_a_part_beside_the_pauses(chief: Desk) -> None:
    works(chief, minutes=10)
    works(chief, "filing", minutes=5)
    chief.at("1", staff.pause, reason="lunch")
    chief.pass_time(3 * MINUTE)
    chief.at("1", staff.resume)
    chief.at("1", staff.sign_off)

    told = session_report(chief).rows[0]
    assert {part: ms for part, ms in told.parts.items() if ms} == {
        "back_office_ms": 15 * MINUTE * 1000,
        "paused_ms": 3 * MINUTE * 1000,
    }
    assert told.paused_for == {"lunch": 3 * MINUTE * 1000}
    assert (told.pieces, told.sum_ms) == (2, 18 * MINUTE * 1000)
    sheet = table_of(session_report(chief))
    assert sheet.rows[0][list(sheet.head).index("back_office_ms")] == 15 * MINUTE * 1000


def test_the_list_of_sign_ons_says_what_was_done_and_how_many_pieces(chief: Desk) -> None:
    works(chief, "post", matter="tax-audit")
    chief.issue("tax-file")
    chief.serves(quantity=5)
    ask = AskOversight(chief.now.date(), chief.now.date(), None, None, None, None)
    told = chief.does(lambda work: sittings.sittings_view(work.connection, work.plan, ask, work.now))

    [sitting] = told.sittings
    assert (sitting.services, sitting.pieces, sitting.pauses) == (1, 5, 0)
    [done] = sitting.work
    assert (done.name.zh, done.matter, done.lasted_ms) == ("邮寄件办理", "tax-audit", 10 * MINUTE * 1000)


def test_signing_off_and_closing_the_day_end_it(chief: Desk) -> None:
    chief.at("1", desk_work.begin, kind="phone")
    chief.pass_time(MINUTE)
    chief.at("1", staff.sign_off)
    assert chief.rows(desk_works)[0].pieces == 1

    chief.sits("t-1", "1")
    chief.at("1", desk_work.begin, kind="phone")
    chief.does(days.close_day, BOSS, "evening", early=True)
    assert [row.to_at is None for row in chief.rows(desk_works)] == [False, False]
    assert chief.fault() is None


def test_work_left_open_over_night_is_shown_and_not_counted(office: Desk) -> None:
    desk = office
    desk.sits("t-1", "1")
    desk.at("1", desk_work.begin, kind="phone")
    desk.ticks(20 * 60 * MINUTE)

    [row] = desk.rows(desk_works)
    assert row.excluded == "day_ended"
    zone = desk.writer.state.plan.hours.zone
    ask = reports.Ask("sessions", "staffer", row.day, row.day, zone)
    told = desk.does(lambda work: reports.report(work.connection, work.plan, ask))
    assert (told.total.parts["back_office_ms"], told.total.pieces) == (0, 0)


def test_verify_sees_work_that_the_log_did_not_say(chief: Desk) -> None:
    works(chief)
    with chief.behind() as raw:
        raw.drop_guards()
        raw.execute("UPDATE desk_work SET pieces = 50")

    assert "work 1: pieces is 1 in the log, 50 in the table" in chief.fault().why


def test_a_rehearsal_sits_nobody_at_a_window_at_work(chief: Desk) -> None:
    chief.issue("tax-file")
    works(chief)
    chief.pass_time(MINUTE)
    chief.at("1", staff.sign_off)
    day = chief.does(lambda work: past_days.read_day(work.connection, work.plan, chief.now.date()))

    spans = [(each.to_ms - each.from_ms) // 1000 for each in day.sittings]
    assert spans == [0, MINUTE]


def test_a_halls_rules_name_its_own_kinds(chief: Desk) -> None:
    text = '[work.survey]\nzh = "现场踏勘"\nen = "Site visits"\n[work.phone]\nzh = "热线答复"\n'

    def publish(work: CommandContext) -> None:
        rules.publish_rules(work, BOSS, read_rules(text, work.plan.rules, work.plan.lines))

    chief.does(publish)
    kinds = {each.code: each.name for each in view(chief).work_kinds}
    assert (kinds["survey"].en, kinds["phone"].zh, kinds["phone"].en) == (
        "Site visits",
        "热线答复",
        "Phone enquiries",
    )
    works(chief, "survey")
    facts = chief.writer.state.plan.rules.as_facts()
    assert rules_of(2, facts).work == chief.writer.state.plan.rules.work
    del facts["work"]
    assert "survey" not in rules_of(1, facts).work  # published before there were kinds of work


def test_a_forecast_counts_it_as_time_in_which_the_window_called_nobody(chief: Desk) -> None:
    works(chief, minutes=10)
    with chief.reader.connect() as connection:
        day = read_day(connection, chief.writer.state.plan, chief.now.date())

    assert [(each.window, round(each.ended - each.began)) for each in day.paused] == [("1", 10)]
