"""The errors of the hall: each is a fact with a stable code, and a sentence in zh and en.

`docs/reference.md` lists the tree with every code, generated from these classes. Which route can return which
error is read from the source (`web/find_refusals.py`). Responses have the form of RFC 9457, problem+json.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from string import Formatter
from typing import Any, ClassVar

from hallserver.core.language.said import REFUSALS
from hallserver.core.language.why import NOUNS, Why
from hallserver.core.language.words import Said, Words
from hallserver.core.rights import LIMIT_WORDS, OWED_WORDS


class HallError(Exception):
    """A fact with a stable `code`, an HTTP `status` and sentences in zh and en; `facts` fill the sentences."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    zh: ClassVar[str] = "系统错误。"
    en: ClassVar[str] = "Something went wrong."
    message: ClassVar[str | None] = None

    def __init__(self, state: dict[str, Any] | None = None, **facts: Any) -> None:
        super().__init__(_said(self.en, _Blank(facts), "en"))
        self.facts = facts
        self.state = state

    def __init_subclass__(cls) -> None:
        """Take the sentences that visitors see from the catalogues, by the error's code."""
        super().__init_subclass__()
        if "code" in cls.__dict__ and (found := REFUSALS.get(cls.code)):
            cls.zh, cls.en, cls.message = found.zh, found.en, found.message

    def sentence(self) -> Words:
        """Return the sentence in Chinese and English, with its message id for other languages."""
        facts = _Blank({name: _in_words(name, each) for name, each in self.facts.items()})
        zh, en = _said(self.zh, facts, "zh"), _said(self.en, facts, "en")
        if self.message is None:
            return Words(zh, en)
        places = [name for _, name, _, _ in Formatter().parse(self.zh) if name]
        return Said(zh, en, self.message, {name: facts.get(name, "") for name in places})


class _Blank(dict[str, Any]):
    """Facts in which a missing one reads as an empty string instead of an error.

    A noun also has its Chinese word.
    """

    def __missing__(self, key: str) -> str:
        return NOUNS.get(str(self.get(key.removesuffix("_zh"))), "") if key.endswith("_zh") else ""


def _in_words(name: str, fact: Any) -> Any:
    """A noun becomes words in Chinese and English; any other fact stays as it is."""
    return Words(NOUNS[fact], fact) if name == "what" and fact in NOUNS else fact


def _said(template: str, facts: _Blank, lang: str) -> str:
    """Fill a template with facts; some facts are words in several languages."""
    told = _Blank({name: each.get(lang) if isinstance(each, Words) else each for name, each in facts.items()})
    return template.format_map(told)


class Refused(HallError):
    """The request cannot be taken as it is."""

    status = 400


class Malformed(Refused):
    """The body, a field or a header has the wrong shape, or an impossible value."""

    code = "malformed"
    zh = "提交的内容有误：{why_zh}"
    en = "The request is not of the agreed shape: {why}"

    def __init__(self, why: Why) -> None:
        super().__init__(why=why.en, why_zh=why.zh)


class KeyMissing(Refused):
    """Every POST and DELETE needs an Idempotency-Key."""

    code = "key_missing"
    zh = "缺少 Idempotency-Key 请求头。"
    en = "The header Idempotency-Key is missing (1 to 200 printable characters)."


class ReasonNeeded(Refused):
    """The window only accepted what its letter lets it decide on the spot, and gave no reason."""

    code = "reason_needed"
    zh = "授权书准许当场办结“{matter_zh}”；只受理不办结须说明理由，并计入只受理率。"
    en = "The letter lets this window decide “{matter_en}” on the spot: say why it is only accepted; it counts as registration-only."


class TooManyPieces(Refused):
    """More pieces than the hall's rules let one service have."""

    code = "too_many_pieces"
    zh = "一次办理最多记 {most} 件。"
    en = "One service counts at most {most} pieces."


class FeeReasonNeeded(Refused):
    """The fee differs from the standard fee, and no reason was given."""

    code = "fee_reason_needed"
    zh = "“{matter_zh}”的收费标准为 {standard} 元，实收 {charged} 元：须说明理由，并列入监察。"
    en = "The standard fee for “{matter_en}” is ¥{standard}, charged were ¥{charged}: say why; it is listed for supervision."


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a file: the line, the field and the reason."""

    line: int
    field: str
    zh: str
    en: str


class BadPlan(Refused):
    """An import file is wrong; all faults are listed by file, line and field, the first also in own facts."""

    code = "bad_plan"
    zh = "{file} 第 {line} 行，字段 {field}：{why_zh}"
    en = "{file}, line {line}, field {field}: {why}"
    MOST_SAID = 50

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        first = faults[0]
        super().__init__(
            file=file,
            line=first.line,
            field=first.field,
            why=first.en,
            why_zh=first.zh,
            count=len(faults),
            faults=[asdict(each) for each in faults],
        )

    def __str__(self) -> str:
        return self.sentence().en

    def sentence(self) -> Words:
        """One line per fault, up to `MOST_SAID`."""
        said = self.facts["faults"][: self.MOST_SAID]
        left = self.facts["count"] - len(said)
        lines = {"zh": self.zh, "en": self.en}
        told = {
            lang: [
                line.format_map({**each, "file": self.facts["file"], "why_zh": each["zh"], "why": each["en"]})
                for each in said
            ]
            for lang, line in lines.items()
        }
        if left:
            told["zh"].append(f"……另有 {left} 处")
            told["en"].append(f"… and {left} more")
        return Words("\n".join(told["zh"]), "\n".join(told["en"]))


class BadFile(Refused):
    """A file that cannot be read at all: wrong type, unknown encoding, or too large."""

    code = "bad_file"
    zh = "无法读取文件 {file}：{why_zh}"
    en = "The file {file} cannot be read: {why}"

    def __init__(self, file: str, why: Why) -> None:
        super().__init__(file=file, why=why.en, why_zh=why.zh)


class BadRules(Refused):
    """A rules file is wrong; all wrong fields are listed, and the first one has its own facts."""

    code = "bad_rules"
    zh = "规则文件字段 {field}：{why_zh}"
    en = "The rules' field {field} {why}"

    def __init__(self, faults: Sequence[tuple[str, Why]]) -> None:
        field, why = faults[0]
        super().__init__(
            field=field,
            why=why.en,
            why_zh=why.zh,
            faults=[{"field": name, "zh": each.zh, "en": each.en} for name, each in faults],
        )

    def __str__(self) -> str:
        return self.sentence().en

    def sentence(self) -> Words:
        """One line per field."""
        lines = {"zh": self.zh, "en": self.en}
        told = {
            lang: "\n".join(
                line.format_map({"field": each["field"], "why": each["en"], "why_zh": each["zh"]})
                for each in self.facts["faults"]
            )
            for lang, line in lines.items()
        }
        return Words(told["zh"], told["en"])


class NotSignedOn(Refused):
    """The request carries no credentials."""

    code = "not_signed_on"
    status = 401


class WrongToken(Refused):
    """The token is unknown, revoked or spent."""

    code = "wrong_token"
    status = 401


class WrongPin(Refused):
    """The PIN is not the PIN of this staffer."""

    code = "wrong_pin"
    status = 401
    zh = "工号或密码不正确。"
    en = "This staffer and PIN do not belong together."


class GuessablePassword(Refused):
    """The new password stands in a list of leaked ones, or is made of such and of known names."""

    code = "guessable_password"
    status = 422
    zh = "该密码常见于泄露清单或容易猜到，请换一个：几个不相干的词连起来，既好记又难猜。"
    en = "This password is in lists of leaked ones or easily guessed; take another: some words that have nothing to do with each other."


class SimplePassword(Refused):
    """The new password lacks what the hall's rule asks of it."""

    code = "simple_password"
    status = 422
    zh = "按本大厅的密码规定，须含大写字母、小写字母、数字、符号中的至少{classes}种。"
    en = "This hall's rule asks for at least {classes} kinds of characters: capitals, small letters, digits, signs."

    def __init__(self, classes: int) -> None:
        super().__init__(classes=classes)


class SamePassword(Refused):
    """The new password is the old one, where it must be changed."""

    code = "same_password"
    status = 422
    zh = "新密码不能与原密码相同。"
    en = "The new password is the old one."


class SecondFactorNeeded(Refused):
    """Account and password are right; the account has a second factor, and no code came with them."""

    code = "second_factor_needed"
    status = 401
    zh = "请输入手机验证器上的六位动态口令。"
    en = "Now the six digits that the app on your phone shows."


class WrongSecondFactor(Refused):
    """The code is none of this half minute, or was used already."""

    code = "wrong_second_factor"
    status = 401
    zh = "动态口令不正确，或已使用过；请等下一个。"
    en = "These digits are not the app's, or were used already; wait for the next ones."


class SecondFactorLost(Refused):
    """The account's second factor was made with another key than this hall's: its database was restored elsewhere."""

    code = "second_factor_lost"
    status = 409
    zh = "大厅的密钥已更换，原动态口令作废；请管理员发一次性链接，登录后重新绑定。"
    en = "The hall's key is another one since, so the old digits are void; come in by a one-time link and set up new ones."


class HasSecondFactor(Refused):
    """The account has a second factor already."""

    code = "has_second_factor"
    status = 409
    zh = "该账号已绑定动态口令，请先解除。"
    en = "This account has a second factor already; remove it first."


class NoSecondFactor(Refused):
    """The account has no second factor that could be removed."""

    code = "no_second_factor"
    status = 409
    zh = "该账号没有绑定动态口令。"
    en = "This account has no second factor."


class SignOnLapsed(Refused):
    """The sign-on at the provider was not begun in this browser, is finished, or is too old."""

    code = "sign_on_lapsed"
    status = 401
    zh = "本次登录已失效，请在本页重新登录。"
    en = "This sign-on is over; begin it once more on this page."


class SignOnUnproven(Refused):
    """The provider did not prove who somebody is; what was wrong stands in the log."""

    code = "sign_on_unproven"
    status = 401
    zh = "统一身份认证未能确认您的身份，请重试；再次失败请联系技术人员。"
    en = "Your identity could not be confirmed; try once more, then ask the technician."


class NoRoleGranted(Refused):
    """Somebody has proved who they are, and no grant names them."""

    code = "no_role_granted"
    status = 403
    zh = "身份已确认，但未获授权进入本大厅的管理页面，请联系管理员。"
    en = "You are who you say, but no role in this hall is yours; ask the manager."


class NameTaken(Refused):
    """The directory's name is that of an account that is not this person's."""

    code = "name_taken"
    status = 409
    zh = "大厅已有同名账号，且不属于您的统一身份，请联系管理员。"
    en = "The hall has an account of this name that is not yours at the directory; ask the manager."


class PasswordElsewhere(Refused):
    """The account signs on by a directory, so the hall keeps no password of it."""

    code = "password_elsewhere"
    status = 409
    zh = "该账号由统一身份认证登录，密码请在该系统中修改。"
    en = "This account signs on by a directory; change the password there."


class AccountOwes(Refused):
    """Before anything else the account needs what the hall's rules ask of it."""

    code = "account_owes"
    status = 403
    zh = "请先完成账号安全设置：{owes_zh}。"
    en = "First your account needs {owes_en}."

    def __init__(self, owes: tuple[str, ...]) -> None:
        words = [OWED_WORDS[each] for each in owes]
        zh, en = "、".join(each.zh for each in words), " and ".join(each.en for each in words)
        super().__init__(owes=list(owes), owes_zh=zh, owes_en=en)


class NotAllowed(Refused):
    """The caller is known, but may not do this."""

    code = "not_allowed"
    status = 403
    zh = "没有此项权限：{permission_zh}"
    en = "This needs a permission that you do not have: {permission_en}"

    def __init__(self, permission: str | Why) -> None:
        words = permission if isinstance(permission, Why) else LIMIT_WORDS[permission]
        named = words.en if isinstance(permission, Why) else permission
        super().__init__(permission=named, permission_zh=words.zh, permission_en=words.en)


class NeedsTls(Refused):
    """A staff page was requested over plain http from another machine."""

    code = "needs_tls"
    status = 403
    zh = "管理页面须通过加密连接（https）访问。"
    en = "Staff pages answer over https only (or on the server itself)."


class ForeignOrigin(Refused):
    """The request came from a page of another origin, or without the header token."""

    code = "foreign_origin"
    status = 403
    zh = "请求来源不可信。"
    en = "The request does not come from one of our own pages."


class NotFound(Refused):
    """Nothing exists under this name."""

    code = "not_found"
    status = 404


class UnknownCode(NotFound):
    """No appointment, return or case has the code that a visitor typed or scanned."""

    code = "unknown_code"


class UnknownValue(Refused):
    """A well-formed request names something that the hall does not have."""

    code = "unknown_value"
    status = 422
    zh = "{what_zh}“{name}”不存在。{hint_zh}"
    en = "There is no {what} “{name}”.{hint_en}"


class UnknownMatter(UnknownValue):
    """The matter is not in the hall's catalogue."""

    code = "unknown_matter"
    zh = "事项“{name}”不在本大厅目录中。{hint_zh}"
    en = "The matter “{name}” is not in this hall's catalogue.{hint_en}"


class BadSlipTemplate(Refused):
    """A slip's template or logo cannot be printed; `part` counts from 1, 0 is the whole."""

    code = "bad_template"
    status = 422
    zh = "小票模板第 {part} 部分：{why_zh}"
    en = "Part {part} of the slip: {why}"


class BadScan(Refused):
    """The uploaded scan is not a PDF, PNG or JPEG."""

    code = "bad_scan"
    status = 422
    zh = "扫描件须为 PDF、PNG 或 JPEG 文件。"
    en = "A scan is a PDF, PNG or JPEG file."


class KeyReused(Refused):
    """The same idempotency key was sent with another body."""

    code = "key_reused"
    status = 422
    zh = "同一 Idempotency-Key 已用于另一请求。"
    en = "This Idempotency-Key was used for another request."


class TooMany(Refused):
    """Too many failed attempts or connections."""

    code = "too_many"
    status = 429


class TooManyMessages(Refused):
    """One sender writes too often."""

    code = "too_many_messages"
    status = 429
    zh = "一分钟最多发 {most} 条消息，请稍候。"
    en = "At most {most} messages a minute; wait a little."


class Conflict(HallError):
    """The present state of the hall forbids the request; `state` says what that state is."""

    status = 409


class HallClosed(Conflict):
    """The hall issues no numbers at this time."""

    code = "hall_closed"


class MatterUnplanned(Conflict):
    """No window is planned to serve the matter today."""

    code = "matter_unplanned"


class MatterNotInHall(Conflict):
    """The matter is handled by its department, not in the hall."""

    code = "matter_not_in_hall"


class QuotaExhausted(Conflict):
    """The line has no numbers left for now."""

    code = "quota_exhausted"


class LineOutOfUse(Conflict):
    """The office gives no further numbers of this line today; its words say why."""

    code = "line_out_of_use"


class DuplicateTicket(Conflict):
    """The person already holds a live ticket for the matter; a copy of its slip is offered."""

    code = "duplicate_ticket"


class AppointmentOnly(Conflict):
    """The line is a green channel: numbers by approved appointment only."""

    code = "appointment_only"


class CodeUsed(Conflict):
    """The appointment or return code was used, was cancelled, or has expired."""

    code = "code_used"


class TooEarly(Conflict):
    """The appointment is on another day."""

    code = "too_early"


class OutsideHours(Conflict):
    """The hall issues no numbers at the booked time, and the caller did not confirm it."""

    code = "outside_hours"
    zh = "{at_zh} 不在取号时间内（{why_zh}）；如确需预约，请再次确认。"
    en = "{at_en} is outside the hours in which numbers are given ({why_en}); say `outside_hours` to book it all the same."


class NoSlots(Conflict):
    """Visitors book no slot for the matter, or none begins at that time; `state` names times of that day that are free."""

    code = "no_slots"


class SlotFull(Conflict):
    """All places of the slot are taken; `state` names the nearest that are free."""

    code = "slot_full"


class DraftOver(Conflict):
    """The place is no longer held: its minutes are over, or it was let go."""

    code = "draft_over"


class TooLateToChange(Conflict):
    """The booking can no longer be moved or given up by its visitor."""

    code = "too_late_to_change"


class AccountTaken(Conflict):
    """The name belongs to a staff account of another role."""

    code = "account_taken"
    zh = "账号 {name} 已存在，但角色或部门不同；请换一个名称，或修改该账号。"
    en = "There is an account {name} already, of another role or department; choose another name, or change it."


class DeviceTaken(Conflict):
    """Another device of this kind has the name."""

    code = "device_taken"
    zh = "已有同类设备叫 {name}，请换一个名称，或先注销那台设备。"
    en = "Another device of this kind is called {name}; choose another name, or revoke that one first."


class AccountIsShut(Conflict):
    """A shut account gets no link; it can be opened again."""

    code = "account_is_shut"
    zh = "账号 {name} 已停用，请先重新启用。"
    en = "The account {name} is shut; open it again first."


class OwnAccount(Conflict):
    """Nobody shuts or changes the account that they are signed in with."""

    code = "own_account"
    zh = "不能停用或改动自己正在使用的账号。"
    en = "You cannot shut or change the account that you are signed in with."


class StillOpen(Conflict):
    """Closing the day within opening hours needs a confirmation."""

    code = "still_open"
    zh = "现在仍在取号时间内；确需提前闭厅的，请勾选“取号时间未到也闭厅”。"
    en = "Numbers are still being given; to close all the same, say that it is early."


class StillServing(Conflict):
    """The day cannot be closed while a visitor is at a window."""

    code = "still_serving"
    zh = "仍有窗口在办理（{windows_zh}），办完后才能闭厅。"
    en = "Somebody is still at window {windows_en}; the day can be closed after that."


class DayClosed(HallClosed):
    """The manager has closed the day."""

    code = "day_closed"


class StafferAbsent(Conflict):
    """A visitor can only be sent to a person who is signed on, or to a window that is open or will open."""

    code = "staffer_absent"
    zh = "{staffer} 当前不在岗，请转到窗口或队列。"
    en = "{staffer} is not signed on; send the visitor to a window or a line."


class TooLate(Conflict):
    """It could be taken back only within a minute, or requested only once."""

    code = "too_late"


class TooManyStops(Conflict):
    """A number carries as many matters as it may."""

    code = "too_many_stops"
    zh = "一个号最多办理 {most} 项，请另取一号。"
    en = "One number carries at most {most} matters; take another one."


class EmergencyOver(Conflict):
    """The emergency has been reset."""

    code = "emergency_over"
    zh = "该紧急求助已解除。"
    en = "This emergency is over."


class AlarmOver(Conflict):
    """The alarm has ended by itself."""

    code = "alarm_over"
    zh = "该提醒已解除。"
    en = "This alarm is over."


class KioskOutOfUse(Conflict):
    """The office has stopped this kiosk; its words say what to do."""

    code = "kiosk_out_of_use"


class NotAtThisKiosk(Conflict):
    """This kiosk does not give numbers for the matter; another one does, or the guide desk."""

    code = "not_at_this_kiosk"


class NotRaised(Conflict):
    """The class is no higher than the one that the number has."""

    code = "not_raised"
    zh = "此号已是“{was_zh}”，所选类别并不更优先。"
    en = "This number is “{was_en}” already; the chosen class is no higher."


class NothingToUndo(Conflict):
    """There is no act of one's own within the last minute."""

    code = "nothing_to_undo"
    zh = "一分钟内没有可以撤销的操作。"
    en = "There is nothing of the last minute to take back."


class WindowBusy(Conflict):
    """“Next” was requested at a window that is called or serving."""

    code = "window_busy"
    zh = "本窗口正在办理 {number}，请先办结、转移或过号。"
    en = "This window still has {number}: finish, transfer or miss it first."


class WindowFree(Conflict):
    """The action needs a ticket at the window, and there is none."""

    code = "window_free"
    zh = "本窗口当前没有票号。"
    en = "No ticket is at this window now."


class WindowClosed(Conflict):
    """No staffer is signed on at the window."""

    code = "window_closed"
    zh = "本窗口尚未签到。"
    en = "Nobody is signed on at this window."


class WindowPaused(Conflict):
    """The window is paused; it must resume first."""

    code = "window_paused"
    zh = "本窗口已暂停服务，请先恢复。"
    en = "This window is paused; resume first."


class WindowWorking(Conflict):
    """The window does back-office work; it must end that first."""

    code = "window_working"
    zh = "本窗口正在后台办理，请先结束。"
    en = "This window is doing back-office work; end it first."


class WindowNotWorking(Conflict):
    """There is no back-office work to end."""

    code = "window_not_working"
    zh = "本窗口没有正在进行的后台办理。"
    en = "No back-office work is going on at this window."


class WindowTaken(Conflict):
    """Another staffer is signed on at the window, or the staffer is signed on elsewhere."""

    code = "window_taken"
    zh = "{staffer} 已在 {window} 号窗口签到。"
    en = "{staffer} is signed on at window {window} already."


class WrongState(Conflict):
    """The move is not allowed in the ticket's present state."""

    code = "wrong_state"


class BeyondLetter(Conflict):
    """The authorization letter does not cover the matter, or covers accepting it only."""

    code = "beyond_letter"
    zh = "授权书未授权此窗口当场办结“{matter_zh}”。"
    en = "The authorization letter does not let this window decide “{matter_en}” on the spot."


class NotSeconded(Conflict):
    """The staffer has no secondment that is valid today."""

    code = "not_seconded"
    zh = "{staffer} 今天没有有效的派驻。"
    en = "{staffer} has no secondment that is valid today."


class NothingToServe(Conflict):
    """The letters and the window's plan leave no matter to serve."""

    code = "nothing_to_serve"
    zh = "{staffer} 在 {window} 号窗口没有获授权的事项。"
    en = "{staffer} has no authorized matter at window {window}."


class NotShownYet(Conflict):
    """A call may be marked as missed only after a screen has shown it long enough."""

    code = "not_shown_yet"
    zh = "{number} 刚刚叫号，请 {seconds} 秒后再标记过号。"
    en = "{number} was called just now; wait {seconds} s before marking it missed."


class LeaseLost(Conflict):
    """The print job is leased by another agent now."""

    code = "lease_lost"
    zh = "打印任务租约已失效。"
    en = "The lease of this print job has passed to somebody else."


class SendingLost(Conflict):
    """The message is sent by another try now, or is over."""

    code = "sending_lost"
    zh = "该消息已由另一次发送处理，或已结束。"
    en = "This message is sent by another try now, or it is over."


class MessageEnded(Conflict):
    """The message was sent, given up, or is being sent at this moment."""

    code = "message_ended"
    zh = "该消息已发出、已放弃或正在发送。"
    en = "This message was sent, given up, or is being sent."


class NobodyTexts(Conflict):
    """This hall tells no visitor by telephone."""

    code = "nobody_texts"
    zh = "本大厅未开通手机提醒。"
    en = "This hall sends no messages to telephones."


class PrinterTaken(Conflict):
    """Another print agent owns the printer at present."""

    code = "printer_taken"
    zh = "打印机 {printer} 正由另一打印程序使用。"
    en = "Another print agent serves the printer {printer}."


class ReprintedAlready(Conflict):
    """The visitor already had one more copy; staff may print another."""

    code = "reprinted_already"


class RatedAlready(Conflict):
    """One rating per service."""

    code = "rated_already"


class PairingLapsed(Conflict):
    """The six digits are unknown, already used, or older than ten minutes."""

    code = "pairing_lapsed"
    zh = "配对码无效或已过期，请以设备屏幕上当前显示的六位数字为准。"
    en = "This pairing code is unknown or too old; use the six digits that the device shows now."


class MatterInUse(Conflict):
    """The plan moves a matter to another line while the matter has live tickets."""

    code = "matter_in_use"
    zh = "事项“{matter}”还有 {count} 个未办结的号，不能更换队列。"
    en = "The matter “{matter}” has {count} live tickets; move it to another line when nobody waits."


class PrefixTaken(Conflict):
    """A line that the plan does not name stays in the hall and has the same prefix."""

    code = "prefix_taken"
    zh = "字头“{prefix}”仍属于方案未列出的队列“{line_zh}”（{line}）；请在方案中保留该队列并改用其他字头。"
    en = "The prefix “{prefix}” belongs to the line “{line_en}” ({line}), which the plan does not name: keep it in the plan, with another prefix."


class AlreadyThere(Conflict):
    """The row must be unique and exists already; the schema refuses it, behind the rules."""

    code = "already_there"
    zh = "{why_zh}，未作任何更改。"
    en = "Nothing was changed: {why_en}."


class AgainstTheRecord(Conflict):
    """The change contradicts the hall's record; the schema refuses it, behind the rules."""

    code = "against_the_record"
    zh = "与大厅现有记录不符，未作任何更改；请刷新后重试，仍不行请联系技术人员。"
    en = "This does not agree with the hall's record; nothing was changed. Reload and try again, or tell the technician."


class AnsweredAlready(Conflict):
    """The concern or contest has been answered already."""

    code = "answered_already"
    zh = "已经答复，不能再次答复。"
    en = "It has been answered already."


class ContestedAlready(Conflict):
    """A finding can be contested only once."""

    code = "contested_already"
    zh = "该扣分项已提出过异议。"
    en = "This finding has been contested already."


class NotContestable(Conflict):
    """The finding does not count any more, or it is a rating, which has its own appeal."""

    code = "not_contestable"
    zh = "该项不能提出异议：已不计入，或属差评，应走差评申诉。"
    en = "This cannot be contested: it is not counted any more, or it is a rating, which is appealed against."


class RectificationState(Conflict):
    """The action needs a bad rating in another state."""

    code = "rectification_state"
    zh = "该差评“{state_zh}”，不能再作此处理。"
    en = "This bad rating is “{state_en}”; that cannot be done with it now."


class CaseState(Conflict):
    """The action needs a case in another state."""

    code = "case_state"


class CaseNotReady(Conflict):
    """The visitor's code is valid, but the result is not ready yet."""

    code = "case_not_ready"


class SupplementedAlready(Conflict):
    """Missing papers are requested only once, with the whole list (一次性告知)."""

    code = "supplemented_already"
    zh = "办件 {case} 已于 {day} 一次性告知补正，不得再次要求补正。"
    en = "What case {case} lacked was said once, on {day}; nothing more may be asked for."


class ExtensionRefused(Conflict):
    """An extension must be made before the due day, end after it, and keep within the law."""

    code = "extension_refused"
    zh = "办件 {case} 不能延期：{why_zh}。"
    en = "Case {case} cannot be extended: {why_en}."


class SupplementRefused(Conflict):
    """Papers cannot be requested after the due day: that would only hide the delay."""

    code = "supplement_refused"
    zh = "办件 {case} 已超过办结期限（{due}），不能再要求补正。"
    en = "The day of case {case} ({due}) has gone by; papers can no longer be asked for."


class TermState(Conflict):
    """The action needs a secondment in another state: nominated, in force, or with an open request."""

    code = "term_state"
    zh = "{staffer} 的派驻“{state_zh}”，不能{act_zh}。"
    en = "The secondment of {staffer} is “{state_en}”; it cannot be {act_en}."


class TermOverlaps(Conflict):
    """The staffer has another term on some of these days, or another open nomination."""

    code = "term_overlaps"
    zh = "{staffer} 在此期间已有派驻或推荐（{since} 至 {until}）。"
    en = "{staffer} has a term or a nomination in these days already ({since} to {until})."


class SignedAlready(Conflict):
    """Each of the three signatures can be given only once."""

    code = "signed_already"
    zh = "该项签署已由 {by} 完成。"
    en = "{by} has given this signature already."


class ReplacementAsked(Conflict):
    """A secondment can have only one open request."""

    code = "replacement_asked"
    zh = "{staffer} 的调换申请正待大厅答复。"
    en = "A replacement for {staffer} has been asked for already; the hall has to answer first."


class ProjectThere(Conflict):
    """Another project has this number."""

    code = "project_there"
    zh = "项目编号“{project}”已存在。"
    en = "There is a project “{project}” already."


class ProjectClosed(Conflict):
    """A closed project has no more uses."""

    code = "project_closed"
    zh = "项目“{project}”已办结。"
    en = "The project “{project}” is closed."


class LetterThere(Conflict):
    """Another letter has this document number."""

    code = "letter_there"
    zh = "文号“{document}”已有授权书。"
    en = "There is a letter “{document}” already."


class LetterOver(Conflict):
    """A letter that was withdrawn or has expired cannot be changed."""

    code = "letter_over"
    zh = "授权书“{document}”{state_zh}，不能再作此处理。"
    en = "The letter “{document}” {state_en}; that cannot be done with it now."


class LeaveThere(Conflict):
    """The person has a leave on some of these days already."""

    code = "leave_there"
    zh = "该人员在 {first} 至 {last} 已有请假记录。"
    en = "This person has leave already from {first} to {last}."


class LeaveOver(Conflict):
    """A leave that was withdrawn cannot be withdrawn again."""

    code = "leave_over"
    zh = "该请假记录已撤销。"
    en = "This leave has been withdrawn already."


class ReferenceUsed(Conflict):
    """Another consent has this reference number."""

    code = "reference_used"
    zh = "文号“{reference}”已用于另一次调换。"
    en = "The reference no. “{reference}” was used for another consent."


class DemoOnly(Conflict):
    """Only a demo hall may do this."""

    code = "demo_only"
    zh = "此操作仅限演示大厅。"
    en = "Only a demo hall does this."


class NobodyWaiting(HallError):
    """No visitor waits whom this window may serve; not a fault, the response is 204."""

    code = "nobody_waiting"
    status = 204
    zh = "当前无人等候。"
    en = "Nobody is waiting for this window."


class Unavailable(HallError):
    """The hall has a technical problem; nothing was changed."""

    status = 503


class StillVerifying(Unavailable):
    """The log is too long to verify within one request."""

    code = "still_verifying"
    zh = "流水较长，半小时内未校验完，请由技术人员在服务器上运行 hall verify。"
    en = "The log is long: verifying took more than half an hour. Let the technician run `hall verify` on the server."


class DirectoryAway(Unavailable):
    """The directory that knows people does not answer; the hall's own accounts and one-time links work."""

    code = "directory_away"
    zh = "统一身份认证暂时无法连接，请稍后重试；本地账号和一次性链接不受影响。"
    en = "The directory does not answer; try again, or use a local account or a one-time link."


class StoreFull(Unavailable):
    """The disk is full or failing."""

    code = "store_full"
    status = 507


class StoreDamaged(Unavailable):
    """The database file was found damaged while the hall was open."""

    code = "store_damaged"
    status = 503
    zh = "数据库文件已损坏，请技术人员尽快用备份恢复：{what}"
    en = "The database's file is damaged; a technician must restore a backup soon: {what}"


class HistoryAway(Unavailable):
    """Reports cannot be answered now: what answers them has ended, or takes too long."""

    code = "history_away"
    zh = "统计服务暂时没有应答，请稍后再试。叫号不受影响。"
    en = "Reports cannot be answered now; try again in a moment. Calls go on as usual."


class DoctorAway(Unavailable):
    """The server could not be looked at: it took too long, or the look ended without an answer."""

    code = "doctor_away"
    zh = "暂时无法检查服务器，请稍后再试。叫号不受影响。"
    en = "The server cannot be looked at now; try again in a moment. Calls go on as usual."


class HistoryDamaged(Unavailable):
    """A file of sealed days is not what was written."""

    code = "history_damaged"
    zh = "历史数据文件有损坏，请技术人员运行 hall verify 并用备份恢复：{what}"
    en = "A file of the history is damaged; a technician runs `hall verify` and restores it from a backup: {what}"


class TooFewDays(Refused):
    """A what-if needs some past days to say anything."""

    status = 422
    code = "too_few_days"
    zh = "可供推演的历史日只有 {days} 天，至少需要 {least} 天。"
    en = "There are {days} past days to rehearse on; at least {least} are needed."


class HistoryTooLong(Refused):
    """A question needs more memory than the archive has."""

    code = "history_too_long"
    status = 422
    zh = "所选时间跨度内的记录过多，请缩短起止日期。"
    en = "There are too many records in this span; choose fewer days."


class StoreBusy(Unavailable):
    """Another program holds the database; nothing was changed."""

    code = "store_busy"


class HallAway(Unavailable):
    """The server of the hall's database cannot be reached; who repeats with the same key is answered once it is back."""

    code = "hall_away"


class HallStopping(Unavailable):
    """The server is being stopped or restarted."""

    code = "hall_stopping"
    status = 503
