"""Every refusal is a fact with a stable code and sentences in both languages."""

from __future__ import annotations

import pytest

from hallserver.core import errors
from hallserver.core.errors import HallError


def tree(kind: type[HallError]) -> list[type[HallError]]:
    return [kind, *(each for child in kind.__subclasses__() for each in tree(child))]


ERRORS = [each for each in tree(HallError) if each.__module__ == errors.__name__ and "code" in vars(each)]


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_speaks_both_languages_even_without_facts(error: type[HallError]) -> None:
    said = error().sentence()

    assert said["zh"].strip()
    assert said["en"].strip()
    assert "{" not in said["zh"] + said["en"]


def test_no_two_errors_share_a_code() -> None:
    assert len({error.code for error in ERRORS}) == len(ERRORS)


@pytest.mark.parametrize("error", tree(errors.Conflict)[1:])
def test_what_the_state_forbids_is_409(error: type[HallError]) -> None:
    assert error.status == 409


def test_facts_fill_the_sentence() -> None:
    error = errors.WindowBusy({"state": "serving"}, number="A007")

    assert "A007" in error.sentence()["zh"]
    assert "A007" in str(error)
    assert error.state == {"state": "serving"}
