"""What is made once for all: again when its state has changed, sent again only where it differs."""

from __future__ import annotations

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from hallserver.traffic.shared_answers import SharedAnswers


def asks(known: str = "") -> Request:
    return Request(EnvironBuilder(headers={"If-None-Match": known} if known else {}).get_environ())


def test_an_answer_is_made_once_for_a_state() -> None:
    answers, made = SharedAnswers(), []

    for state in (1, 1, 2):
        answers.get("figures", state, lambda: made.append(1))

    assert len(made) == 2


@pytest.mark.parametrize(("after", "status"), [({"n": 1}, 304), ({"n": 2}, 200)])
def test_a_browser_is_sent_what_it_does_not_have(after: dict[str, int], status: int) -> None:
    answers = SharedAnswers()
    first = answers.respond(asks(), "figures", 1, lambda: {"n": 1})

    again = answers.respond(asks(first.headers["ETag"]), "figures", 2, lambda: after)

    assert (again.status_code, bool(again.data)) == (status, status == 200)
