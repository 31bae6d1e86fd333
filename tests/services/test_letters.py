"""A letter (责任权限授权书) is issued, renewed, withdrawn at once; its scan is kept; its end is announced once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from hallserver.contract import LetterView
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import (
    BeyondLetter,
    LetterOver,
    LetterThere,
    Malformed,
    NobodyWaiting,
    NotAllowed,
    NotFound,
    UnknownMatter,
    UnknownValue,
)
from hallserver.core.rights import Principal
from hallserver.services.people import letters
from hallserver.services.planning import plans
from hallserver.services.queue import windows
from hallserver.services.queue.record import End
from hallserver.store import schema
from hallserver.views.casework.letters import letters_view
from tests.small import BOSS, Desk, made_plan

MANAGER = Principal("manager:manager", "manager", "manager")
LAW = Principal("department:law", "department", "law", department="law")
DAY = 86_400
HASH = "ab" * 32


def issues(desk: Desk, document: str = "Tax 2026-2", staffer: str = "t-2", **more: Any) -> LetterView:
    said = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "decide": ("tax-visit",)} | more
    return desk.does(letters.issue, MANAGER, letters.Paper(document, staffer, **said))


def letter_of(desk: Desk, document: str) -> LetterView:
    with desk.reader.connect() as connection:
        found = letters_view(connection, desk.now.date(), valid_only=False).letters
    return next(each for each in found if each.document == document)


def test_a_letter_says_whose_it_is_what_it_allows_and_until_when(desk: Desk) -> None:
    desk.sits("t-1", "1")

    letter = letter_of(desk, "Tax 2026-1")

    assert (letter.staffer, letter.department, letter.role, letter.window) == ("t-1", "tax", "chief", "1")
    assert (letter.decide, letter.accept) == (("reg-new", "tax-audit", "tax-file"), ("tax-visit",))
    assert (letter.from_day, letter.to_day, letter.state) == (date(2026, 1, 1), date(2030, 12, 31), "valid")


def test_a_new_letter_counts_at_once_for_who_sits_under_it(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue("tax-visit")
    desk.calls()
    desk.at("1", windows.start)
    with pytest.raises(BeyondLetter):
        desk.at("1", windows.finish, end=End(Outcome.DONE))

    issues(desk)
    desk.at("1", windows.finish, end=End(Outcome.DONE))

    assert desk.events("letter.issued")[0].facts["matters"] == {"tax-visit": "decide"}
    assert desk.fault() is None


def test_withdrawn_nobody_is_called_and_nothing_decided_under_it_any_more(desk: Desk) -> None:
    desk.sits("t-2", "1")
    served, waiting = desk.issue("tax-file"), desk.issue("tax-file")
    desk.calls()
    desk.at("1", windows.start)

    letter = desk.does(letters.withdraw, MANAGER, letter_of(desk, "Tax 2026-1").id, "no longer chief")

    assert (letter.state, letter.withdrawn_reason) == ("withdrawn", "no longer chief")
    with pytest.raises(BeyondLetter):
        desk.at("1", windows.finish, end=End(Outcome.DONE))
    desk.at("1", windows.transfer, target=windows.Target(line="tax"))
    with pytest.raises(NobodyWaiting):
        desk.at("1", windows.call_next)
    assert (desk.state(served.id), desk.state(waiting.id)) == ("waiting", "waiting")
    assert desk.events("window.planned")[-1].facts | {"letter": None, "reason": "letter_withdrawn"} == (
        desk.events("window.planned")[-1].facts
    )
    with pytest.raises(LetterOver):
        desk.does(letters.withdraw, MANAGER, letter.id, "again")
    with pytest.raises(LetterOver):
        desk.does(letters.attach, MANAGER, letter.id, HASH, "image/png")
    with pytest.raises(NotFound):
        desk.does(letters.withdraw, MANAGER, 999, "which")


def test_a_renewal_goes_on_with_the_same_matters_under_a_new_number(desk: Desk) -> None:
    again = issues(
        desk,
        "Tax 2031-1",
        "t-1",
        first=date(2031, 1, 1),
        last=date(2032, 12, 31),
        decide=(),
        renews="Tax 2026-1",
    )

    assert (again.state, again.renews) == ("to_come", "Tax 2026-1")
    assert (again.decide, again.accept) == (("reg-new", "tax-audit", "tax-file"), ("tax-visit",))


def test_what_is_wrong_with_a_letter_is_said_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(LetterThere):
        issues(desk, "Tax 2026-1")
    with pytest.raises(UnknownValue):
        issues(desk, staffer="nobody")
    with pytest.raises(UnknownMatter) as wrong:
        issues(desk, decide=("tax-fill",))
    with pytest.raises(UnknownValue):
        issues(desk, renews="Tax 2026-1")  # another person's
    with pytest.raises(Malformed):
        issues(desk, last=date(2025, 1, 1))
    with pytest.raises(Malformed):
        issues(desk, decide=())

    assert "Did you mean “tax-file”" in str(wrong.value)
    assert desk.events("letter.issued") == []


def test_a_department_puts_the_scan_to_its_own_letters_only(desk: Desk) -> None:
    mine, other = letter_of(desk, "Will 2026-7"), letter_of(desk, "Tax 2026-1")

    found = desk.does(letters.attach, LAW, mine.id, HASH, "application/pdf")
    with pytest.raises(NotAllowed):
        desk.does(letters.attach, LAW, other.id, HASH, "application/pdf")

    assert (found.scan, found.scan_type) == (HASH, "application/pdf")
    assert [event.facts["hash"] for event in desk.events("letter.scanned")] == [HASH]


def test_a_letter_that_ends_soon_is_told_of_once(desk: Desk) -> None:
    """“Will 2026-7” ends today; the other in 2030."""

    def due() -> bool:
        return desk.is_due()

    assert due()
    desk.ticks()
    assert not due()
    desk.ticks(DAY)

    told = [event.facts["document"] for event in desk.events("letter.reminded")]
    assert told == ["Will 2026-7"]
    assert letter_of(desk, "Will 2026-7").state == "over"


def test_an_import_changes_what_differs_and_leaves_a_withdrawn_letter_withdrawn(desk: Desk) -> None:
    will = letter_of(desk, "Will 2026-7")
    desk.does(letters.withdraw, MANAGER, will.id, "retired")
    before = len(desk.events("letter.imported"))

    told = desk.does(plans.take_plan, BOSS, made_plan())

    assert (before, told.changed["letters"]) == (2, 0)
    assert letter_of(desk, "Will 2026-7").state == "withdrawn"


def test_the_schema_itself_keeps_letters(desk: Desk) -> None:
    will = letter_of(desk, "Will 2026-7").id
    for wrong in (
        delete(schema.letters),
        update(schema.letters).values(scan_hash="00", scan_type="image/png"),
        update(schema.letters).values(scan_hash=HASH),
        update(schema.letters).values(scan_hash=HASH, scan_type="text/html"),
        update(schema.letters).where(schema.letters.c.id == will).values(withdrawn_at=desk.now),
    ):
        with pytest.raises(IntegrityError):
            desk.does(lambda work, wrong=wrong: work.connection.execute(wrong))
    desk.does(letters.withdraw, MANAGER, will, "retired")
    back = (
        update(schema.letters)
        .where(schema.letters.c.id == will)
        .values(withdrawn_at=None, withdrawn_reason=None)
    )
    with pytest.raises(IntegrityError):
        desk.does(lambda work: work.connection.execute(back))
