"""The report for the county over HTTP: each of its figures is that of the reports, on simulated weeks; as a file, too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from tests.actors import Actor, Refused
from tests.past import two_weeks
from tests.running import RunningHall, copy_hall, serving

FROM_OUTSIDE = {
    "taken": lambda told: told("numbers")["count"],
    "called": lambda told: told("numbers")["extra"].get("called", 0),
    "served": lambda told: told("numbers")["extra"].get("served", 0),
    "given_up": lambda told: told("numbers")["extra"].get("given_up", 0),
    "missed": lambda told: told("numbers")["extra"].get("missed", 0),
    "not_called": lambda told: told("numbers")["extra"].get("not_called", 0),
    "waits": lambda told: told("waits")["count"],
    "wait_mean_ms": lambda told: told("waits")["mean_ms"],
    "wait_p50_ms": lambda told: told("waits")["p50_ms"],
    "wait_p90_ms": lambda told: told("waits")["p90_ms"],
    "within": lambda told: told("waits")["extra"].get("within", 0),
    "services": lambda told: told("service-times")["count"],
    "pieces": lambda told: told("service-times")["pieces"],
    "service_mean_ms": lambda told: told("service-times")["mean_ms"],
    "service_p50_ms": lambda told: told("service-times")["p50_ms"],
    "service_p90_ms": lambda told: told("service-times")["p90_ms"],
    "accepted": lambda told: told("outcomes")["extra"].get("accepted", 0),
    "due": lambda told: told("promises")["count"],
    "kept": lambda told: told("promises")["extra"].get("kept", 0),
    "told": lambda told: told("told")["count"],
    "told_kept": lambda told: told("told")["extra"].get("kept", 0),
    "rated": lambda told: told("ratings")["count"],
    "satisfied": lambda told: sum(told("ratings")["extra"].get(f"level_{n}", 0) for n in (3, 4, 5)),
    "post_ms": lambda told: told("sessions")["sum_ms"],
}
NAMES = ("numbers", "waits", "service-times", "outcomes", "promises", "told", "ratings", "sessions")
NOTHING = {"count": 0, "mean_ms": 0, "p50_ms": 0, "p90_ms": 0, "sum_ms": 0, "pieces": 0, "extra": {}}
DAY = "2026-03-11"
SPANS = {
    "day": (("2026-03-11", "2026-03-11"), ("2026-03-10", "2026-03-10")),
    "week": (("2026-03-09", "2026-03-15"), ("2026-03-02", "2026-03-08")),
    "month": (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """Ten days of a demo hall, sealed; then it opened today."""
    data = copy_hall(two_weeks(tmp_path_factory.getbasetemp()), tmp_path_factory.mktemp("lived") / "hall")
    with serving(data) as running:
        yield running


@pytest.fixture(scope="module")
def boss(lived: RunningHall) -> Iterator[Actor]:
    with Actor(lived, lived.token("manager", "boss")) as actor:
        yield actor


@pytest.mark.parametrize(
    ("role", "span"), [("manager", "day"), ("manager", "week"), ("manager", "month"), ("department", "week")]
)
def test_every_figure_is_that_of_the_report(lived: RunningHall, role: str, span: str) -> None:
    with Actor(lived, lived.token(role, "rsj")) as reader:
        view = reader.ask("/county", span=span, day=DAY)
        for which, (first, last) in zip(("now", "before"), SPANS[span], strict=True):
            reports = {
                name: reader.ask(f"/reports/{name}", **{"from": first, "to": last, "by": "department"})
                for name in NAMES
            }
            windows = reader.ask("/reports/sessions", **{"from": first, "to": last, "by": "window"})["rows"]

            assert (view[which]["first_day"], view[which]["last_day"]) == (first, last)
            assert view[which]["windows"] == sum(row["count"] > 0 for row in windows)
            assert view["total"][which] == figures({name: each["total"] for name, each in reports.items()})
            codes = {row["by"] for each in reports.values() for row in each["rows"]}
            rows = {row["by"]: row[which] for row in view["rows"]}
            assert codes <= set(rows)
            for code, row in rows.items():
                own = {name: row_of(each, code) for name, each in reports.items()}
                assert row == figures(own), (which, code)
    assert bool(view["department"]) == (role == "department")
    assert view["total"]["now"]["taken"] > 0


def row_of(report: dict[str, Any], code: str) -> dict[str, Any]:
    return next((row for row in report["rows"] if row["by"] == code), NOTHING)


def figures(told: dict[str, dict[str, Any]]) -> dict[str, int]:
    return {name: read(told.__getitem__) for name, read in FROM_OUTSIDE.items()}


def test_the_month_has_what_must_agree(boss: Actor) -> None:
    told = boss.ask("/county", span="month", day=DAY)["total"]["now"]

    assert [
        name
        for name in FROM_OUTSIDE
        if not told[name] and name not in {"given_up", "not_called", "wait_p50_ms"}
    ] == []


def test_every_number_that_ended_is_served_given_up_missed_or_never_called(boss: Actor) -> None:
    told = boss.ask("/county", span="month", day=DAY)["total"]["now"]

    assert told["taken"] == told["served"] + told["given_up"] + told["missed"] + told["not_called"]


def test_the_newest_finished_span_opens_by_itself_and_the_last_ones_are_listed(boss: Actor) -> None:
    days = boss.ask("/county/spans", span="day")["spans"]
    weeks = boss.ask("/county/spans", span="week")["spans"]

    assert [each["first_day"] for each in weeks][-2:] == ["2026-03-09", "2026-03-02"]
    assert all(each["finished"] and each["days"] for each in (*days, *weeks))
    assert [each["last_day"] for each in days] == sorted((each["last_day"] for each in days), reverse=True)
    assert boss.ask("/county", span="week")["now"] | {"windows": 0} == weeks[0]


def test_a_span_that_goes_on_says_so(boss: Actor) -> None:
    today = boss.ask("/hall")["business_day"]

    for span in ("day", "week", "month"):
        assert boss.ask("/county", span=span, day=today)["now"]["finished"] is False  # today is not closed


@pytest.mark.parametrize(
    ("lang", "sheets", "heads", "unit"),
    [
        ("zh", ["汇总", "按部门"], ("指标", "单位", "本期 2026-03-09 – 2026-03-15"), "人次"),
        ("en", ["Hall", "By department"], ("Figure", "Unit", "This span 2026-03-09 – 2026-03-15"), "people"),
    ],
)
def test_as_a_sheet_it_has_the_same_figures_in_minutes(
    boss: Actor, lang: str, sheets: list[str], heads: tuple[str, ...], unit: str
) -> None:
    view = boss.ask("/county", span="week", day=DAY)
    answer = boss.client.get("/county", params={"span": "week", "day": DAY, "format": "xlsx", "lang": lang})
    book = load_workbook(io.BytesIO(answer.content))
    hall_rows = list(book[sheets[0]].iter_rows(values_only=True))
    by_department = list(book[sheets[1]].iter_rows(values_only=True))
    now, before = view["total"]["now"], view["total"]["before"]

    assert book.sheetnames == sheets
    assert "county-week-2026-03-09-2026-03-15.xlsx" in answer.headers["Content-Disposition"]
    assert hall_rows[0][:3] == heads
    assert hall_rows[1][1:] == (unit, now["taken"], before["taken"])
    assert hall_rows[9][2:] == tuple(round(each["wait_p50_ms"] / 60_000, 1) for each in (now, before))
    assert hall_rows[-1][2:] == (view["now"]["windows"], view["before"]["windows"])
    assert len(by_department) == 1 + 2 * (len(view["rows"]) + 1)
    named = {(row[0], row[2]): row for row in by_department[1:]}
    for row in view["rows"]:
        line = next(each for key, each in named.items() if key[0] == row["by"])
        assert line[1] == row["name"][lang]
        assert line[3:5] == (row["now"]["taken"], row["now"]["called"])


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"span": "year"}, 422), ({"day": "soon"}, 400), ({"format": "pdf"}, 422), ({"lang": "fr"}, 422)],
)
def test_what_cannot_be_asked_is_refused(boss: Actor, asked: dict[str, str], status: int) -> None:
    with pytest.raises(Refused) as refused:
        boss.ask("/county", **asked)

    assert refused.value.status == status


def test_the_wall_has_counts_alone(lived: RunningHall, boss: Actor) -> None:
    answer = httpx.get(
        f"{lived.api}/wall", headers={"Authorization": f"Bearer {lived.token('display', 'wall-1')}"}
    )
    told = boss.ask("/hall")

    assert answer.status_code == 200
    assert set(answer.json()) == {"now", "target_ms", "lines", "figures", "taken", "told", "told_kept"}
    assert answer.json()["figures"]["business_day"] == told["business_day"]
