"""What is made for all who ask is made once, however many ask at the same moment."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import httpx

from tests.running import USUAL_TLS, serving
from tests.small import found

ASKERS = 50
LAST_S = 45


def test_fifty_who_ask_at_once_read_what_was_made_once(tmp_path: Path) -> None:
    told: list[str] = []
    with serving(found(tmp_path / "hall"), "--desk-only") as running:
        ready = threading.Barrier(ASKERS)

        def ask() -> None:
            with httpx.Client(base_url=running.api, timeout=30, verify=USUAL_TLS) as client:
                client.get("/hall")
                ready.wait()
                told.append(client.get("/public/figures").raise_for_status().json()["now"])

        while time.time() % 60 > LAST_S:  # the figures are made anew with each minute
            time.sleep(0.1)
        askers = [threading.Thread(target=ask) for _ in range(ASKERS)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()

    assert (len(told), len(set(told))) == (ASKERS, 1)
