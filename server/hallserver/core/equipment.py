"""How devices, printers and what is printed may stand."""

from __future__ import annotations

from enum import StrEnum


class Presence(StrEnum):
    """Whether a device is there."""

    LIVE = "live"
    SILENT = "silent"  # connected, and not heard of for some beats
    OFFLINE = "offline"
    NEVER = "never"


class Condition(StrEnum):
    """What a printer last said of itself, or why nothing is known."""

    UNKNOWN = "unknown"
    READY = "ready"
    UNWATCHED = "unwatched"  # no print agent has told of it for a while
    SILENT = "silent"
    OFFLINE = "offline"
    COVER_OPEN = "cover_open"
    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"
    CUTTER = "cutter"
    ERROR = "error"


CAN_PRINT = frozenset({Condition.READY, Condition.PAPER_LOW, Condition.UNKNOWN})
"""In which slips come out; `unknown` is among them, for nobody has looked yet."""


class JobState(StrEnum):
    """Where a print job is."""

    QUEUED = "queued"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    PRINTED = "printed"
    STALLED = "stalled"
    UNCONFIRMED = "unconfirmed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
