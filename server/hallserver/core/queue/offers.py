"""What the hall offers for a matter at this moment: one answer for kiosk, board, phone, public page and the refusal.

A number may be taken, or it may not, until when and why. Whoever shows a button asks `Offer.takeable`; whoever
refuses a number asks in the same order (`Offers._refused` and `numbers.issue`; a test holds the two together).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hallserver.core.language import said
from hallserver.core.language.words import Words
from hallserver.core.workdays import Hours


class OfferState(StrEnum):
    """What a visitor who wants a number for a matter meets; in the order in which they are looked at."""

    DAY_CLOSED = "day_closed"  # the manager has closed the hall for today
    CLOSED = "closed"  # outside the hours in which numbers are given
    UNPLANNED = "unplanned"  # no window is planned to serve it today
    APPOINTMENT = "appointment"  # numbers by approved appointment only
    STOPPED = "stopped"  # the office gives no further numbers of its line today
    GONE = "gone"  # its numbers are gone, for this part of the day or for today
    LATER = "later"  # a number is given; its windows open in the afternoon
    UNSTAFFED = "unstaffed"  # a number is given; nobody is at a window
    OPEN = "open"


TAKEABLE = frozenset({OfferState.LATER, OfferState.UNSTAFFED, OfferState.OPEN})


class Reach(StrEnum):
    """Whether a number taken now is called before the hall closes."""

    SURE = ""
    DOUBTFUL = "doubtful"  # the later end of what is told lies past closing
    UNLIKELY = "unlikely"  # the earlier end does, too


@dataclass(frozen=True, slots=True)
class Offer:
    """One matter's, or the whole hall's; `at` is when that changes, by the plan, in aware UTC."""

    state: OfferState
    words: Words | None = None
    at: datetime | None = None

    @property
    def takeable(self) -> bool:
        """Whether a number would be given."""
        return self.state in TAKEABLE


def closed(hours: Hours, now: datetime, *, by_hand: bool = False) -> Offer:
    """What a hall says that gives no numbers now.

    Args:
        hours: of the hall.
        now: aware.
        by_hand: the manager has closed the hall for the rest of today.
    """
    day = hours.business_day(now)
    after = hours.day_bounds(day)[1] - timedelta(microseconds=1) if by_hand else now
    at = hours.next_opening(after)
    state = OfferState.DAY_CLOSED if by_hand else OfferState.CLOSED
    if at is None:
        return Offer(state, said.offers_no_opening(), None)
    face = moment(hours, now, at)
    return Offer(state, said.offers_day_closed(at=face) if by_hand else _closed_words(hours, now, face), at)


def _closed_words(hours: Hours, now: datetime, at: Words) -> Words:
    """Why no numbers are given now, by the plan; `at` is when they are again."""
    day, local = hours.business_day(now), now.astimezone(hours.zone)
    spans = hours.spans(day)
    if spans and local.time() < spans[0].start:
        return said.offers_early(at=at)
    if spans and local.time() < spans[-1].start:
        return said.offers_break(at=at)
    if spans:
        return said.offers_over(at=at)
    known = hours.calendar.get(day)
    if known is not None and known.zh:
        return said.offers_holiday(name=Words(known.zh, known.en), at=at)
    return said.offers_day_off(at=at)


def moment(hours: Hours, now: datetime, at: datetime) -> Words:
    """A time as it is said now: 14:00, 明天 08:30, 12月1日 08:30."""
    local = at.astimezone(hours.zone)
    apart = (local.date() - now.astimezone(hours.zone).date()).days
    if apart == 0:
        return Words(f"{local:%H:%M}", f"{local:%H:%M}")
    if apart == 1:
        return Words(f"明天 {local:%H:%M}", f"tomorrow {local:%H:%M}")
    return Words(f"{local.month}月{local.day}日 {local:%H:%M}", f"{local.day} {local:%b, %H:%M}")


def reach(closing: datetime | None, now: datetime, low_ms: int, high_ms: int) -> Reach:
    """Whether a range that is told now ends before the hall closes; sure where it never does."""
    if closing is None:
        return Reach.SURE
    left_ms = (closing - now) / timedelta(milliseconds=1)
    if low_ms >= left_ms:
        return Reach.UNLIKELY
    return Reach.DOUBTFUL if high_ms > left_ms else Reach.SURE
