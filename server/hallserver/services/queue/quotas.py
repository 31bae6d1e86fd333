"""Quotas: the numbers a line may issue in a day or in a part of it; each is taken by one guarded write."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update

from hallserver.contract import MatterView
from hallserver.core.errors import QuotaExhausted
from hallserver.core.language import said
from hallserver.core.language.words import Words
from hallserver.services.context import CommandContext
from hallserver.store.catalogue import Quota
from hallserver.store.prepared import PreparedChange, PreparedValue
from hallserver.store.queue import waiting
from hallserver.store.schema import quota_uses

_OPEN = PreparedChange(insert(quota_uses))
_USED = PreparedValue(
    select(quota_uses.c.used).where(
        quota_uses.c.day == bindparam("of_day"),
        quota_uses.c.line == bindparam("of_line"),
        quota_uses.c.span == bindparam("of_span"),
    )
)
_USE = PreparedChange(
    update(quota_uses)
    .where(
        quota_uses.c.day == bindparam("of_day"),
        quota_uses.c.line == bindparam("of_line"),
        quota_uses.c.span == bindparam("of_span"),
        quota_uses.c.used < bindparam("most"),
    )
    .values(used=quota_uses.c.used + 1)
)


def take(work: CommandContext, matter: MatterView) -> None:
    """Take one number from each quota of the matter's line that holds now.

    Raises:
        QuotaExhausted: none is left; names the windows that are free at this moment.
    """
    local = work.now.astimezone(work.plan.hours.zone).time()
    for quota in work.plan.quotas.get(matter.line, ()):
        if not quota.holds(local):
            continue
        span = quota.words()
        where = {"of_day": work.day, "of_line": matter.line, "of_span": span}
        if _USED.first(work.connection, where) is None:  # the day's first number of this quota
            _OPEN.run(work.connection, {"day": work.day, "line": matter.line, "span": span, "used": 0})
        if _USE.run(work.connection, {**where, "most": quota.most}) != 1:
            raise _gone(work, matter, quota)


def _gone(work: CommandContext, matter: MatterView, quota: Quota) -> QuotaExhausted:
    line = work.plan.lines[matter.line]
    able = waiting.able_windows(work.connection, matter.code)
    free = (
        [each.code for each in able if each.idle]
        if not waiting.waiting_of(work.connection, matter.line, matter.code)
        else []
    )
    span = quota.span.words() if quota.span else None
    return QuotaExhausted(
        {"line": line.code, "span": span, "most": quota.most, "free_windows": free},
        line=line.name,
        span=said.refused_span(span=span) if span else said.refused_today(),
        free=said.refused_free(windows=Words("、".join(free), ", ".join(free)))
        if free
        else said.refused_ask(),
    )
