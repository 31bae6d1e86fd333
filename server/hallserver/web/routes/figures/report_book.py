"""A report as a sheet for an office: headings in its language, durations in minutes, no codes where there are names."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response

from hallserver.contract import ReportRow, ReportView
from hallserver.core.language import said as server_said
from hallserver.core.language import sheets_said as said
from hallserver.web.routes.planning.sheets import Cell, Table, as_file

MINUTE_MS = 60_000
Pair = tuple[str, str]

TITLES: dict[str, Pair] = {
    "service-times": said.SERVICE_TIMES,
    "waits": said.WAITS,
    "outcomes": said.OUTCOMES,
    "sessions": said.SESSIONS,
    "ratings": said.RATINGS,
    "promises": said.PROMISES,
    "told": said.TOLD,
    "numbers": said.NUMBERS,
}
MARKS: dict[str, Pair] = {
    "within": said.WITHIN,
    "decidable": said.DECIDABLE,
    "registered": said.REGISTERED,
    "bad": said.BAD,
    "rectified_in_time": said.RECTIFIED_IN_TIME,
    "kept": said.KEPT,
    "kept_first": said.KEPT_FIRST,
    "never_ready": said.NEVER_READY,
    "extended": said.EXTENDED,
    "supplemented": said.SUPPLEMENTED,
    "collected": said.COLLECTED,
    "late": said.LATE,
    "not_called": said.NOT_CALLED,
    "foretold": said.FORETOLD,
    "called": said.CALLED,
    "served": said.SERVED,
    "given_up": said.GIVEN_UP,
    "missed": said.MISSED,
    **{f"level_{level}": getattr(said, f"LEVEL_{level}") for level in range(1, 6)},
    **{code: (words.zh, words.en) for code, words in server_said.OUTCOMES.items()},
}
PARTS: dict[str, Pair] = {
    "serving_ms": said.SERVING,
    "walking_ms": said.WALKING,
    "waited_for_ms": said.WAITED_FOR,
    "idle_ms": said.IDLE,
    "paused_ms": said.PAUSED,
    "back_office_ms": said.BACK_OFFICE,
    "uncounted_ms": said.UNCOUNTED,
}
OF_SERVICES = ("service-times", "outcomes", "sessions")  # those that count pieces


def respond(view: ReportView, lang: str) -> Response:
    """Return the report as XLSX with headings in `zh` or `en`."""
    name = f"{view.report}-{view.by}-{view.first_day}-{view.last_day}"
    return as_file("xlsx", name, table(view, lang))


def table(view: ReportView, lang: str) -> Table:
    """Return a report as a table, its total last."""
    which = ("zh", "en").index(lang)

    def speak(words: Pair) -> str:
        return words[which]

    marks = sorted(view.total.extra)
    parts = sorted(view.total.parts)
    heads = [
        speak(said.GROUP),
        speak(said.CODE),
        speak(said.COUNT),
        *([speak(said.PIECES)] if view.report in OF_SERVICES else []),
        *(
            f"{speak(words)} ({speak(said.MINUTES)})"
            for words in (said.SUM, said.MEAN, said.P50, said.P90, said.MAX)
        ),
        speak(said.EXCLUDED),
        *(speak(MARKS.get(mark, (mark, mark))) for mark in marks),
        *(f"{speak(PARTS.get(part, (part, part)))} ({speak(said.MINUTES)})" for part in parts),
    ]
    line = _line(view, which, marks, parts)
    title = f"{speak(TITLES[view.report])} {view.first_day:%m%d}-{view.last_day:%m%d}"
    return Table(title, heads, [line(row) for row in (*view.rows, view.total)])


def _line(
    view: ReportView, which: int, marks: list[str], parts: list[str]
) -> Callable[[ReportRow], list[Cell]]:
    def line(row: ReportRow) -> list[Cell]:
        return [
            (row.name.zh, row.name.en)[which] or row.by,
            row.by,
            row.count,
            *([row.pieces] if view.report in OF_SERVICES else []),
            *map(_minutes, (row.sum_ms, row.mean_ms, row.p50_ms, row.p90_ms, row.max_ms)),
            row.excluded,
            *(row.extra.get(mark, 0) for mark in marks),
            *(_minutes(row.parts.get(part, 0)) for part in parts),
        ]

    return line


def _minutes(ms: int) -> float:
    return round(ms / MINUTE_MS, 1)
