"""The second factor's codes: those of RFC 6238, and which of them count."""

from __future__ import annotations

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest

from hallserver.core.people.second_factor import STEP_S, address_of, new_secret, step_of

SECRET = b32encode(b"12345678901234567890").decode()  # RFC 6238, appendix B
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)

    assert step_of(SECRET, code, at) == seconds // STEP_S
    assert step_of(SECRET, f"{code[:3]} {code[3:]}", at) == seconds // STEP_S


@pytest.mark.parametrize(
    ("late_s", "counts"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_clock_half_a_minute_away_is_no_fault(late_s: int, counts: bool) -> None:
    at = datetime.fromtimestamp(1111111111, UTC)

    assert (step_of(SECRET, "050471", at + timedelta(seconds=late_s)) is not None) is counts


@pytest.mark.parametrize("code", ["", "050 47", "50471", "0504710", "５０４７１０", "abcdef"])
def test_what_is_no_code_is_none(code: str) -> None:
    assert step_of(SECRET, code, datetime.fromtimestamp(1111111111, UTC)) is None


def test_secrets_differ_and_are_long() -> None:
    made = {new_secret() for _ in range(200)}

    assert len(made) == 200
    assert {len(each) for each in made} == {32}  # 160 bits


def test_an_app_reads_account_and_hall_off_the_address() -> None:
    told = address_of(SECRET, "科长-1", "云水县政务服务中心")

    assert told.startswith("otpauth://totp/")
    assert f"secret={SECRET}" in told
    assert "issuer=%E4%BA%91%E6%B0%B4" in told
