"""Ask the past and today together, as a process that answers reports does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import duckdb
from sqlalchemy import Connection

from hallserver.contract import ReportView
from hallserver.history import measures
from hallserver.history.present import read_today
from hallserver.history.reader import Past, Today
from hallserver.store.catalogue import Plan
from hallserver.views.figures import reports
from hallserver.views.figures.reports import Ask

T = TypeVar("T")


def report(past: Past, connection: Connection, plan: Plan, ask: Ask) -> ReportView:
    """Compute a report over past and today; equal to `views.reports.report`."""
    ask = reports.of_hall(ask, plan)
    names = reports.names(connection, plan, ask.by)
    return asked(past, connection, ask, lambda today: measures.answer(past, ask, names, today))


def asked(past: Past, connection: Connection, ask: Ask, question: Callable[[Today], T]) -> T:
    """Ask something of the newest history, with what it does not hold yet.

    Once more where a month was merged meanwhile and its days' files are gone.
    """
    try:
        return _once(past, connection, ask, question)
    except duckdb.IOException:
        if not past.refresh():
            raise
        return _once(past, connection, ask, question)


def _once(past: Past, connection: Connection, ask: Ask, question: Callable[[Today], T]) -> T:
    past.refresh()
    table, first = measures.table_of(ask), measures.first_day_of(ask)
    return question(read_today(connection, past, table, first, ask.last_day))
