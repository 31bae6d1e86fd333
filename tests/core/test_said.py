"""What the server says is a message of the catalogues: every code has one, and whoever speaks another language gets id and facts."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from halldisplay.catalogues import built_in
from halldisplay.typed_words import SERVERS, write_servers_words
from hallserver.core.casework.cases import Case
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.language import said
from hallserver.core.language.said import OVERTAKEN
from hallserver.core.language.words import Said, Words
from hallserver.core.queue.tickets import Held, State
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (said.TICKET_STATES, State),
        (said.HELD, Held),
        (said.OUTCOMES, Outcome),
        (said.CASE_STATES, Case),
    ],
)
def test_every_code_has_its_words(table: dict[str, Said], codes: Iterable[str]) -> None:
    assert list(table) == [str(each) for each in codes]


def test_the_module_is_what_the_catalogues_say() -> None:
    assert (ROOT / "server/hallserver/core/language/said.py").read_text() == write_servers_words(built_in())


def test_every_message_of_the_servers_is_in_one_of_its_groups() -> None:
    groups = {each.group for each in built_in()["zh"].messages.values()}

    assert groups >= set(SERVERS)


def test_places_are_filled_in_each_language_and_kept_for_any_other() -> None:
    told = said.story_finished(window="8", outcome=said.OUTCOMES["done"])

    assert (told.zh, told.en) == ("8 号窗口办结：当场办结", "Finished at window 8: Done on the spot")
    assert told.message == "story-finished"
    assert told.facts == {"window": "8", "outcome": said.OUTCOMES["done"]}


def test_a_fact_may_be_a_name_of_the_database() -> None:
    told = said.story_released(matter=Words("个体登记", "Sole trader"))

    assert told.zh.startswith("“个体登记”")
    assert told.en.startswith("“Sole trader”")


def test_why_somebody_came_first_is_one_of_the_messages() -> None:
    assert all(each.message == f"overtaken-{code}" for code, each in OVERTAKEN.items())
