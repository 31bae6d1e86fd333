"""The contract as OpenAPI 3.1, generated from the routes, so that it always matches what is served."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hallserver.contract.components import components_of
from hallserver.contract.requests import Nothing, Problem
from hallserver.contract.routes import LARGEST_ID, Route
from hallserver.core import errors as refused
from hallserver.core.errors import (
    AccountOwes,
    ForeignOrigin,
    HallAway,
    HallError,
    HallStopping,
    KeyMissing,
    KeyReused,
    Malformed,
    NeedsTls,
    NotAllowed,
    NotSignedOn,
    StoreBusy,
    StoreFull,
    WrongToken,
)

BASE = "/api/v1"
Refusals = Mapping[tuple[str, str], Sequence[str]]
_ALWAYS = (Malformed,)
_KNOWN = (NotSignedOn, WrongToken, NotAllowed, AccountOwes, ForeignOrigin, NeedsTls)
_KEYED = (KeyMissing, KeyReused)
_WRITES = (StoreBusy, StoreFull, HallAway, HallStopping)


def describe(version: str, routes: Sequence[Route], refusals: Refusals) -> dict[str, Any]:
    """Return the whole document.

    Args:
        version: of the contract.
        routes: the routes that are served.
        refusals: by method and path, the names of the errors a route can end with.
    """
    shapes = (
        {row.body for row in routes if row.body is not bytes} | {row.response for row in routes} | {Problem}
    )
    components = components_of(shapes, "#/components/schemas/{name}")
    paths: dict[str, Any] = {}
    for row in routes:
        if not row.local:
            paths.setdefault(BASE + row.path.replace(":int", ""), {})[row.method.lower()] = _operation(
                row, refusals
            )
    return {
        "openapi": "3.1.0",
        "info": {"title": "hallqueue", "version": version, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "staff": {"type": "apiKey", "in": "cookie", "name": "hall"},
            },
        },
    }


def _operation(row: Route, refusals: Refusals) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{row.method.lower()}_{re.sub(r'[^a-z0-9]+', '_', row.path.lower()).strip('_')}",
        "summary": row.summary,
        "parameters": [*_path_parameters(row.path), *_query_parameters(row)],
        "responses": _responses(row, refusals),
    }
    if row.permission is not None:
        operation["security"] = [{"token": []}, {"staff": []}]
        operation["x-permission"] = row.permission
    if row.method in {"POST", "DELETE"}:
        operation["parameters"].append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": True,
                "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,200}$"},
            }
        )
    if row.body is bytes:
        binary = {"schema": {"type": "string", "format": "binary"}}
        operation["requestBody"] = {"required": True, "content": {"application/octet-stream": binary}}
    elif row.body is not Nothing:
        schema = {"$ref": f"#/components/schemas/{row.body.__name__}"}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation


def _responses(row: Route, refusals: Refusals) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{row.response.__name__}"}
    kind = "image/png" if row.path.endswith(".png") else "application/json"
    content: dict[str, Any] = {kind: {"schema": schema if kind == "application/json" else {}}}
    if "format" in row.query:
        content |= {"text/csv": {}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {}}
    told: dict[str, Any] = {str(row.status): {"description": row.summary, "content": content}}
    if row.path.endswith(("/next", "/lease")):
        told["204"] = {"description": "Nobody is waiting, nothing is to be done."}
    errors: set[type[HallError]] = {
        *_ALWAYS,
        *(getattr(refused, name) for name in refusals[row.method, row.path]),
    }
    errors |= {*_KNOWN} if row.permission is not None else set()
    errors |= {*_KEYED, *_WRITES} if row.method in {"POST", "DELETE"} else set()
    errors |= {*_WRITES} if row.is_noted else set()
    for status in sorted({each.status for each in errors}):
        codes = sorted({each.code for each in errors if each.status == status})
        problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        told[str(status)] = {"description": ", ".join(codes), "content": problem}
    told.setdefault(
        "default",
        {
            "description": "A problem with a stable code.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        },
    )
    return told


def _path_parameters(path: str) -> list[dict[str, Any]]:
    found = re.findall(r"\{(\w+)(:int)?\}", path)
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer", "minimum": 0, "maximum": LARGEST_ID}
            if whole
            else {"type": "string"},
        }
        for name, whole in found
    ]


def _query_parameters(row: Route) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "required": False, "description": said, "schema": {"type": "string"}}
        for name, said in row.query.items()
    ]
