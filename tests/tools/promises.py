"""`python -m tests.tools.promises`: writes what the API and the log promise, line by line, under the version they have.

A line that is gone, or a request that asks for more, needs a new major number; a line that came needs a minor one. The
tool writes nothing that its version does not allow; while nothing was released under a version, `--anew` does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import structs

from hallserver.contract.openapi import describe
from hallserver.core.events import EVENTS
from hallserver.core.rights import SOCKET_EVENTS
from hallserver.core.versions import API, LOG
from hallserver.web.refusals import REFUSALS
from hallserver.web.routes import all_routes

FOLDER = Path(__file__).parents[1] / "fixtures"
VERSIONS = {"api": API, "log": LOG}
ASKED = " !"  # ends a line that whoever asks has to fulfil


class Unpromised(Exception):
    """The change needs another version; the message says which."""


def kept_file(name: str) -> Path:
    """The file of what is promised."""
    return FOLDER / f"promised-{name}.txt"


def kept(name: str) -> tuple[str, frozenset[str]]:
    """The version that was written last, and its lines."""
    version, *lines = kept_file(name).read_text().splitlines()
    return version, frozenset(lines)


def promised(name: str) -> frozenset[str]:
    """What the source promises now."""
    return frozenset(_api() if name == "api" else _log())


def needed(was: str, before: Iterable[str], now: Iterable[str]) -> str:
    """The least version that a change from `before` to `now` needs, after version `was`.

    A line with `ASKED` that came to what was there before breaks whoever asks as before.
    """
    before, now = set(before), set(now)
    major, minor, _ = map(int, was.split("."))
    there = {line.split(":")[0].split(".")[0] for line in before}
    stricter = {each for each in now - before if each.endswith(ASKED) and each.split(".")[0] in there}
    if before - now or stricter:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if now - before else was


def check(name: str, version: str) -> None:
    """Hold the source against what is kept.

    Raises:
        Unpromised: the version is lower than the change needs, or the file is not written yet.
    """
    was, before = kept(name)
    now = promised(name)
    least = needed(was, before, now)
    if _numbers(version) < _numbers(least):
        gone, came = sorted(before - now), sorted(now - before)
        raise Unpromised(f"{name} {version} needs {least}: gone {gone[:5]}, came {came[:5]}")
    if version == was and now != before:
        raise Unpromised(f"{name}: run python -m tests.tools.promises")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _api() -> Iterable[str]:
    document = describe(API, all_routes(), REFUSALS)
    asked: set[str] = set()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            name = f"{method.upper()} {path}"
            yield name
            yield from (
                f"{name}: query {each['name']}" for each in operation["parameters"] if each["in"] == "query"
            )
            yield from (f"{name}: {status}" for status in operation["responses"] if status.startswith("2"))
            asked |= {_name(each) for each in _schemas(operation.get("requestBody", {}))}
            yield from (f"{name}: takes {_name(each)}" for each in _schemas(operation.get("requestBody", {})))
            yield from (f"{name}: gives {_name(each)}" for each in _schemas(_success(operation)))
    for name, schema in document["components"]["schemas"].items():
        must = set(schema.get("required", ())) if name in asked else set()
        for field in schema.get("properties", {}):
            yield f"{name}.{field}" + (ASKED if field in must else "")
    yield from (f"socket {each}" for each in SOCKET_EVENTS)


def _success(operation: Mapping[str, Any]) -> Mapping[str, Any]:
    return {status: said for status, said in operation["responses"].items() if status.startswith("2")}


def _schemas(part: Any) -> Iterable[str]:
    """Every reference to a schema in a part of the document."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key == "$ref":
                yield value
            else:
                yield from _schemas(value)
    elif isinstance(part, list):
        for each in part:
            yield from _schemas(each)


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _log() -> Iterable[str]:
    for kind in EVENTS.values():
        yield kind.KIND
        yield from (f"{kind.KIND}.{each.name.rstrip('_')}" for each in structs.fields(kind))
        yield from (f"{kind.KIND}: private {each}" for each in kind.PRIVATE)


def main() -> int:
    """Write both files; refuse what a version does not allow."""
    for name, version in VERSIONS.items():
        if kept_file(name).exists() and "--anew" not in sys.argv:
            was, before = kept(name)
            least = needed(was, before, promised(name))
            if _numbers(version) < _numbers(least):
                sys.stderr.write(f"{name} {version} needs {least}: change core/versions.py first\n")
                return 1
        kept_file(name).write_text("\n".join([version, *sorted(promised(name))]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
