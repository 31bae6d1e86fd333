"""What is offered is what is given: no button that would be refused, and one sentence wherever it is read."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hallserver.contract import Words
from hallserver.core.errors import (
    AppointmentOnly,
    DayClosed,
    HallClosed,
    HallError,
    LineOutOfUse,
    MatterUnplanned,
    QuotaExhausted,
)
from hallserver.core.queue.offers import OfferState, Reach, reach
from hallserver.services.context import CommandContext
from hallserver.services.queue import days, lines
from hallserver.store.queue import waiting
from hallserver.store.queue.offers import Offers
from hallserver.views.queue import visits as visit_views
from hallserver.views.queue.board import board_view
from hallserver.views.queue.public import public_queue
from tests.services.test_numbers import CALENDAR, DUTY, GREEN, QUOTAS, SHIFTS, moves_to, opened
from tests.small import BOSS, MATTERS, Desk

WEEK = "[hall.hours]\n" + "".join(
    f'{day} = ["09:00-12:00", "13:30-17:00"]\n' for day in ("mon", "tue", "wed", "thu")
)
EVERYTHING = QUOTAS + DUTY + SHIFTS + GREEN + CALENDAR.replace("2026-03-02", "2026-03-03")
WORDS = Words("系统升级，请明天再来", "the system is down, please come tomorrow")
REFUSES = {
    OfferState.CLOSED: HallClosed,
    OfferState.DAY_CLOSED: DayClosed,
    OfferState.UNPLANNED: MatterUnplanned,
    OfferState.APPOINTMENT: AppointmentOnly,
    OfferState.GONE: QuotaExhausted,
    OfferState.STOPPED: LineOutOfUse,
}


def offer(desk: Desk, matter: str) -> tuple[OfferState, str]:
    told = desk.does(
        lambda work: waiting.told_to_newcomer(work.connection, work.plan, matter, work.now, work.log.head_seq)
    )
    return told.offer.state, told.offer.words["zh"] if told.offer.words else ""  # type: ignore[return-value]


def closes_by_hand(desk: Desk) -> None:
    desk.does(days.close_day, BOSS, reason="停电", early=True)


def shut_if_open(work: CommandContext) -> None:
    if work.day not in work.plan.closed_days and work.plan.hours.is_open(work.now):
        days.close_day(work, BOSS, reason="停电", early=True)


def outcome_of(desk: Desk, matter: str) -> type[HallError] | None:
    """How it ends to take a number: with which refusal, or with a number."""
    try:
        desk.issue(matter)
    except HallError as error:
        return type(error)
    return None


@pytest.mark.parametrize("seed", range(12))
def test_a_number_is_given_just_where_one_is_offered(tmp_path: Path, memory: str, seed: int) -> None:
    """Through a week with a holiday, duty, plans by half-day, quotas and a green line, at any minute."""
    chance = random.Random(seed)
    met: set[OfferState] = set()
    with opened(tmp_path, hours=WEEK, more=EVERYTHING) as desk:
        if chance.random() < 0.5:
            desk.sits("t-2", "2")
        for _ in range(60):
            desk.pass_time(chance.choice([60, 60, 900, 900, 3600]))
            desk.ticks()
            if chance.random() < 0.02:
                desk.does(shut_if_open)
            if chance.random() < 0.1:
                desk.does(lines.stop, BOSS, chance.choice(["tax", "reg"]), WORDS)
            if chance.random() < 0.1:
                desk.does(lines.open_again, BOSS, chance.choice(["tax", "reg"]))
            matter = chance.choice([*MATTERS, "project"])
            state, said = offer(desk, matter)
            met.add(state)
            given = outcome_of(desk, matter)

            assert given is REFUSES.get(state), (state, said)
            assert said or state is OfferState.OPEN
    assert len(met) >= 3


@pytest.mark.parametrize(
    ("at", "state", "said"),
    [
        ("2026-03-04T08:10", OfferState.CLOSED, "09:00 开始取号"),
        ("2026-03-02T12:15", OfferState.CLOSED, "午间休息，13:30 恢复取号"),
        ("2026-03-02T17:05", OfferState.CLOSED, "今日取号已结束，3月4日 09:00 再开始"),
        ("2026-03-03T10:00", OfferState.CLOSED, "清明节放假，明天 09:00 开始取号"),
        ("2026-03-08T10:00", OfferState.CLOSED, "今日不办公，明天 09:00 开始取号"),
        ("2026-03-02T10:00", OfferState.UNSTAFFED, "窗口暂无人员，可先取号"),
    ],
)
def test_a_closed_hall_says_why_and_until_when(
    tmp_path: Path, memory: str, at: str, state: OfferState, said: str
) -> None:
    hours = '[hall.hours]\nmon = ["09:00-12:00", "13:30-17:00"]\nwed = ["09:00-12:00"]\n'
    more = CALENDAR.replace("2026-03-02", "2026-03-03").replace("放假", "清明节").split("workdays")[0]
    with opened(tmp_path, hours=hours, more=more, at=at) as desk:
        assert offer(desk, "tax-file") == (state, said)


def test_what_is_gone_planned_or_by_appointment_says_so(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path, more=QUOTAS + SHIFTS + GREEN) as desk:
        assert offer(desk, "notary-will") == (OfferState.LATER, "窗口 13:30 起办理，可先取号")
        assert offer(desk, "project") == (OfferState.APPOINTMENT, "须凭预约取号")
        desk.issue("tax-file")
        desk.issue("tax-file")
        assert offer(desk, "tax-file") == (OfferState.GONE, "本时段号已取完，10:00 起再取")
        moves_to(desk, "2026-03-02T10:00")
        desk.issue("tax-file")
        assert offer(desk, "tax-file") == (OfferState.GONE, "今日号已取完")
        closes_by_hand(desk)
        assert offer(desk, "reg-new") == (OfferState.DAY_CLOSED, "今日已停止取号，明天 09:00 恢复")


def test_what_no_window_serves_today_says_when_one_does(tmp_path: Path, memory: str) -> None:
    never = SHIFTS + SHIFTS.split("[[shifts]]")[1].join(["[[shifts]]", ""]).replace('"am"', '"pm"')
    with opened(tmp_path, more=never) as desk:
        assert offer(desk, "notary-will") == (OfferState.UNPLANNED, "今日无窗口办理，3月3日可办")


@pytest.mark.parametrize(
    "at", ["2026-03-02T08:00", "2026-03-02T10:00", "2026-03-02T12:30", "2026-03-02T18:00"]
)
def test_tile_board_and_public_page_say_the_same(tmp_path: Path, memory: str, at: str) -> None:
    with opened(tmp_path, more=QUOTAS + DUTY, at=at) as desk:
        desk.sits("t-2", "2")

        def told(work: object) -> tuple[dict[str, object], dict[str, object], dict[str, object]]:
            connection, plan, now = work.connection, work.plan, work.now  # type: ignore[attr-defined]
            tiles = waiting.told_of_all(connection, plan, now, 0)
            board = board_view(connection, plan, "", now, 0, "").lines
            public = public_queue(connection, plan, now).waits
            order = list(OfferState)
            best: dict[str, object] = {}
            for each in sorted(tiles, key=lambda tile: order.index(tile.offer.state)):  # type: ignore[arg-type]
                best[plan.matters[each.matter].line] = (each.offer.state, each.offer.words)
            return (
                best,
                {each.line: (each.offer.state, each.offer.words) for each in board},
                {each.line: (each.offer.state, each.offer.words) for each in public},
            )

        tiles, board, public = desk.does(told)
        assert tiles == board == public


def test_a_number_that_waits_for_somebody_to_come_says_so_on_slip_and_phone(
    tmp_path: Path, memory: str
) -> None:
    with opened(tmp_path, more=SHIFTS) as desk:
        ticket = desk.issue("tax-file")

        def view() -> str:
            return str(
                desk.does(
                    lambda work: (
                        visit_views.ticket_view(work.connection, work.plan, ticket.id, work.now).notice
                    )
                )
            )

        assert ticket.notice is not None
        assert "到岗后" in ticket.notice.zh
        assert "到岗后" in view()
        moves_to(desk, "2026-03-02T12:30")
        assert "13:30 恢复叫号" in view()
        moves_to(desk, "2026-03-02T13:30")
        desk.sits("t-2", "2")
        assert view() == "None"


def test_near_closing_it_is_said_that_it_may_not_be_today(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path, at="2026-03-02T15:00") as desk:
        desk.sits("t-2", "2")
        for _ in range(30):
            desk.issue("tax-visit")
        told = desk.does(
            lambda work: waiting.told_to_newcomer(
                work.connection, work.plan, "tax-visit", work.now, work.log.head_seq
            )
        )
        ticket = desk.issue("tax-visit")

    assert told.offer.reach is Reach.UNLIKELY
    assert ticket.notice == told.offer.reach_words
    assert "17:00" in ticket.notice.zh


def test_reach_compares_the_range_with_what_is_left_of_the_day() -> None:
    now = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    closing, minute = now + timedelta(minutes=30), 60_000

    assert reach(None, now, 0, 10**9) is Reach.SURE
    assert reach(closing, now, 10 * minute, 30 * minute) is Reach.SURE
    assert reach(closing, now, 10 * minute, 35 * minute) is Reach.DOUBTFUL
    assert reach(closing, now, 30 * minute, 40 * minute) is Reach.UNLIKELY


def test_somebody_with_a_code_is_not_stopped_by_quotas_or_a_green_line(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path, more=QUOTAS + GREEN) as desk:
        desk.issue("tax-file")
        desk.issue("tax-file")
        found = desk.does(
            lambda work: [
                Offers(work.connection, work.plan, work.now, promised=True).of(each, 1).state
                for each in ("tax-file", "project")
            ]
        )

    assert found == [OfferState.OPEN, OfferState.OPEN]
