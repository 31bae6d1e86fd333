"""The same words in every language: the built-in two, and what another language needs to say them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in both built-in languages."""

    zh: str
    en: str


Fact = str | int | Words


@dataclass(frozen=True, slots=True)
class Said(Words):
    """A message of the catalogues with its facts in: whoever speaks another language says it anew by its id.

    Attributes:
        id: of the message.
        facts: what stands in its places; a fact may have words of its own.
    """

    id: str
    facts: Mapping[str, Fact] | None = None


def fill(message: str, zh: str, en: str, facts: Mapping[str, Fact]) -> Said:
    """Put the facts in; `zh` and `en` are templates of Python's own, `{place}`."""
    return Said(
        zh.format_map({name: each.zh if isinstance(each, Words) else each for name, each in facts.items()}),
        en.format_map({name: each.en if isinstance(each, Words) else each for name, each in facts.items()}),
        message,
        facts,
    )
