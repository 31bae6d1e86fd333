"""What is offered for each matter now: the plan, its quotas and who sits where, put into one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from hallserver.contract import OfferView, WaitRange
from hallserver.core.language import said
from hallserver.core.language.words import Words
from hallserver.core.queue import offers
from hallserver.core.queue.offers import Offer, OfferState, Reach
from hallserver.core.workdays import NOON
from hallserver.store.catalogue import Plan, Quota
from hallserver.store.prepared import Prepared, Row
from hallserver.store.schema import quota_uses

AHEAD = 14  # days in which the next one with a window for a matter is looked for


class _Used(Row):
    """How many numbers a quota has given today."""

    line: str
    span: str
    used: int


_USED = Prepared(
    select(quota_uses.c.line, quota_uses.c.span, quota_uses.c.used).where(
        quota_uses.c.day == bindparam("of_day")
    ),
    _Used,
)


class Offers:
    """The offers of one moment; what is the same for many matters is looked up once.

    Args:
        connection: reads the hall's database.
        plan: in force.
        now: aware.
        promised: for somebody with an appointment or a return code, whom quotas and green lines do not stop.
    """

    def __init__(self, connection: Connection, plan: Plan, now: datetime, *, promised: bool = False) -> None:
        self._connection, self._plan, self._now, self._promised = connection, plan, now, promised
        self._day = plan.hours.business_day(now)
        self._given = plan.given_at(now)
        self._gone: dict[str, Quota | None] | None = None
        self._closed: Offer | None = None

    def hall(self) -> Offer | None:
        """What the hall says as a whole while it gives no numbers; None while it gives any."""
        return None if self._given else self._when_closed()

    def of(self, matter: str, able: int) -> Offer:
        """The offer for a matter that `able` windows may call now."""
        refused = self._refused(matter)
        if refused is not None:
            return refused
        if able:
            return Offer(OfferState.OPEN)
        if not self._plan.is_planned_now(matter, self._now) and self._plan.hours.half(self._now) == "am":
            at = afternoon(self._plan, self._now)
            return Offer(
                OfferState.LATER, said.offers_later(at=offers.moment(self._plan.hours, self._now, at)), at
            )
        return Offer(OfferState.UNSTAFFED, said.offers_unstaffed())

    def _refused(self, matter: str) -> Offer | None:
        """Why no number would be given; None where one would. The same, in the same order, as `numbers.admit` checks."""
        plan = self._plan
        if matter not in self._given:
            return self._when_closed()
        if not plan.is_planned(matter, self._now):
            return self._unplanned(matter)
        line = plan.lines[plan.matters[matter].line]
        if self._promised:
            return None
        if line.green:
            return Offer(OfferState.APPOINTMENT, said.offers_appointment())
        stopped = self._plan.stopped_lines.get((self._day, line.code))
        if stopped is not None:
            return Offer(OfferState.STOPPED, said.offers_stopped(words=stopped))
        gone = self._gone_of(line.code)
        return None if gone is None else self._when_gone(gone)

    def of_line(self, matters: Sequence[str], able: Mapping[str, Sequence[object]]) -> Offer:
        """The offer of a line: that of its matter for which most is offered."""
        found = [self.of(matter, len(able.get(matter, ()))) for matter in matters]
        order = list(OfferState)
        return max(found, key=lambda each: order.index(each.state))

    def _when_closed(self) -> Offer:
        if self._closed is None:
            by_hand = self._day in self._plan.closed_days
            self._closed = offers.closed(self._plan.hours, self._now, by_hand=by_hand)
        return self._closed

    def _unplanned(self, matter: str) -> Offer:
        for ahead in range(1, AHEAD + 1):
            day = self._day + timedelta(days=ahead)
            noon = datetime.combine(day, NOON, self._plan.hours.zone)
            if self._plan.hours.spans(day) and self._plan.is_planned(matter, noon):
                at = datetime.combine(day, self._plan.hours.spans(day)[0].start, self._plan.hours.zone)
                return Offer(OfferState.UNPLANNED, said.offers_unplanned_until(day=_day(day)), at)
        return Offer(OfferState.UNPLANNED, said.offers_unplanned())

    def _gone_of(self, line: str) -> Quota | None:
        """The quota of a line that holds now and has given all its numbers."""
        if not self._plan.quotas.get(line):
            return None
        if self._gone is None:
            used = {
                (row.line, row.span): row.used for row in _USED.run(self._connection, {"of_day": self._day})
            }
            local = self._now.astimezone(self._plan.hours.zone).time()
            self._gone = {
                code: next(
                    (
                        each
                        for each in quotas
                        if each.holds(local) and used.get((code, each.words()), 0) >= each.most
                    ),
                    None,
                )
                for code, quotas in self._plan.quotas.items()
            }
        return self._gone.get(line)

    def _when_gone(self, quota: Quota) -> Offer:
        """Numbers are given again after the quota's span, if the hall is open then; a day's quota is for today."""
        hours = self._plan.hours
        if quota.span is None:
            return Offer(OfferState.GONE, said.offers_gone())
        at = datetime.combine(self._day, quota.span.end, hours.zone)
        if not hours.is_open(at):
            return Offer(OfferState.GONE, said.offers_gone())
        return Offer(OfferState.GONE, said.offers_gone_until(at=offers.moment(hours, self._now, at)), at)


def view_of(plan: Plan, offer: Offer, now: datetime, wait: WaitRange | None = None) -> OfferView:
    """An offer as it is shown, with whether the wait that is told ends before the hall closes."""
    closing = plan.hours.closing(now)
    reach = Reach.SURE
    if offer.takeable and wait is not None:
        reach = offers.reach(closing, now, wait.low_ms, wait.high_ms)
    return OfferView(
        state=offer.state,
        takeable=offer.takeable,
        words=offer.words,
        at=offer.at,
        reach=reach,
        reach_words=_reach_words(plan, reach, now, closing),
    )


def notice_of(plan: Plan, matter: str, able: int, now: datetime, wait: WaitRange) -> Words | None:
    """What somebody who waits should know besides the wait: nobody calls yet or any more, or it may not be today."""
    hours = plan.hours
    if not able:
        if not plan.is_open_for(matter, now):
            resumes = hours.next_opening(now)
            if resumes is None or hours.business_day(resumes) != hours.business_day(now):
                return said.offers_wait_over()
            return said.offers_wait_resumes(at=offers.moment(hours, now, resumes))
        if not plan.is_planned_now(matter, now) and hours.half(now) == "am":
            return said.offers_wait_later(at=offers.moment(hours, now, afternoon(plan, now)))
        return said.offers_wait_unstaffed()
    closing = hours.closing(now)
    return _reach_words(plan, offers.reach(closing, now, wait.low_ms, wait.high_ms), now, closing)


def afternoon(plan: Plan, now: datetime) -> datetime:
    """When the hall's afternoon begins today."""
    day = plan.hours.business_day(now)
    begins = [each.start for each in plan.hours.spans(day) if each.start >= NOON]
    return datetime.combine(day, min(begins, default=NOON), plan.hours.zone)


def _reach_words(plan: Plan, reach: Reach, now: datetime, closing: datetime | None) -> Words | None:
    if reach is Reach.SURE or closing is None:
        return None
    at = offers.moment(plan.hours, now, closing)
    return said.offers_unlikely(at=at) if reach is Reach.UNLIKELY else said.offers_doubtful(at=at)


def _day(day: date) -> Words:
    return Words(f"{day.month}月{day.day}日", f"{day:%a} {day.day} {day:%b}")
