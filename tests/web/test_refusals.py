"""OpenAPI cannot omit a refusal: which errors a route can end with is read off the source, and never written by hand."""

from __future__ import annotations

import pytest

from hallserver.contract.openapi import BASE, describe
from hallserver.core import errors
from hallserver.web import find_refusals
from hallserver.web.door import Route
from hallserver.web.find_refusals import OUT, every_route, refusals_of, write_refusals
from hallserver.web.refusals import REFUSALS


def test_the_table_is_what_the_source_says() -> None:
    assert OUT.read_text(encoding="utf-8") == write_refusals()


def test_every_route_has_its_row() -> None:
    assert set(REFUSALS) == {(row.method, row.path) for row in every_route()}


@pytest.mark.parametrize(
    ("route", "refusal"),
    [
        (("POST", "/tickets"), "QuotaExhausted"),  # deep in the writer's command
        (("POST", "/windows/{window}/finish"), "FeeReasonNeeded"),
        (("POST", "/windows/{window}/next"), "NobodyWaiting"),
        (("POST", "/windows/{window}/miss"), "NotShownYet"),
        (("POST", "/tickets/{ticket:int}/rating"), "RatedAlready"),  # made by a function that gives it back
        (("POST", "/plan/{table}/sheet"), "BadFile"),  # beside the hub
        (("POST", "/windows/{window}/pin"), "TooMany"),  # by an object that is called
    ],
)
def test_what_is_raised_far_from_the_door_is_found(route: tuple[str, str], refusal: str) -> None:
    assert refusal in REFUSALS[route]


def test_the_contract_tells_each_of_them() -> None:
    paths = describe("0", every_route(), REFUSALS)["paths"]
    for row in every_route():
        if row.local:
            continue
        told = paths[BASE + row.path.replace(":int", "")][row.method.lower()]["responses"]
        codes = {code for each in told.values() for code in each["description"].split(", ")}
        kinds = [getattr(errors, name) for name in REFUSALS[row.method, row.path]]
        assert {kind.code for kind in kinds} <= codes, row.path
        assert {str(kind.status) for kind in kinds} <= set(told), row.path


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/supervision", "store_busy"),  # a reading that is noted is written
        ("POST", "/tickets", "key_missing"),
        ("POST", "/tickets", "store_full"),
        ("GET", "/supervision", "wrong_token"),
        ("GET", "/public/figures", "malformed"),
    ],
)
def test_what_the_door_itself_refuses_is_told_too(method: str, path: str, code: str) -> None:
    told = describe("0", every_route(), REFUSALS)["paths"][BASE + path][method.lower()]["responses"]

    assert code in {code for each in told.values() for code in each["description"].split(", ")}


def test_what_is_only_caught_does_not_count() -> None:
    assert "NobodyWaiting" not in REFUSALS["GET", "/board"]


def test_a_new_refusal_of_a_verb_reaches_the_doors_that_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    verb = ("hallserver.services.queue.visits", "cancel")
    edges = find_refusals._edges
    more = frozenset({("hallserver.core.errors", "StillServing")})
    monkeypatch.setattr(
        find_refusals, "_edges", lambda node: edges(node) | (more if node == verb else frozenset())
    )
    row: Route = next(each for each in every_route() if each.path == "/tickets/{ticket:int}/cancel")

    assert "StillServing" in refusals_of(row)
