"""The page of ratings of a province or city, whose code the hall shows beside its own rating."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from urllib.parse import quote, urlsplit

PLACES = ("hall", "window", "number", "matter", "day")


class BadPage(ValueError):
    """The address is none that a phone opens, or has a place that nothing fills."""


def check_page(address: str) -> str:
    """Return the address as it is written.

    Raises:
        BadPage: it is no http or https address, or one of its `{places}` is unknown.
    """
    try:
        places = {name for _, name, _, _ in Formatter().parse(address) if name is not None}
    except ValueError as error:
        raise BadPage(f"{address!r}: {error}") from error
    if unknown := sorted(places - set(PLACES)):
        known = ", ".join(f"{{{each}}}" for each in PLACES)
        raise BadPage(f"{{{unknown[0]}}} is no place of it; there are {known}")
    if address and (urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).netloc):
        raise BadPage(f"{address!r} is no address like https://pj.example.gov.cn/?w={{window}}")
    return address


def address_of(page: str, facts: Mapping[str, str]) -> str:
    """Return the page's address with its places filled, each as a part of an address; what is unknown is left empty.

    >>> address_of("https://pj.example/?w={window}&n={number}", {"window": "3 号"})
    'https://pj.example/?w=3%20%E5%8F%B7&n='
    """
    return page.format_map({each: quote(facts.get(each, ""), safe="") for each in PLACES})
