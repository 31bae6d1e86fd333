"""A department's own page: what is to do, its windows, its months; and nothing of another department, however it asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any

import pytest

from hallserver.web.routes import all_routes
from tests.actors import Actor, Clerk, Refused, Visitor
from tests.past import two_weeks
from tests.running import RunningHall, copy_hall, matter_of, serving

OWN, OTHER = "sw", "rsj"
DAYS = {"from": "2026-03-02", "to": "2026-03-13"}


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """Two weeks of the demo hall, its 34 departments among them."""
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("own") / "hall")
    with serving(data, "--desk-only") as running:
        yield running


@pytest.fixture(scope="module")
def own(past: RunningHall) -> Iterator[Actor]:
    with Actor(past, past.token("department", OWN)) as actor:
        yield actor


@pytest.fixture(scope="module")
def boss(past: RunningHall) -> Iterator[Actor]:
    with Actor(past, past.token("manager", "boss")) as actor:
        yield actor


def codes_of(boss: Actor, department: str) -> dict[str, set[str]]:
    """What is only this department's: its people, windows and cases."""
    catalogue = boss.ask("/catalogue")
    return {
        "staffers": {
            each["staffer"]
            for each in boss.ask("/secondments")["secondments"]
            if each["department"] == department
        },
        "windows": {each["code"] for each in catalogue["windows"] if each.get("department") == department},
        "cases": {each["number"] for each in boss.ask("/cases", department=department)["cases"]},
    }


def test_what_is_to_do_is_the_departments_own_by_its_day(own: Actor, boss: Actor) -> None:
    view = own.ask("/department")

    assert view["department"] == OWN
    assert [each["due"] for each in view["items"]] == sorted(each["due"] for each in view["items"])
    held = boss.ask("/cases", department=OWN, state="accepted")["cases"]
    due = {each["number"] for each in held if each["due_soon"] or each["overdue"]}
    assert {each["key"] for each in view["items"] if each["kind"] == "case"} == due
    open_ = {
        str(each["id"])
        for each in boss.ask("/rectifications")["rectifications"]
        if each["department"] == OWN and each["state"] == "open"
    }
    assert {each["key"] for each in view["items"] if each["kind"] == "rectification"} == open_
    soon = {
        str(each["id"])
        for each in boss.ask("/secondments")["secondments"]
        if each["department"] == OWN and each["ends_soon"]
    }
    assert {each["key"] for each in view["items"] if each["kind"] == "secondment"} == soon
    assert view["total"] >= len(view["items"])


def test_its_windows_are_those_of_the_glance_that_are_its_own(own: Actor, boss: Actor) -> None:
    mine = [each["code"] for each in own.ask("/department")["windows"]]

    assert mine == [each["code"] for each in boss.ask("/hall-now")["windows"] if each["department"] == OWN]
    assert mine


def test_its_months_are_the_sheets_and_the_median_is_the_halls(own: Actor, boss: Actor) -> None:
    view = own.ask("/department/months")

    today = date.fromisoformat(own.ask("/department")["today"])
    assert (len(view["months"]), view["months"][-1]["month"]) == (12, today.isoformat()[:7])
    march = next((each for each in view["months"] if each["month"] == "2026-03"), None)
    if march is None:  # the two weeks lie more than a year back
        pytest.skip("the hall's past is older than the twelve months that are shown")
    rows = [row for row in boss.ask("/scores", month="2026-03", by="department")["rows"] if row["days"]]
    assert march["tenths"] == next(row["tenths"] for row in rows if row["by"] == OWN)
    assert march["median"] == round(median(row["tenths"] for row in rows))


QUERIES: list[dict[str, str]] = [
    {},
    {"department": OTHER},
    {"department": OTHER, "by": "department", "month": "2026-03"},
    {"by": "staffer", "month": "2026-03", **DAYS},
    {"by": "window", **DAYS},
    {"staffer": f"{OTHER}-01", **DAYS},
    {"show": "all", "state": "accepted", "find": "2026", **DAYS},
]


def test_whatever_it_asks_no_row_of_another_department_comes(own: Actor, boss: Actor) -> None:
    """Every address that it may read, with every parameter that names another: no person, window or case of others."""
    foreign = codes_of(boss, OTHER)
    assert all(foreign.values()), foreign
    shown = {"/reports/{report}", "/reports/{report}/trend"}
    mine = [
        row
        for row in all_routes()
        if row.method == "GET" and row.permission and ("{" not in row.path or row.path in shown)
    ]
    answered = 0
    for row in mine:
        for query in QUERIES:
            path = row.path.replace("{report}", "service-times")
            answer = own.client.get(path, params=query)
            if not answer.is_success:
                continue
            answered += 1
            told = values(answer.json()) if "json" in answer.headers["content-type"] else {answer.text}
            for kind, codes in foreign.items():
                if kind == "windows":  # a window's number may be a count as well: only under its own name
                    continue
                assert not told & codes, (path, query, kind)
    assert answered > 60


def values(told: Any) -> set[str]:
    """Every text in an answer."""
    if isinstance(told, dict):
        return {each for value in told.values() for each in values(value)}
    if isinstance(told, list):
        return {each for value in told for each in values(value)}
    return {told} if isinstance(told, str) else set()


@pytest.mark.parametrize(
    "path",
    [
        "/supervision",
        "/supervision/findings",
        "/supervision/ranking",
        "/supervision/weeks",
        "/supervision/news",
        "/supervision/readings",
        "/supervision/proofs",
        "/supervision/events/1",
        "/hall-now",
        "/days/numbers",
        "/events",
    ],
)
def test_what_is_the_whole_halls_is_refused(own: Actor, path: str) -> None:
    with pytest.raises(Refused) as refused:
        own.ask(path)
    assert refused.value.status == 403


def test_a_foreign_case_letter_or_rating_is_not_found_by_its_address(own: Actor, boss: Actor) -> None:
    foreign = boss.ask("/cases", department=OTHER)["cases"][0]["number"]
    with pytest.raises(Refused) as refused:
        own.ask(f"/cases/{foreign}")
    assert refused.value.status in {403, 404}
    ratings = boss.ask("/rectifications")["rectifications"]
    other = next(each for each in ratings if each["department"] != OWN and each["state"] == "open")
    with pytest.raises(Refused) as rated:
        own.act(f"/rectifications/{other['id']}/done", {"measures": "ours now"})
    assert rated.value.status in {403, 404}


@pytest.mark.parametrize("role", ["manager", "supervision", "technician", "guide", "kiosk"])
def test_the_page_is_no_others(past: RunningHall, role: str) -> None:
    with Actor(past, past.token(role, f"{role}-7")) as other, pytest.raises(Refused) as refused:
        other.ask("/department")
    assert refused.value.status == 403


def test_who_sits_at_its_window_and_how_many_wait_is_told(own_hall: RunningHall) -> None:
    with Actor(own_hall, own_hall.token("department", OWN)) as own:
        code = own.ask("/department")["windows"][0]["code"]
        with (
            Visitor(own_hall, own_hall.token("kiosk", "kiosk-9")) as passer,
            Clerk(own_hall, own_hall.token("window", code, staffer="any"), window=code),
        ):
            before = next(each for each in own.ask("/department")["windows"] if each["code"] == code)
            passer.takes_ticket(matter_of(own_hall, code))
            after = next(each for each in own.ask("/department")["windows"] if each["code"] == code)

    assert after["staffer"] is not None
    assert after["waiting"] == before["waiting"] + 1


def test_a_contest_waits_for_supervision_until_its_day(past: RunningHall, own: Actor) -> None:
    sheet = own.ask("/scores", month="2026-03", by="staffer")["rows"]
    lines = [line for row in sheet for line in row["lines"] if line["tenths"] and line["finding"]["seq"]]
    finding = next(each["finding"] for each in lines if each["finding"]["kind"] != "bad_rating")

    made = own.act(
        "/contests", {"kind": finding["kind"], "seq": finding["seq"], "reason": "the power failed"}
    )

    item = next(each for each in own.ask("/department")["items"] if each["kind"] == "contest")
    assert (item["key"], item["due"], item["waits"]) == (str(made["id"]), made["due"], True)
    assert date.fromisoformat(made["due"]) - date.fromisoformat(own.ask("/department")["today"]) >= timedelta(
        days=5
    )
