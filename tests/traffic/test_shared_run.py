"""A long run is shared by whoever asks while it goes on."""

from __future__ import annotations

import gevent
import pytest

from hallserver.traffic.shared_run import SharedRun


def test_callers_share_the_run_under_way_and_the_next_one_runs_anew() -> None:
    shared, begun = SharedRun[int](), []

    def look() -> int:
        begun.append(1)
        gevent.sleep(0.01)
        return len(begun)

    together = [gevent.spawn(shared.get, look) for _ in range(5)]
    gevent.joinall(together)

    assert [each.value for each in together] == [1] * 5
    assert shared.get(look) == 2


def test_a_run_that_fails_fails_for_all_and_is_not_kept() -> None:
    shared = SharedRun[int]()

    def fail() -> int:
        gevent.sleep(0.01)
        raise TimeoutError

    def ask() -> str:
        with pytest.raises(TimeoutError):
            shared.get(fail)
        return "refused"

    together = [gevent.spawn(ask) for _ in range(3)]
    gevent.joinall(together)

    assert [each.value for each in together] == ["refused"] * 3
    assert shared.get(lambda: 7) == 7


def test_a_caller_that_gives_up_ends_the_run_for_nobody() -> None:
    shared, begun = SharedRun[int](), []

    def look() -> int:
        begun.append(1)
        gevent.sleep(0.02)
        return len(begun)

    impatient, patient = gevent.spawn(shared.get, look), gevent.spawn(shared.get, look)
    gevent.sleep(0)
    impatient.kill()
    late = gevent.spawn(shared.get, look)
    gevent.joinall([patient, late])

    assert (patient.value, late.value) == (1, 1)
