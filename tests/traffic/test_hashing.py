"""Who hashes when: a window's PIN does not share the processor with a stranger's password."""

from __future__ import annotations

import time

import gevent
import pytest

from hallserver.core.errors import TooMany
from hallserver.traffic.hashing import MOST_WAITING, Hashing


def test_a_strangers_hash_begins_when_no_windows_is_under_way() -> None:
    windows = Hashing()
    others = Hashing(before=windows)
    done: list[str] = []

    def hash_for(name: str) -> None:
        time.sleep(0.1)
        done.append(name)

    all_of_them = [gevent.spawn(windows, hash_for, f"window {n}") for n in range(3)]
    gevent.sleep(0)
    all_of_them.append(gevent.spawn(others, hash_for, "stranger"))
    gevent.joinall(all_of_them, raise_error=True, timeout=10)

    assert done == ["window 0", "window 1", "window 2", "stranger"]


def test_a_windows_hash_waits_for_nobody() -> None:
    windows = Hashing()
    others = Hashing(before=windows)
    stranger = gevent.spawn(others, time.sleep, 0.6)
    gevent.sleep(0.1)

    began = time.perf_counter()
    windows(time.sleep, 0.1)
    took = time.perf_counter() - began
    stranger.join()

    assert took < 0.4


def test_a_hash_that_fails_holds_nobody_up() -> None:
    windows = Hashing()
    others = Hashing(before=windows)
    with pytest.raises(ZeroDivisionError):
        windows(lambda: 1 // 0)

    with gevent.Timeout(5):
        assert others(lambda: 7) == 7


def test_a_long_queue_is_refused() -> None:
    others = Hashing()
    waiting = [gevent.spawn(others, time.sleep, 0.02) for _ in range(MOST_WAITING)]
    gevent.sleep(0)

    with pytest.raises(TooMany):
        others(time.sleep, 0)
    gevent.joinall(waiting, raise_error=True)
    assert others(lambda: 7) == 7
