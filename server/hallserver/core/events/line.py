"""One line of the log: the exact string that is hashed, and the chain.

`hash = SHA-256(0x00 ‖ prev_hash ‖ body)`, where `prev_hash` is 32 raw bytes (zeros before the first event)
and `body` is UTF-8 JSON with sorted keys, no spaces and integers only. The 0x00 separates leaves from nodes
(RFC 6962, 2.1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import msgspec

GENESIS = bytes(32)
_SCALARS = frozenset({int, str, bool, type(None)})
_encode = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log.

    `facts` is the part of `body` other than seq, time, day, kind, actor and device.
    """

    seq: int
    at: datetime
    day: date
    kind: str
    actor: str
    device: str
    facts: Mapping[str, Any]
    body: str
    prev_hash: bytes
    hash: bytes


def seal(
    seq: int,
    at: datetime,
    day: date,
    kind: str,
    actor: str,
    device: str,
    facts: Mapping[str, Any],
    prev_hash: bytes,
) -> Event:
    """Write the body and add the event to the chain.

    Raises:
        ValueError: a fact is not an integer, text, list or map.
    """
    line = {
        "seq": seq,
        "at": iso(at),
        "day": day.isoformat(),
        "kind": kind,
        "actor": actor,
        "device": device,
        "facts": facts,
    }
    body = canonical(line)
    return Event(seq, at, day, kind, actor, device, facts, body, prev_hash, chain(prev_hash, body))


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no spaces, integers only: equal facts always give an equal string.

    Raises:
        ValueError: it contains a float or another type.
    """
    _check(value)
    return _encode(value).decode()


def chain(prev_hash: bytes, body: str) -> bytes:
    """The hash of the next event: 32 bytes."""
    return hashlib.sha256(b"\0" + prev_hash + body.encode()).digest()


def iso(at: datetime) -> str:
    """Aware ISO 8601 in UTC with milliseconds: 2026-03-02T01:00:00.000Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _check(value: Any) -> None:
    """Refuse what the log does not take; plain scalars, which is nearly everything, cost one set."""
    inside = value.values() if isinstance(value, dict) else value
    if {*map(type, inside)} <= _SCALARS:
        return
    for each in inside:
        if isinstance(each, dict | list | tuple):
            _check(each)
        elif not (each is None or isinstance(each, int | str)):
            raise ValueError(f"the log takes integers, text, lists and maps, not {type(each).__name__}")
