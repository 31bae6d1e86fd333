"""Pieces (件): one visitor hands in twelve filings; the record, the log, the console and the reports say twelve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from hallserver.audit import rebuild, replay
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import TooManyPieces
from hallserver.core.rules import read_rules
from hallserver.services.context import CommandContext
from hallserver.services.planning import rules
from hallserver.services.queue import undoing, windows
from hallserver.services.queue.record import End
from hallserver.store.log import read_all
from hallserver.store.schema import rule_sets, services
from hallserver.views.figures import reports
from hallserver.web.routes.planning.sheets import table_of
from tests.small import BOSS, Desk


@pytest.fixture
def agent(desk: Desk) -> Desk:
    """An agent who has filed twelve at window 1, and a visitor with one."""
    desk.sits("t-1", "1")
    for quantity in (12, 1):
        desk.issue("tax-file")
        desk.serves(quantity=quantity)
    return desk


def publish(desk: Desk, text: str) -> None:
    plan = desk.writer.state.plan
    desk.does(rules.publish_rules, BOSS, read_rules(text, plan.rules, plan.lines))


def own(desk: Desk) -> Any:
    return desk.does(windows._view, "1").today


def report(desk: Desk, name: str, by: str = "matter") -> Any:
    zone = desk.writer.state.plan.hours.zone
    ask = reports.Ask(name, by, desk.now.date(), desk.now.date(), zone)
    return desk.does(lambda work: reports.report(work.connection, work.plan, ask))


def test_twelve_filings_are_one_service_of_twelve_pieces(agent: Desk) -> None:
    assert [row.quantity for row in agent.rows(services)] == [12, 1]
    assert [each.facts["service"]["quantity"] for each in agent.events("ticket.finished")] == [12, 1]
    assert (own(agent).served, own(agent).pieces) == (2, 13)
    assert agent.fault() is None


@pytest.mark.parametrize("name", ["service-times", "outcomes"])
def test_a_report_sums_the_pieces_beside_the_count(agent: Desk, name: str) -> None:
    told = report(agent, name)

    assert (told.total.count, told.total.pieces) == (2, 13)
    assert told.rows[0].pieces == 13
    sheet = table_of(told)
    assert sheet.rows[0][list(sheet.head).index("pieces")] == 13
    assert report(agent, "waits").total.pieces == 0


def test_a_part_that_a_colleague_went_on_with_handled_none_of_its_own(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.sits("t-2", "2")
    desk.issue("tax-file")
    desk.calls()
    desk.at("1", windows.start)
    desk.at("1", windows.transfer, target=windows.Target(window="2"))
    desk.serves("2", outcome=Outcome.CONSULTED, quantity=3)

    told = report(desk, "service-times", "staffer")
    assert [(row.by, row.count, row.pieces) for row in told.rows] == [("t-1", 1, 0), ("t-2", 1, 3)]


def test_an_end_that_was_taken_back_counts_no_pieces(agent: Desk) -> None:
    agent.at("1", undoing.undo_at_window)
    assert (own(agent).served, own(agent).pieces) == (1, 12)
    assert report(agent, "service-times").total.pieces == 12

    agent.at("1", windows.finish, end=End(Outcome.DONE, quantity=4))
    assert report(agent, "service-times").total.pieces == 16


def test_the_halls_rules_say_how_many_one_service_may_have(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.issue("tax-file")
    desk.calls()
    desk.at("1", windows.start)
    with pytest.raises(TooManyPieces):
        desk.at("1", windows.finish, end=End(Outcome.DONE, quantity=100))
    assert desk.state(1) == "serving"

    publish(desk, "most_pieces = 1")
    assert desk.does(windows._view, "1").most_pieces == 1
    with pytest.raises(TooManyPieces):
        desk.at("1", windows.finish, end=End(Outcome.DONE, quantity=2))
    desk.at("1", windows.finish, end=End(Outcome.DONE))


@pytest.mark.parametrize("quantity", [0, -1, 1000])
def test_the_schema_refuses_what_nobody_handles(agent: Desk, quantity: int) -> None:
    def falsify(work: CommandContext) -> None:
        work.connection.execute(update(services).values(quantity=quantity))

    with pytest.raises(IntegrityError):
        agent.does(falsify)


def test_verify_sees_pieces_that_the_log_did_not_say_and_rebuild_mends_them(agent: Desk) -> None:
    agent.does(lambda work: work.connection.execute(update(services).values(quantity=50)) and None)

    assert "quantity is 50 in the table, 12 in the log" in agent.fault().why
    agent.does(rebuild.rebuild_records, BOSS)
    assert agent.fault() is None


def test_a_record_from_before_pieces_were_counted_is_one_piece(agent: Desk) -> None:
    assert pieces_told(agent, without=True) == [1, 1]
    assert pieces_told(agent) == [12, 1]


def pieces_told(desk: Desk, *, without: bool = False) -> Sequence[int]:
    """What a replay makes of the log's services, with or without the word that older logs do not have."""
    told = replay.Told()
    with desk.reader.connect() as connection:
        for event in read_all(connection):
            if without and "service" in event.facts:
                event.facts["service"].pop("quantity")
            told.hear(event)
    return [each["quantity"] for each in told.services.values()]


def test_the_rules_name_the_limit_only_where_it_is_another(agent: Desk) -> None:
    def published() -> dict[str, Any]:
        return max(agent.rows(rule_sets)).body

    publish(agent, "code_days = 20")
    assert "most_pieces" not in published()
    publish(agent, "most_pieces = 20")
    assert published()["most_pieces"] == 20
    assert agent.writer.state.plan.rules.most_pieces == 20
