"""A visitor who chose a language of the hall's own reads it on the slip and the receipt, beside the Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from halldisplay.catalogues import parse
from halldisplay.tongues import Tongue
from hallprinters.drawing.default_templates import HOUSE
from hallprinters.drawing.said import MESSAGES
from hallprinters.drawing.slip import Pair, Qr, Slip, Text
from hallprinters.drawing.templates import Part, Template, fill
from hallserver.core.casework.outcomes import Outcome
from hallserver.services.printing import slips
from hallserver.services.printing.spool import Sheet
from hallserver.services.queue import numbers
from hallserver.store import schema
from tests.small import KIOSK, Desk, made_plan

CATALOGUE = """language = ئۇيغۇرچە
    .tag = ug
    .dir = rtl

slip-ahead = ALDINGIZDA
slip-follow = TELEFON
slip-materials = KEREK
slip-list-behind = { $n ->
    [one] BIR
   *[other] { $n } DANE
 }
slip-ready-by = QACHAN
on-paper-missed-back = { $n } DIN KEYIN
on-paper-missed-keep = ORNIDA QALIDU
receipts-accepted = TALON
"""
UG = Tongue(parse("ug", CATALOGUE))
TONGUES = {"ug": UG}


@pytest.fixture
def named(tmp_path: Path, memory: str) -> Iterator[Desk]:
    """A hall whose hall and matter have names in Uyghur."""
    plan = made_plan()
    matters = tuple(
        {**row, "name": {**row["name"], "ug": "BAJ"}} if row["code"] == "tax-file" else row
        for row in plan.tables["matters"]
    )
    hall = {**plan.hall, "name": {**plan.hall["name"], "ug": "ZAL"}}
    desk = Desk(tmp_path / "hall", plan=replace(plan, hall=hall, tables={**plan.tables, "matters": matters}))
    yield desk
    desk.close()


def texts(slip: Slip) -> list[str]:
    return [each.words for each in slip.elements if isinstance(each, Text)]


def labels(slip: Slip) -> list[str]:
    return [each.left for each in slip.elements if isinstance(each, Pair)]


def printed(desk: Desk, lang: str) -> Slip:
    ticket = desk.does(numbers.issue, KIOSK, numbers.Wish("tax-file", lang=lang)).id
    return desk.does(lambda work: slips.slip_of(work.connection, work.plan, Sheet("ticket", ticket), TONGUES))


def test_the_second_language_of_a_slip_is_the_visitors(named: Desk) -> None:
    slip = printed(named, "ug")

    said = texts(slip)
    assert {"ZAL", "BAJ"} <= {*said}
    assert "前面等候 ALDINGIZDA" in labels(slip)
    assert "预计等候 Wait" in labels(slip)  # what the catalogue lacks is said in English
    assert "ORNIDA QALIDU" in said or any("DIN KEYIN" in each for each in said)
    assert [each.caption for each in slip.elements if isinstance(each, Qr)] == [
        f"{MESSAGES['slip-follow'][0]}\nTELEFON"
    ]


def test_others_read_what_they_read_before(named: Desk) -> None:
    for lang in ("zh", "en", "bo"):  # no file says bo: English stands beside the Chinese
        assert "前面等候 Ahead" in labels(printed(named, lang))


def test_a_receipt_too(named: Desk) -> None:
    ticket = named.does(numbers.issue, KIOSK, numbers.Wish("tax-file", lang="ug"))
    row = named.rows(schema.tickets)[-1]
    matter = named.writer.state.plan.matters["tax-file"]

    facts = slips.receipt_facts(
        named.writer.state.plan, row, matter, {"outcome": Outcome.ACCEPTED, "promised": "2026-03-05"}, UG
    )
    slip = fill(HOUSE["receipt"], facts)

    assert ticket.number == row.number
    assert "TALON" in texts(slip)
    assert "办结日期 QACHAN" in labels(slip)


def test_a_halls_own_wording_stays_and_a_long_list_is_announced(named: Desk) -> None:
    named.does(numbers.issue, KIOSK, numbers.Wish("tax-file", lang="ug"))
    row = named.rows(schema.tickets)[-1]
    facts = slips.ticket_facts(
        named.writer.state.plan, row, named.writer.state.plan.matters["tax-file"], ["1"], UG
    )
    long = tuple((f"材料 {n}", f"paper {n}") for n in range(40))
    template = Template(
        (Part("text", "请勿吸烟", "No smoking"), Part("list", *MESSAGES["slip-materials"], "materials"))
    )

    said = texts(fill(template, replace(facts, lists={"materials": long})))

    assert said[:4] == ["请勿吸烟", "No smoking", "请备齐以下材料 KEREK", "共 40 项，见后附清单 · 40 DANE"]


def test_every_sentence_of_the_house_is_a_message() -> None:
    known = {*MESSAGES.values()}
    for kind in ("ticket", "receipt"):
        for part in HOUSE[kind].parts:
            said = part.zh.strip() and "{" not in part.zh
            assert not said or (part.zh, part.en) in known, part
