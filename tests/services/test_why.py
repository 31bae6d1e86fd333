"""Why: a citizen understands it in ten seconds; every call before one's own is explained, and nobody's class is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.services.queue import visits, windows
from hallserver.views.queue import why as reasons
from tests.services.test_numbers import GROUP
from tests.small import KIOSK, Desk


def why(desk: Desk, ticket: int, *, full: bool = False) -> Any:
    with desk.reader.connect() as connection:
        return reasons.why(connection, desk.writer.state.plan, ticket, desk.now, full=full)


def said(desk: Desk, ticket: int) -> list[tuple[str, str]]:
    return [(each.number, each.reason) for each in why(desk, ticket).passed][::-1]


@pytest.fixture
def sitting(desk: Desk) -> Desk:
    desk.sits("t-2", "1")
    return desk


def test_everybody_who_was_called_first_is_explained_however_many(sitting: Desk) -> None:
    desk = sitting
    before = [desk.issue().number for _ in range(60)]
    mine = desk.issue()
    for _ in before:
        desk.serves("1", Outcome.CONSULTED)

    told = why(desk, mine.id)
    assert [number for number, _ in said(desk, mine.id)] == before
    assert sum(each.count for each in told.counts) == len(told.passed) == len(before)


def test_who_came_earlier_is_said_with_the_minutes(sitting: Desk) -> None:
    desk = sitting
    desk.issue()
    desk.pass_time(240)
    mine = desk.issue()
    desk.serves("1")

    told = why(desk, mine.id)
    assert told.passed[0].words.zh == "比您早 4 分钟取号"
    assert (
        told.words.zh == "A002 等候中，前面还有 0 人，由 1 个窗口办理。取号后本队列先叫了 1 个号，原因见下。"
    )
    assert told.words.en.endswith("Since it was taken, 1 of this line came first; the reasons are below.")


def test_reasons_are_promised_only_where_there_are_any(sitting: Desk) -> None:
    told = why(sitting, sitting.issue().id)

    assert told.passed == ()
    assert told.words.zh == "A001 等候中，前面还有 0 人，由 1 个窗口办理。"
    assert told.words.en == "A001 is waiting: 0 ahead; windows that serve it: 1."


def test_each_reason_has_its_own_words_and_is_counted(sitting: Desk) -> None:
    desk = sitting
    desk.sits("t-1", "9")  # serves the tax line too, by its mandate
    mine = desk.issue("tax-file")
    desk.pass_time(60)
    desk.issue("tax-file", visitor_class="statutory", evidence="disability")
    desk.issue("tax-file", visitor_class="elderly", evidence="age")
    later = desk.issue("tax-visit")
    desk.serves("1")
    desk.serves("1")
    desk.at("1", windows.call_selected, ticket=later.id, reason="left a child alone")

    assert said(desk, mine.id) == [("A002", "statutory"), ("A003", "due"), (later.number, "selected")]
    assert [(each.reason, each.count) for each in why(desk, mine.id).counts] == [
        ("statutory", 1),
        ("due", 1),
        ("selected", 1),
    ]


def test_a_window_that_does_not_serve_the_matter_is_named_as_the_reason(tmp_path: Path, memory: str) -> None:
    """Window 7 serves the family group only: of the tax line it may call the filing, never the visit."""
    seven = '[[windows]]\ncode = "7"\nname = { zh = "综合", en = "Any" }\ngroups = ["family"]\n'
    desk = Desk(tmp_path / "hall", more=GROUP + seven)
    desk.sits("t-3", "7")
    mine, other = desk.issue("tax-visit"), desk.issue("tax-file")
    desk.calls("7")

    assert said(desk, mine.id) == [(other.number, "other_matter")]
    desk.close()


def test_another_line_is_no_overtaking(sitting: Desk) -> None:
    desk = sitting
    desk.issue("reg-new")
    mine = desk.issue("tax-file")
    desk.calls("1")

    assert why(desk, mine.id).passed == ()


def test_what_happened_while_one_was_away_is_no_overtaking(sitting: Desk) -> None:
    desk = sitting
    mine = desk.issue()
    desk.pass_time(10)
    desk.issue()
    desk.does(visits.ask_for_time, KIOSK, mine.id)
    desk.serves("1")

    told = why(desk, mine.id)
    assert told.passed == ()
    assert "您申请了稍后叫号" in told.words.zh


def test_the_cap_that_lets_an_ordinary_visitor_through_is_explained_to_the_other(sitting: Desk) -> None:
    desk = sitting
    for _ in range(3):
        desk.issue(visitor_class="statutory", evidence="veteran")
    ordinary = desk.issue()
    mine = desk.issue(visitor_class="statutory", evidence="veteran")
    for _ in range(3):
        desk.serves("1")

    assert said(desk, mine.id)[-1] == (ordinary.number, "turn")


def test_a_visitor_learns_nobodys_class_but_supervision_does(sitting: Desk) -> None:
    desk = sitting
    mine = desk.issue()
    desk.pass_time(60)
    desk.issue(visitor_class="elderly", evidence="age")
    desk.serves("1")

    assert "敬老" not in str(why(desk, mine.id))
    assert "敬老优待" in str(why(desk, mine.id, full=True))


def test_all_that_touched_the_number_is_told_in_order(sitting: Desk) -> None:
    desk = sitting
    mine = desk.issue()
    desk.calls("1")
    desk.at("1", windows.miss)
    desk.does(visits.come_back, KIOSK, mine.id)
    desk.serves("1")

    assert [each.kind for each in why(desk, mine.id).reasons] == [
        "ticket.issued",
        "ticket.called",
        "ticket.missed",
        "ticket.returned",
        "ticket.called",
        "ticket.started",
        "ticket.finished",
    ]


def test_of_no_ticket_there_is_nothing_to_say(desk: Desk) -> None:
    assert why(desk, 99) is None
