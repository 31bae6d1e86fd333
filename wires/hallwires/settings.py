"""Reads an agent's file of settings: TOML into one shape, strictly, so that a slip of the pen is said and not ignored."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from hallwires.errors import BadSetting

MOST_DEVICES = 96  # behind one agent: its heartbeat fits into the server's largest message, 16 KiB
LONGEST_CODE = 32  # bytes
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


def check_codes(file: Path, codes: Iterable[str]) -> None:
    """Refuse devices whose state could not be told to the server in one message.

    Raises:
        BadSetting: a code stands twice, is empty or longer than 32 bytes, or there are more than 96 devices.
    """
    count = Counter(codes)
    if count.total() > MOST_DEVICES:
        raise BadSetting(
            f"{file}: {count.total()} devices; an agent serves at most {MOST_DEVICES}: start another"
        )
    if bad := [code for code in count if not 1 <= len(code.encode()) <= LONGEST_CODE]:
        raise BadSetting(f"{file}: a code has 1 to {LONGEST_CODE} bytes: {', '.join(map(repr, bad))}")
    if twice := [code for code, times in count.items() if times > 1]:
        raise BadSetting(f"{file}: said twice: {', '.join(twice)}")


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
