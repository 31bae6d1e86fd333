"""Write the pages' types out of the shapes, so that none is copied: `python -m hallserver.web.typescript`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from hallserver.core import shapes
from hallserver.core.rights import PERMISSIONS
from hallserver.core.tickets import Outcome, State

HEAD = "// Written by `python -m hallserver.web.typescript` out of hallserver.core.shapes: change it there.\n"


def shapes_of() -> list[type]:
    """All shapes, by name."""
    return [getattr(shapes, name) for name in sorted(shapes.__all__)]


def write_types() -> str:
    """Give the text of the `.ts` file."""
    kinds = shapes_of()
    _, components = msgspec.json.schema_components(kinds, ref_template="{name}")
    parts = [HEAD]
    for name in (each.__name__ for each in kinds):
        schema = components[name]
        fields = "".join(
            f"  {field}: {_type(spec)};\n" for field, spec in schema.get("properties", {}).items()
        )
        parts.append(f"export interface {name} {{\n{fields}}}\n")
    unions: dict[str, Iterable[str]] = {"State": State, "Outcome": Outcome, "Permission": sorted(PERMISSIONS)}
    for name, among in unions.items():
        words = " | ".join(f"'{each}'" for each in among)
        parts.append(f"export type {name} = {words};\n")
    return "\n".join(parts)


def _type(spec: dict[str, Any]) -> str:
    if "$ref" in spec:
        return str(spec["$ref"])
    if "anyOf" in spec:
        return " | ".join(_type(each) for each in spec["anyOf"])
    if "prefixItems" in spec:
        return f"[{', '.join(_type(each) for each in spec['prefixItems'])}]"
    kind = spec.get("type")
    if kind == "array":
        inner = _type(spec.get("items") or {})
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    if kind == "object":
        return f"Record<string, {_type(spec.get('additionalProperties') or {})}>"
    plain = {
        "integer": "number",
        "number": "number",
        "string": "string",
        "boolean": "boolean",
        "null": "null",
    }
    return plain.get(str(kind), "unknown")


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "display/web/lib/types.ts").write_text(write_types())
