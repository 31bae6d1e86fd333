"""The states of devices, printers and print jobs."""

from __future__ import annotations

from enum import StrEnum


class Presence(StrEnum):
    """Whether a device is connected."""

    LIVE = "live"
    SILENT = "silent"  # connected, but has missed some heartbeats
    OFFLINE = "offline"
    NEVER = "never"


class Condition(StrEnum):
    """The last reported state of a printer, or why it is unknown."""

    UNKNOWN = "unknown"
    READY = "ready"
    UNWATCHED = "unwatched"  # no print agent has reported on it for a while
    SILENT = "silent"
    OFFLINE = "offline"
    COVER_OPEN = "cover_open"
    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"
    CUTTER = "cutter"
    ERROR = "error"


CAN_PRINT = frozenset({Condition.READY, Condition.PAPER_LOW, Condition.UNKNOWN})
"""Conditions in which a printer prints; `unknown` is among them: it has not been read yet."""


class JobState(StrEnum):
    """The states of a print job."""

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
