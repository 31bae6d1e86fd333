"""The event log's grammar: what an event is, the exact string that is hashed, the chain, and who may hear it.

`hash = SHA-256(0x00 ‖ prev_hash ‖ body)`, where `prev_hash` is 32 raw bytes (zeros before the first event) and `body`
is UTF-8 JSON with sorted keys, no spaces and integers only. The 0x00 separates leaves from nodes (RFC 6962, 2.1).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

GENESIS = bytes(32)
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)

PUBLIC_KINDS = frozenset(
    f"ticket.{each}"
    for each in (
        "issued", "held", "released", "called", "recalled", "started", "finished", "missed", "returned",
        "parked", "placed", "transferred", "cancelled", "expired", "reopened", "voided",
    )
) | frozenset(f"window.{each}" for each in ("opened", "paused", "resumed", "closed"))  # fmt: skip

STAFF_KINDS = frozenset(
    {
        "park.over", "day.closing",
        "day.closed",
        "printer.state",
        "slip.unconfirmed",
        "slip.expired",
        "slip.failed",
        "clock.stepped",
        "call.shown",
        "call.spoken",
        "help.asked",
        "help.answered",
        "concern.raised", "concern.answered", "absence.noted", "registered.often",
    }
) | frozenset(
    {"slip.moved", "printer.muted", "printer.looked_at", "printer.paper_low", "printer.paper_changed",
     "printer.changed", "secondment.reminded", "letter.reminded", "case.due_soon", "case.overdue", "hall.damaged"}
)  # fmt: skip

LOGGED_KINDS = frozenset(
    {
        "hall.founded", "hall.planned", "hall.started", "day.opened", "token.issued", "token.revoked",
        "pin.set", "link.issued", "link.used", "slip.queued", "slip.printed", "slip.sent", "rating.given",
        "account.signed_on", "account.signed_off", "report.read", "notice.posted", "notice.withdrawn", "device.paired",
        "rules.published", "appointment.booked", "appointment.changed", "appointment.kept", "appointment.cancelled", "appointment.lapsed",
        "code.issued", "window.planned", "records.rebuilt", "slip.templated", "slip.logo_changed",
        "secondment.imported", "secondment.nominated", "secondment.signed", "secondment.begun", "secondment.declined",
        "secondment.ended", "replacement.asked", "replacement.consented", "replacement.refused", "staffer.added",
        "rectification.opened", "rectification.done", "rectification.called_back", "rectification.appealed",
        "rectification.reviewed", "rectification.overdue", "contest.opened", "contest.reviewed", "scheme.published",
        "log.verified", "numbers.leapt", "clock.accepted",
        "case.opened", "case.part_ready", "case.ready", "case.extended", "case.recounted", "case.supplemented", "case.resumed",
        "case.handed_over", "case.withdrawn", "case.kept", "case.undecided",
        "letter.imported", "letter.issued", "letter.withdrawn", "letter.scanned",
        "project.opened", "project.closed",
    }
)  # fmt: skip

# after these the plan is read again
PLAN_KINDS = frozenset({"hall.planned", "rules.published", "window.planned", "day.closed", "printer.changed"})

KINDS = PUBLIC_KINDS | STAFF_KINDS | LOGGED_KINDS


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log. `facts` is what `body` says besides seq, time, day, kind and who."""

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
    """Write the body and close the chain over it.

    Raises:
        ValueError: for a kind that the grammar does not know, or facts that are not integers, text, lists or maps.
    """
    if kind not in KINDS:
        raise ValueError(f"the log knows no kind {kind!r}")
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
    """JSON with sorted keys, no spaces, integers only: the same facts give the same string, everywhere.

    Raises:
        ValueError: when a float or another foreign value hides in it.
    """
    _check(value)
    return _canonical.encode(value)


def chain(prev_hash: bytes, body: str) -> bytes:
    """The next link: 32 bytes."""
    return hashlib.sha256(b"\0" + prev_hash + body.encode()).digest()


def iso(at: datetime) -> str:
    """Aware ISO 8601 in UTC with milliseconds: 2026-03-02T01:00:00.000Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _check(value: Any) -> None:
    if isinstance(value, Mapping):
        for each in value.values():
            _check(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _check(each)
    elif not (value is None or isinstance(value, int | str)):
        raise ValueError(f"the log takes integers, text, lists and maps, not {type(value).__name__}")
