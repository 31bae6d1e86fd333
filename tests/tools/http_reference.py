"""Writes the page of the HTTP API out of the OpenAPI document that the desk serves; `make docs` puts it on the site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

from hallserver.contract.openapi import BASE, describe
from hallserver.web.refusals import REFUSALS
from hallserver.web.routes import all_routes

METHODS = ("get", "post", "delete", "put", "patch")
HEADS = {
    "zh": """# HTTP 接口

由服务器在 `/api/openapi.json` 提供的 OpenAPI 3.1 文档生成，与实际一致；名称稳定，只增不改。说明为英文。
每个 POST、DELETE 须带 `Idempotency-Key`；拒绝的答复为 `application/problem+json`，代码见[参考](reference.md#errors)。
""",
    "en": """# HTTP API

Written out of the OpenAPI 3.1 document that the server gives at `/api/openapi.json`, so it is what is served. Names are
added, never changed. Each POST and DELETE needs an `Idempotency-Key`; a refusal is `application/problem+json`, its
codes are in the [reference](reference.md#errors).
""",
}


@cache
def document() -> dict[str, Any]:
    """The document, as the desk makes it."""
    return describe("", all_routes(), REFUSALS)


def write_http(lang: str) -> str:
    """The page: each operation under its topic, then each shape."""
    paths: dict[str, Any] = document()["paths"]
    parts = [HEADS[lang]]
    for topic, rows in groupby(sorted(paths), key=topic_of):
        parts.append(f"## {topic}\n")
        parts += [
            _operation(path, method, paths[path][method])
            for path in rows
            for method in METHODS
            if method in paths[path]
        ]
    parts.append("## Shapes\n")
    parts += [_shape(name, schema) for name, schema in sorted(document()["components"]["schemas"].items())]
    return "\n".join(parts)


def topic_of(path: str) -> str:
    """The first word of a path below the base."""
    return path.removeprefix(f"{BASE}/").partition("/")[0]


def _operation(path: str, method: str, row: dict[str, Any]) -> str:
    lines = [
        f"### {method.upper()} {path.removeprefix(BASE)} {{ #{row['operationId']} }}",
        "",
        row["summary"],
        "",
    ]
    lines.append(
        f"- permission: `{row['x-permission']}`" if "x-permission" in row else "- permission: anybody"
    )
    for each in row["parameters"]:
        if each["name"] != "Idempotency-Key":
            said = f": {each['description']}" if "description" in each else ""
            lines.append(f"- {each['in']} `{each['name']}`{said}")
    if "requestBody" in row:
        lines.append(f"- body: {_content(row['requestBody']['content'])}")
    for status, answer in row["responses"].items():
        if status == "204" and "content" not in answer:
            lines.append(f"- **204**: {answer['description']}")
        elif status.startswith("2"):
            lines.append(f"- **{status}**: {_content(answer['content'])}")
        elif status != "default":
            codes = ", ".join(f"`{code}`" for code in answer["description"].split(", "))
            lines.append(f"- {status}: {codes}")
    return "\n".join([*lines, ""])


def _content(content: dict[str, Any]) -> str:
    return ", ".join(
        _type(each["schema"]) if each.get("schema") else f"`{kind}`" for kind, each in content.items()
    )


def _shape(name: str, schema: dict[str, Any]) -> str:
    lines = [
        f"### {name} {{ #shape-{name.lower()} }}",
        "",
        " ".join(schema.get("description", "").split()),
        "",
    ]
    if "properties" in schema:
        needed = schema.get("required", ())
        lines += ["| field | type | needed |", "|---|---|---|"]
        lines += [
            f"| `{field}` | {_type(each)} | {'yes' if field in needed else ''} |"
            for field, each in schema["properties"].items()
        ]
    else:
        lines.append(_type(schema))
    return "\n".join([*lines, ""])


def _type(schema: dict[str, Any]) -> str:
    """A type in words, with links to the shapes that it is made of."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#shape-{name.lower()})"
    for either in ("anyOf", "oneOf"):
        if either in schema:
            return " or ".join(_type(each) for each in schema[either])
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    kind = schema.get("type", "anything")
    inside = "".join(_parts(schema))
    limits = ", ".join(f"{key} `{schema[key]}`" for key in LIMITS if key in schema).replace("|", "\\|")
    return f"{kind}{inside}{f' ({limits})' if limits else ''}"


LIMITS = ("format", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern")


def _parts(schema: dict[str, Any]) -> Iterator[str]:
    if schema.get("items"):
        yield f" of {_type(schema['items'])}"
    if isinstance(schema.get("additionalProperties"), dict):
        yield f" of {_type(schema['additionalProperties'])} by name"
