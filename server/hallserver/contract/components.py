"""The schema of each shape, for OpenAPI and for the pages' types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from hallserver.core.language.words import Words

WORDS: dict[str, Any] = {
    "title": "Words",
    "description": "The same words by language: zh and en always, others where the hall has them.",
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": True,
}


def components_of(shapes: Iterable[type], template: str) -> dict[str, Any]:
    """The schemas of shapes and of all nested shapes, by name.

    Args:
        shapes: dataclasses and msgspec structs.
        template: the form of a reference, with `{name}`.
    """

    def refer(kind: type) -> dict[str, Any]:
        if issubclass(kind, Words):
            return {"$ref": template.format(name="Words")}
        raise TypeError(f"{kind} has no schema")

    named = sorted({*shapes} - {Words}, key=lambda each: each.__name__)
    _, found = msgspec.json.schema_components(named, schema_hook=refer, ref_template=template)
    return {**found, "Words": WORDS}
