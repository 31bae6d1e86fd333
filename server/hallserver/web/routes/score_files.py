"""Score sheets and the reserve list as files that a manager prints, signs and files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Response

from hallserver.contract import ReserveList, ReserveRow, ScoreLine, ScoreRow, ScoreSheet, Words
from hallserver.core.scores import TENTHS
from hallserver.web.door import answer
from hallserver.web.routes.sheets import Cell, Table, as_file

_SCORES: tuple[tuple[str, Callable[[ScoreRow], Cell]], ...] = (
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
_LINES: tuple[tuple[str, Callable[[ScoreRow, ScoreLine], Cell]], ...] = (
    ("编号 Code", lambda row, _: row.by),
    ("名称 Name", lambda row, _: row.name.zh),
    ("日期 Day", lambda _, line: line.finding.day.isoformat()),
    ("扣分项 Deduction", lambda _, line: line.finding.name.zh),
    ("Deduction (en)", lambda _, line: line.finding.name.en),
    ("扣分 Points", lambda _, line: line.tenths / TENTHS),
    ("事件 Event seq", lambda _, line: line.finding.seq),
    ("窗口 Window", lambda _, line: line.finding.window or ""),
    ("人员 Staffer", lambda _, line: line.finding.staffer or ""),
    ("票号 Number", lambda _, line: line.finding.number or ""),
    ("事项 Matter", lambda _, line: line.finding.matter or ""),
    ("数量 Amount", lambda _, line: line.finding.amount),
    ("说明 Detail", lambda _, line: line.finding.detail),
    ("不计入原因 Not counted because", lambda _, line: (line.finding.lifted or Words("", "")).zh),
    ("异议 Contest", lambda _, line: line.finding.contest.reason if line.finding.contest else ""),
    ("复核 Review", lambda _, line: (line.finding.contest.review or "") if line.finding.contest else ""),
)
_RESERVE: tuple[tuple[str, Callable[[ReserveRow], Cell]], ...] = (
    ("编号 Code", lambda row: row.staffer),
    ("名称 Name (zh)", lambda row: row.name.zh),
    ("名称 Name (en)", lambda row: row.name.en),
    ("部门 Department", lambda row: row.department),
    ("身份 Role", lambda row: row.role),
    ("派驻自 From", lambda row: row.from_day.isoformat()),
    ("至 To", lambda row: row.to_day.isoformat()),
)
_RESERVE_SUMS: tuple[tuple[str, Callable[[ReserveRow], Cell]], ...] = (
    ("办件 Services", lambda row: row.services),
    ("评价 Rated", lambda row: row.rated),
    ("满意 Satisfied", lambda row: row.satisfied),
)


def sheet(view: ScoreSheet, form: str) -> Response:
    """A month's sheet; as a file with a table of the scores and one of every line behind them.

    Raises:
        UnknownValue: for another form.
    """
    if form == "json":
        return answer(view)
    scores = [[cell(row) for _, cell in _SCORES] for row in view.rows]
    lines = [[cell(row, line) for _, cell in _LINES] for row in view.rows for line in row.lines]
    return as_file(
        form,
        f"scores-{view.by}-{view.month}",
        Table("得分 Scores", _heads(_SCORES), scores),
        Table("扣分明细 Lines", _heads(_LINES), lines),
    )


def reserve(view: ReserveList, form: str) -> Response:
    """The reserve list.

    Raises:
        UnknownValue: for another form.
    """
    if form == "json":
        return answer(view)
    months = [f"{each.month} 得分 Score" for each in (view.rows[0].months if view.rows else ())]
    rows = [
        [
            *(cell(row) for _, cell in _RESERVE),
            *(each.tenths / TENTHS for each in row.months),
            *(cell(row) for _, cell in _RESERVE_SUMS),
        ]
        for row in view.rows
    ]
    head = [*_heads(_RESERVE), *months, *_heads(_RESERVE_SUMS)]
    return as_file(form, f"reserve-{view.month}", Table("人才储备 Reserve", head, rows))


def _heads(columns: Sequence[tuple[str, object]]) -> list[str]:
    return [head for head, _ in columns]
