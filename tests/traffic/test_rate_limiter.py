"""So many in a while, and not one more; who was sent away is told when to come, and is not counted."""

from __future__ import annotations

import pytest

from hallserver.core.errors import TooMany
from hallserver.traffic import rate_limiter
from hallserver.traffic.rate_limiter import RateLimiter


def came(limiter: RateLimiter, key: str, times: int, now: float = 0.0) -> int:
    """How many of so many are let in."""
    let_in = 0
    for _ in range(times):
        try:
            limiter.let_in(key, now)
        except TooMany:
            continue
        let_in += 1
    return let_in


@pytest.mark.parametrize("most", [1, 10, 60])
def test_just_so_many_are_let_in(most: int) -> None:
    assert came(RateLimiter(most, 60.0), "a", most * 2) == most


def test_each_key_counts_for_itself() -> None:
    limiter = RateLimiter(2, 60.0)

    assert [came(limiter, key, 3) for key in ("a", "b")] == [2, 2]


def test_the_while_goes_on_with_each_who_came() -> None:
    limiter = RateLimiter(2, 60.0)
    limiter.let_in("a", 0.0)
    limiter.let_in("a", 30.0)

    with pytest.raises(TooMany) as refused:
        limiter.let_in("a", 59.5)
    assert refused.value.facts["seconds"] == 1
    assert came(limiter, "a", 3, 60.0) == 1  # the first is forgotten; those who were refused never counted
    assert came(limiter, "a", 3, 90.0) == 1


def test_it_does_not_keep_every_key_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limiter, "MOST_KEYS", 3)
    limiter = RateLimiter(1, 60.0)
    for key in "abcd":
        limiter.let_in(key, 0.0)

    assert len(limiter._came) == 3
    assert came(limiter, "d", 1) == 0
