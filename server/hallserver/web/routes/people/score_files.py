"""Score sheets and the reserve list as files for a manager to print, sign and archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flask import Response

from hallserver.contract import ReserveList, ReserveRow, ScoreLine, ScoreRow, ScoreSheet, Words
from hallserver.core.people.scores import TENTHS
from hallserver.web.routes.planning.sheets import Cell, Columns, as_file, filled

_SCORES: Columns[ScoreRow] = (
    ("编号 Code", lambda row: row.by),
    ("名称 Name (zh)", lambda row: row.name.zh),
    ("名称 Name (en)", lambda row: row.name.en),
    ("部门 Department", lambda row: row.department or ""),
    ("得分 Score", lambda row: row.tenths / TENTHS),
    ("扣分 Deducted", lambda row: sum(line.tenths for line in row.lines) / TENTHS),
    ("在岗天数 Days", lambda row: row.days),
    ("办件 Services", lambda row: row.services),
    ("不计入 Excluded", lambda row: row.excluded),
    ("平均时长（秒） Mean (s)", lambda row: row.service_ms // row.services // 1000 if row.services else 0),
    ("可当场办结 Decidable", lambda row: row.decidable),
    ("当场办结 Done", lambda row: row.done),
    ("只受理 Registered only", lambda row: row.registered),
    ("评价 Rated", lambda row: row.rated),
    ("满意 Satisfied", lambda row: row.satisfied),
    ("差评 Bad", lambda row: row.bad),
)


class _LineOfRow(NamedTuple):
    row: ScoreRow
    line: ScoreLine


_LINES: Columns[_LineOfRow] = (
    ("编号 Code", lambda each: each.row.by),
    ("名称 Name", lambda each: each.row.name.zh),
    ("日期 Day", lambda each: each.line.finding.day.isoformat()),
    ("扣分项 Deduction", lambda each: each.line.finding.name.zh),
    ("Deduction (en)", lambda each: each.line.finding.name.en),
    ("扣分 Points", lambda each: each.line.tenths / TENTHS),
    ("事件 Event seq", lambda each: each.line.finding.seq),
    ("窗口 Window", lambda each: each.line.finding.window or ""),
    ("人员 Staffer", lambda each: each.line.finding.staffer or ""),
    ("票号 Number", lambda each: each.line.finding.number or ""),
    ("事项 Matter", lambda each: each.line.finding.matter or ""),
    ("数量 Amount", lambda each: each.line.finding.amount),
    ("说明 Detail", lambda each: each.line.finding.said.zh),
    ("不计入原因 Not counted because", lambda each: (each.line.finding.lifted or Words("", "")).zh),
    ("异议 Contest", lambda each: each.line.finding.contest.reason if each.line.finding.contest else ""),
    (
        "复核 Review",
        lambda each: (each.line.finding.contest.review or "") if each.line.finding.contest else "",
    ),
)
_RESERVE: Columns[ReserveRow] = (
    ("编号 Code", lambda row: row.staffer),
    ("名称 Name (zh)", lambda row: row.name.zh),
    ("名称 Name (en)", lambda row: row.name.en),
    ("部门 Department", lambda row: row.department),
    ("身份 Role", lambda row: row.role),
    ("派驻自 From", lambda row: row.from_day.isoformat()),
    ("至 To", lambda row: row.to_day.isoformat()),
)
_RESERVE_SUMS: Columns[ReserveRow] = (
    ("办件 Services", lambda row: row.services),
    ("评价 Rated", lambda row: row.rated),
    ("满意 Satisfied", lambda row: row.satisfied),
)


def sheet(view: ScoreSheet, form: str) -> Response:
    """Return a month's sheet; as a file, with one table of the scores and one of the lines behind them.

    Raises:
        UnknownValue: for another form.
    """
    lines = [_LineOfRow(row, line) for row in view.rows for line in row.lines]
    return as_file(
        form,
        f"scores-{view.by}-{view.month}",
        filled("得分 Scores", _SCORES, view.rows),
        filled("扣分明细 Lines", _LINES, lines),
    )


def reserve(view: ReserveList, form: str) -> Response:
    """Return the reserve list.

    Raises:
        UnknownValue: for another form.
    """
    months = view.rows[0].months if view.rows else ()
    columns = [*_RESERVE, *(_of_month(n, each.month) for n, each in enumerate(months)), *_RESERVE_SUMS]
    return as_file(form, f"reserve-{view.month}", filled("人才储备 Reserve", columns, view.rows))


def _of_month(n: int, month: str) -> tuple[str, Callable[[ReserveRow], Cell]]:
    return f"{month} 得分 Score", lambda row: row.months[n].tenths / TENTHS
