"""The life of a directory's process: one question, one answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeVar

import msgspec

from hallserver.directories.answers import Answer, Away

Q = TypeVar("Q")
KINDNESS = 5  # the desk goes first


def answer_once(kind: type[Q], tell: Callable[[Q], Answer]) -> None:
    """Read the question, and write its answer; what no rule foresaw is a directory that does not answer."""
    os.nice(KINDNESS)
    question = msgspec.json.decode(sys.stdin.buffer.read(), type=kind)
    try:
        told = tell(question)
    except ImportError as error:
        told = Away(f"{error.name} is missing: install the extra")
    except Exception as error:  # noqa: BLE001 - the top of a process: libraries, sockets and strangers' JSON end here
        told = Away(f"{type(error).__name__}: {error}"[:300])
    sys.stdout.buffer.write(msgspec.json.encode(told))
