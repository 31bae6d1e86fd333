"""Slots: spans of a day that visitors book by themselves, and how many places each has.

A slot is as long as the rules say and lies within the hall's hours. A line's places come from the windows that are
planned for it then: their time, shared among the lines that each of them serves, the rules' share of it, divided by
what one service of the line takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from hallserver.core.workdays import Hours, Span

ROUND_THE_CLOCK = (Span(time(0), time(23, 59)),)


def starts(hours: Hours, day: date, minutes: int) -> Iterator[datetime]:
    """Yield when the slots of a day begin, aware UTC: one after the other from the start of each span of hours.

    What is left of a span is no slot. A hall that never closes has slots round the clock, unless it names hours.
    A day on which a clock is put back or on has its slots by the wall's clock: an hour that it leaves out has none, and of one that it shows twice the first counts.
    """
    length = timedelta(minutes=minutes)
    spans = hours.spans(day) or (ROUND_THE_CLOCK if hours.always_open else ())
    for span in spans:
        at = datetime.combine(day, span.start)
        while at + length <= datetime.combine(day, span.end):
            begins = at.replace(tzinfo=hours.zone).astimezone(UTC)
            if begins.astimezone(hours.zone).replace(tzinfo=None) == at:
                yield begins
            at += length


def places(lines_of_windows: Sequence[int], minutes: int, percent: int, norms: Sequence[int]) -> int:
    """Return how many visitors of a line one slot takes.

    Args:
        lines_of_windows: of each window that is planned for the line then, how many lines it serves.
        minutes: the slot's length.
        percent: of the windows' time that may be booked.
        norms: minutes that a service of each of the line's matters takes.

    Returns:
        At least 1 where any window is planned and any time may be booked.
    """
    if not lines_of_windows or not percent or not norms:
        return 0
    shared = Counter(lines_of_windows).items()
    time = sum(Fraction(minutes * windows, lines) for lines, windows in shared) * percent / 100
    return max(int(time * len(norms) / sum(norms)), 1)
