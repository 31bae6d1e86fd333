"""Alarms of a living hall: what raises each kind and what ends it, told once, taken by name, back after a snooze."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from hallserver.core.casework.cases import Decided
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import AlarmOver, NotFound
from hallserver.core.events import PUBLIC_KINDS, STAFF_KINDS
from hallserver.core.rights import Principal
from hallserver.core.rules import read_rules
from hallserver.realtime.streams import delta_of
from hallserver.services.casework import cases
from hallserver.services.planning import rules
from hallserver.services.printing import printers
from hallserver.services.queue import desk_work, staff, windows
from hallserver.services.queue.record import End
from hallserver.services.supervision import alarms, floor
from hallserver.store import schema
from hallserver.store.watching.alarms import Present, sightings
from hallserver.views.hall.alarms import alarms_view
from hallserver.views.hall.hall_now import hall_now
from tests.services.casework import CASEWORK, TAX, accepts
from tests.small import AGENT, BOSS, KIOSK, OFFICE_HOURS, Desk, words

OFFICE = Principal("manager:boss", "manager", "boss")


def look(desk: Desk, minutes: float = 0) -> list[tuple[str, str]]:
    """Let time pass and the hall be looked at; gives the alarms that stand."""
    desk.pass_time(minutes * 60)
    with desk.reader.connect() as connection:
        now, plan = desk.writer.clock.now(), desk.writer.state.plan
        seen = sightings(connection, plan, now)
        due = alarms.is_due(connection, plan, seen, now)
    did = desk.does(alarms.note, seen)
    assert due == bool(did), "what would be done is what is due"
    return [(each.kind, each.subject) for each in shown(desk)]


def shown(desk: Desk) -> list[Any]:
    with desk.reader.connect() as connection:
        now = desk.writer.clock.now()
        return list(alarms_view(connection, sightings(connection, desk.writer.state.plan, now), now).alarms)


def told(desk: Desk) -> list[str]:
    return [each.kind for each in desk.told if each.kind.startswith("alarm.")]


def come(desk: Desk, many: int, matter: str = "tax-file") -> None:
    for _ in range(many):
        desk.issue(matter)


@pytest.fixture
def calm(desk: Desk) -> Desk:
    """Windows 1 and 2 are open and serve; nothing is wrong."""
    desk.sits("t-2", "1")
    desk.sits("t-3", "2")
    come(desk, 2)
    for window in ("1", "2"):
        desk.calls(window)
        desk.at(window, windows.start)
    assert look(desk) == []
    return desk


# --- what raises each kind, and what ends it --------------------------------------------------------------------------------


def test_a_long_wait_is_raised_at_its_minute_and_says_the_fact(calm: Desk) -> None:
    come(calm, 2)

    assert ("long_wait", "tax") not in look(calm, 44.9)
    assert ("long_wait", "tax") in look(calm, 0.1)
    (alarm,) = [each for each in shown(calm) if each.kind == "long_wait"]
    assert alarm.words.zh == "tax：2 人等候，最久已等 45 分钟，2 个窗口在办"
    assert (alarm.gravity, alarm.who, alarm.act) == ("grave", ("manager",), "lend")


def test_the_sentence_says_this_moment_and_since_stays(calm: Desk) -> None:
    come(calm, 1)
    look(calm, 46)
    before = next(each for each in shown(calm) if each.kind == "long_wait")
    look(calm, 5)
    after = next(each for each in shown(calm) if each.kind == "long_wait")

    assert "46" in before.words.en
    assert "51" in after.words.en
    assert after.since == before.since


def test_a_wait_is_over_when_its_visitor_is_called(calm: Desk) -> None:
    come(calm, 1)
    look(calm, 46)
    calm.at("1", windows.finish, end=End(Outcome.DONE))
    calm.calls("1")

    assert ("long_wait", "tax") not in look(calm)


def test_a_crowd_for_few_windows(calm: Desk) -> None:
    come(calm, 29)
    assert ("crowded", "tax") not in look(calm)
    come(calm, 1)
    assert ("crowded", "tax") in look(calm)


def test_a_newcomers_wait_that_would_be_long(calm: Desk) -> None:
    come(calm, 28, "tax-visit")

    assert ("expected_wait", "tax") in look(calm)


def test_a_window_that_is_free_while_visitors_wait_and_not_before_they_do(calm: Desk) -> None:
    calm.at("1", windows.finish, end=End(Outcome.DONE))
    assert ("idle", "1") not in look(calm, 60)
    come(calm, 1)
    assert ("idle", "1") not in look(calm, 4.9)
    calm.ticks()  # the absence is noted on the record; the alarm is told all the same
    assert ("idle", "1") in look(calm, 0.2)
    calm.calls("1")
    assert ("idle", "1") not in look(calm)


def test_nobody_for_a_planned_line_in_which_visitors_wait(calm: Desk) -> None:
    come(calm, 1, "notary-will")
    assert look(calm, 4.9) == []
    assert ("nobody", "notary") in look(calm, 0.1)
    calm.sits("l-2", "3")
    assert ("nobody", "notary") not in look(calm)


def test_an_absent_window_only_while_somebody_waits(desk: Desk) -> None:
    desk.sits("t-2", "1")
    come(desk, 2)
    desk.calls("1")
    assert ("absent", "tax") not in look(desk, 29.9)
    assert ("absent", "tax") in look(desk, 0.1)
    (alarm,) = [each for each in shown(desk) if each.kind == "absent"]
    assert "2、9 号窗口" in alarm.words.zh


def test_a_pause_that_is_long_only_while_visitors_wait(calm: Desk) -> None:
    calm.at("1", windows.finish, end=End(Outcome.DONE))
    calm.at("1", staff.pause, reason="上厕所")
    assert ("long_pause", "1") not in look(calm, 25)
    come(calm, 1)
    assert ("long_pause", "1") in look(calm)
    calm.at("1", staff.resume)
    assert ("long_pause", "1") not in look(calm)


def test_many_who_do_not_come_are_looked_into(desk: Desk) -> None:
    desk.sits("t-2", "1")
    come(desk, 40)
    for n in range(40):
        desk.calls("1")
        if n % 5 < 2:
            desk.pass_time(11)
            desk.at("1", windows.miss)
        else:
            desk.finishes("1", Outcome.CONSULTED)

    assert ("no_shows", "") in look(desk)


@pytest.mark.parametrize(
    ("state", "alarm"),
    [("offline", "printer"), ("cover_open", "printer"), ("paper_low", "paper_low"), ("ready", None)],
)
def test_a_printer_that_cannot_print_or_is_nearly_out_of_paper(
    calm: Desk, state: str, alarm: str | None
) -> None:
    calm.does(printers.read, AGENT, "printer-1", state, None)

    assert look(calm) == ([(alarm, "printer-1")] if alarm else [])
    calm.does(printers.read, AGENT, "printer-1", "ready", None)
    assert look(calm) == []


def test_a_call_for_help_that_nobody_answers(calm: Desk) -> None:
    asked = calm.does(floor.ask_help, KIOSK)
    assert look(calm, 1.9) == []
    assert look(calm, 0.1) == [("help", str(asked.id))]
    calm.does(floor.answer_help, OFFICE, asked.id)
    assert look(calm) == []


def test_in_a_closed_hall_nobody_is_missed(office: Desk) -> None:
    office.sits("t-2", "1")
    come(office, 2)
    office.calls("1")
    assert ("absent", "tax") in look(office, 30)
    office.pass_time(3 * 3600)  # the hall is at lunch

    assert ("absent", "tax") not in look(office)


def publish(desk: Desk, text: str) -> None:
    plan = desk.writer.state.plan
    own = read_rules(f"[alarms.long_wait]\n{text}", plan.rules, plan.lines)
    desk.does(rules.publish_rules, BOSS, own)


def test_a_hall_sets_limits_of_its_own(calm: Desk) -> None:
    come(calm, 1)
    publish(calm, "raise_at = 10\nclear_at = 5")

    assert ("long_wait", "tax") in look(calm, 10)
    publish(calm, "on = false")
    assert ("long_wait", "tax") not in look(calm)


# --- told once, taken by name, back after a snooze --------------------------------------------------------------------------


def test_it_is_told_once_however_often_one_looks(calm: Desk) -> None:
    come(calm, 1)
    look(calm, 46)
    for _ in range(20):
        look(calm, 0.1)

    assert told(calm).count("alarm.raised") == len({(each.kind, each.subject) for each in shown(calm)})
    assert "alarm.cleared" not in told(calm)
    assert calm.fault() is None


@pytest.fixture
def dead(calm: Desk) -> Desk:
    """The printer is dead: one alarm, for as long as one likes."""
    calm.does(printers.read, AGENT, "printer-1", "offline", None)
    assert look(calm) == [("printer", "printer-1")]
    return calm


def test_who_takes_it_is_named_and_the_first_one_counts(dead: Desk) -> None:
    (alarm,) = shown(dead)
    taken = dead.does(alarms.acknowledge, OFFICE, alarm.id, "值班经理 01号", 30)
    again = dead.does(alarms.acknowledge, OFFICE, alarm.id, "导办台 02号", 60)

    assert taken.taken is not None
    assert taken.taken.goes == "值班经理 01号"
    assert again.taken == taken.taken
    assert told(dead) == ["alarm.raised", "alarm.acknowledged"]
    (row,) = dead.rows(schema.acknowledgements)
    assert (row.by, row.until_at - row.at) == (OFFICE.id, timedelta(minutes=30))


def test_after_its_snooze_it_is_told_again_once_and_can_be_taken_again(dead: Desk) -> None:
    (alarm,) = shown(dead)
    dead.does(alarms.acknowledge, OFFICE, alarm.id, "值班经理 01号", 30)
    look(dead, 29.9)
    assert shown(dead)[0].taken is not None
    look(dead, 0.2)
    look(dead, 5)

    assert shown(dead)[0].taken is None
    assert told(dead) == ["alarm.raised", "alarm.acknowledged", "alarm.raised"]
    assert dead.events("alarm.raised")[1].facts["again"] == 1
    assert dead.does(alarms.acknowledge, OFFICE, alarm.id, "导办台 02号", 5).taken is not None


def test_what_is_over_needs_nobody(dead: Desk) -> None:
    (alarm,) = shown(dead)
    dead.does(alarms.acknowledge, OFFICE, alarm.id, "值班经理 01号", 30)
    dead.does(printers.read, AGENT, "printer-1", "ready", None)
    assert look(dead) == []

    assert dead.rows(schema.acknowledgements)[0].ended_at == dead.rows(schema.alarms)[0].cleared_at
    with pytest.raises(AlarmOver):
        dead.does(alarms.acknowledge, OFFICE, alarm.id, "导办台 02号", 5)
    with pytest.raises(NotFound):
        dead.does(alarms.acknowledge, OFFICE, 999, "导办台 02号", 5)
    dead.pass_time(3600)
    assert look(dead) == []


def test_what_nobody_takes_care_of_stands_first_then_the_gravest(dead: Desk) -> None:
    come(dead, 30)
    assert look(dead)[0] == ("printer", "printer-1")
    assert ("crowded", "tax") in look(dead)
    dead.does(alarms.acknowledge, OFFICE, shown(dead)[0].id, "技术员 01号", 30)

    assert look(dead)[-1] == ("printer", "printer-1")


def test_the_staff_stream_carries_it_and_the_public_one_does_not(dead: Desk) -> None:
    assert {"alarm.raised", "alarm.acknowledged", "alarm.cleared"} <= STAFF_KINDS - PUBLIC_KINDS
    delta = delta_of(dead.events("alarm.raised")[0], 0, "e", dead.now)

    assert delta.detail == "printer"


def test_the_schema_keeps_one_open_alarm_one_open_acknowledgement_and_the_history(dead: Desk) -> None:
    (alarm,) = shown(dead)
    dead.does(alarms.acknowledge, OFFICE, alarm.id, "值班经理 01号", 30)
    one = {**dead.rows(schema.alarms)[0]._mapping}
    taken = {**dead.rows(schema.acknowledgements)[0]._mapping}
    del one["id"], taken["id"]
    a, k = schema.alarms, schema.acknowledgements
    refused: tuple[tuple[Any, str], ...] = (
        (insert(a).values(**one), "(?i)unique"),
        (insert(a).values(**{**one, "kind": "weather"}), "kind_known"),
        (update(a).values(cleared_at=one["raised_at"] - timedelta(1)), "alarm_runs_forward"),
        (delete(a), "never deleted"),
        (insert(k).values(**taken), "(?i)unique"),
        (insert(k).values(**{**taken, "alarm": 999}), "(?i)foreign key"),
        (insert(k).values(**{**taken, "goes": ""}), "acknowledged_by_name"),
        (insert(k).values(**{**taken, "until_at": taken["at"]}), "snooze_runs_forward"),
        (update(k).values(ended_at=taken["at"] - timedelta(1)), "acknowledgement_runs_forward"),
        (delete(k), "never deleted"),
    )
    for change, said in refused:
        with pytest.raises(IntegrityError, match=said):
            dead.does(lambda work, change=change: work.connection.execute(change) and None)
    dead.does(printers.read, AGENT, "printer-1", "ready", None)
    look(dead)
    for change, said in (
        (update(a).values(cleared_at=None), "history"),
        (insert(k).values(**taken), "needs nobody"),
    ):
        with pytest.raises(IntegrityError, match=said):
            dead.does(lambda work, change=change: work.connection.execute(change) and None)


# --- the hall at a glance -------------------------------------------------------------------------------------------------


def glance(desk: Desk) -> Any:
    with desk.reader.connect() as connection:
        plan, now = desk.writer.state.plan, desk.writer.clock.now()
        present = Present.of(connection, plan, now)
        return hall_now(connection, present, sightings(connection, plan, now))


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (Desk.is_due, "open"),
        (lambda desk: (desk.issue(), desk.calls("1")), "called"),
        (lambda desk: (desk.issue(), desk.calls("1"), desk.at("1", windows.start)), "serving"),
        (lambda desk: desk.at("1", staff.pause, reason="开会"), "paused"),
        (lambda desk: desk.at("1", staff.sign_off), "closed"),
    ],
)
def test_every_window_says_what_it_does_and_since_when(
    desk: Desk, act: Callable[[Desk], object], state: str
) -> None:
    desk.sits("t-2", "1")
    desk.pass_time(600)
    act(desk)
    began = desk.writer.clock.now()
    desk.pass_time(120)
    window = next(each for each in glance(desk).windows if each.code == "1")

    assert window.state == state
    expected = {"open": began - timedelta(minutes=10), "closed": None}.get(state, began)
    assert window.since == expected
    assert (window.staffer is None) == (state == "closed")


def test_lines_stand_by_their_longest_wait_and_an_idle_window_is_marked(desk: Desk) -> None:
    come(desk, 1, "notary-will")
    desk.pass_time(600)
    desk.sits("t-2", "1")
    come(desk, 3)
    desk.pass_time(90)
    seen = glance(desk)

    assert [each.line for each in seen.lines][:2] == ["notary", "tax"]
    assert [(each.waiting, each.windows) for each in seen.lines[:2]] == [(1, 0), (3, 1)]
    assert {each.code for each in seen.windows if each.idle_from} == {"1"}
    desk.calls("1")
    assert not any(each.idle_from for each in glance(desk).windows)


GROUPED = f"""
[[groups]]
code = "one-door"
name = {words("One door")}
matters = ["tax-visit", "post-send"]

[[windows]]
code = "7"
name = {words("Window 7")}
lines = []
groups = ["one-door"]
mandate = "accept"
zone = "A"
"""


@pytest.fixture
def grouped(tmp_path: Path, memory: str) -> Iterator[Desk]:
    """The small hall with a window for a group of matters, and nobody at it."""
    desk = Desk(tmp_path / "grouped", OFFICE_HOURS, more=GROUPED)
    yield desk
    desk.close()


def test_a_window_that_is_planned_by_a_group_is_missed_too(grouped: Desk) -> None:
    grouped.sits("t-2", "1")
    grouped.sits("t-3", "2")
    grouped.sits("t-1", "9")
    come(grouped, 3, "tax-visit")
    assert ("absent", "tax") in look(grouped, 30)

    (alarm,) = [each for each in shown(grouped) if each.kind == "absent"]
    assert "7" in alarm.words.en


def test_the_glance_says_the_groups_of_a_window_and_since_when_it_is_idle(grouped: Desk) -> None:
    come(grouped, 1, "tax-visit")
    grouped.pass_time(600)
    grouped.sits("t-2", "7")
    sat = grouped.now
    grouped.pass_time(60)
    seven = next(each for each in glance(grouped).windows if each.code == "7")

    assert (seven.lines, seven.groups, seven.idle_from) == ((), ("one-door",), sat)


def test_the_glance_says_what_a_window_does_without_a_visitor(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.at("1", desk_work.begin, kind="phone")
    one = next(each for each in glance(desk).windows if each.code == "1")

    assert (one.state, one.reason) == ("working", "phone")


def test_what_is_promised_for_today_is_an_alarm_from_noon_on(tmp_path: Path, memory: str) -> None:
    desk = Desk(tmp_path / "cases", more=CASEWORK)
    number = accepts(desk, promised_until=desk.now.date())
    assert ("promise_due", "") not in look(desk)
    assert ("promise_due", "") in look(desk, 180)

    desk.does(cases.ready, TAX, number, Decided())
    assert ("promise_due", "") not in look(desk)
    desk.close()
