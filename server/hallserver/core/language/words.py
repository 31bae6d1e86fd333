"""Text for people in every language: names by language, and messages of the catalogues with their facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from typing_extensions import override


class Words(dict[str, object]):
    """The same words by language (BCP 47 tag → text): zh and en always, others where given.

    Immutable: plans and views share them.
    """

    __slots__ = ()

    def __init__(self, zh: str, en: str, others: Mapping[str, object] | None = None) -> None:
        super().__init__(zh=zh, en=en)
        dict.update(self, others or ())

    @property
    def zh(self) -> str:
        """The words in Chinese."""
        return str(self["zh"])

    @property
    def en(self) -> str:
        """The words in English."""
        return str(self["en"])

    @override
    def __hash__(self) -> int:  # type: ignore[override]
        return hash((self["zh"], self["en"]))

    @override
    def __reduce__(self) -> tuple[object, ...]:
        return words_of, (dict(self),)

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("words are not changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse


Fact = str | int | Words


class Said(Words):
    """A message of the catalogues with its facts; other languages look it up by its id."""

    __slots__ = ()

    def __init__(self, zh: str, en: str, message: str, facts: Mapping[str, Fact] | None = None) -> None:
        super().__init__(zh, en, {"sentence": message, "facts": facts})

    @property
    def message(self) -> str:
        """The id of the message in the catalogues."""
        return str(self["sentence"])

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The values of its placeholders; a value may itself be words."""
        return self["facts"] or {}  # type: ignore[return-value]


def words_of(said: Mapping[str, object]) -> Words:
    """Restore words from the database or from a file."""
    return Words(str(said["zh"]), str(said["en"]), said)


def fill(message: str, zh: str, en: str, facts: Mapping[str, Fact]) -> Said:
    """Fill in the facts; `zh` and `en` are Python format strings, `{place}`."""
    return Said(
        zh.format_map({name: each.zh if isinstance(each, Words) else each for name, each in facts.items()}),
        en.format_map({name: each.en if isinstance(each, Words) else each for name, each in facts.items()}),
        message,
        facts,
    )
