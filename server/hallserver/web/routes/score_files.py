"""Score sheets and the reserve list as files that a manager prints, signs and files."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response

from hallserver.contract import ReserveList, ScoreLine, ScoreRow, ScoreSheet, Words
from hallserver.core.scores import TENTHS
from hallserver.web.door import answer
from hallserver.web.routes.sheets import Cell, Table, as_file

_SUMMARY = (
    "编号 Code", "名称 Name (zh)", "名称 Name (en)", "部门 Department", "得分 Score", "扣分 Deducted", "在岗天数 Days",
    "办件 Services", "不计入 Excluded", "平均时长（秒） Mean (s)", "可当场办结 Decidable", "当场办结 Done",
    "只受理 Registered only", "评价 Rated", "满意 Satisfied", "差评 Bad",
)  # fmt: skip
_LINES = (
    "编号 Code", "名称 Name", "日期 Day", "扣分项 Deduction", "Deduction (en)", "扣分 Points", "事件 Event seq", "窗口 Window",
    "人员 Staffer", "票号 Number", "事项 Matter", "数量 Amount", "说明 Detail", "不计入原因 Not counted because",
    "异议 Contest", "复核 Review",
)  # fmt: skip


def sheet(view: ScoreSheet, form: str) -> Response:
    """A month's sheet; as a file with a table of the scores and one of every line behind them.

    Raises:
        UnknownValue: for another form.
    """
    if form == "json":
        return answer(view)
    summary = Table("得分 Scores", _SUMMARY, [_summary(row) for row in view.rows])
    lines = Table("扣分明细 Lines", _LINES, [cells for row in view.rows for cells in _details(row)])
    return as_file(form, f"scores-{view.by}-{view.month}", summary, lines)


def reserve(view: ReserveList, form: str) -> Response:
    """The reserve list.

    Raises:
        UnknownValue: for another form.
    """
    if form == "json":
        return answer(view)
    months = tuple(f"{each.month} 得分 Score" for each in (view.rows[0].months if view.rows else ()))
    head = (
        "编号 Code", "名称 Name (zh)", "名称 Name (en)", "部门 Department", "身份 Role", "派驻自 From", "至 To", *months,
        "办件 Services", "评价 Rated", "满意 Satisfied",
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [row.staffer, row.name.zh, row.name.en, row.department, row.role, row.from_day.isoformat(), row.to_day.isoformat(),
         *(each.tenths / TENTHS for each in row.months), row.services, row.rated, row.satisfied]
        for row in view.rows
    ]  # fmt: skip
    return as_file(form, f"reserve-{view.month}", Table("人才储备 Reserve", head, rows))


def _summary(row: ScoreRow) -> list[Cell]:
    mean = row.service_ms // row.services // 1000 if row.services else 0
    deducted = sum(line.tenths for line in row.lines)
    return [
        row.by, row.name.zh, row.name.en, row.department or "", row.tenths / TENTHS, deducted / TENTHS, row.days,
        row.services, row.excluded, mean, row.decidable, row.done, row.registered, row.rated, row.satisfied, row.bad,
    ]  # fmt: skip


def _details(row: ScoreRow) -> Iterator[list[Cell]]:
    for line in row.lines:
        yield _detail(row, line)


def _detail(row: ScoreRow, line: ScoreLine) -> list[Cell]:
    found = line.finding
    lifted = found.lifted or Words("", "")
    contest = found.contest
    return [
        row.by, row.name.zh, found.day.isoformat(), found.name.zh, found.name.en, line.tenths / TENTHS, found.seq,
        found.window or "", found.staffer or "", found.number or "", found.matter or "", found.amount, found.detail,
        lifted.zh, contest.reason if contest else "", (contest.review or "") if contest else "",
    ]  # fmt: skip
