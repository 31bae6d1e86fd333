"""Findings with time, length and people waiting; weeks, ranking, news and readings, each held against plain counting."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from hallserver.contract import FindingsView, FoundView, VerifiedView
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.events import CaseOverdue, seal
from hallserver.core.figures.findings import findings_in
from hallserver.core.rights import Principal
from hallserver.services.queue import staff, windows
from hallserver.services.queue.record import End
from hallserver.services.supervision import oversight
from hallserver.store import schema
from hallserver.views.supervision import found, readings, trends
from hallserver.views.supervision.found import AT_ONCE, Ask
from tests.small import Desk

MINUTE, HOUR_S = 60, 3600
MINUTE_MS = 60_000
INSPECTOR = Principal("supervision:office", "supervision", "office")
AGAIN = Principal("supervision:office#7", "supervision", "office")  # signed on by a link
OTHER = Principal("supervision:second", "supervision", "second")


def listed(desk: Desk, **more: Any) -> FindingsView:
    return desk.does(
        lambda work: found.findings_view(
            work.connection, work.plan, Ask(work.day, work.day, **more), work.now
        )
    )


def only(desk: Desk, kind: str) -> FoundView:
    (one,) = listed(desk, kind=kind).findings
    return one


def _reads(desk: Desk, who: Principal, what: str) -> None:
    desk.does(lambda work: oversight.note_reading(work, who, what))


def _ends(desk: Desk, outcome: Outcome, **more: Any) -> None:
    desk.issue()
    desk.calls()
    desk.at("1", windows.start)
    desk.at("1", windows.finish, end=End(outcome, **more))


@pytest.mark.parametrize(
    ("ends", "minutes"), [("calls", 18), ("pauses", 18), ("closes", 18), ("not yet", 20)]
)
def test_an_absence_lasts_until_the_window_goes_on_and_says_how_many_waited(
    desk: Desk, ends: str, minutes: int
) -> None:
    desk.sits("t-2", "1")
    for _ in range(3):
        desk.issue()
    desk.ticks(15 * MINUTE)
    desk.pass_time(3 * MINUTE)
    if ends == "calls":
        desk.calls()
    elif ends == "pauses":
        desk.at("1", staff.pause, reason="meeting")
    elif ends == "closes":
        desk.at("1", staff.sign_off)
    desk.pass_time(2 * MINUTE)

    away = only(desk, "away")
    assert (away.length_ms or 0) // MINUTE_MS == minutes
    assert (away.waited, away.window) == (3, "1")
    assert away.at == desk.events("absence.noted")[0].at


def test_a_slow_service_says_how_long_it_took_and_which_number_it_was(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.calls()
    desk.at("1", windows.start)
    desk.pass_time(25 * MINUTE)
    desk.at("1", windows.finish, end=End(Outcome.CONSULTED))

    slow = only(desk, "slow")
    assert (slow.length_ms, slow.number, slow.ticket_day) == (25 * MINUTE_MS, ticket.number, slow.day)


def test_findings_come_fifty_at_a_time_newest_first_with_the_count_of_all(desk: Desk) -> None:
    desk.sits("t-2", "1")
    for _ in range(AT_ONCE + 3):
        _ends(desk, Outcome.FORWARDED, reason="leader_signature")
    all_of = {"kind": "leader_signature"}

    first, second = listed(desk, **all_of), listed(desk, **all_of, offset=AT_ONCE)

    seqs = [each.seq for each in (*first.findings, *second.findings)]
    assert (len(first.findings), len(second.findings), first.total) == (AT_ONCE, 3, AT_ONCE + 3)
    assert seqs == sorted(seqs, reverse=True)
    assert listed(desk, kind="registered_only").findings[0].said.zh == "领导签批"
    assert {each.kind: each.count for each in first.figures}["leader_signature"] == first.total
    assert listed(desk, **all_of, after=seqs[4]).total == 4
    assert listed(desk, **all_of, department="law").total == 0


def test_weeks_and_ranking_are_the_counted_findings_and_services(desk: Desk) -> None:
    desk.sits("t-2", "1")
    for _ in range(4):
        _ends(desk, Outcome.FORWARDED, reason="leader_signature")
    _ends(desk, Outcome.CONSULTED)
    today = desk.does(lambda work: work.day)

    weeks = desk.does(lambda work: trends.weeks_view(work.connection, work.day))
    ranking = desk.does(
        lambda work: trends.ranking_view(work.connection, work.plan, today - timedelta(days=6), today)
    )

    rows = [row for row in desk.rows(schema.findings) if row.lifted is None]
    assert {each.kind: sum(each.counts) for each in weeks.kinds} == Counter(row.kind for row in rows)
    assert all(each.counts[:-1] == (0,) * 11 for each in weeks.kinds)
    assert (weeks.weeks[-1].last_day, len(weeks.weeks)) == (today, 12)
    (tax,) = [each for each in ranking.departments if each.department == "tax"]
    served = [row for row in desk.rows(schema.services) if row.excluded is None]
    assert (tax.findings, tax.services, tax.before) == (len(rows), len(served), 0)
    assert tax.per_mille == -(-1000 * len(rows) // len(served))


def test_what_does_not_count_is_in_no_week_and_no_ranking(desk: Desk) -> None:
    desk.sits("t-2", "1")
    _ends(desk, Outcome.FORWARDED, reason="leader_signature")
    (row,) = [row for row in desk.rows(schema.findings) if row.kind == "leader_signature"]
    lifted = (
        schema.findings.update()
        .where(schema.findings.c.seq == row.seq)
        .values(lifted="contest_upheld", lifted_seq=row.seq + 1)
    )
    _ends(desk, Outcome.CONSULTED)
    desk.does(lambda work: work.connection.execute(lifted))

    weeks = desk.does(lambda work: trends.weeks_view(work.connection, work.day))
    ranking = desk.does(lambda work: trends.ranking_view(work.connection, work.plan, work.day, work.day))

    assert weeks.kinds == ()
    assert [each.findings for each in ranking.departments] == [0]


def test_what_is_new_begins_where_this_account_left_the_desk_before(desk: Desk) -> None:
    def news() -> Any:
        return desk.does(
            lambda work: trends.news_view(
                work.connection, work.day, readings.last_visit(work.connection, INSPECTOR.id, work.now)
            )
        )

    desk.sits("t-2", "1")
    _ends(desk, Outcome.FORWARDED, reason="leader_signature")
    assert (news().since, news().findings[0].count) == (None, 1)
    _reads(desk, AGAIN, "/api/v1/supervision/weeks")
    left = desk.now
    desk.pass_time(HOUR_S)
    _ends(desk, Outcome.FORWARDED, reason="leader_signature")
    _reads(desk, OTHER, "/api/v1/supervision/weeks")  # another account's visit is no visit of this one
    _reads(desk, INSPECTOR, "/api/v1/scores?month=2026-03")  # and neither is what was read elsewhere
    for _ in range(3):  # a visit goes on while less than half an hour lies between
        _reads(desk, INSPECTOR, "/api/v1/supervision/findings")
        desk.pass_time(20 * MINUTE)

    new = news()
    counts = {each.kind: each.count for each in new.findings}
    assert (new.since, counts) == (left, {"leader_signature": 1, "registered_only": 1})


def test_readings_are_this_account_s_own_fifty_at_a_time(desk: Desk) -> None:
    for n in range(AT_ONCE + 5):
        _reads(desk, INSPECTOR, f"/api/v1/supervision/tickets/A{n:03}?day=2026-03-02")
        _reads(desk, OTHER, "/api/v1/supervision/concerns")

    first = desk.does(lambda work: readings.readings_of(work.connection, INSPECTOR.id, None))
    older = desk.does(
        lambda work: readings.readings_of(work.connection, INSPECTOR.id, first[AT_ONCE - 1].seq)
    )

    assert (len(first), len(older)) == (AT_ONCE + 1, 5)
    assert {event.actor for event in (*first, *older)} == {INSPECTOR.id}
    assert older[-1].facts["what"].endswith("A000?day=2026-03-02")


def test_a_proof_stays_in_the_log_with_who_when_and_its_result(desk: Desk) -> None:

    desk.issue()
    for good, said in ((True, "3 events, unbroken"), (False, "seq 2 is not as written")):
        desk.does(
            lambda work, good=good, said=said: oversight.note_verified(
                work, INSPECTOR, VerifiedView(good, said, 7, 12)
            )
        )

    told = desk.does(lambda work: readings.proofs_view(work.connection, work.plan))

    assert [(each.good, each.said, each.head) for each in told.proofs] == [
        (False, "seq 2 is not as written", 7),
        (True, "3 events, unbroken", 7),
    ]
    assert told.proofs[0].who.zh == "监察效能室（office）"
    assert told.head == desk.events("log.verified")[-1].seq


def test_a_result_that_waits_to_be_collected_is_no_finding(desk: Desk) -> None:
    """Only a case that was not decided by its due day is; the visitor's absence is nobody's fault."""
    facts = dict.fromkeys(CaseOverdue.__struct_fields__, 1) | {
        "case": "2026-000001",
        "state": "ready",
        "department": "tax",
    }
    event = seal(1, desk.now, date(2026, 3, 9), "case.overdue", "clock", "clock", facts, bytes(32))
    late = seal(
        1,
        desk.now,
        date(2026, 3, 9),
        "case.overdue",
        "clock",
        "clock",
        facts | {"state": "accepted"},
        bytes(32),
    )

    assert findings_in(event) == ()
    assert len(findings_in(late)) == 1
