"""Token buckets: never more than the burst and the rate allow, whatever the order of arrivals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.traffic.budget import POLICY_VIOLATION, TOO_BIG, Budget, Offence, Recent, SocketBudget

GAPS = st.lists(st.floats(0, 5, allow_nan=False), max_size=200)


@given(GAPS, st.integers(1, 50), st.integers(1, 100))
def test_no_more_passes_than_burst_and_rate_allow(gaps: list[float], rate: int, burst: int) -> None:
    budget, now, passed = Budget(rate, burst, 0.0), 0.0, 0
    for gap in gaps:
        now += gap
        passed += budget.spend(1, now)

    assert passed <= burst + rate * now + 1e-6


@given(GAPS, st.integers(1, 50))
def test_who_keeps_to_the_rate_is_never_stopped(gaps: list[float], rate: int) -> None:
    budget, now = Budget(rate, 2, 0.0), 0.0
    for gap in gaps:
        now += gap + 1 / rate
        assert budget.spend(1, now)


def test_a_socket_pays_for_messages_and_bytes() -> None:
    now = [0.0]
    budget = SocketBudget(20, 100, lambda: now[0])
    for _ in range(100):
        budget.spend(1, 10)
    with pytest.raises(Offence, match="messages") as offence:
        budget.spend(1, 10)
    assert offence.value.close_code == POLICY_VIOLATION
    now[0] += 1000
    budget.spend(1, 128 * 1024)
    with pytest.raises(Offence, match="bytes"):
        budget.spend(1, 1)
    assert TOO_BIG == 1009


def test_what_happened_of_late_fades() -> None:
    recent = Recent()
    for _ in range(8):
        recent.note(10.0)
    recent.note(13.0)

    assert recent.count == pytest.approx(2.0)
