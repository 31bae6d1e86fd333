"""Answers each question that may be asked of the past: from the sealed days, and today beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Connection, Engine

from hallserver.contract import (
    CountyView,
    HeatView,
    LengthsView,
    MarkedDay,
    SittingsView,
    TrendsView,
    TrendView,
    Words,
)
from hallserver.core.errors import HistoryDamaged, HistoryTooLong
from hallserver.core.people.scores import scheme_of
from hallserver.history import asking, measures
from hallserver.history.errors import Damaged
from hallserver.history.questions import (
    AskCounty,
    AskFigures,
    AskFindings,
    AskHeat,
    AskLengths,
    AskMonths,
    AskReport,
    AskReserve,
    AskSchemeTrial,
    AskScores,
    AskSittings,
    AskTrend,
    AskTrends,
    OfDays,
    Question,
)
from hallserver.history.reader import Past
from hallserver.history.sat import spent_of
from hallserver.store.catalogue import Plan, load_plan
from hallserver.views.figures import reports
from hallserver.views.figures.county import Asked, county_view
from hallserver.views.figures.reports import Ask
from hallserver.views.people import scores
from hallserver.views.people.sittings import sittings_view
from hallserver.views.queue.public import public_figures
from hallserver.views.supervision import found

Answer = Callable[["Archive", Connection, Any], Any]


class Archive:
    """Answers questions about one hall; one thread at a time.

    Args:
        data: the hall's folder.
        reader: reads its database.
        more: answers to further questions, from rooms above this one.
    """

    def __init__(self, data: Path, reader: Engine, more: Mapping[type, Answer] | None = None) -> None:
        self.data, self._reader = data, reader
        self._answers = {**_ANSWERS, **(more or {})}
        with _told():
            self.past = Past(data)

    def answer(self, question: Question) -> Any:
        """Answer with a view of the contract.

        Raises:
            HistoryDamaged: a file of the history is not what was written.
            HistoryTooLong: more rows than the engine's memory holds.
        """
        with _told(), self._reader.connect() as connection, connection.begin():
            return self._answers[type(question)](self, connection, question)

    def close(self) -> None:
        """Give the engine's memory back."""
        self.past.close()


def answer_alone(
    data: Path, reader: Engine, question: Question, more: Mapping[type, Answer] | None = None
) -> Any:
    """Answer one question without an archive: where a desk runs without a supervisor."""
    archive = Archive(data, reader, more)
    try:
        return archive.answer(question)
    finally:
        archive.close()


@contextmanager
def _told() -> Iterator[None]:
    """Name what went wrong by the hall's own errors."""
    try:
        yield
    except Damaged as error:
        raise HistoryDamaged(what=str(error)) from error
    except duckdb.OutOfMemoryException as error:
        raise HistoryTooLong from error
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise HistoryDamaged(what=str(error).splitlines()[0]) from error


def _ask_of(plan: Plan, question: OfDays) -> Ask:
    return Ask(
        question.report,
        question.by,
        question.first_day,
        question.last_day,
        plan.hours.zone,
        question.department,
        question.today,
        only=question.only,
    )


def _report(archive: Archive, connection: Connection, question: AskReport) -> Any:
    plan = load_plan(connection)
    return asking.report(archive.past, connection, plan, _ask_of(plan, question))


def _heat(archive: Archive, connection: Connection, question: AskHeat) -> HeatView:
    ask = _ask_of(load_plan(connection), question)
    cells = asking.asked(archive.past, connection, ask, lambda today: measures.heat(archive.past, ask, today))
    return HeatView(ask.report, ask.first_day, ask.last_day, cells)


def _trend(archive: Archive, connection: Connection, question: AskTrend) -> TrendView:
    plan = load_plan(connection)
    ask = _ask_of(plan, question)
    points = asking.asked(
        archive.past,
        connection,
        ask,
        lambda today: measures.trend(archive.past, ask, today, monthly=question.monthly),
    )
    marked = (
        MarkedDay(day, known.works, Words(known.zh, known.en))
        for day, known in sorted(plan.hours.calendar.items())
        if ask.first_day <= day <= ask.last_day
    )
    return TrendView(ask.report, ask.first_day, ask.last_day, points, tuple(marked))


def _trends(archive: Archive, connection: Connection, question: AskTrends) -> TrendsView:
    plan = load_plan(connection)
    ask, monthly = _ask_of(plan, question), question.monthly
    names = reports.names(connection, plan, ask.by)
    groups = asking.asked(
        archive.past,
        connection,
        ask,
        lambda today: measures.trends(archive.past, ask, names, today, monthly=monthly),
    )
    return TrendsView(ask.report, ask.by, ask.first_day, ask.last_day, "month" if monthly else "week", groups)


def _lengths(archive: Archive, connection: Connection, question: AskLengths) -> LengthsView:
    plan = load_plan(connection)
    ask = _ask_of(plan, question)
    counts = asking.asked(
        archive.past, connection, ask, lambda today: measures.lengths(archive.past, ask, today)
    )
    level_ms = plan.service_level_ms if ask.report == "waits" else None
    return LengthsView(ask.report, ask.first_day, ask.last_day, measures.STEP_MS, counts, level_ms)


def _scheme_trial(_: Archive, connection: Connection, question: AskSchemeTrial) -> Any:
    plan, month = load_plan(connection), scores.Month.read(question.month)
    return scores.scheme_trial(connection, plan, month, scheme_of(0, question.draft))


def _scores(_: Archive, connection: Connection, question: AskScores) -> Any:
    month = scores.Month.read(question.month)
    return scores.score_sheet(connection, load_plan(connection), month, question.by, question.department)


def _reserve(_: Archive, connection: Connection, question: AskReserve) -> Any:
    month = scores.Month.read(question.month)
    return scores.reserve_list(connection, load_plan(connection), month, question.department)


def _months(_: Archive, connection: Connection, question: AskMonths) -> Any:
    return scores.months_view(connection, scores.Month.read(question.month), question.department)


def _findings(_: Archive, connection: Connection, question: AskFindings) -> Any:
    ask = found.Ask(
        question.first_day,
        question.last_day,
        question.kind,
        question.window,
        question.staffer,
        question.department,
    )
    return found.findings_view(connection, load_plan(connection), ask, question.now, found.LARGEST_FILE)


def _sittings(archive: Archive, connection: Connection, question: AskSittings) -> SittingsView:
    ask = found.Ask(
        question.first_day, question.last_day, None, question.window, question.staffer, question.department
    )
    time = partial(spent_of, archive.past, connection)
    return sittings_view(connection, load_plan(connection), ask, question.now, time)


def _figures(_: Archive, connection: Connection, question: AskFigures) -> Any:
    return public_figures(connection, load_plan(connection), question.now)


def _county(archive: Archive, connection: Connection, question: AskCounty) -> CountyView:
    plan = load_plan(connection)
    asked = Asked(question.span, question.day, question.today, question.department)
    return county_view(plan, asked, lambda ask: asking.report(archive.past, connection, plan, ask))


_ANSWERS: Mapping[type, Answer] = {
    AskReport: _report,
    AskHeat: _heat,
    AskTrend: _trend,
    AskTrends: _trends,
    AskLengths: _lengths,
    AskScores: _scores,
    AskSchemeTrial: _scheme_trial,
    AskReserve: _reserve,
    AskFindings: _findings,
    AskMonths: _months,
    AskSittings: _sittings,
    AskFigures: _figures,
    AskCounty: _county,
}
