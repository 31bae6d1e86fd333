"""The county's report as sheets: the hall beside the span before, and its departments; durations in minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hallserver.contract import CountyFigures, CountyRow, CountyView
from hallserver.core.language import county_said as said
from hallserver.web.routes.planning.sheets import Cell, Table

MINUTE_MS, HOUR_MS = 60_000, 3_600_000
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A line of the first sheet, and a column of the second: its words, its unit, its cell."""

    words: Pair
    unit: Pair
    cell: Callable[[CountyFigures], Cell]


def _count(words: Pair, unit: Pair, name: str) -> _Figure:
    return _Figure(words, unit, lambda row: int(getattr(row, name)))


def _minutes(words: Pair, name: str) -> _Figure:
    return _Figure(words, said.UNIT_MINUTES, lambda row: round(getattr(row, name) / MINUTE_MS, 1))


def _share(words: Pair, part: str, base: str) -> _Figure:
    """In percent, never rounded in the hall's favour; empty where there is nothing to have a share of."""

    def cell(row: CountyFigures) -> Cell:
        whole = getattr(row, base)
        return getattr(row, part) * 1000 // whole / 10 if whole else ""

    return _Figure(words, ("%", "%"), cell)


_PEOPLE, _CASES = said.UNIT_PEOPLE, said.UNIT_CASES
FIGURES = (
    _count(said.TAKEN, _PEOPLE, "taken"),
    _count(said.CALLED, _PEOPLE, "called"),
    _count(said.SERVED, _PEOPLE, "served"),
    _count(said.GIVEN_UP, _PEOPLE, "given_up"),
    _count(said.MISSED, _PEOPLE, "missed"),
    _count(said.NOT_CALLED, _PEOPLE, "not_called"),
    _count(said.WAITS, _PEOPLE, "waits"),
    _minutes(said.WAIT_MEAN, "wait_mean_ms"),
    _minutes(said.WAIT_P50, "wait_p50_ms"),
    _minutes(said.WAIT_P90, "wait_p90_ms"),
    _count(said.WITHIN, _PEOPLE, "within"),
    _share(said.WITHIN_SHARE, "within", "waits"),
    _count(said.SERVICES, _PEOPLE, "services"),
    _count(said.PIECES, _CASES, "pieces"),
    _minutes(said.SERVICE_MEAN, "service_mean_ms"),
    _minutes(said.SERVICE_P50, "service_p50_ms"),
    _minutes(said.SERVICE_P90, "service_p90_ms"),
    _count(said.ACCEPTED, _CASES, "accepted"),
    _count(said.DUE, _CASES, "due"),
    _count(said.KEPT, _CASES, "kept"),
    _share(said.KEPT_SHARE, "kept", "due"),
    _count(said.TOLD, _PEOPLE, "told"),
    _count(said.TOLD_KEPT, _PEOPLE, "told_kept"),
    _share(said.TOLD_SHARE, "told_kept", "told"),
    _count(said.RATED, _PEOPLE, "rated"),
    _count(said.SATISFIED, _PEOPLE, "satisfied"),
    _share(said.SATISFIED_SHARE, "satisfied", "rated"),
    _Figure(said.POST, said.UNIT_HOURS, lambda row: round(row.post_ms / HOUR_MS, 1)),
)


def tables(view: CountyView, lang: str) -> tuple[Table, Table]:
    """Return both sheets, with headings in `zh` or `en`."""
    which = ("zh", "en").index(lang)

    def speak(words: Pair) -> str:
        return words[which].format(n=view.level_ms // MINUTE_MS)

    return _hall(view, speak), _departments(view, lang, speak)


def _hall(view: CountyView, speak: Callable[[Pair], str]) -> Table:
    now, before = view.now, view.before
    rows: list[list[Cell]] = [
        [speak(each.words), speak(each.unit), each.cell(view.total.now), each.cell(view.total.before)]
        for each in FIGURES
    ]
    rows.append([speak(said.WINDOWS), speak(said.UNIT_WINDOWS), now.windows, before.windows])
    days = [f"{each.first_day} – {each.last_day}" for each in (now, before)]
    head = [
        speak(said.FIGURE),
        speak(said.UNIT),
        *(f"{speak(words)} {span}" for words, span in zip((said.NOW, said.BEFORE), days, strict=True)),
    ]
    return Table(speak(said.SHEET_HALL), head, rows)


def _departments(view: CountyView, lang: str, speak: Callable[[Pair], str]) -> Table:
    names = [f"{speak(each.words)} ({speak(each.unit)})" for each in FIGURES]
    head = [speak(said.CODE), speak(said.DEPARTMENT), speak(said.SPAN), *names]
    rows = [line for row in (*view.rows, view.total) for line in _lines(row, lang, speak)]
    return Table(speak(said.SHEET_DEPARTMENTS), head, rows)


def _lines(row: CountyRow, lang: str, speak: Callable[[Pair], str]) -> list[list[Cell]]:
    name = row.name.zh if lang == "zh" else row.name.en
    spans: Mapping[str, CountyFigures] = {speak(said.NOW): row.now, speak(said.BEFORE): row.before}
    return [
        [row.by, name, span, *(each.cell(figures) for each in FIGURES)] for span, figures in spans.items()
    ]
