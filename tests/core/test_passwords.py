"""Passwords that are none: leaked ones, what is made of them, and of names that everybody knows."""

from __future__ import annotations

import time

import pytest

from hallserver.core.people.passwords import is_guessable

KNOWN = ("zhang-office", "yunshui", "云水县政务服务中心", "Yunshui Government Service Centre")


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "password12",
        "Password12",
        "qwertyuiop",
        "a1b2c3d4e5",
        "xxxxxxxxxxxx",
        "yunshui12345",
        "zhang-office1",
        "woaini1314",
        "5201314520",
        "云水县政务服务中心",
        "政务大厅12345",
    ],
)
def test_what_everybody_tries_first_is_guessable(password: str) -> None:
    assert is_guessable(password, KNOWN)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "jk3f9vm2qx", "春风又绿江南岸", "a long enough password", "Xs7!kd0plQ"],
)
def test_what_nobody_would_try_is_not(password: str) -> None:
    assert not is_guessable(password, KNOWN)


def test_the_hall_s_own_name_is_known_only_there() -> None:
    assert is_guessable("yunshui2026", KNOWN)
    assert not is_guessable("yunshui2026")


def test_the_longest_is_judged_soon() -> None:
    is_guessable("warm")  # the lists are read
    began = time.process_time()
    for said in ("aA1!" * 50, "1q2w3e4r5t" * 20, "4@8({[<369&#!1/|0$5+7%2" * 3):
        is_guessable(said)

    assert time.process_time() - began < 2.0
