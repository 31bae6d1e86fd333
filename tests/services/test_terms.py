"""Seconded for two years and not exchanged without the hall's consent; who is unfit is returned (选派、不予调换、退回原单位)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hallserver.contract import TermView, Words
from hallserver.core.errors import (
    Malformed,
    NotAllowed,
    NotFound,
    NotSeconded,
    ReferenceUsed,
    ReplacementAsked,
    SignedAlready,
    TermOverlaps,
    TermState,
    WindowClosed,
)
from hallserver.core.people.terms import Role, Signature
from hallserver.core.rights import Principal
from hallserver.services import timers
from hallserver.services.people import replacements, terms
from hallserver.services.planning import plans
from hallserver.services.queue import staff, windows
from hallserver.store import schema
from hallserver.views.people.terms import terms_view
from tests.small import BOSS, Desk, made_plan

LAW = Principal("department:law", "department", "law", department="law")
TAX = Principal("department:tax", "department", "tax", department="tax")
MANAGER = Principal("manager:manager", "manager", "manager")
DAY = 86_400
SHORT = """
[[staffers]]
code = "l-9"
department = "law"
name = { zh = "l-9", en = "l-9" }

[[secondments]]
staffer = "l-9"
role = "staff"
from = 2024-04-02
to = 2026-04-01
"""


def nominates(desk: Desk, staffer: str = "l-3", who: Principal = LAW, **more: Any) -> TermView:
    return desk.does(terms.nominate, who, terms.Nomination(staffer, **more))


def signs(desk: Desk, term: int, *kinds: Signature) -> TermView:
    for kind in kinds or tuple(Signature):
        found: TermView = desk.does(terms.sign, MANAGER, term, kind, f"{kind} section")
    return found


def term_of(desk: Desk, staffer: str) -> TermView:
    with desk.reader.connect() as connection:
        found = terms_view(connection, desk.writer.state.plan.hours.business_day(desk.now), None)
    return next(each for each in found.secondments if each.staffer == staffer)


def asks(desk: Desk, staffer: str = "t-2", successor: str | None = None) -> int:
    term = desk.does(replacements.ask, TAX, term_of(desk, staffer).id, "needed at home", successor)
    return int(term.replacements[-1].id)


def reasons(desk: Desk) -> list[str]:
    return [event.facts["reason"] for event in desk.events("window.closed")]


def test_a_department_nominates_three_sign_and_the_term_of_two_years_begins(desk: Desk) -> None:
    term = nominates(desk, note="ten years at the counter")
    assert (term.state, term.nominated_by, term.from_day) == ("nominated", "department:law", None)
    assert signs(desk, term.id, Signature.PERSONNEL, Signature.ORGANIZATION).state == "nominated"
    with pytest.raises(NotSeconded):
        desk.sits("l-3", "9")

    term = signs(desk, term.id, Signature.HALL)

    assert (term.state, term.from_day, term.to_day) == ("seconded", date(2026, 3, 2), date(2028, 3, 1))
    assert {each.kind: each.by for each in term.signatures} == {
        "organization": "organization section",
        "personnel": "personnel section",
        "hall": "hall section",
    }
    assert {each.at for each in term.signatures} == {desk.now}
    assert desk.sits("l-3", "9").session.secondment == term.id
    assert [event.kind for event in desk.events() if event.kind.startswith("secondment.")][-5:] == [
        "secondment.nominated",
        *3 * ["secondment.signed"],
        "secondment.begun",
    ]


def test_each_signs_once(desk: Desk) -> None:
    term = nominates(desk)
    signs(desk, term.id, Signature.HALL)

    with pytest.raises(SignedAlready) as refused:
        signs(desk, term.id, Signature.HALL)

    assert refused.value.facts["by"] == "hall section"
    signs(desk, term.id, Signature.ORGANIZATION, Signature.PERSONNEL)
    with pytest.raises(TermState):
        signs(desk, term.id, Signature.HALL)


def test_a_term_keeps_the_days_that_were_wished(desk: Desk) -> None:
    term = nominates(desk, first=date(2026, 4, 1), last=date(2027, 3, 31), role=Role.CHIEF)
    term = signs(desk, term.id)

    assert (term.from_day, term.to_day, term.role, term.days_left) == (
        date(2026, 4, 1),
        date(2027, 3, 31),
        "chief",
        365,
    )
    with pytest.raises(NotSeconded):  # not before its first day
        desk.sits("l-3", "9")


@pytest.mark.parametrize(
    "days",
    [
        {"first": date(2026, 3, 1)},
        {"last": date(2026, 3, 1)},
        {"first": date(2026, 5, 1), "last": date(2026, 4, 1)},
    ],
)
def test_no_term_in_the_past_or_backwards(desk: Desk, days: dict[str, date]) -> None:
    with pytest.raises(Malformed):
        nominates(desk, **days)


def test_a_department_names_its_own_people_only_and_may_bring_somebody_new(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        nominates(desk, "l-3", who=TAX)
    with pytest.raises(NotFound):
        nominates(desk, "l-7")
    term = nominates(desk, "l-7", name=Words("司法07号", "Justice 07"))

    assert (term.department, term.name.zh) == ("law", "司法07号")
    assert [event.facts["staffer"] for event in desk.events("staffer.added")] == ["l-7"]


def test_nobody_has_two_terms_or_two_nominations_at_once(desk: Desk) -> None:
    with pytest.raises(TermOverlaps) as seconded:
        nominates(desk, "l-1")
    nominates(desk)
    with pytest.raises(TermOverlaps):
        nominates(desk)

    assert seconded.value.state == {"staffer": "l-1", "from": "2026-01-01", "to": "2030-12-31"}
    later = nominates(desk, "l-1", first=date(2031, 1, 1))  # the next term may be named beforehand
    assert signs(desk, later.id).to_day == date(2032, 12, 31)


def test_a_nomination_may_be_declined_with_a_reason_and_made_again(desk: Desk) -> None:
    term = desk.does(terms.decline, MANAGER, nominates(desk).id, "too new")

    assert (term.state, term.end_reason, term.ended_by) == ("declined", "too new", "manager:manager")
    with pytest.raises(TermState):
        signs(desk, term.id)
    assert signs(desk, nominates(desk).id).state == "seconded"


def test_who_is_unfit_is_returned_at_once_and_the_visitor_keeps_the_place(desk: Desk) -> None:
    first, second = desk.issue(), desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    desk.at("1", windows.start)

    term = desk.does(terms.return_unfit, MANAGER, term_of(desk, "t-2").id, "rude, three times")

    assert (term.state, term.end_kind, term.end_reason, term.to_day) == (
        "ended",
        "returned",
        "rude, three times",
        date(2026, 3, 2),
    )
    assert reasons(desk) == ["returned"]
    with pytest.raises(NotSeconded):
        desk.sits("t-2", "1")
    with pytest.raises(WindowClosed):
        desk.calls("1")
    desk.sits("t-3", "1")
    assert [desk.calls("1"), second.number] == [first.number, "A002"]
    assert desk.fault() is None


def test_who_was_returned_is_not_returned_again_and_the_history_stays(desk: Desk) -> None:
    old = term_of(desk, "t-2").id
    desk.does(terms.return_unfit, MANAGER, old, "rude")
    with pytest.raises(TermState) as refused:
        desk.does(terms.return_unfit, MANAGER, old, "rude")
    desk.pass_time(DAY)
    again = signs(desk, nominates(desk, "t-2", who=TAX).id)

    assert refused.value.state == {"secondment": old, "state": "ended"}
    assert (again.state, len([row for row in desk.rows(schema.secondments) if row.staffer == "t-2"])) == (
        "seconded",
        2,
    )


def test_a_term_that_is_over_ends_its_session_by_the_clock(desk: Desk) -> None:
    desk.does(plans.take_plan, BOSS, made_plan(more=SHORT))
    desk.sits("l-9", "9")
    desk.pass_time(30 * DAY)  # the first of April: its last day
    desk.ticks(1)
    assert desk.events("window.closed") == []
    desk.pass_time(DAY)
    desk.ticks(1)

    term = term_of(desk, "l-9")
    assert reasons(desk) == ["term_ended"]
    assert (term.state, term.end_kind, term.to_day, term.ended_by) == (
        "ended",
        "term_over",
        date(2026, 4, 1),
        "local:clock",
    )
    assert desk.fault() is None


def test_thirty_days_before_the_end_there_is_one_reminder(desk: Desk) -> None:
    desk.does(plans.take_plan, BOSS, made_plan(more=SHORT))
    desk.ticks(1)
    desk.ticks(1)

    assert [event.facts["to"] for event in desk.events("secondment.reminded")] == ["2026-04-01"]
    assert (term_of(desk, "l-9").ends_soon, term_of(desk, "l-9").days_left) == (True, 31)
    assert term_of(desk, "l-1").ends_soon is False
    assert not desk.is_due()


def test_nobody_is_reminded_thirty_one_days_before(desk: Desk) -> None:
    desk.does(plans.take_plan, BOSS, made_plan(more=SHORT.replace("2026-04-01", "2026-04-02")))
    desk.ticks(1)

    assert desk.events("secondment.reminded") == []


def test_a_replacement_needs_the_halls_consent_with_a_reference_and_a_day(desk: Desk) -> None:
    desk.sits("t-2", "1")
    request = asks(desk, "t-2")
    with pytest.raises(ReplacementAsked):
        asks(desk, "t-2")
    assert term_of(desk, "t-2").state == "seconded"  # asking alone changes nothing

    term = desk.does(replacements.consent, MANAGER, request, "政务〔2026〕7号", date(2026, 3, 4))

    assert (term.state, term.to_day, term.end_kind) == ("seconded", date(2026, 3, 3), "replaced")
    desk.pass_time(DAY)
    desk.ticks(1)
    assert reasons(desk) == []
    desk.pass_time(DAY)
    desk.ticks(1)
    term = term_of(desk, "t-2")
    assert (reasons(desk), term.state, term.end_reason) == (["replaced"], "ended", "政务〔2026〕7号")
    assert term.replacements[0].answered_by == "manager:manager"


def test_a_consent_from_today_ends_the_term_now_and_names_the_successor(desk: Desk) -> None:
    desk.sits("l-1", "9")
    law = desk.does(replacements.ask, LAW, term_of(desk, "l-1").id, "promoted", "l-3")
    desk.does(replacements.consent, MANAGER, law.replacements[0].id, "7", date(2026, 3, 2))

    old, new = term_of(desk, "l-1"), term_of(desk, "l-3")
    assert (old.state, old.end_kind, reasons(desk)) == ("ended", "replaced", ["replaced"])
    assert (new.state, new.replaces, new.role) == ("nominated", old.id, "chief")
    with pytest.raises(NotSeconded):  # a consent is no signature
        desk.sits("l-3", "9")
    assert signs(desk, new.id).from_day == date(2026, 3, 2)


def test_a_successor_who_is_nominated_already_is_not_nominated_twice(desk: Desk) -> None:
    nominated = nominates(desk)
    law = desk.does(replacements.ask, LAW, term_of(desk, "l-1").id, "promoted", "l-3")

    told = desk.does(replacements.consent, MANAGER, law.replacements[0].id, "7", date(2026, 3, 2))

    assert (told.state, term_of(desk, "l-3").id) == ("ended", nominated.id)


def test_without_consent_the_term_goes_on(desk: Desk) -> None:
    request = asks(desk, "t-2")
    term = desk.does(replacements.refuse, MANAGER, request, "the round is not over")

    assert (term.state, term.end_kind, term.replacements[0].answer) == (
        "seconded",
        None,
        "the round is not over",
    )
    with pytest.raises(TermState):
        desk.does(replacements.consent, MANAGER, request, "8", date(2026, 4, 1))
    assert asks(desk, "t-2") != request  # it may be asked again


def test_a_department_asks_for_its_own_only_and_a_reference_stands_for_one_consent(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.does(replacements.ask, LAW, term_of(desk, "t-2").id, "we want it", None)
    with pytest.raises(NotAllowed):
        asks(desk, "t-2", "l-3")
    for day in (date(2026, 3, 1), date(2031, 1, 1)):
        with pytest.raises(Malformed):
            desk.does(replacements.consent, MANAGER, asks_once(desk), "7", day)
    desk.does(replacements.consent, MANAGER, asks_once(desk), "7", date(2026, 4, 1))
    other = asks(desk, "t-3")
    with pytest.raises(ReferenceUsed):
        desk.does(replacements.consent, MANAGER, other, "7", date(2026, 4, 1))
    assert term_of(desk, "t-3").to_day == date(2030, 12, 31)


def asks_once(desk: Desk) -> int:
    """The open request for t-2, asked for where there is none."""
    known = term_of(desk, "t-2").replacements
    return known[0].id if known else asks(desk, "t-2")


def test_when_the_chief_goes_the_windows_lose_what_the_chiefs_letter_allowed(desk: Desk) -> None:
    desk.sits("t-2", "9")
    assert {row.power for row in desk.rows(schema.session_matters)} >= {"decide"}

    desk.does(terms.return_unfit, MANAGER, term_of(desk, "t-1").id, "unfit")

    assert {row.power for row in desk.rows(schema.session_matters)} == {"accept"}
    assert [event.facts["reason"] for event in desk.events("window.planned")] == ["authority_ended"]


def test_nobody_covers_for_somebody_whose_term_has_ended(desk: Desk) -> None:
    desk.sits("l-1", "3", covers="l-2")
    desk.does(terms.return_unfit, MANAGER, term_of(desk, "l-2").id, "unfit")
    assert desk.rows(schema.session_matters) == []
    desk.at("3", staff.sign_off)

    with pytest.raises(Exception, match="no authorized matter"):
        desk.sits("l-1", "3", covers="l-2")


def test_imported_terms_count_as_signed_and_an_import_never_revives_what_is_over(desk: Desk) -> None:
    term = term_of(desk, "t-2")
    assert {each.by for each in term.signatures} == {"import"}
    assert len(desk.events("secondment.imported")) == 5
    desk.does(terms.return_unfit, MANAGER, term.id, "unfit")

    difference = desk.does(plans.take_plan, BOSS, made_plan())

    assert term_of(desk, "t-2").state == "ended"
    assert (difference.added["secondments"], difference.changed["secondments"]) == (0, 0)


def test_an_import_signs_an_open_nomination_and_changes_a_running_term(desk: Desk) -> None:
    nominates(desk, first=date(2026, 4, 1))
    more = '[[secondments]]\nstaffer = "l-3"\nrole = "staff"\nfrom = 2026-03-02\nto = 2028-03-01\n'
    desk.does(plans.take_plan, BOSS, made_plan(more=more))
    assert (term_of(desk, "l-3").state, term_of(desk, "l-3").nominated_by) == ("seconded", "department:law")

    desk.does(plans.take_plan, BOSS, made_plan(more=more.replace("2028-03-01", "2028-04-01")))

    assert term_of(desk, "l-3").to_day == date(2028, 4, 1)


def test_an_import_whose_term_meets_one_of_the_halls_own_is_refused_whole(desk: Desk) -> None:
    signs(desk, nominates(desk).id)
    more = '[[secondments]]\nstaffer = "l-3"\nrole = "staff"\nfrom = 2026-02-01\nto = 2028-01-31\n'
    before = len(desk.rows(schema.events))

    with pytest.raises(TermOverlaps):
        desk.does(plans.take_plan, BOSS, made_plan(more=more))

    assert len(desk.rows(schema.events)) == before


def test_when_the_clock_has_a_term_to_end_it_is_told_so(desk: Desk) -> None:
    desk.does(plans.take_plan, BOSS, made_plan(more=SHORT))
    desk.does(timers.run_due)
    desk.pass_time(31 * DAY)
    assert desk.is_due()
