"""A hall's own language as used by the server: on paper and by the voice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from halldisplay.catalogues import Catalogue
from halldisplay.languages import stand_in


class Tongue:
    """Formats a catalogue's messages, and translates words; Fluent fills places and makes choices."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.code, self.tag = catalogue.code, catalogue.tag
        self._bundle = FluentBundle([catalogue.tag], use_isolating=False)
        self._bundle.add_resource(FluentResource(catalogue.text()))

    def say(self, words: Mapping[str, Any]) -> str:
        """Return words in this language, by message id or as given; else in the built-in stand-in."""
        message = words.get("sentence")
        given = self.message(message, words.get("facts") or {}) if message else words.get(self.code)
        return str(given or words[stand_in(self.tag)])

    def message(self, message: str, facts: Mapping[str, Any]) -> str | None:
        """Return a message with its facts, which may be words themselves; None if the catalogue lacks it."""
        found = self._bundle.get_message(message) if self._bundle.has_message(message) else None
        if found is None or found.value is None:
            return None
        told = {name: self.say(fact) if isinstance(fact, Mapping) else fact for name, fact in facts.items()}
        text, faults = self._bundle.format_pattern(found.value, told)
        return None if faults else str(text)


def speak(catalogues: Mapping[str, Catalogue]) -> dict[str, Tongue]:
    """Let a server say what stands on paper and what is called in a hall's own languages, by code."""
    return {code: Tongue(each) for code, each in catalogues.items()}
