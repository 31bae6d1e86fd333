"""Haste: a device that gives numbers faster than people stand before it is told of, once a minute, and works on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hallserver.traffic.haste import Haste

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every_s", "numbers", "minutes"), [(2.5, 400, 0), (1.9, 25, 0), (1.9, 400, 12), (0.01, 5_000, 1)]
)
def test_only_what_people_cannot_do_is_haste(
    every_s: float, numbers: int, minutes: int, caplog: pytest.LogCaptureFixture
) -> None:
    now = [0.0]
    haste = Haste(30, lambda: now[0])
    for _ in range(numbers):
        haste.note("kiosk:k1", START + timedelta(seconds=now[0]))
        now[0] += every_s

    assert haste.minutes == len(caplog.records) == minutes
    assert (haste.hasty_at("kiosk:k1") is not None) == bool(minutes)
    assert haste.hasty_at("kiosk:k2") is None


def test_two_devices_are_not_one() -> None:
    now = [0.0]
    haste = Haste(30, lambda: now[0])
    for n in range(100):
        haste.note(f"kiosk:k{n % 3}", START)
        now[0] += 1
    assert haste.minutes == 0
