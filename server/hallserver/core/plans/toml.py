"""TOML as people write it (toml.io, 1.0), or a reason with its line: whatever comes, nothing else is raised."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from hallserver.core.why import Why, quoted

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


class NoToml(ValueError):
    """The text is no TOML.

    Attributes:
        line: where; 1 when that is not known.
        why: in both languages.
    """

    def __init__(self, why: Why, line: int = 1) -> None:
        super().__init__(why.en)
        self.line, self.why = line, why


def read_toml(text: str) -> dict[str, Any]:
    """Parse a file.

    Raises:
        NoToml: the first thing that is no TOML, or that is nested too deeply or too long a number to be meant.
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise NoToml(Why("括号嵌套过深", "brackets are nested too deeply")) from error
    except (
        ValueError
    ) as error:  # TOMLDecodeError, and what Python itself says of numbers and days that cannot be
        said = str(error)
        place = _PLACE.search(said)
        line = int(place[1]) if place and place[1] else _last_line(text) if place else 1
        reason = quoted(_PLACE.sub("", said))
        raise NoToml(Why(f"不是有效的 TOML：{reason}", f"is no TOML: {reason}"), line) from error


def _last_line(text: str) -> int:
    return max(1, len(text.splitlines()))
