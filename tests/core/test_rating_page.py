"""The province's page of ratings: an address with places that the hall fills, and nothing else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.config import BadSetting, read_settings
from hallserver.core.casework.rating_page import PLACES, BadPage, address_of, check_page

PAGE = "https://pj.example/r?" + "&".join(f"{each}={{{each}}}" for each in PLACES)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("https://pj.example/?n={nummer}", "{nummer} is no place of it; there are {hall}, {window}"),
        ("https://pj.example/?n={number", "expected '}'"),
        ("pj.example/?n={number}", "is no address like https://"),
        ("javascript:alert(1)", "is no address like https://"),
        ("https://", "is no address like https://"),
        ("https://pj.example/{}", "is no place of it"),
    ],
)
def test_a_page_that_no_phone_opens_keeps_the_hall_from_opening_in_words(
    tmp_path: Path, page: str, said: str
) -> None:
    with pytest.raises(BadPage, match=said.replace("{", r"\{").replace("}", r"\}")):
        check_page(page)
    with pytest.raises(BadSetting, match="rating_page: "):
        read_settings(tmp_path, {"HALL_RATING_PAGE": page})


def test_a_hall_has_none_until_it_names_one(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}).page_of_ratings == ""
    assert read_settings(tmp_path, {"HALL_RATING_PAGE": PAGE}).page_of_ratings == PAGE


@given(
    st.dictionaries(st.sampled_from(PLACES), st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
)
def test_whatever_is_filled_in_stays_in_its_place(facts: dict[str, str]) -> None:
    found = urlsplit(address_of(PAGE, facts))

    assert (found.scheme, found.netloc, found.path, found.fragment) == ("https", "pj.example", "/r", "")
    assert parse_qs(found.query, keep_blank_values=True) == {each: [facts.get(each, "")] for each in PLACES}
