"""A whole month of thirty departments: every figure of the score sheets worked out again from `GET /events` alone.

Nothing of the server's own reading of the log is used here (`core.findings`, `core.scores`, `core.measures`, `store`):
what an event means, what counts and what it costs is said once more, in this file, in the words of the documents.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.actors import Actor
from tests.running import HALL, RunningHall, hall, serving
from tests.small import found as small_hall
from tests.waiting import until

MONTH = "2026-03"
# days lived through; the sheets are the month's all the same. Fewer days, or fewer visitors, do not show every deduction:
# a bad rating is overdue after fifteen workdays
DAYS = 31 if os.environ.get("HALL_SOAK") else 26
ZONE = ZoneInfo("Asia/Shanghai")
KEYS = ("staffer", "window", "department")
# tenths of a point, how many are free, from which amount on, the most in a month, whether it is the department's own
COSTS: dict[str, tuple[int, int, int, int, bool]] = {
    "registered_only": (10, 0, 0, 100, False),
    "registered_often": (0, 0, 0, 1000, False),
    "leader_signature": (0, 0, 0, 1000, False),
    "selected": (5, 4, 0, 50, False),
    "placed_first": (5, 4, 0, 50, False),
    "unseen": (5, 2, 0, 50, False),
    "away": (20, 0, 0, 1000, False),
    "late": (10, 0, 300_000, 1000, False),
    "left_open": (5, 0, 0, 1000, False),
    "slow": (2, 10, 300, 50, False),
    "fee_off": (50, 0, 0, 1000, False),
    "bad_rating": (20, 0, 0, 1000, False),
    "not_rectified": (50, 0, 0, 1000, True),
    "case_overdue": (30, 0, 0, 1000, True),
    "sent_elsewhere": (0, 0, 0, 1000, True),
    "concern": (0, 0, 0, 1000, True),
    "concern_upheld": (50, 0, 0, 1000, True),
    "green_use": (0, 0, 0, 1000, False),
    "walked_direct": (0, 0, 0, 1000, True),
}
DECIDE = {"done", "accepted", "supplement", "refused", "forwarded"}


@dataclass
class Finding:
    """What one event shows, as this file reads it."""

    kind: str
    seq: int
    day: date
    whose: Mapping[str, Any]
    amount: int = 0
    lifted: str | None = None


@dataclass
class Ledger:
    """The month as the log tells it."""

    findings: list[Finding] = field(default_factory=list)
    parts: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    sat: list[dict[str, Any]] = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)

    def read(self, event: Mapping[str, Any]) -> None:
        """Take one line of the log."""
        said = json.loads(event["body"])
        facts, day = said["facts"], date.fromisoformat(said["day"])
        if service := facts.get("service"):
            began = datetime.fromtimestamp(service["started_ms"] / 1000, UTC).astimezone(ZONE).date()
            where = facts.get("source") or facts["window"]
            self.parts[facts["stop"], service["part"]] = {**service, "window": where, "day": began}
        if gone := facts.get("excluded"):
            self.parts[facts["stop"], gone["part"]]["excluded"] = gone["why"]
            self.lift(
                "reopened",
                lambda each: (
                    (each.whose.get("stop"), each.whose.get("part")) == (facts["stop"], gone["part"])
                ),
            )
        reader = READERS.get(said["kind"])
        if reader:
            reader(self, event["seq"], day, facts)

    def find(self, kind: str, seq: int, day: date, whose: Mapping[str, Any], amount: int = 0) -> None:
        """Write a finding down."""
        self.findings.append(Finding(kind, seq, day, whose, amount))

    def lift(self, why: str, which: Callable[[Finding], bool]) -> None:
        """Take findings out of the count."""
        for each in self.findings:
            if each.lifted is None and which(each):
                each.lifted = why


def finished(book: Ledger, seq: int, day: date, facts: Any) -> None:
    """An end may show that it was only accepted, slow, forwarded for a signature, or paid off the standard."""
    service = facts["service"]
    whose = {**facts, **service}
    if service["decidable"] and service["outcome"] in {"accepted", "forwarded"}:
        book.find("registered_only", seq, day, whose)
    if (service["outcome"], service["reason"]) == ("forwarded", "leader_signature"):
        book.find("leader_signature", seq, day, whose)
    percent = 100 * service["service_ms"] // service["norm_ms"]
    if percent > 200:
        book.find("slow", seq, day, whose, percent)
    if service.get("fee_off_fen"):
        book.find("fee_off", seq, day, whose, service["fee_off_fen"])


def opened(book: Ledger, seq: int, day: date, facts: Any) -> None:
    book.sat.append({**facts, "day": day})
    if facts["late_ms"] > 60_000:
        book.find("late", seq, day, facts, facts["late_ms"])


def rated(book: Ledger, _seq: int, _day: date, facts: Any) -> None:
    book.levels[facts["stop"]] = facts["level"]


def appealed(book: Ledger, _seq: int, _day: date, facts: Any) -> None:
    if facts["upheld"]:
        book.dropped.add(facts["stop"])
        book.lift(
            "appeal_upheld",
            lambda each: each.kind in {"bad_rating", "not_rectified"} and each.whose["stop"] == facts["stop"],
        )


def contested(book: Ledger, _seq: int, _day: date, facts: Any) -> None:
    if facts["upheld"]:
        which = (facts["finding"], facts["finding_seq"])
        book.lift("contest_upheld", lambda each: (each.kind, each.seq) == which)


def when(
    kind: str, test: Callable[[Any], Any] = lambda _facts: True
) -> Callable[[Ledger, int, date, Any], None]:
    """A finding of that kind where the facts say so."""

    def read(book: Ledger, seq: int, day: date, facts: Any) -> None:
        if test(facts):
            whose = {**facts, "window": facts.get("source") or facts.get("window")}
            book.find(kind, seq, day, whose)

    return read


def reported(book: Ledger, seq: int, day: date, facts: Any) -> None:
    book.find("sent_elsewhere" if facts["concern"] == "sent_elsewhere" else "concern", seq, day, facts)


def transferred(book: Ledger, seq: int, day: date, facts: Any) -> None:
    """To the head of a line; and a fee may have been taken by who sends the visitor back."""
    if facts["position"] == "first":
        book.find("placed_first", seq, day, {**facts, "window": facts["source"]})
    service = facts.get("service") or {}
    if service.get("fee_off_fen"):
        book.find(
            "fee_off", seq, day, {**facts, **service, "window": facts["source"]}, service["fee_off_fen"]
        )


def overdue(book: Ledger, seq: int, day: date, facts: Any) -> None:
    book.find("case_overdue", seq, day, facts)


READERS: dict[str, Callable[[Ledger, int, date, Any], None]] = {
    "ticket.finished": finished,
    "ticket.called": when("selected", lambda facts: "reason" in facts),
    "ticket.transferred": transferred,
    "ticket.missed": when("unseen", lambda facts: not facts["shown"]),
    "window.opened": opened,
    "window.closed": when("left_open", lambda facts: facts["reason"] == "day_ended"),
    "absence.noted": when("away"),
    "registered.often": when("registered_often"),
    "rating.given": rated,
    "rectification.opened": when("bad_rating"),
    "rectification.overdue": when("not_rectified"),
    "rectification.reviewed": appealed,
    "contest.reviewed": contested,
    "case.overdue": overdue,
    "concern.raised": reported,
    "concern.answered": when("concern_upheld", lambda facts: facts["upheld"]),
    "appointment.kept": when("green_use", lambda facts: facts.get("approver")),
}


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """March of a hall that was founded on the last day of February, then opened today."""
    data = tmp_path_factory.mktemp("month") / "hall"
    hall("demo", "--opened", "2026-02-28", data=data)
    words = (
        "simulate",
        "--days",
        str(DAYS),
        "--tickets",
        "60",
        "--mishaps",
        "3",
        "--seed",
        "20260301",
        "--data",
        data,
    )
    lived = subprocess.run([HALL, *words], capture_output=True, text=True, check=False, timeout=600)
    assert lived.returncode == 0, lived.stderr[-2000:]
    print(lived.stdout.splitlines()[-1])
    with serving(data, "--desk-only") as running:
        yield running


@pytest.fixture(scope="module")
def inspector(month: RunningHall) -> Iterator[Actor]:
    with Actor(month, month.token("supervision", "inspector")) as actor:
        yield actor


@pytest.fixture(scope="module")
def ledger(inspector: Actor, month: RunningHall) -> Ledger:
    """Everything that `GET /events` says of March, page by page, once what was left open has ended."""
    assert until(
        lambda: all(each["state"] == "closed" for each in month.local("GET", "/api/v1/board")["windows"])
    )
    book, since = Ledger(), 0
    while page := inspector.ask("/events", since=since, limit=1000)["events"]:
        for event in page:
            said = json.loads(event["body"])  # a service that all forgot ends when the hall is opened again
            if said["day"] < "2026-04-01" or "service" in said["facts"]:
                book.read(event)
        since = page[-1]["seq"]
    book.findings = [each for each in book.findings if each.day.month == 3]
    return book


def costs_of(found: list[Finding], *, home: bool) -> dict[tuple[str, int], int]:
    """What each of them costs one person, one window, one department's own account."""
    seen: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    told = {}
    for each in sorted(found, key=lambda one: (one.seq, one.kind)):
        tenths, free, start, most, own = COSTS[each.kind]
        cost = 0
        if own == home and each.lifted is None and abs(each.amount) >= start:
            seen[each.kind] += 1
            cost = min(tenths, most - spent[each.kind]) if seen[each.kind] > free else 0
        spent[each.kind] += cost
        told[each.kind, each.seq] = cost
    return told


def worked_out(book: Ledger, by: str) -> dict[str, dict[str, Any]]:
    """Each row of a sheet, out of the ledger."""
    keys = {each.whose.get(by) for each in book.findings} | {each[by] for each in book.sat}
    keys |= {each[by] for each in book.parts.values()}
    return {key: row_of(book, by, key) for key in keys - {None}}


def row_of(book: Ledger, by: str, key: str) -> dict[str, Any]:
    found = [each for each in book.findings if each.whose.get(by) == key]
    parts = [each for each in book.parts.values() if each[by] == key and each["day"].month == 3]
    counted = [each for each in parts if each["excluded"] is None]
    decidable = [each for each in counted if each["decidable"] and each["outcome"] in DECIDE]
    sat = [each for each in book.sat if each[by] == key]
    last = {stop: max(part for (other, part) in book.parts if other == stop) for stop, _ in book.parts}
    levels = [
        level
        for stop, level in book.levels.items()
        if stop not in book.dropped
        and (part := book.parts[stop, last[stop]])[by] == key
        and part["excluded"] is None
    ]
    people = {each["staffer"] for each in sat}
    own = costs_of(found, home=True) if by == "department" else {}
    lines: dict[tuple[str, int], int] = {}
    if by == "department":
        for person in {each.whose.get("staffer") for each in found}:
            lines |= costs_of([each for each in found if each.whose.get("staffer") == person], home=False)
        shared = round(sum(lines.values()) / len(people)) if people else 0
        tenths = max(1000 - sum(own.values()) - shared, 0)
    else:
        lines = costs_of(found, home=False)
        tenths = max(1000 - sum(lines.values()), 0)
    return {
        "tenths": tenths,
        "days": len({each["day"] for each in sat}),
        "people": len(people),
        "services": len(counted),
        "excluded": len(parts) - len(counted),
        "service_ms": sum(each["service_ms"] for each in counted),
        "decidable": len(decidable),
        "done": sum(each["outcome"] == "done" for each in decidable),
        "registered": sum(each["outcome"] in {"accepted", "forwarded"} for each in decidable),
        "rated": len(levels),
        "satisfied": sum(level > 2 for level in levels),
        "bad": sum(level <= 2 for level in levels),
        "own_tenths": sum(own.values()),
        "people_tenths": sum(lines.values()),
        "lines": {which: lines.get(which, 0) + own.get(which, 0) for which in {**lines, **own}},
    }


@pytest.mark.parametrize("by", KEYS)
def test_every_figure_of_the_sheet_follows_from_the_log(inspector: Actor, ledger: Ledger, by: str) -> None:
    told = {row["by"]: row for row in inspector.ask("/scores", month=MONTH, by=by)["rows"]}
    expected = worked_out(ledger, by)

    assert set(told) == set(expected)
    for key, row in expected.items():
        lines = {
            (line["finding"]["kind"], line["finding"]["seq"]): line["tenths"] for line in told[key]["lines"]
        }
        assert {**{name: told[key][name] for name in row}, "lines": lines} == row, key


def test_the_scheme_is_the_documented_one(inspector: Actor) -> None:
    told = inspector.ask("/scores/scheme", month=MONTH)["deductions"]

    assert {
        each["kind"]: (each["tenths"], each["free"], each["start"], each["most"], each["home"])
        for each in told
    } == COSTS


def test_each_deduction_and_each_excluded_record_happened(ledger: Ledger) -> None:
    counted = Counter(each.kind for each in ledger.findings if each.lifted is None)
    lifted = Counter(each.lifted for each in ledger.findings if each.lifted)
    excluded = Counter(each["excluded"] for each in ledger.parts.values() if each["excluded"])
    print(dict(counted), dict(lifted), dict(excluded))

    assert set(counted) == set(COSTS) - {"walked_direct"}  # no guide walks anybody in these days
    assert set(lifted) == {"reopened", "appeal_upheld", "contest_upheld"}
    assert set(excluded) == {"reopened", "day_ended"}
    assert len({each["department"] for each in ledger.sat}) >= 30


def test_supervision_s_figures_of_the_month_are_the_same_events(inspector: Actor, ledger: Ledger) -> None:
    march = {"from": "2026-03-01", "to": "2026-03-31"}
    view = inspector.ask("/supervision", **march)
    expected: dict[str, set[int]] = defaultdict(set)
    for each in ledger.findings:
        if each.lifted is None:
            expected[each.kind].add(each.seq)

    listed: dict[str, set[int]] = {kind: set() for kind in COSTS}
    for row in _that_count(inspector):
        listed[row["kind"]].add(row["seq"])
    assert listed == {kind: expected[kind] for kind in COSTS}
    assert {each["kind"]: each["count"] for each in view["figures"]} == {
        kind: len(expected[kind]) for kind in COSTS
    }
    rates = {
        each["window"]: (each["decidable"], each["done"], each["registered"]) for each in view["windows"]
    }
    sheet = worked_out(ledger, "window")
    assert rates == {
        key: (row["decidable"], row["done"], row["registered"]) for key, row in sheet.items() if key in rates
    }


def _that_count(inspector: Actor) -> list[dict[str, Any]]:
    """All findings of March that count, page by page."""
    march = {"from": "2026-03-01", "to": "2026-03-31"}
    found: list[dict[str, Any]] = []
    while True:
        page = inspector.ask("/supervision/findings", **march, offset=len(found))
        found += page["findings"]
        if len(found) >= page["total"]:
            return [each for each in found if each["lifted"] is None]


def test_departments_rank_by_the_findings_and_services_that_happened(
    inspector: Actor, ledger: Ledger
) -> None:
    """The findings are those of the log, as the test before has shown; the services are counted from the events."""
    march = {"from": "2026-03-01", "to": "2026-03-31"}
    found = [each for each in _that_count(inspector) if each["kind"] != "green_use"]
    counts = Counter(each["department"] for each in found if each["department"] is not None)
    served = Counter(each["department"] for each in ledger.parts.values() if each["excluded"] is None)

    ranks = inspector.ask("/supervision/ranking", **march)["departments"]

    assert {each["department"]: (each["findings"], each["services"]) for each in ranks} == {
        code: (counts[code], served[code]) for code in {*counts, *served}
    }


def test_a_month_of_days_verifies(month: RunningHall) -> None:
    assert "unbroken" in hall("verify", data=month.data).stdout


def test_a_real_hall_takes_no_invented_visitors(tmp_path: Path) -> None:
    data = small_hall(tmp_path / "real")
    refused = hall("simulate", "--days", "1", data=data, check=False)

    assert (refused.returncode, "Only a demo hall" in refused.stderr) == (1, True)
