"""What docs/*/logged.md says beside the source's own tables: kinds in Chinese, what a fact is about, who reads what was told."""

from __future__ import annotations

from collections.abc import Mapping

from hallserver.core.casework.retention import RetainedKind

KINDS_ZH: Mapping[str, str] = {
    "absence.noted": "有人等候而窗口空闲",
    "appointment.kept": "凭预约取号",
    "case.due_soon": "承诺件临近期限",
    "case.extended": "承诺件延期",
    "case.handed_over": "结果在窗口领取",
    "case.opened": "承诺件受理",
    "case.overdue": "承诺件超期",
    "case.part_ready": "联办部门办结本部门部分",
    "case.ready": "承诺件办结",
    "case.recounted": "工作日历调整后重算期限",
    "case.resumed": "材料补齐，继续办理",
    "case.sent_out": "结果寄送",
    "case.supplemented": "一次性告知补正",
    "code.issued": "发给再次来办的取件码、补正码",
    "concern.answered": "“办不成事”反映已答复",
    "concern.raised": "登记“办不成事”反映",
    "contest.opened": "部门提出异议",
    "contest.reviewed": "异议复核",
    "log.verified": "校验流水",
    "rating.given": "群众评价",
    "rectification.called_back": "差评回访",
    "rectification.done": "差评整改完成",
    "rectification.opened": "差评需整改",
    "rectification.overdue": "差评逾期未整改",
    "rectification.reviewed": "差评申诉复核",
    "registered.often": "只受理率偏高",
    "report.read": "监察人员查阅",
    "sign_on.refused": "登录被拒绝",
    "slip.expired": "号票未能及时打印",
    "slip.failed": "号票打印失败",
    "slip.printed": "号票已打印",
    "slip.queued": "号票待打印",
    "slip.sent": "号票已送打印机",
    "slip.unconfirmed": "打印机未确认出票",
    "ticket.called": "叫号",
    "ticket.cancelled": "取消号码",
    "ticket.expired": "当日结束，号票失效",
    "ticket.finished": "办结",
    "ticket.held": "暂缓叫号",
    "ticket.issued": "取号",
    "ticket.missed": "过号",
    "ticket.parked": "挂起",
    "ticket.placed": "排入队列或调整位置",
    "ticket.recalled": "重呼",
    "ticket.released": "恢复叫号",
    "ticket.reopened": "一分钟内撤销",
    "ticket.returned": "过号后重新排队",
    "ticket.started": "开始办理",
    "ticket.transferred": "转移",
    "ticket.voided": "过号作废",
    "window.closed": "窗口签退",
    "window.opened": "窗口签到",
    "window.paused": "窗口暂停",
    "window.planned": "调整窗口受理的队列",
    "window.resumed": "窗口恢复",
    "window.worked": "后台办理结束",
    "window.working": "后台办理开始",
}
"""Kinds that the catalogue tells with their facts only; the others have their words there."""

ABOUT: Mapping[str, tuple[str, str, bool]] = {
    "number": ("群众的号码", "the visitor's number", True),
    "case": ("办件编号、经过和期限", "the case: its number, course and days", True),
    "priority": ("优先类别、凭证种类和需要的条件", "class, kind of evidence and needs", True),
    "staff": ("工作人员（工号或账号）", "who of the staff: a code or an account", True),
    "opinion": ("评价等级或回访结果", "a level of satisfaction", True),
    "words": ("理由、说明或公告文字", "a reason, a remark or a notice", False),
    "place": ("排队位置和等候时长", "place in the line, times waited", False),
    "matter": ("事项、部门和队列", "matter, department, line", False),
    "window": ("窗口", "the window", False),
    "authority": ("授权书、派驻或项目", "letter, secondment or project", False),
    "role": ("角色", "the role", False),
    "time": ("日期和期限", "days and times", False),
    "device": ("设备、打印机或小票", "device, printer or slip", False),
    "system": ("版本、数量和状态", "versions, counts, states", False),
}
"""What a fact is about: in Chinese, in English, and whether it leads to a person."""

FACTS: Mapping[str, str] = {
    "number": "ticket stop number numbers counter call handed_number came_back come_back",
    "case": "case promised due result accepted_day away_days ready_day reserved days days_left was_promised"
    " ready in_time in_time_first away brought_with part part_result parts papers way good_until",
    "priority": "class evidence tier needs",
    "staff": "staffer secondment session covers account goes approver to_staffer handed_staffer handed_secondment successor"
    " replaces by",
    "opinion": "level satisfied",
    "words": "reason detail en zh opinion what said why policy",
    "place": "state place_seq effective_ms position wait_from_ms wait_ms walk_ms lane held told told_by brought_back after passed decision waiting recalls"
    " shown auto unmissed undoes excluded booked_ms was_ms minutes late_ms lasted_ms pieces",
    "matter": "matter matters department line lines groups was_matter zone concern finding work work_kind",
    "window": "window window_state to_window handed_window place source from_box to_box abilities",
    "role": "role",
    "authority": "letter document renews project replacement reference effective leave lifts half type hash",
    "time": "day until from to due_ms from_month",
    "device": "origin printer job copy slip method attempt meant address profile neighbour used_mm used_slips template bytes kiosk"
    " name page subject table",
    "system": "service added again alarm build by_ms changed changes code contest decidable emergency ended epoch events everywhere figures"
    " finding_seq found good hall head help idle kind mended message newest notice read rectification registered report report_seq"
    " rules schema scheme services stepped upheld value version wall was means factor more lang",
}
"""Every fact of every event, by what it is about; a fact that stands nowhere here stops the tool, and the test."""

OF_ONE_KIND: Mapping[tuple[str, str], str] = {
    ("window.opened", "name"): "staff",
    ("case.recounted", "was"): "case",
    ("case.extended", "was"): "case",
}
"""Facts whose name means something else in one kind of event."""

READERS: Mapping[RetainedKind, str | None] = {
    RetainedKind.CONCERNS: "oversight.read",
    RetainedKind.RATINGS: "rectification.read",
    RetainedKind.CONTESTS: "score.read",
    RetainedKind.CASES: "case.read",
    RetainedKind.NOTES: "window.list",
    RetainedKind.CODES: "appointment.read",
    RetainedKind.EMERGENCIES: None,
}
"""The permission by which the pages show what was told so; None: no page shows it, only the log holds it."""
