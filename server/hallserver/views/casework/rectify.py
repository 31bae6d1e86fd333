"""Bad ratings that are put right, without anything that identifies the visitor."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from hallserver.contract import RectificationsView, RectificationView
from hallserver.core.casework.rectify import Rectified
from hallserver.core.figures.findings import REVIEW_WORKDAYS
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import read_rows
from hallserver.store.rows import RectificationRow
from hallserver.store.schema import ratings, rectifications, services


class _Rectification(RectificationRow):
    """A rectification with its rating and the staffer who served."""

    level: int
    reasons: list[str]
    department: str
    window: str
    staffer: str
    matter: str
    served_on: date


def rectifications_view(
    connection: Connection, plan: Plan, today: date, department: str | None, case: int | None = None
) -> RectificationsView:
    """All rectifications, those of one department, or one; the soonest due first.

    The last part of a service is the rated one.
    """
    last = (
        ~select(later.c.stop).where(later.c.stop == services.c.stop, later.c.part > services.c.part).exists()
    )
    query = (
        select(
            rectifications,
            ratings.c.level,
            ratings.c.reasons,
            services.c.department,
            services.c.window,
            services.c.staffer,
            services.c.matter,
            services.c.day.label("served_on"),
        )
        .join(ratings, ratings.c.stop == rectifications.c.stop)
        .join(services, services.c.stop == rectifications.c.stop)
        .where(last)
        .order_by(rectifications.c.due, rectifications.c.id)
    )
    if department is not None:
        query = query.where(services.c.department == department)
    if case is not None:
        query = query.where(rectifications.c.id == case)
    return RectificationsView(
        today, tuple(_view(plan, row, today) for row in read_rows(connection, query, _Rectification))
    )


later = services.alias("later")


def in_time(row: RectificationRow) -> bool:
    """Whether the rating was put right by its due day."""
    return row.state == Rectified.DONE and row.done_day is not None and row.done_day <= row.due


def _view(plan: Plan, row: _Rectification, today: date) -> RectificationView:
    return RectificationView(
        id=row.id,
        state=Rectified(row.state),
        served_on=row.served_on,
        department=row.department,
        window=row.window,
        staffer=row.staffer,
        matter=row.matter,
        level=row.level,
        reasons=tuple(row.reasons),
        due=row.due,
        overdue=row.state == Rectified.OPEN and row.due < today,
        in_time=in_time(row),
        measures=row.measures,
        done_by=row.done_by,
        done_day=row.done_day,
        call_back=row.call_back,
        satisfied=None if row.satisfied is None else bool(row.satisfied),
        called_back_by=row.called_back_by,
        appeal=row.appeal,
        appealed_by=row.appealed_by,
        review=row.review,
        reviewed_by=row.reviewed_by,
        review_by=_review_by(plan, row),
    )


def _review_by(plan: Plan, row: RectificationRow) -> date | None:
    if row.state != Rectified.APPEALED or row.appealed_at is None:
        return None
    return plan.hours.after_workdays(plan.hours.business_day(row.appealed_at), REVIEW_WORKDAYS)
