"""A visit, all the way over the API: number, call, board, service, record."""

from __future__ import annotations

from tests.actors import Actor, Board, Clerk, Visitor
from tests.running import RunningHall, hall


def test_a_visitor_is_called_served_and_recorded(
    own_hall: RunningHall, visitor: Visitor, clerk: Clerk, manager: Actor, matter: str
) -> None:
    with Board(own_hall, own_hall.token("display", "board-1")) as board:
        ticket = visitor.takes_ticket(matter)
        called = clerk.calls_next()
        clerk.does("start")
        clerk.does("finish", outcome="done")

        assert called["ticket"]["number"] == ticket["number"]
        assert board.waits_for("ticket.called", ticket=ticket["number"])["window"] == "8"
        assert board.waits_for("ticket.finished", ticket=ticket["number"])["window_state"] == "open"
    report = manager.ask("/reports/service-times", by="window")
    assert [row["count"] for row in report["rows"]] == [1]
    assert hall("verify", data=own_hall.data).returncode == 0
