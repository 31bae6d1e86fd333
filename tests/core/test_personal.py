"""Numbers of people have no place in what is kept for ever: not in words, not as an appointment's code, not as evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.casework.identity import is_citizen_number
from hallserver.core.casework.personal import kind_fault, number_in
from hallserver.core.plans.bookings import code_fault

CITIZEN = "11010519491231002X"  # GB 11643-1999's own example
NUMBERS = [
    CITIZEN,
    CITIZEN.lower(),
    "13800138000",
    "+86 199-0013-8000",
    "138 0013 8000",
    "１３８００１３８０００",
    "110105 19491231 002x",
]
INNOCENT = [
    "",
    "办件 2026-000004",
    "2026-03-02 13:30–15:00",
    "A1204 换到 12 号窗口",
    "统一代码 91330106MA27XXXX1K",
    "咨询 12345",
    "0571-88881234",
    "330106202603020001",
    "20260302-1380013800",
    "公告〔2026〕17 号",
    "费用 13800.50 元",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("around", ["{}", "请联系{}，谢谢", "a{}", "({})", "电话：{}\n"])
def test_a_persons_number_is_found_however_it_is_written(number: str, around: str) -> None:
    if around == "a{}" and number.upper().replace(" ", "") == CITIZEN:
        around = "号{}"
    why = number_in(around.format(number))

    assert why is not None
    assert number not in why.zh + why.en


@pytest.mark.parametrize("said", INNOCENT)
def test_what_is_no_persons_number_may_be_said(said: str) -> None:
    assert number_in(said) is None


@pytest.mark.parametrize("code", [CITIZEN, "13800138000"])
def test_no_appointment_is_kept_under_a_persons_number(code: str) -> None:
    assert code_fault(code) is not None


@pytest.mark.parametrize("said", ["老年人优待证", "军人证（2022 版）", "70 周岁", "一级", "A4"])
def test_a_kind_of_evidence_is_a_kind(said: str) -> None:
    assert kind_fault(said) is None


@given(
    st.from_regex(r"[ -~证号]{0,12}[0-9]{5,18}[ -~证号]{0,12}", fullmatch=True),
    st.sampled_from(["", " ", "-", "/"]),
)
def test_evidence_takes_no_number(said: str, between: str) -> None:
    spaced = between.join(said)
    assert kind_fault(spaced) is not None


@given(st.integers(0, 10**17 - 1))
def test_a_number_without_its_check_character_is_no_citizens(seventeen: int) -> None:
    good = [each for each in "0123456789X" if is_citizen_number(f"{seventeen:017d}{each}")]
    assert len(good) <= 1
