"""Each route that a person may use has a hand on a page, or a reason; docs/hands.md says which."""

from __future__ import annotations

import re

from hallserver.web.routes import all_routes
from tests.conftest import ROOT
from tests.tools import hands

ROUTES = {f"{row.method} {row.path}" for row in all_routes()}
FOUND = hands.hands()


def test_the_document_is_what_the_sources_say() -> None:
    assert hands.FILE.read_text() == hands.text(), "run `python -m tests.tools.hands`"


def test_every_route_has_a_hand_or_a_reason() -> None:
    assert {each.route for each in FOUND} == ROUTES
    assert [each.route for each in FOUND if each.reason is None] == []


def test_no_reason_is_left_for_a_route_that_a_page_has_or_that_is_gone() -> None:
    without = {each.route for each in FOUND if not each.pages}

    assert set(hands.BY_PROGRAM) <= without
    assert set(hands.IN_PARTS) <= ROUTES


def test_an_address_put_together_out_of_parts_has_its_last_word_in_that_source() -> None:
    for route, file in hands.IN_PARTS.items():
        words = [each for each in re.split(r"/?\{[^}]*\}/?", route.split()[1]) if each]
        assert words[-1].strip("/") in (ROOT / file).read_text(), route


def test_a_page_that_asks_for_a_route_is_found_and_one_that_does_not_is_not() -> None:
    by = {each.route: each for each in FOUND}

    assert (
        "kiosk: `kiosk/taking.ts`" in by["POST /tickets"].pages
        or "kiosk: `taking.ts`" in by["POST /tickets"].pages
    )
    assert not any("office" in page for page in by["POST /tickets"].pages)
    assert by["POST /local/tokens"].reason == hands.LOCAL_ONLY
    assert by["POST /print-jobs/lease"].reason == hands.BY_AGENT
