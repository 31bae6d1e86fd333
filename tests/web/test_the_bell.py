"""Whoever waits for something to print is woken by the commit, not by the next look a second later."""

from __future__ import annotations

import statistics
import threading
import time

from tests.actors import Actor, Visitor
from tests.running import RunningHall

BEFORE_S = 0.1  # the lease waits by then; its own next look comes 0.9 s later
WOKEN_S = 0.5


def test_a_print_agent_is_woken_by_the_number(small: RunningHall, visitor: Visitor) -> None:
    took: list[float] = []
    with Actor(small, small.token("printer", "agent-bell")) as agent:
        while agent.act("/print-jobs/lease", {"printer": "printer-1"}) is not None:
            pass  # slips of other tests
        for _ in range(3):
            leased = threading.Event()

            def wait(leased: threading.Event = leased) -> None:
                assert agent.act("/print-jobs/lease", {"printer": "printer-1", "wait_ms": 5000}) is not None
                leased.set()

            waiting = threading.Thread(target=wait)
            waiting.start()
            time.sleep(BEFORE_S)
            visitor.takes_ticket("tax-file")
            begun = time.monotonic()
            assert leased.wait(6)
            took.append(time.monotonic() - begun)
            waiting.join()

    assert statistics.median(took) < WOKEN_S, took
