"""Generate the pages' types from the shapes: `python -m hallserver.contract.typescript`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hallserver import contract as shapes
from hallserver.contract.components import components_of
from hallserver.core.casework.concerns import CONCERNS, ConcernKind
from hallserver.core.casework.outcomes import FORWARD_REASONS, OUTCOMES, Asks, Outcome
from hallserver.core.events import KINDS
from hallserver.core.language import said
from hallserver.core.queue.needs import NEEDS, Need
from hallserver.core.queue.tickets import MOST_STOPS, State
from hallserver.core.rights import PERMISSIONS

HEAD = "// Written by `python -m hallserver.contract.typescript` out of the shapes and tables of hallserver: change it there.\n"


def shapes_of() -> list[type]:
    """All shapes, by name."""
    return [getattr(shapes, name) for name in sorted(shapes.__all__)]


def write_types() -> str:
    """Return the text of the `.ts` file."""
    kinds = shapes_of()
    components = components_of(kinds, "{name}")
    parts = [HEAD]
    named = {each.__name__ for each in kinds}
    unions = {name: spec["enum"] for name, spec in components.items() if name not in named} | UNIONS
    for name in sorted(named):
        schema = components[name]
        fields = "".join(
            f"  {field}: {_type(spec)};\n" for field, spec in schema.get("properties", {}).items()
        )
        parts.append(f"export interface {name} {{\n{fields}}}\n")
    for name, among in sorted(unions.items()):
        words = " | ".join(f"'{each}'" for each in among)
        parts.append(f"export type {name} = {words};\n")
    return "\n".join(parts)


def write_tables() -> str:
    """Return the text of `tables.ts`: the tables that pages and server share, with their words."""
    outcomes = {
        str(outcome): {
            "zh": said.OUTCOMES[outcome].zh,
            "en": said.OUTCOMES[outcome].en,
            "asks": str(row.asks),
        }
        for outcome, row in OUTCOMES.items()
    }
    rows = {
        "OUTCOMES: Record<Outcome, Words & { asks: Asks }>": outcomes,
        "FORWARD_REASONS: Record<ForwardReason, Words>": _words(FORWARD_REASONS),
        "CONCERNS: Record<ConcernKind, Words>": _words(CONCERNS),
        "NEEDS: Record<Need, Words>": _words(NEEDS),
    }
    parts = [
        HEAD,
        "import type { Asks, ConcernKind, ForwardReason, Need, Outcome, Words } from './types.ts';\n",
    ]
    parts += [f"export const {name} = {_literal(row)};\n" for name, row in rows.items()]
    parts.append(f"/** Matters on one number. */\nexport const MOST_STOPS = {MOST_STOPS};\n")
    return "\n".join(parts)


def _words(table: Mapping[Any, tuple[str, str]]) -> dict[str, dict[str, str]]:
    return {str(code): {"zh": zh, "en": en} for code, (zh, en) in table.items()}


def _literal(rows: Mapping[str, Mapping[str, str]]) -> str:
    lines = (
        f"  {code}: {{ {', '.join(f'{name}: {json.dumps(said, ensure_ascii=False)}' for name, said in row.items())} }},\n"
        for code, row in rows.items()
    )
    return f"{{\n{''.join(lines)}}}"


UNIONS: dict[str, Iterable[str]] = {
    "State": State,
    "Outcome": Outcome,
    "Asks": Asks,
    "ForwardReason": FORWARD_REASONS,
    "ConcernKind": ConcernKind,
    "Need": Need,
    "EventKind": sorted(KINDS),
    "Permission": sorted(PERMISSIONS),
}


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
    lib = Path("display/web/lib")
    (lib / "types.ts").write_text(write_types(), encoding="utf-8")
    (lib / "tables.ts").write_text(write_tables(), encoding="utf-8")
