"""Parse TOML (toml.io, 1.0): any input gives a result or a reason with its line, no other exception."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from hallserver.core.language.why import Why, quoted

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


class NoToml(ValueError):
    """The text is not TOML.

    Attributes:
        line: the line of the fault; 1 when unknown.
        why: in both languages.
    """

    def __init__(self, why: Why, line: int = 1) -> None:
        super().__init__(why.en)
        self.line, self.why = line, why


def read_toml(text: str) -> dict[str, Any]:
    """Parse a file.

    Raises:
        NoToml: the first fault: not TOML, nested too deeply, or a number that is too long.
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise NoToml(Why("括号嵌套过深", "brackets are nested too deeply")) from error
    except ValueError as error:  # TOMLDecodeError, and Python's own errors for impossible numbers and days
        said = str(error)
        place = _PLACE.search(said)
        line = int(place[1]) if place and place[1] else _last_line(text) if place else 1
        reason = quoted(_PLACE.sub("", said))
        raise NoToml(Why(f"不是有效的 TOML：{reason}", f"is no TOML: {reason}"), line) from error


def _last_line(text: str) -> int:
    return max(1, len(text.splitlines()))
