"""What stands in the report for the county. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# fmt: off

from __future__ import annotations

PART = ("报表", "County report")
OF_DAY = ("政务服务运行日报", "Services: report of the day")
OF_WEEK = ("政务服务运行周报", "Services: report of the week")
OF_MONTH = ("政务服务运行月报", "Services: report of the month")
DAY = ("日", "Day")
WEEK = ("周", "Week")
MONTH = ("月", "Month")
KIND = ("报表", "Report of a")
PICK = ("期间", "Which")
BETWEEN = ("{from} 至 {to}", "{from} to {to}")
PRINT = ("打印", "Print")
XLSX = ("下载 Excel", "Download as Excel")
NONE = ("还没有封存的日期；以下是到目前为止的数字。", "No day is sealed yet; these are the figures so far.")
UNFINISHED = ("本期尚未结束，数字截至目前。", "This span is not over: the figures so far.")
SEALED_DAYS = ("已封存 {n} 天", "{n} days sealed")
SUM = ("取号 {taken} 人次，办理 {services} 人次、{pieces} 件。等候中位数 {p50}，九成在 {p90}以内，{level} 分钟内叫到 {within}；告知的等候 {told} 如期叫到；满意率 {satisfied}。", "{taken} numbers taken, {services} services of {pieces} pieces. Median wait {p50}, nine of ten within {p90}, {within} called within {level} min; {told} of the waits told were kept; {satisfied} satisfied.")
FIGURE = ("指标", "Figure")
UNIT = ("单位", "Unit")
NOW = ("本期", "This span")
BEFORE = ("上期", "Span before")
CHANGE = ("增减", "Change")
CODE = ("代码", "Code")
DEPARTMENT = ("部门", "Department")
SPAN = ("期间", "Span")
SHEET_HALL = ("汇总", "Hall")
SHEET_DEPARTMENTS = ("按部门", "By department")
BY_DEPARTMENT = ("按部门（上行本期，下行上期）", "By department (this span above, the one before below)")
OF_NUMBERS = ("取号与叫号", "Numbers")
TAKEN = ("取号", "Taken")
CALLED = ("叫到", "Called")
SERVED = ("已办理", "Served")
GIVEN_UP = ("取消", "Given up")
MISSED = ("过号未到", "Called, did not come")
NOT_CALLED = ("闭厅时未叫到", "Not called by closing")
OF_WAITS = ("等候时长", "Waits")
WAITS = ("叫号（含同号其他事项）", "Calls (each matter of a number)")
WAIT_MEAN = ("平均等候", "Mean wait")
WAIT_P50 = ("等候中位数", "Median wait")
WAIT_P90 = ("等候九成以内", "Nine of ten waits within")
WITHIN = ("{n} 分钟内叫到", "Called within {n} min")
WITHIN_SHARE = ("{n} 分钟内叫到占比", "Share called within {n} min")
OF_SERVICES = ("办理", "Services")
SERVICES = ("办理", "Services")
PIECES = ("办理件数", "Pieces handled")
SERVICE_MEAN = ("平均办理时长", "Mean service")
SERVICE_P50 = ("办理时长中位数", "Median service")
SERVICE_P90 = ("办理时长九成以内", "Nine of ten services within")
OF_CASES = ("承诺件", "Cases")
ACCEPTED = ("承诺受理", "Accepted")
DUE = ("到期或办结", "Due or decided")
KEPT = ("其中按期办结", "of which in time")
KEPT_SHARE = ("按期办结率", "Share in time")
OF_TOLD = ("告知的等候", "Waits that were told")
TOLD = ("已告知", "Told")
TOLD_KEPT = ("如期叫到", "Called in time")
TOLD_SHARE = ("如期叫到率", "Share called in time")
OF_RATINGS = ("群众评价", "Ratings")
RATED = ("评价", "Rated")
SATISFIED = ("满意", "Satisfied")
SATISFIED_SHARE = ("满意率", "Share satisfied")
OF_WINDOWS = ("窗口", "Windows")
WINDOWS = ("开放窗口", "Windows open")
POST = ("在岗时长", "Time at post")
UNIT_PEOPLE = ("人次", "people")
UNIT_CASES = ("件", "pieces")
UNIT_MINUTES = ("分钟", "min")
UNIT_HOURS = ("小时", "hours")
UNIT_WINDOWS = ("个", "windows")
HOURS_MINUTES = ("{h} 小时 {m} 分", "{h} h {m} min")
MINUTES = ("{m} 分", "{m} min")
SHORT = ("{h}时{m}分", "{h}h{m}")
POINTS = ("{n} 个百分点", "{n} points")
HEAD_WAITS = ("等候", "Wait")
HEAD_SERVICES = ("办理", "Service")
HEAD_CASES = ("承诺件", "Cases")
MEAN = ("平均", "Mean")
P50 = ("中位数", "Median")
P90 = ("九成以内", "9 of 10")
PEOPLE = ("人次", "People")
ITEMS = ("件", "Pieces")
ACCEPTED_SHORT = ("受理", "Accepted")
KEPT_SHORT = ("按期", "In time")
TOLD_SHORT = ("告知兑现", "Told kept")
POST_SHORT = ("在岗（小时）", "Post (h)")
WITHIN_SHORT = ("{n} 分内", "≤ {n} min")
NOTE = ("取号、告知的等候按事项所属部门统计，等候和办理按窗口人员所属部门统计。等候时长自取号（预约为预约时间）至最后一次叫号。满意含非常满意、满意、基本满意。", "Numbers and waits that were told are counted by the department of the matter, waits and services by that of the person at the window. A wait lasts from taking the number, or the booked time, to the last call. Satisfied: three and more of five.")
MADE_BY = ("制表人", "Prepared by")
CHECKED_BY = ("审核", "Checked by")
SEAL = ("盖章", "Seal")
PAGE = ("第 {n} 页，共 2 页", "Page {n} of 2")

MESSAGES: dict[str, tuple[str, str]] = {
    "county-part": PART,
    "county-of-day": OF_DAY,
    "county-of-week": OF_WEEK,
    "county-of-month": OF_MONTH,
    "county-day": DAY,
    "county-week": WEEK,
    "county-month": MONTH,
    "county-kind": KIND,
    "county-pick": PICK,
    "county-between": BETWEEN,
    "county-print": PRINT,
    "county-xlsx": XLSX,
    "county-none": NONE,
    "county-unfinished": UNFINISHED,
    "county-sealed-days": SEALED_DAYS,
    "county-sum": SUM,
    "county-figure": FIGURE,
    "county-unit": UNIT,
    "county-now": NOW,
    "county-before": BEFORE,
    "county-change": CHANGE,
    "county-code": CODE,
    "county-department": DEPARTMENT,
    "county-span": SPAN,
    "county-sheet-hall": SHEET_HALL,
    "county-sheet-departments": SHEET_DEPARTMENTS,
    "county-by-department": BY_DEPARTMENT,
    "county-of-numbers": OF_NUMBERS,
    "county-taken": TAKEN,
    "county-called": CALLED,
    "county-served": SERVED,
    "county-given-up": GIVEN_UP,
    "county-missed": MISSED,
    "county-not-called": NOT_CALLED,
    "county-of-waits": OF_WAITS,
    "county-waits": WAITS,
    "county-wait-mean": WAIT_MEAN,
    "county-wait-p50": WAIT_P50,
    "county-wait-p90": WAIT_P90,
    "county-within": WITHIN,
    "county-within-share": WITHIN_SHARE,
    "county-of-services": OF_SERVICES,
    "county-services": SERVICES,
    "county-pieces": PIECES,
    "county-service-mean": SERVICE_MEAN,
    "county-service-p50": SERVICE_P50,
    "county-service-p90": SERVICE_P90,
    "county-of-cases": OF_CASES,
    "county-accepted": ACCEPTED,
    "county-due": DUE,
    "county-kept": KEPT,
    "county-kept-share": KEPT_SHARE,
    "county-of-told": OF_TOLD,
    "county-told": TOLD,
    "county-told-kept": TOLD_KEPT,
    "county-told-share": TOLD_SHARE,
    "county-of-ratings": OF_RATINGS,
    "county-rated": RATED,
    "county-satisfied": SATISFIED,
    "county-satisfied-share": SATISFIED_SHARE,
    "county-of-windows": OF_WINDOWS,
    "county-windows": WINDOWS,
    "county-post": POST,
    "county-unit-people": UNIT_PEOPLE,
    "county-unit-cases": UNIT_CASES,
    "county-unit-minutes": UNIT_MINUTES,
    "county-unit-hours": UNIT_HOURS,
    "county-unit-windows": UNIT_WINDOWS,
    "county-hours-minutes": HOURS_MINUTES,
    "county-minutes": MINUTES,
    "county-short": SHORT,
    "county-points": POINTS,
    "county-head-waits": HEAD_WAITS,
    "county-head-services": HEAD_SERVICES,
    "county-head-cases": HEAD_CASES,
    "county-mean": MEAN,
    "county-p50": P50,
    "county-p90": P90,
    "county-people": PEOPLE,
    "county-items": ITEMS,
    "county-accepted-short": ACCEPTED_SHORT,
    "county-kept-short": KEPT_SHORT,
    "county-told-short": TOLD_SHORT,
    "county-post-short": POST_SHORT,
    "county-within-short": WITHIN_SHORT,
    "county-note": NOTE,
    "county-made-by": MADE_BY,
    "county-checked-by": CHECKED_BY,
    "county-seal": SEAL,
    "county-page": PAGE,
}
