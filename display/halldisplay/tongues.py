"""A language of the hall's own, spoken by the server: what stands on paper and what the voice says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from halldisplay.catalogues import Catalogue
from halldisplay.languages import stand_in


class Tongue:
    """Says messages of a catalogue, and whatever has words in its language; Fluent itself fills places and chooses."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.code, self.tag = catalogue.code, catalogue.tag
        self._bundle = FluentBundle([catalogue.tag], use_isolating=False)
        self._bundle.add_resource(FluentResource(catalogue.text()))

    def say(self, words: Mapping[str, Any]) -> str:
        """Words in this language: by their message's id, by what was given for it, else in the one that stands in."""
        message = words.get("sentence")
        given = self.message(message, words.get("facts") or {}) if message else words.get(self.code)
        return str(given or words[stand_in(self.tag)])

    def message(self, message: str, facts: Mapping[str, Any]) -> str | None:
        """A message with its facts, of which some may have words of their own; None where the catalogue lacks it."""
        found = self._bundle.get_message(message) if self._bundle.has_message(message) else None
        if found is None or found.value is None:
            return None
        told = {name: self.say(fact) if isinstance(fact, Mapping) else fact for name, fact in facts.items()}
        text, faults = self._bundle.format_pattern(found.value, told)
        return None if faults else str(text)


def speak(catalogues: Mapping[str, Catalogue]) -> dict[str, Tongue]:
    """Let a server say what stands on paper and what is called in a hall's own languages, by code."""
    return {code: Tongue(each) for code, each in catalogues.items()}
