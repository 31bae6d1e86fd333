"""One fact, one reckoning: what is told, who waits for whom and what counts are the same wherever they are asked."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.queue.foretold import Foretold, Knot, MatterForetold
from hallserver.services.queue import visits, windows
from hallserver.store.catalogue import load_plan
from hallserver.store.queue import waiting
from hallserver.views.hall import floor
from hallserver.views.queue import public
from hallserver.views.queue import visits as visit_views
from hallserver.views.queue.windows import window_view
from tests.small import BOSS, OFFICE_HOURS, Desk

pytestmark = pytest.mark.long

MATTERS = ("tax-file", "tax-visit", "reg-new", "notary-will", "post-send")
WINDOWS = {"1": "t-1", "2": "t-2", "3": "l-2"}
DAY = date(2026, 3, 2)


def busy_hall(desk: Desk, seed: int) -> None:
    """A hall in some state: people wait, windows call, serve, park, send on."""
    chance = random.Random(seed)
    for window, staffer in WINDOWS.items():
        if chance.random() < 0.8:
            desk.sits(staffer, window)
    for _ in range(chance.randrange(5, 40)):
        desk.pass_time(chance.randrange(1, 200))
        act = chance.random()
        if act < 0.7:
            desk.issue(chance.choice(MATTERS))
            continue
        window = chance.choice(list(WINDOWS))
        view = look(desk, window)
        if view.session is None:
            continue
        if view.ticket is None:
            if view.waiting:
                desk.calls(window)
        elif view.ticket.state == "called":
            desk.at(window, windows.start)
        elif act < 0.8:
            target = windows.Target(window=chance.choice([each for each in ("1", "2") if each != window]))
            desk.at(window, windows.transfer, target=target)
        else:
            desk.at(window, windows.finish, end=windows.End(Outcome.CONSULTED))


def look(desk: Desk, window: str) -> Any:
    return desk.does(lambda work: window_view(work.connection, work.plan, window, work.now, 0))


@pytest.mark.parametrize("seed", range(20))
def test_what_is_told_before_the_touch_stands_on_the_slip_the_board_and_the_phone(
    desk: Desk, seed: int
) -> None:
    busy_hall(desk, seed)
    for matter in MATTERS:
        before = desk.does(
            lambda work, matter=matter: waiting.told_to_newcomer(
                work.connection, work.plan, matter, work.now, work.log.head_seq
            )
        )
        lines = desk.does(lambda work: waiting.lines_on_board(work.connection, work.plan, work.now))
        ticket = desk.issue(matter)
        view = desk.does(
            lambda work, ticket=ticket: visit_views.ticket_view(
                work.connection, work.plan, ticket.id, work.now
            )
        )
        line = next(each for each in lines if each.line == ticket.line)

        assert (ticket.ahead, ticket.wait, ticket.windows) == (before.ahead, before.wait, before.windows)
        assert (view.ahead, view.wait) == (ticket.ahead, ticket.wait)
        assert line.waiting == ticket.ahead
        assert line.wait.low_ms <= ticket.wait.low_ms <= ticket.wait.high_ms <= line.wait.high_ms
        place = next(
            each
            for each in desk.does(lambda work, ticket=ticket: waiting.in_line(work.connection, ticket.line))
            if each.ticket == ticket.id
        )
        assert place.ahead == ticket.ahead


@pytest.mark.parametrize("seed", range(20))
def test_a_window_says_that_somebody_waits_just_when_next_would_call_somebody(desk: Desk, seed: int) -> None:
    busy_hall(desk, seed)
    for window in WINDOWS:
        view = look(desk, window)
        if view.session is None or view.ticket is not None:
            continue
        for left in range(view.waiting, 0, -1):
            assert look(desk, window).waiting == left, f"window {window} said {view.waiting}"
            desk.calls(window)
            desk.at(window, windows.start)
            desk.at(window, windows.finish, end=windows.End(Outcome.CONSULTED))
        assert look(desk, window).waiting == 0


def test_who_is_sent_to_a_window_is_counted_there_and_missed_there(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.sits("t-2", "2")
    desk.issue("tax-file")
    desk.calls("1")
    desk.at("1", windows.start)
    desk.at("1", windows.transfer, target=windows.Target(window="2"))

    assert [look(desk, window).waiting for window in ("1", "2")] == [0, 1]
    desk.ticks(901)
    noted = [event.facts["window"] for event in desk.events("absence.noted")]
    assert noted == ["2"], "nobody was told that somebody waits there"


@pytest.mark.parametrize("target", [windows.Target(line="notary"), windows.Target(staffer="l-2")])
def test_a_guest_is_counted_and_missed_at_the_line_or_person_it_was_sent_to(desk: Desk, target: Any) -> None:
    desk.sits("t-1", "1")
    desk.sits("l-2", "3")
    desk.issue("tax-file")
    desk.calls("1")
    desk.at("1", windows.start)
    desk.at("1", windows.transfer, target=target)

    assert look(desk, "3").waiting == 1
    desk.pass_time(901)
    due = desk.is_due()
    desk.ticks()
    assert due
    assert [event.facts["window"] for event in desk.events("absence.noted")] == ["3"]


def served_everywhere(desk: Desk) -> dict[str, int]:
    """How many were served, as board, public page and console say."""
    return desk.does(
        lambda work: {
            "board": floor.figures(work.connection, work.plan, DAY).served,
            "public": public.figures_of(work.connection, work.plan, DAY, DAY).served,
            "console": window_view(work.connection, work.plan, "1", work.now, 0).today.served,
            "closing": visit_views.day_figures(work.connection, DAY)["served"],
        }
    )


def test_a_service_that_is_taken_up_again_counts_once_everywhere(desk: Desk) -> None:
    desk.sits("t-1", "1")
    ticket = desk.issue("tax-file")
    desk.pass_time(120)
    desk.serves("1")
    desk.does(visits.reopen, BOSS, ticket.id)
    desk.pass_time(10)
    desk.at("1", windows.finish, end=windows.End(Outcome.DONE))

    assert set(served_everywhere(desk).values()) == {1}, served_everywhere(desk)
    figures = desk.does(lambda work: floor.figures(work.connection, work.plan, DAY))
    assert figures.mean_wait_ms == 120_000


def test_in_a_closed_hall_nobody_is_told_a_wait(tmp_path: Path, memory: str) -> None:
    """A tile that says ten minutes under a head that says closed is a promise that the kiosk would break."""
    desk = Desk(tmp_path / "hall", hours=OFFICE_HOURS)
    day = desk.now
    with desk.reader.connect() as connection:
        plan = load_plan(connection)
        open_now = waiting.told_of_all(connection, plan, day, 0)
        at_night = waiting.told_of_all(connection, plan, day + timedelta(hours=12), 0)
    desk.close()

    assert {each.matter for each in open_now} == {each.matter for each in at_night} == set(plan.matters)
    assert {each.matter for each in open_now if not each.offer.takeable} == {
        "lonely-one"
    }  # no window serves it
    assert not any(each.offer.takeable for each in at_night)
    assert {each.offer.words["zh"] for each in at_night if each.offer.words} == {
        "今日取号已结束，明天 09:00 再开始"
    }


def test_what_was_told_before_the_first_forecast_is_what_the_number_says(desk: Desk) -> None:
    desk.sits("t-1", "1")
    for _ in range(9):
        desk.issue("tax-file")
    plan = desk.writer.state.plan
    before = desk.does(
        lambda work: waiting.told_to_newcomer(work.connection, plan, "tax-file", work.now, 10**6)
    )
    soon = Foretold("v1", 1, {"tax-file": MatterForetold(about=False, newcomers={"ordinary": Knot(9, 0, 1)})})
    plan.forecasts.take(soon, 0.0)

    assert desk.issue("tax-file").wait == before.wait
    assert desk.issue("tax-file").wait != before.wait  # a place of which nobody was told
