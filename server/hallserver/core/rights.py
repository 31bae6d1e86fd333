"""Access control: one table, role × permission. Anything not listed is refused."""

from __future__ import annotations

from dataclasses import dataclass

from hallserver.core.language.why import Why

DEVICE_ROLES = ("kiosk", "display", "window", "rating", "printer", "guide", "platform")
STAFF_ROLES = ("manager", "department", "supervision", "technician")
UNPAIRED_ROLES = frozenset({"printer", "platform"})  # other programs: they get their token by hand
PAIRED_ROLES = tuple(
    role for role in DEVICE_ROLES if role not in UNPAIRED_ROLES
)  # paired by the digits that they show
ROLES = (*DEVICE_ROLES, *STAFF_ROLES, "follower", "local")

GUEST = "hallserver.guest"  # marks a request from the guests' port, which accepts only followers

PERMISSIONS: dict[str, frozenset[str]] = {
    "ticket.issue": frozenset({"kiosk", "guide", "local"}),
    "ticket.see": frozenset({"kiosk", "guide", "window", "manager", "supervision", "local", "follower"}),
    "ticket.drop": frozenset({"kiosk", "guide", "window", "manager", "local", "follower"}),
    "ticket.return": frozenset({"kiosk", "guide", "window", "manager", "local", "follower"}),
    "ticket.reprint": frozenset({"kiosk", "guide", "manager", "local"}),
    "ticket.reopen": frozenset({"window", "guide", "manager", "local"}),
    "ticket.add": frozenset({"kiosk", "guide", "window", "local"}),
    "ticket.need": frozenset({"guide", "window", "manager", "local"}),
    "ticket.raise": frozenset({"guide", "manager", "local"}),
    "ticket.direct": frozenset({"guide"}),
    "ticket.undo": frozenset({"kiosk", "guide", "window", "manager", "local", "follower"}),
    "ticket.find": frozenset({"guide", "window", "manager", "local"}),
    "ticket.list": frozenset({"guide", "manager", "supervision", "local"}),
    "ticket.own": frozenset({"follower"}),
    "ticket.rate": frozenset({"follower", "rating"}),
    "window.read": frozenset({"window", "display", "guide", "manager", "supervision", "local"}),
    "window.act": frozenset({"window"}),
    "window.list": frozenset({"window", "guide", "manager", "supervision", "local"}),
    "call.select": frozenset({"window"}),
    "board.read": frozenset(
        {"display", "kiosk", "guide", "window", "rating", "manager", "supervision", "local"}
    ),
    "appointment.book": frozenset({"manager", "guide", "local"}),
    "appointment.read": frozenset({"manager", "guide", "supervision", "local"}),
    "slot.book": frozenset({"platform"}),
    "rules.read": frozenset({"manager", "supervision", "window", "guide", "local"}),
    "rules.publish": frozenset({"manager", "local"}),
    "window.plan": frozenset({"manager", "local"}),
    "line.stop": frozenset({"manager", "local"}),
    "day.close": frozenset({"manager", "local"}),
    "clip.read": frozenset({"display", "kiosk", "guide", "local"}),
    "notice.write": frozenset({"manager", "local"}),
    "media.read": frozenset({"display", "kiosk", "local"}),
    "kiosk.read": frozenset({"kiosk"}),
    "kiosk.stop": frozenset({"manager", "technician", "local"}),
    "help.ask": frozenset({"kiosk"}),
    "help.answer": frozenset({"guide", "manager"}),
    "emergency.raise": frozenset({"window", "guide"}),
    "emergency.see": frozenset({"window", "guide", "manager"}),
    "alarm.see": frozenset({"guide", "manager", "supervision", "technician", "local"}),
    "alarm.answer": frozenset({"guide", "manager", "technician"}),
    "message.write": frozenset({"window", "guide", "manager"}),
    "concern.raise": frozenset({"guide"}),
    "concern.read": frozenset({"guide", "manager", "supervision"}),
    "concern.answer": frozenset({"supervision", "local"}),
    "ticket.past": frozenset({"manager", "supervision", "local"}),
    "oversight.read": frozenset({"supervision", "local"}),
    "log.verify": frozenset({"supervision", "local"}),
    "score.read": frozenset({"manager", "department", "supervision", "local"}),
    "score.contest": frozenset({"department", "local"}),
    "score.review": frozenset({"supervision", "local"}),
    "scheme.publish": frozenset({"manager", "local"}),
    "case.read": frozenset({"manager", "department", "supervision", "window", "local"}),
    "case.act": frozenset({"department", "window", "local"}),
    "rectification.read": frozenset({"manager", "department", "supervision", "local"}),
    "rectification.do": frozenset({"department", "local"}),
    "rectification.call_back": frozenset({"manager", "local"}),
    "rectification.review": frozenset({"supervision", "local"}),
    "secondment.read": frozenset({"manager", "department", "supervision", "local"}),
    "secondment.nominate": frozenset({"department", "local"}),
    "secondment.sign": frozenset({"manager", "local"}),
    "secondment.end": frozenset({"manager", "local"}),
    "replacement.ask": frozenset({"department", "local"}),
    "replacement.answer": frozenset({"manager", "local"}),
    "roster.read": frozenset({"manager", "department", "supervision", "local"}),
    "leave.note": frozenset({"manager", "local"}),
    "catalogue.read": frozenset({"manager", "supervision", "local"}),
    "catalogue.write": frozenset({"manager", "local"}),
    "project.read": frozenset({"manager", "department", "supervision", "local"}),
    "project.write": frozenset({"manager", "local"}),
    "department.own": frozenset({"department"}),
    "letter.read": frozenset({"manager", "department", "supervision", "local"}),
    "letter.write": frozenset({"manager", "local"}),
    "letter.scan": frozenset({"manager", "department", "local"}),
    "events.read": frozenset({"supervision", "local"}),
    "report.read": frozenset({"manager", "department", "supervision", "local"}),
    "printer.read": frozenset({"printer", "manager", "supervision", "guide", "technician", "local"}),
    "job.print": frozenset({"printer"}),
    "printer.test": frozenset({"guide", "window", "manager", "technician", "local"}),
    "printer.care": frozenset({"guide", "manager", "technician", "local"}),
    "printer.edit": frozenset({"manager", "technician", "local"}),
    "slip.edit": frozenset({"manager", "technician", "local"}),
    "device.register": frozenset({"manager", "technician", "local"}),
    "device.log": frozenset({"manager", "technician", "local"}),
    "doctor.ask": frozenset({"manager", "technician", "local"}),
    "hall.plan": frozenset({"local"}),
    "live.public": frozenset(
        {"display", "kiosk", "guide", "window", "rating", "manager", "supervision", "local"}
    ),
    "live.staff": frozenset({"window", "guide", "manager", "supervision", "technician"}),
    "live.own": frozenset({"follower"}),
    "call.acknowledge": frozenset({"display"}),
    "call.watch": frozenset({"window", "guide", "manager", "supervision", "local"}),
    "self.read": frozenset(set(ROLES) - {"follower"}),
    "live.token": frozenset({"manager", "department", "supervision", "technician"}),
    "outbox.read": frozenset({"manager", "technician", "local"}),
    "outbox.keep": frozenset({"technician", "local"}),
    "phone.bind": frozenset({"follower"}),
    "account.keep": frozenset({"manager", "supervision", "local"}),
}

KEPT_ROLES: dict[str, tuple[str, ...]] = {
    "manager": ("manager", "department", "technician"),
    "supervision": ("supervision",),
    "local": STAFF_ROLES,
}
"""Whose accounts a role opens and shuts: a manager lets nobody read as supervision, which watches managers."""


OWED_WORDS: dict[str, Why] = {
    "password": Why("设置新密码", "a new password"),
    "second_factor": Why("绑定动态口令", "a second factor"),
}
"""What an account may have to do before anything else."""

# the words for each permission in a refusal, and for each limit of a permission
LIMIT_WORDS: dict[str, Why] = {
    "ticket.issue": Why("取号", "take a number"),
    "ticket.see": Why("查看票号", "see a ticket"),
    "ticket.drop": Why("取消票号", "give a number up"),
    "ticket.return": Why("过号回队", "bring a number back into its line"),
    "ticket.reprint": Why("补打号票", "print a slip again"),
    "ticket.add": Why("增减事项", "add or give up a matter of a number"),
    "ticket.need": Why("登记群众的需要", "say what a visitor needs"),
    "ticket.raise": Why("提高号码的优先类别", "raise a number's class"),
    "ticket.direct": Why("引导群众直接到窗口", "send a visitor straight to a window"),
    "ticket.undo": Why("撤销自己的操作", "take one's own act back"),
    "ticket.reopen": Why("撤回办结", "take an end back"),
    "ticket.find": Why("按票号查询", "find a ticket by its number"),
    "ticket.list": Why("查看今日票号", "list today's numbers"),
    "ticket.own": Why("查看本人票号", "one's own ticket only"),
    "ticket.rate": Why("评价", "rate a service"),
    "window.read": Why("查看窗口", "see a window"),
    "window.list": Why("查看等候名单", "see who waits for a window"),
    "window.act": Why("窗口操作", "act at a window"),
    "call.select": Why("选呼", "call out of turn"),
    "board.read": Why("查看综合屏", "see the board"),
    "appointment.book": Why("登记预约", "book appointments"),
    "appointment.read": Why("查看预约", "see appointments"),
    "slot.book": Why("代群众按时段预约", "book slots for visitors, as a platform"),
    "rules.read": Why("查看叫号规则", "see the rules"),
    "rules.publish": Why("发布叫号规则", "publish rules"),
    "window.plan": Why("安排窗口", "plan a window"),
    "line.stop": Why("暂停某队列取号", "stop the numbers of a line"),
    "day.close": Why("闭厅", "close the day"),
    "clip.read": Why("语音片段", "hear clips"),
    "call.watch": Why("查看未播出的叫号", "see calls that were not heard"),
    "notice.write": Why("发布通知", "write notices"),
    "media.read": Why("读取图片和影片", "read pictures and films"),
    "kiosk.read": Why("读取本机设置", "read what a kiosk offers"),
    "kiosk.stop": Why("停用取号机", "stop a kiosk"),
    "help.ask": Why("求助", "ask for help"),
    "help.answer": Why("应答求助", "answer calls for help"),
    "emergency.raise": Why("紧急求助", "call for help in an emergency"),
    "emergency.see": Why("处置紧急求助", "answer emergencies"),
    "alarm.see": Why("查看大厅提醒", "see the hall's alarms"),
    "alarm.answer": Why("处理大厅提醒", "take care of the hall's alarms"),
    "message.write": Why("收发短消息", "write short messages"),
    "concern.raise": Why("登记“办不成事”反映", "take down what could not be done"),
    "concern.read": Why("查看“办不成事”反映", "see what could not be done"),
    "concern.answer": Why("答复“办不成事”反映", "answer what could not be done"),
    "ticket.past": Why("查看各日票号", "see the numbers of any day"),
    "oversight.read": Why("效能监察", "supervision's readings"),
    "log.verify": Why("校验流水", "verify the log"),
    "score.read": Why("查看考核", "see scores"),
    "score.contest": Why("提出异议", "contest a finding"),
    "score.review": Why("裁定异议", "decide a contest"),
    "scheme.publish": Why("发布考核办法", "publish a scheme of deductions"),
    "case.read": Why("查看办件", "see cases"),
    "case.act": Why("办理办件", "act on cases"),
    "rectification.read": Why("查看差评", "see bad ratings"),
    "rectification.do": Why("差评整改", "put a bad rating right"),
    "rectification.call_back": Why("差评回访", "call a visitor back"),
    "rectification.review": Why("裁定差评申诉", "decide an appeal against a rating"),
    "secondment.read": Why("查看派驻", "see secondments"),
    "secondment.nominate": Why("推荐派驻人员", "nominate staff"),
    "secondment.sign": Why("签署派驻", "sign a secondment"),
    "secondment.end": Why("终止派驻", "end a secondment"),
    "replacement.ask": Why("申请调换", "ask for a replacement"),
    "replacement.answer": Why("答复调换", "answer a request for replacement"),
    "roster.read": Why("查看出勤", "see attendance"),
    "leave.note": Why("登记请假", "note leave"),
    "catalogue.read": Why("查看事项目录", "see the catalogue's tables"),
    "catalogue.write": Why("修改事项目录", "change the catalogue"),
    "project.read": Why("查看绿色通道项目", "see projects"),
    "project.write": Why("登记绿色通道项目", "open and close projects"),
    "department.own": Why("查看本部门待办与窗口", "see a department's own page"),
    "letter.read": Why("查看授权书", "see letters"),
    "letter.write": Why("登记授权书", "issue and withdraw letters"),
    "letter.scan": Why("上传授权书扫描件", "attach a letter's scan"),
    "events.read": Why("读取流水", "read the log"),
    "report.read": Why("查看报表", "see reports"),
    "printer.read": Why("查看打印机", "see printers"),
    "job.print": Why("打印", "print"),
    "printer.test": Why("打印测试页", "print a test slip"),
    "printer.care": Why("打印机换纸与检查", "care for printers"),
    "printer.edit": Why("设置打印机", "set up printers"),
    "slip.edit": Why("设置小票", "change the slips"),
    "device.register": Why("登记设备", "register devices"),
    "device.log": Why("查看设备记录", "see what happened to a device"),
    "doctor.ask": Why("检查服务器", "have the server looked at"),
    "hall.plan": Why("在服务器本机管理大厅", "administer the hall at the server itself"),
    "live.public": Why("接收公开推送", "hear the public stream"),
    "live.staff": Why("接收工作推送", "hear the staff stream"),
    "live.own": Why("接收本人票号推送", "hear one's own ticket"),
    "call.acknowledge": Why("确认叫号已显示", "acknowledge calls"),
    "self.read": Why("查看本机身份", "see who one is"),
    "live.token": Why("工作人员登录", "be signed on as staff"),
    "outbox.read": Why("查看对外消息", "see the messages that leave the hall"),
    "outbox.keep": Why("管理对外消息", "keep the messages that leave the hall"),
    "phone.bind": Why("登记接收提醒的手机号", "leave a telephone number to be told"),
    "account.keep": Why("管理工作账号", "keep staff accounts"),
    "accounts of this role": Why("管理该角色的账号", "keep accounts of this role"),
    "local": Why("仅限服务器本机", "only at the server itself"),
    "cases of another department": Why("其他部门的办件", "cases of another department"),
    "findings of another department": Why("其他部门的扣分项", "findings of another department"),
    "people of another department": Why("其他部门的人员", "people of another department"),
    "ratings of another department": Why("其他部门的评价", "ratings of another department"),
    "letters of another department": Why("其他部门的授权书", "letters of another department"),
    "chief representative": Why("仅限首席代表", "only a chief representative"),
    "the holding department's case": Why("仅限牵头部门", "only the department that holds the case"),
    "a number given elsewhere": Why("更改在别处取的号", "change a number that was taken elsewhere"),
    "link of a number given elsewhere": Why("仅限取号的设备", "only the device that gave the number"),
}

# public boards, streams of replicas, and the caller's own data: supervision's reading of these is not logged
UNNOTED = frozenset(
    {
        "board.read",
        "call.watch",
        "clip.read",
        "events.read",
        "printer.read",
        "rules.read",
        "self.read",
        "window.read",
    }
)
_LISTEN = ("live.public", "live.staff", "live.own")
# the messages that a client may send over `/live`; it needs one of the listed permissions
SOCKET_EVENTS: dict[str, tuple[str, ...]] = {
    "connect": _LISTEN,
    "disconnect": _LISTEN,
    "resume": _LISTEN,
    "heartbeat": _LISTEN,
    "shown": ("call.acknowledge",),
    "spoken": ("call.acknowledge",),
}


def permissions_of(role: str) -> tuple[str, ...]:
    """The names of all permissions of a role."""
    return tuple(name for name, roles in sorted(PERMISSIONS.items()) if role in roles)


CLOCK_ID = "clock"  # the actor of what falls due


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller: a device, a staff account, a follower of one ticket, or a person at the machine itself.

    Attributes:
        id: stable text; idempotency keys are unique under it, and the log names the actor by it.
        role: a row of the table.
        window: code of the window of a window or rating device.
        department: the department whose rows a department account sees.
        ticket: the one ticket of a follower.
    """

    id: str
    role: str
    name: str = ""
    window: str | None = None
    department: str | None = None
    ticket: int | None = None

    @property
    def confined_to(self) -> str | None:
        """The department whose rows alone a department's account sees; None where the role sees all."""
        return self.department if self.role == "department" else None

    @property
    def label(self) -> str:
        """The caller's name in the record: role and name."""
        return f"{self.role}:{self.name}"

    def is_outside(self, department: str | None) -> bool:
        """Whether this is a department's account, and the rows are another department's."""
        return self.role == "department" and self.department != department

    def may(self, permission: str) -> bool:
        """Whether the caller has the permission."""
        return self.role in PERMISSIONS[permission]
