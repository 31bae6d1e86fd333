"""Refusals: every one counts, few are lines."""

from __future__ import annotations

import pytest

from hallserver.traffic.refusals import Refusals


def test_the_first_is_a_line_and_the_rest_a_number(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    refusals = Refusals(lambda: now[0])
    for _ in range(500):
        refusals.note("wrong_token", "10.0.0.7", "GET /x")
    refusals.note("wrong_token", "10.0.0.8")
    now[0] += 61
    refusals.note("wrong_token", "10.0.0.7", "GET /x")

    assert refusals.counts["wrong_token"] == 502
    assert [each.getMessage() for each in caplog.records] == [
        "refused wrong_token from 10.0.0.7: GET /x",
        "refused wrong_token from 10.0.0.8",
        "refused wrong_token from 10.0.0.7: GET /x (and 499 more before)",
    ]


def test_a_line_stays_a_line(caplog: pytest.LogCaptureFixture) -> None:
    Refusals().note("bad_http", "10.0.0.7", "GET /\r\n2026-01-01 INFO all is well \x1b[2J" + "x" * 5_000)

    said = caplog.records[0].getMessage()
    assert "\n" not in said
    assert "\x1b" not in said
    assert len(said) < 300


def test_many_addresses_fill_neither_memory_nor_log(caplog: pytest.LogCaptureFixture) -> None:
    refusals = Refusals(lambda: 0.0)
    for n in range(20_000):
        refusals.note("wrong_token", f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}")

    assert refusals.counts["wrong_token"] == 20_000
    assert len(caplog.records) <= 120
    assert len(refusals._told) <= 2_000
