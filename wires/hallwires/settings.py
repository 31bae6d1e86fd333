"""Reads an agent's file of settings: TOML into one shape, strictly, so that a slip of the pen is said and not ignored."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from hallwires.errors import BadSetting

_Shape = TypeVar("_Shape")
_UNKNOWN = re.compile(r"unknown field `(.+?)`")


def read_settings(file: Path, shape: type[_Shape]) -> _Shape:
    """Return the settings in `file`.

    Raises:
        BadSetting: it is not there, no TOML, or says something that the shape does not have; names what is wrong.
    """
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        return msgspec.convert(said, shape)
    except OSError as error:
        raise BadSetting(f"{file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file}: {error}") from error
    except msgspec.ValidationError as error:
        raise BadSetting(f"{file}: {error}{_nearest(str(error), shape)}") from error


def _nearest(said: str, shape: type) -> str:
    unknown = _UNKNOWN.search(said)
    if not unknown:
        return ""
    known = set(_fields(shape))
    found = difflib.get_close_matches(unknown[1], known, 1)
    return f" (did you mean `{found[0]}`?)" if found else f" (known: {', '.join(sorted(known))})"


def _fields(shape: type) -> list[str]:
    """The names of a shape's fields and of those of the rows in it."""
    names = []
    for field in msgspec.structs.fields(shape):
        names.append(field.name)
        for inner in getattr(field.type, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                names += _fields(inner)
    return names
