"""A card laid on a reader of the kiosk's own machine is taken by its page, by way of the agent; and the office knows the reader."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from hallkiosk.readers.agent import run_agent
from hallkiosk.readers.plans import ReaderPlan, ReaderRow
from hallkiosk.readers.virtual import VirtualCardReader, VirtualScanner
from tests.actors import Actor
from tests.running import RunningHall, free_port
from tests.screens.conftest import Opens
from tests.waiting import PATIENCE_S, until

CARD = "11010519491231002X"  # the worked example of the standard (GB 11643)
MISREAD = "110105194912310021"


@contextmanager
def reading(origin: str, port: int, *rows: ReaderRow) -> Iterator[None]:
    """The agent of the kiosk's machine, as long as the block."""
    stop, ports = threading.Event(), []
    plan = ReaderPlan((origin,), rows, port)
    thread = threading.Thread(target=run_agent, args=(plan, stop, None, ports.append), daemon=True)
    thread.start()
    assert until(lambda: ports)
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE_S)


def confirms(kiosk: Page) -> None:
    kiosk.locator("[data-matter]").first.click()
    expect(kiosk.get_by_test_id("take")).to_be_enabled()


def reader_parts(boss: Actor, kiosk: str) -> dict[str, tuple[Any, ...]]:
    device = next(each for each in boss.ask("/devices")["devices"] if each["name"] == kiosk)
    return {part["code"]: (part["kind"], part["state"], part["fault"]) for part in device["parts"]}


def test_a_card_and_a_code_come_to_the_page_without_any_focus(
    opens: Opens, house: RunningHall, boss: Actor
) -> None:
    port = free_port()
    with VirtualCardReader() as card, VirtualScanner() as scanner:
        rows = ReaderRow("card-1", "card", card.address), ReaderRow("qr-1", "line", scanner.address)
        with (
            reading(house.url, port, *rows),
            opens("/kiosk", "kiosk", "kiosk-reader", (1080, 1920), reader=str(port)) as kiosk,
        ):
            expect(kiosk.get_by_role("button", name="部门")).to_be_visible()
            assert until(
                lambda: (
                    reader_parts(boss, "kiosk-reader")
                    == {"card-1": ("reader", "live", None), "qr-1": ("reader", "live", None)}
                )
            )
            scanner.hold("no code of ours####")
            expect(kiosk.get_by_test_id("answer")).to_have_attribute("data-answer", "code_unknown")
            kiosk.get_by_role("button", name="关闭").click()

            confirms(kiosk)
            card.hold(MISREAD)
            expect(kiosk.get_by_test_id("answer")).to_have_attribute("data-answer", "card_unread")
            card.hold(CARD)
            expect(kiosk.get_by_test_id("card")).to_be_visible()

            card.silent = True
            assert until(lambda: reader_parts(boss, "kiosk-reader")["card-1"] == ("reader", "dark", "silent"))
    # the identity went to the server with the press alone, and stands nowhere in its log
    assert CARD not in house.log


def test_an_agent_that_is_gone_is_told_and_heard_again_when_it_is_back(
    opens: Opens, house: RunningHall, boss: Actor
) -> None:
    port = free_port()
    with VirtualScanner() as scanner:
        row = ReaderRow("qr-1", "line", scanner.address)
        with opens("/kiosk", "kiosk", "kiosk-lost", (1080, 1920), reader=str(port)) as kiosk:
            expect(kiosk.get_by_role("button", name="部门")).to_be_visible()
            with reading(house.url, port, row):
                assert until(
                    lambda: reader_parts(boss, "kiosk-lost") == {"qr-1": ("reader", "live", None)}, 30
                )
            assert until(
                lambda: reader_parts(boss, "kiosk-lost") == {"qr-1": ("reader", "dark", "unreachable")}, 30
            )

            with reading(house.url, port, row):
                assert until(
                    lambda: reader_parts(boss, "kiosk-lost") == {"qr-1": ("reader", "live", None)}, 30
                )
                scanner.hold("####")
                expect(kiosk.get_by_test_id("answer")).to_have_attribute("data-answer", "code_unknown")


@pytest.mark.parametrize("origin", ["http://127.0.0.1:1", "https://hall.example"])
def test_a_page_whose_origin_the_file_does_not_name_hears_nothing(
    opens: Opens, house: RunningHall, origin: str
) -> None:
    port = free_port()
    row = ReaderRow("qr-1", "line", "")
    with (
        VirtualScanner() as scanner,
        reading(origin, port, replace(row, line=scanner.address)),
        opens("/kiosk", "kiosk", "kiosk-foreign", (1080, 1920), reader=str(port)) as kiosk,
    ):
        expect(kiosk.get_by_role("button", name="部门")).to_be_visible()
        scanner.hold("####")
        kiosk.wait_for_timeout(1500)
        expect(kiosk.get_by_test_id("answer")).to_have_count(0)


def test_only_the_kiosks_page_may_reach_its_own_machine(house: RunningHall) -> None:
    with house.client() as client:
        policies = {
            path: client.get(f"{house.url}{path}").headers["Content-Security-Policy"]
            for path in ("/kiosk", "/board", "/office", "/guide")
        }

    assert [path for path, said in policies.items() if "127.0.0.1" in said] == ["/kiosk"]
