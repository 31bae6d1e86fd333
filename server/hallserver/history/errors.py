"""Errors of the history.

HistoryError
├── NotSealed   the day has no closing yet, or is not over
├── NotOver     the month is not over
└── Damaged     a manifest cannot be read
"""

from __future__ import annotations


class HistoryError(Exception):
    """Anything that keeps the history from being written or read."""


class NotSealed(HistoryError):
    """Only a day that is closed and over is written: a day that goes on would be written too early."""


class NotOver(HistoryError):
    """Only a month that is over is merged."""


class Damaged(HistoryError):
    """A manifest is not what was written: days would go missing unnoticed, so nothing is answered."""
