"""What can become of an appointment."""

from __future__ import annotations

from enum import StrEnum


class AppointmentState(StrEnum):
    """Whether the visitor came."""

    BOOKED = "booked"
    KEPT = "kept"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
