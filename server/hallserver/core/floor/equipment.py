"""The states of devices, of what is behind their agents, of printers and print jobs."""

from __future__ import annotations

from enum import StrEnum

SIMULATED = "simulated-"  # how the names of devices of `hall simulate` begin


class Presence(StrEnum):
    """Whether a device is connected."""

    LIVE = "live"
    SILENT = "silent"  # connected, but has missed some heartbeats
    OFFLINE = "offline"
    NEVER = "never"


class PartKind(StrEnum):
    """What is behind an agent: devices that are no browser."""

    SIGN = "sign"
    PAD = "pad"
    READER = "reader"


class PartState(StrEnum):
    """How such a device is, as its agent says."""

    LIVE = "live"
    DARK = "dark"  # no answer, no connection
    REFUSED = "refused"  # it answers, and says no; or its settings or its file's rights are wrong
    UNKNOWN = "unknown"  # its agent is not connected, or has not been heard lately


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
