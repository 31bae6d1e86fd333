"""Turn a violated unique index into a readable refusal: the last guard behind all earlier rules."""

from __future__ import annotations

import re
import sqlite3
from functools import cache

from sqlalchemy import Index, Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from hallserver.core.errors import AgainstTheRecord, AlreadyThere
from hallserver.core.language.why import Why
from hallserver.store.schema import metadata

Refusal = AlreadyThere | AgainstTheRecord
_UNIQUE_VIOLATION = "23505"  # of SQL's own codes
_UNIQUE = re.compile(r"UNIQUE constraint failed: (?:index '(\w+)'|(.+))")

# unique indexes and constraints: the index name, or the columns as SQLite's error message lists them
CLASHES: dict[str, Why] = {
    "one_appointment_per_code": Why("该预约号已被使用", "this appointment code is in use"),
    "appointment.ticket": Why("该票号已用于另一预约", "this number stands for another appointment"),
    "case_file.code": Why("该取件码已被使用", "this code of a case is in use"),
    "case_file.stop": Why("该次办理已有一件办件", "this service has a case already"),
    "case_file.year, case_file.counter": Why("该办件编号已被使用", "this case number is in use"),
    "account.identity": Why("该统一身份已绑定另一账号", "another account is signed on by this identity"),
    "acknowledgement.alarm": Why("该提醒已有人处理", "somebody takes care of this alarm already"),
    "alarm.kind, alarm.subject": Why("该提醒已发出", "this alarm has been raised already"),
    "concern.seq": Why("该反映已登记", "this report has been taken down already"),
    "contest.kind, contest.seq": Why("该扣分项已提出过异议", "this finding has been contested already"),
    "desk_work.session": Why("该窗口已在后台办理", "this window does back-office work already"),
    "emergency.device": Why("该处已在紧急求助", "this place calls for help in an emergency already"),
    "event_private.key_id": Why("流水中已有同一私密部分", "the log has this private part already"),
    "help.device": Why("该设备已在求助", "this device is calling for help already"),
    "line_stop.day, line_stop.line": Why("该队列今日已暂停取号", "this line is stopped already"),
    "kiosk_stop.kiosk": Why("该取号机已停用", "this kiosk is stopped already"),
    "letter.document": Why("该文号已有授权书", "there is a letter under this document no."),
    "line.prefix": Why("另一队列已使用该字头", "another line has this prefix"),
    "link.hash": Why("该一次性链接已存在", "this one-time link exists already"),
    "outbox.receiver, outbox.about": Why("该接收方已有此消息", "this receiver has this message already"),
    "outbox.uid": Why("该消息编号已存在", "there is a message with this id already"),
    "phone.key_id": Why("该手机号已登记", "this telephone number has been bound already"),
    "pairing.code": Why("该配对码正在使用", "this pairing code is in use"),
    "pairing.hash": Why("该设备已在配对", "this device is being paired already"),
    "print_job.ticket, print_job.kind": Why("访客已补打过一次", "the visitor has had another copy already"),
    "print_job.ticket, print_job.kind, print_job.copy": Why(
        "该份小票已在打印", "this copy of the slip is being printed already"
    ),
    "rectification.stop": Why("该差评已在整改", "this bad rating is being put right already"),
    "replacement.reference": Why("该文号已用于另一次调换", "this reference no. was used for another consent"),
    "replacement.secondment": Why(
        "该派驻已有待答复的调换申请", "a replacement for this secondment has been asked for already"
    ),
    "return_code.stop": Why("该次办理已有取件码", "this service has a code for the way back already"),
    "return_code.used_by": Why("该票号已用于另一取件码", "this number stands for another code already"),
    "secondment.staffer": Why("该人员已有待签署的推荐", "this person has an open nomination already"),
    "secondment.staffer, secondment.from_day": Why(
        "该人员已有同日开始的派驻", "this person has a term that begins on the same day"
    ),
    "session.staffer": Why("该人员已在另一窗口签到", "this person is signed on at another window"),
    "session.window": Why("该窗口已有人签到", "somebody is signed on at this window"),
    "session_pause.session": Why("该窗口已暂停服务", "this window is paused already"),
    "slot_place.draft": Why("该名额已为他人保留", "this place is held already"),
    "slot_place.appointment": Why("该预约已有名额", "this booking has a place already"),
    "stop.case_number": Why("该办件已有一个未办结的号", "there is a live number for this case"),
    "stop.identity, stop.matter": Why(
        "此人已为该事项取号", "this person holds a live number for this matter"
    ),
    "stop.ticket": Why("该访客正在另一窗口办理", "this visitor is at another window"),
    "stop.ticket, stop.matter": Why("该号已有此事项", "the number is for this matter already"),
    "stop.ticket, stop.position": Why("该号已有同一项事项", "this number has a stop in that place already"),
    "stop.window": Why("该窗口正有人办理", "this window has a visitor"),
    "ticket.day, ticket.line, ticket.counter": Why(
        "该队列今天已发过此号", "this line has given this number today"
    ),
    "ticket.day, ticket.number": Why("今天已发过同一票号", "this number has been given today"),
    "token.hash": Why("该令牌已存在", "this token exists already"),
    "token.role, token.name": Why("该设备已有有效令牌", "this device has a working token already"),
}

# tables whose primary key is the name that people use for a row
KEYED: dict[str, Why] = {
    "account": Why("账号", "an account"),
    "answer": Why("该请求的答复", "an answer to this request"),
    "appointment": Why("预约", "an appointment"),
    "calendar_day": Why("该日的日历安排", "an entry for this day in the calendar"),
    "case_counter": Why("该年的办件编号", "a counter of cases for this year"),
    "case_extension": Why("同一期限的延期", "an extension of this day"),
    "case_file": Why("办件", "a case"),
    "case_part": Why("该部门的联办部分", "this department's part of the case"),
    "case_recount": Why("该办件同一时刻的重新计算", "a recount of the case at this moment"),
    "case_supplement": Why("一次性告知", "a request for papers"),
    "closing": Why("当日闭厅记录", "a closing of this day"),
    "come_back": Why("回呼请求", "a request to come back"),
    "counter": Why("该队列当日的计数", "a counter of this line for the day"),
    "decision": Why("叫号依据", "a decision"),
    "department": Why("部门", "a department"),
    "duty": Why("值班安排", "a duty"),
    "event": Why("流水", "an event"),
    "event_private": Why("流水附件", "an event's private part"),
    "finding": Why("扣分项", "a finding"),
    "group_matter": Why("事项组内的事项", "a matter of this group"),
    "hall": Why("大厅", "a hall"),
    "kiosk": Why("取号机", "a kiosk"),
    "kiosk_department": Why("该取号机开放的部门", "a department of this kiosk"),
    "kiosk_matter": Why("该取号机开放的事项", "a matter of this kiosk"),
    "letter_matter": Why("授权书所载事项", "a matter of this letter"),
    "line": Why("队列", "a line"),
    "matter": Why("事项", "a matter"),
    "matter_group": Why("事项组", "a matter group"),
    "phone": Why("该票号的手机号", "a telephone number of this ticket"),
    "printer": Why("打印机", "a printer"),
    "project": Why("项目", "a project"),
    "project_effect": Why("项目影响", "an effect of the project"),
    "quota": Why("限号", "a quota"),
    "quota_use": Why("限号使用记录", "a use of the quota"),
    "rating": Why("评价", "a rating"),
    "return_code": Why("取件码", "a code for the way back"),
    "rule_set": Why("规则版本", "a version of the rules"),
    "score_scheme": Why("考核办法版本", "a version of the scheme"),
    "screen": Why("综合屏", "a screen"),
    "secondment_signature": Why("签署", "this signature"),
    "service": Why("办理记录", "a record of this service"),
    "session_matter": Why("窗口可办事项", "a matter of this session"),
    "shift": Why("窗口半日安排", "a shift"),
    "slip_logo": Why("小票标志", "a logo"),
    "slip_template": Why("小票模板", "a template"),
    "slot_place": Why("该时段的名额", "a place of this slot"),
    "staffer": Why("人员", "a staffer"),
    "tally": Why("等候人数", "a tally"),
    "window": Why("窗口", "a window"),
    "window_group": Why("窗口的事项组", "a group of this window"),
    "window_line": Why("窗口的队列", "a line of this window"),
    "window_today": Why("窗口今日安排", "a plan of this window for today"),
    "zone": Why("区域", "a zone"),
}


def refusal_of(error: IntegrityError | sqlite3.IntegrityError) -> Refusal:
    """Return the refusal for a violated constraint; the database was not changed."""
    name = _violated(error.orig if isinstance(error, IntegrityError) else error)
    if name is None:
        return AgainstTheRecord()
    why = CLASHES.get(name)
    if why is None:
        noun = KEYED.get(name.partition(".")[0], Why("同一项内容", "the same"))
        why = Why(f"{noun.zh}已存在", f"there is {noun.en} already")
    return AlreadyThere(why_zh=why.zh, why_en=why.en)


def _violated(error: BaseException | None) -> str | None:
    """Which unique index or constraint an error names, as SQLite would name it; None for another constraint."""
    if isinstance(error, sqlite3.Error):
        found = _UNIQUE.search(str(error))
        return found and (found[1] or found[2])
    told = getattr(error, "diag", None)  # of PostgreSQL's driver, which is not loaded where it is not used
    if told is None or getattr(error, "sqlstate", None) != _UNIQUE_VIOLATION:
        return None
    return _by_postgres_name().get(told.constraint_name, f"{told.table_name}.")


@cache
def _by_postgres_name() -> dict[str, str]:
    """What PostgreSQL calls each unique index and constraint → what SQLite says."""
    names: dict[str, str] = {}
    for table in metadata.sorted_tables:
        names |= {str(index.name): _said(index) for index in table.indexes if index.unique}
        for unique in _constraints(table):
            columns = [column.name for column in unique.columns]
            given = unique.name or "_".join((table.name, *columns, "key"))  # as PostgreSQL names it
            names[str(given)] = _columns(table, columns)
    return names


def unique_names() -> set[str]:
    """Every unique index and constraint of the schema, named as SQLite names it in its error message."""
    return {
        name
        for table in metadata.sorted_tables
        for name in (
            *(_columns(table, [column.name for column in each.columns]) for each in _constraints(table)),
            *(_said(each) for each in table.indexes if each.unique),
        )
    }


def _constraints(table: Table) -> list[UniqueConstraint]:
    return [each for each in table.constraints if isinstance(each, UniqueConstraint)]


def _columns(table: Table, names: list[str]) -> str:
    return ", ".join(f"{table.name}.{name}" for name in names)


def _said(index: Index) -> str:
    """How SQLite names an index: by its columns, or by its own name when it covers an expression."""
    if len(index.columns) != len(list(index.expressions)) or any(
        "(" in str(each) for each in index.expressions
    ):
        return str(index.name)
    return ", ".join(str(each) for each in index.expressions)
