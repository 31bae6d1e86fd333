"""Score sheets over HTTP: as files that a manager signs, and never another department's people."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import openpyxl
import pytest

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import USUAL_TLS, RunningHall
from tests.web.test_supervision import only_accepted


def file_of(small: RunningHall, token: str, **query: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{small.api}/scores", params=query, headers=headers, timeout=30, verify=USUAL_TLS)


def test_the_sheet_as_json_csv_and_xlsx_says_the_same(
    small: RunningHall, tokens: dict[str, str], manager: Actor, visitor: Visitor, clerk: Clerk
) -> None:
    only_accepted(visitor, clerk)
    rows = manager.ask("/scores")["rows"]
    told = [(each["by"], each["tenths"] / 10, len(each["lines"])) for each in rows]
    assert "t-2" in {each[0] for each in told if each[2]}

    book = openpyxl.load_workbook(io.BytesIO(file_of(small, tokens["manager"], format="xlsx").content))
    summary = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [(each[0], each[4]) for each in summary] == [each[:2] for each in told]
    assert book.worksheets[1].max_row - 1 == sum(each[2] for each in told)
    text = file_of(small, tokens["manager"], format="csv").content.decode("utf-8-sig")
    assert [line[0] for line in csv.reader(io.StringIO(text)) if line][1 : 1 + len(told)] == [
        each[0] for each in told
    ]


@pytest.mark.parametrize("by", ["staffer", "window", "department"])
def test_a_department_never_sees_another_s(small: RunningHall, tokens: dict[str, str], by: str) -> None:
    small.local(
        "POST", "/api/v1/local/tokens", {"role": "window", "name": "w9", "window": "9", "staffer": "l-2"}
    )
    with Actor(small, tokens["department"]) as tax, Actor(small, tokens["manager"]) as boss:
        own, every = tax.ask("/scores", by=by)["rows"], boss.ask("/scores", by=by)["rows"]

    foreign = {"staffer": "l-2", "window": "9", "department": "law"}[by]
    assert foreign in {each["by"] for each in every}
    assert foreign not in {each["by"] for each in own}


def test_a_scheme_is_published_by_the_manager_alone_and_read_by_whom_it_scores(
    small: RunningHall, tokens: dict[str, str], manager: Actor
) -> None:
    text = "[deductions.late]\npoints = 2"
    with Actor(small, tokens["department"]) as tax:
        with pytest.raises(Refused) as refused:
            tax.act("/scores/scheme", {"text": text})
        assert refused.value.status == 403
        told = manager.act("/scores/scheme", {"text": text, "from_month": "2090-01"})
        late = next(
            each
            for each in tax.ask("/scores/scheme", month="2090-02")["deductions"]
            if each["kind"] == "late"
        )
    for text in ("a = " + "[" * 9000, "[deductions.lte]\npoints = 2"):
        with pytest.raises(Refused) as wrong:
            manager.act("/scores/scheme", {"text": text})

    assert (told["from_month"], late["tenths"], wrong.value.code) == ("2090-01", 20, "bad_rules")


def test_the_reserve_list_and_contests_can_be_read(manager: Actor) -> None:
    assert manager.ask("/scores/reserve")["months"] == 3
    contests: list[Any] = manager.ask("/contests")["findings"]
    assert all(each["contest"] for each in contests)


@pytest.mark.parametrize(
    "wrong",
    [{"by": "hour"}, {"month": "2026-13"}, {"month": "0001-01"}, {"month": "2026.03"}, {"format": "pdf"}],
)
def test_a_wrong_question_gets_a_plain_answer(manager: Actor, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        manager.ask("/scores", **wrong)
    assert refused.value.status in {400, 422}


def test_who_sat_where_for_whom_is_told_to_the_second(
    small: RunningHall, tokens: dict[str, str], manager: Actor
) -> None:
    small.local(
        "POST", "/api/v1/local/tokens", {"role": "window", "name": "w2", "window": "2", "staffer": "t-3"}
    )
    told = manager.ask("/sittings", window="2")["sittings"][0]

    assert (told["staffer"], told["department"], told["letter"], told["closed_at"]) == (
        "t-3",
        "tax",
        "Tax 2026-1",
        None,
    )
    assert told["opened_at"][:10] <= manager.ask("/hall")["now"][:10]
    with Actor(small, tokens["department"]) as tax:
        assert {each["department"] for each in tax.ask("/sittings")["sittings"]} == {"tax"}


def test_a_draft_is_tried_on_a_month_and_nothing_is_published(
    manager: Actor, visitor: Visitor, clerk: Clerk
) -> None:
    only_accepted(visitor, clerk)
    month = manager.ask("/scores")["month"]
    text = "[deductions.registered_only]\npoints = 30\nmost = 100"
    before = manager.ask("/scores/scheme")
    told = manager.act("/scores/scheme/trial", {"text": text, "month": month})

    now = {each["by"]: each["tenths"] for each in manager.ask("/scores")["rows"]}
    assert {row["by"]: row["now_tenths"] for row in told["rows"]} == now
    first = told["rows"][0]
    assert (first["by"], first["then_tenths"] < first["now_tenths"]) == ("t-2", True)
    assert all(row["then_tenths"] <= row["now_tenths"] for row in told["rows"])
    assert manager.ask("/scores/scheme") == before
    with pytest.raises(Refused) as refused:
        manager.act("/scores/scheme/trial", {"text": "[deductions.lte]\npoints = 2"})
    assert refused.value.code == "bad_rules"
