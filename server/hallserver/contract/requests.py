"""The shapes of request bodies; unknown fields and wrong types are refused on arrival."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from halldisplay.languages import TAG
from hallserver.contract import Words
from hallserver.core.casework.cases import Result, Way
from hallserver.core.casework.concerns import ConcernKind
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.casework.pieces import MOST_PIECES
from hallserver.core.errors import Malformed
from hallserver.core.language.why import Why
from hallserver.core.people.leave import LeaveKind
from hallserver.core.people.terms import Role, Signature
from hallserver.core.queue.needs import NEEDS, Need
from hallserver.core.queue.tickets import MOST_STOPS

# `extra` says how a text is cleaned on arrival: see web/parsing.py
_CODE, _WORDS, _RAW = {"text": "code"}, {"text": "words"}, {"text": "raw"}
_KEPT = {"text": "words", "kept": True}
LanguageTag = Annotated[str, Meta(max_length=35, pattern=rf"^{TAG.pattern}$")]
Code = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]*$", extra=_CODE)]
TypedCode = Annotated[
    str, Meta(min_length=4, max_length=64, extra=_CODE)
]  # typed or scanned, in any spelling
Sentence = Annotated[str, Meta(min_length=1, max_length=500, extra=_KEPT)]
Told = Annotated[str, Meta(min_length=1, max_length=500, extra=_WORDS)]  # for the log's private part
Name = Annotated[str, Meta(min_length=1, max_length=60)]
Pin = Annotated[str, Meta(min_length=4, max_length=64, extra=_RAW)]
FactorCode = Annotated[str, Meta(min_length=6, max_length=9, pattern=r"^[0-9 ]+$", extra=_RAW)]
Password = Annotated[str, Meta(min_length=10, max_length=200, extra=_RAW)]
OneTimeCode = Annotated[str, Meta(min_length=16, max_length=200, extra=_RAW)]
BookingKey = Annotated[str, Meta(min_length=32, max_length=32, extra=_RAW)]
FileName = Annotated[str, Meta(max_length=200)]
FileText = Annotated[str, Meta(extra=_RAW)]
FileBytes = Annotated[str, Meta(description="the file itself, in base64", extra=_RAW)]
Id = Annotated[int, Meta(ge=1, le=2**53)]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Needs = Annotated[tuple[Need, ...], Meta(max_length=len(NEEDS))]
Pieces = Annotated[int, Meta(ge=1, le=MOST_PIECES)]


class _In(Struct, frozen=True, forbid_unknown_fields=True):
    """A request body: frozen, without unknown fields."""


def both_words(zh: str, en: str) -> Words:
    """Words in both languages, made from one or two.

    Raises:
        Malformed: both are missing.
    """
    if not zh and not en:
        raise Malformed(Why("中文、英文至少须填一种", "words are needed in one language at least"))
    return Words(zh or en, en or zh)


class WordsBody(_In, frozen=True):
    """The same words in both languages; a missing one is taken from the other."""

    zh: Annotated[str, Meta(max_length=60)] = ""
    en: Annotated[str, Meta(max_length=60)] = ""

    def both(self) -> Words:
        """The words, with a missing language filled in.

        Raises:
            Malformed: both are missing.
        """
        return both_words(self.zh, self.en)


class Nothing(_In, frozen=True):
    """An empty body, or `{}`."""


class StopWish(_In, frozen=True):
    """One stop of a visit."""

    matter: Code
    after: Code | None = None


class TakeNumber(_In, frozen=True, rename={"class_": "class"}):
    """POST /tickets: a matter, or the stops of one visit, or an appointment's code.

    `identity` is the number from a card reader; only a keyed hash for the day and its last digits are stored.
    `letters`: 2 prints all slips of the number in letters twice as high. `materials`: with the list of what to bring.
    """

    matter: Code | UnsetType = UNSET
    stops: Annotated[tuple[StopWish, ...], Meta(min_length=1, max_length=MOST_STOPS)] | UnsetType = UNSET
    appointment: Code | UnsetType = UNSET
    class_: str = "ordinary"
    evidence: Annotated[str, Meta(max_length=60)] | None = None
    identity: Annotated[str, Meta(min_length=5, max_length=40)] | None = None
    printer: Code | None = None
    lang: LanguageTag = "zh"
    letters: Literal[1, 2] = 1
    materials: bool = False
    needs: Needs = ()


class NeedsBody(_In, frozen=True):
    """POST /tickets/{id}/needs: all that the visitor needs of a window; empty for nothing."""

    needs: Needs


class RaiseBody(_In, frozen=True, rename={"class_": "class"}):
    """POST /tickets/{id}/raise: a higher class, with the kind of its evidence, never its number."""

    class_: str
    evidence: Annotated[str, Meta(max_length=60)] | None = None


class DirectBody(_In, frozen=True):
    """POST /tickets/direct: a number that is called at once, at this window, out of turn."""

    matter: Code
    window: Code
    reason: Sentence
    lang: LanguageTag = "zh"
    printer: Code | None = None


class CheckInBody(_In, frozen=True):
    """POST /check-ins: an appointment's code or a return code; `letters` as for a new number."""

    code: TypedCode
    identity: Annotated[str, Meta(min_length=5, max_length=40)] | None = None
    printer: Code | None = None
    lang: LanguageTag = "zh"
    letters: Literal[1, 2] = 1


class BookingBody(_In, frozen=True):
    """POST /appointments; a green channel also needs the approver and the reason.

    A time without numbers in the hall is refused unless `outside_hours` confirms it.
    """

    matter: Code
    at: Annotated[datetime, Meta(tz=True)]
    code: TypedCode | None = None
    approver: Name | None = None
    reason: Sentence | None = None
    project: Code | None = None
    outside_hours: bool = False


class MoveBookingBody(_In, frozen=True):
    """POST /appointments/{code}/move: the new time; see `BookingBody` for `outside_hours`."""

    at: Annotated[datetime, Meta(tz=True)]
    outside_hours: bool = False


class HoldBody(_In, frozen=True):
    """POST /slots/holds: a matter and when the slot begins."""

    matter: Code
    at: Annotated[datetime, Meta(tz=True)]


class DraftBody(_In, frozen=True):
    """POST /slots/book and /slots/drop: what the place was held with."""

    draft: OneTimeCode


class OwnBookingBody(_In, frozen=True):
    """POST /bookings/{code}/cancel: the visitor's own key."""

    key: BookingKey


class OwnMoveBody(_In, frozen=True):
    """POST /bookings/{code}/move: the visitor's own key, and when the new slot begins."""

    key: BookingKey
    at: Annotated[datetime, Meta(tz=True)]


class PlatformBookingBody(_In, frozen=True):
    """POST /platform/bookings: what the place was held with, and the platform's own code if it has one."""

    draft: OneTimeCode
    code: TypedCode | None = None


class PlatformMoveBody(_In, frozen=True):
    """POST /platform/bookings/{code}/move: when the new slot begins."""

    at: Annotated[datetime, Meta(tz=True)]


class ProjectBody(_In, frozen=True):
    """POST /projects: the department's number and name of it, never a person's.

    Also the staffer and the window that are named for it.
    """

    code: Code
    department: Code
    name: WordsBody
    staffer: Code
    window: Code


class FileBody(_In, frozen=True):
    """An uploaded file: its name, and its text or, for XLSX and other encodings, its bytes in base64."""

    file: FileName
    text: FileText | UnsetType = UNSET
    content: FileBytes | UnsetType = UNSET


class ListBody(FileBody, frozen=True):
    """POST /appointments/list: CSV or XLSX; `outside_hours` as for a single booking, for all rows."""

    outside_hours: bool = False


class TodayBody(_In, frozen=True):
    """POST /windows/{code}/today: what the window serves until then, or for the rest of the day."""

    reason: Sentence
    lines: tuple[Code, ...] = ()
    groups: tuple[Code, ...] = ()
    until: Annotated[datetime, Meta(tz=True)] | None = None


class ReasonBody(_In, frozen=True):
    """A reason."""

    reason: Sentence


class CloseBody(_In, frozen=True):
    """POST /day/close: `early` closes the day even within opening hours."""

    reason: Sentence
    early: bool = False


class RulesBody(_In, frozen=True):
    """POST /rules: a rules file's text."""

    text: Annotated[str, Meta(max_length=60_000, extra=_RAW)]


class SignOnBody(_In, frozen=True):
    """POST /windows/{code}/session."""

    staffer: Code
    pin: Pin
    covers: Code | None = None


class CallBody(_In, frozen=True):
    """POST /windows/{code}/call: a ticket by id or by today's number, and why out of turn."""

    ticket: Id | Code
    reason: Sentence


class FurtherBody(_In, frozen=True):
    """POST /tickets/{id}/stops: a further matter, and the one of the same visit that must be finished first."""

    matter: Code
    after: Code | None = None


class TicketBody(_In, frozen=True):
    """A ticket by id or by today's number."""

    ticket: Id | Code


class FinishBody(_In, frozen=True):
    """POST /windows/{code}/finish; `fee` is the charged amount, in fen (1/100 yuan).

    `case` is the case that is handed over. `papers`: with `supplement`, everything that is missing, told once.
    `quantity`: the pieces (件) that were handled, as many as the rules' `most_pieces` allow.
    """

    outcome: Outcome
    promised_until: date | None = None
    reason: Sentence | None = None
    fee: Count | None = None
    fee_reason: Sentence | None = None
    note: Told | None = None
    case: Code | None = None
    papers: Annotated[tuple[Sentence, ...], Meta(max_length=30)] = ()
    quantity: Pieces = 1


class ParkBody(_In, frozen=True):
    """POST /windows/{code}/park."""

    reason: Sentence
    minutes: Annotated[int, Meta(ge=1, le=480)] | None = None


class TransferTo(_In, frozen=True):
    """The target of a transfer: exactly one of these."""

    line: Code | None = None
    window: Code | None = None
    staffer: Code | None = None


class TransferBody(_In, frozen=True):
    """POST /windows/{code}/transfer."""

    to: TransferTo
    position: Literal["keep", "first", "last"] = "keep"
    comment: Sentence | None = None
    come_back: bool = False


class AnswerEmergencyBody(_In, frozen=True):
    """POST /emergencies/{id}/answer: who goes; at a window, without a name, whoever sits there."""

    name: Name | None = None


class ResetEmergencyBody(_In, frozen=True):
    """POST /emergencies/{id}/reset: what it was."""

    words: Sentence


class AcknowledgeBody(_In, frozen=True):
    """POST /alarms/{id}/acknowledge: who takes care of it, and for how many minutes it is out of the way."""

    goes: Name
    minutes: Annotated[int, Meta(ge=1, le=480)] = 30


class MessageBody(_In, frozen=True):
    """POST /messages: to `office`, `guide` or `window:3`; one line, or the code of a quick sentence."""

    to: Annotated[str, Meta(min_length=1, max_length=80, extra=_CODE)]
    words: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    quick: Code | None = None


class SeenBody(_In, frozen=True):
    """POST /messages/{id}/seen: it has arrived, or (`read`) somebody has read it."""

    read: bool = False


class WorkBody(_In, frozen=True):
    """POST /windows/{code}/work: a kind of the rules, and the matter that it is for, if it is for one."""

    kind: Code
    matter: Code | None = None


class WorkDoneBody(_In, frozen=True):
    """POST /windows/{code}/work/end."""

    pieces: Pieces = 1


class PauseBody(_In, frozen=True):
    """POST /windows/{code}/pause; the panel shows it."""

    reason: Name


class ReprintBody(_In, frozen=True):
    """POST /tickets/{id}/reprint; `materials` also prints the matter's list of what to bring."""

    printer: Code | None = None
    materials: bool = False


class RatingBody(_In, frozen=True):
    """POST /tickets/{id}/rating: 非常满意 5 … 非常不满意 1."""

    level: Annotated[int, Meta(ge=1, le=5)]
    reasons: Annotated[tuple[Annotated[str, Meta(max_length=60, extra=_KEPT)], ...], Meta(max_length=8)] = ()


class LeaseBody(_In, frozen=True):
    """POST /print-jobs/lease: waits up to `wait_ms` for a job."""

    printer: Code
    wait_ms: Annotated[int, Meta(ge=0, le=25_000)] = 0


class JobReport(_In, frozen=True):
    """POST /print-jobs/{id}/report."""

    attempt: Annotated[int, Meta(ge=1, le=2**31)]
    state: Literal["sending", "sent", "printed", "unconfirmed", "stalled", "failed"]
    method: Literal["process_id", "gs_r", "status", "sent"] | None = None
    reason: Annotated[str, Meta(max_length=300, extra=_WORDS)] | None = None
    bytes_sent: Count = 0
    cleared: bool = False
    paper_mm: Annotated[int, Meta(ge=0, le=10_000)] = 0


class PrinterBody(_In, frozen=True):
    """POST /printers: add or change a printer."""

    code: Code
    name: WordsBody
    address: Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]*$")]
    profile: Code = "80mm"
    neighbour: Code | None = None
    roll_m: Annotated[int, Meta(ge=1, le=1000)] = 80


class ClosingSlipBody(_In, frozen=True):
    """POST /printers/{printer}/closing-slip: for which day; default today."""

    day: date | None = None


class TemplateBody(_In, frozen=True):
    """POST /slips/{kind}: the template to save."""

    template: Any


class PreviewBody(_In, frozen=True):
    """POST /slips/{kind}/preview: show a template before it is saved; default the one in force."""

    template: Any = None
    variant: Annotated[str, Meta(max_length=40)] | None = None
    width: Literal["80mm", "58mm"] = "80mm"


class LogoBody(_In, frozen=True):
    """POST /slips/logo: a PNG in base64, at most 32 KiB decoded."""

    png: Annotated[str, Meta(min_length=8, max_length=45_000, extra=_RAW)]


class ReadingBody(_In, frozen=True):
    """POST /printers/{code}/reading."""

    state: Literal["ready", "silent", "offline", "cover_open", "paper_out", "paper_low", "cutter", "error"]
    detail: Annotated[str, Meta(max_length=300, extra=_WORDS)] | None = None


class DeviceBody(_In, frozen=True):
    """POST /devices: register a device; its token is shown once."""

    role: Literal["kiosk", "display", "window", "rating", "printer", "guide", "platform"]
    name: Code
    window: Code | None = None
    staffer: Code | None = None


class PairingBody(_In, frozen=True):
    """POST /pairings: the page that asks."""

    page: Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[a-z]+$")]


class ConfirmBody(_In, frozen=True):
    """POST /pairings/{code}/confirm: the role of the device."""

    role: Literal["kiosk", "display", "window", "rating", "guide"]
    name: Code
    window: Code | None = None


class RenameBody(_In, frozen=True):
    """POST /devices/{role}/{name}/rename: the new name, and the window of a window's device."""

    name: Code
    window: Code | None = None


class ZoneBody(_In, frozen=True):
    """POST /devices/{role}/{name}/zone: the code of an area, or "" for the whole hall."""

    zone: Annotated[str, Meta(max_length=40)] = ""


class NoticeBody(_In, frozen=True):
    """POST /notices: in both languages or one, for one zone or ("") all zones, and until when."""

    zh: Annotated[str, Meta(max_length=60)] = ""
    en: Annotated[str, Meta(max_length=120)] = ""
    zone: Annotated[str, Meta(max_length=40)] = ""
    until: Annotated[datetime, Meta(tz=True)] | None = None


class StopKioskBody(_In, frozen=True):
    """POST /kiosks/{name}/stop: what stands on the kiosk, in both languages or one."""

    zh: Annotated[str, Meta(max_length=60)] = ""
    en: Annotated[str, Meta(max_length=120)] = ""


class StopLineBody(_In, frozen=True):
    """POST /lines/{line}/stop: what visitors read, in both languages or one."""

    zh: Annotated[str, Meta(max_length=60)] = ""
    en: Annotated[str, Meta(max_length=120)] = ""


class ConcernBody(_In, frozen=True):
    """POST /concerns: a kind of the table, matter and ticket if known, the visitor's words and contact."""

    kind: ConcernKind
    matter: Code | None = None
    ticket: Id | Code | None = None
    words: Told | None = None
    contact: Name | None = None


class LinkBody(_In, frozen=True):
    """POST /links: use a one-time code."""

    code: OneTimeCode


class PinBody(_In, frozen=True):
    """POST /windows/{code}/pin: a staffer's first PIN, with the one-time code of a link."""

    code: OneTimeCode
    pin: Annotated[str, Meta(min_length=6, max_length=64, extra=_RAW)]


class NominationBody(_In, frozen=True, rename={"from_": "from"}):
    """POST /secondments; `name` for a person whom the hall does not know yet."""

    staffer: Code
    role: Role = Role.STAFF
    name: WordsBody | None = None
    from_: date | None = None
    to: date | None = None
    note: Sentence | None = None


class LeaveBody(_In, frozen=True, rename={"from_": "from"}):
    """POST /leave: whose, of which kind, and which days; `half` (am or pm) of one day."""

    staffer: Code
    kind: LeaveKind
    from_: date
    to: date | None = None
    half: Literal["am", "pm"] | None = None


class SignBody(_In, frozen=True):
    """POST /secondments/{term}/sign: which of the three signatures, and who signed on paper."""

    kind: Signature
    by: Name


class AskBody(_In, frozen=True):
    """POST /secondments/{term}/replacement."""

    reason: Sentence
    successor: Code | None = None


class ConsentBody(_In, frozen=True):
    """POST /replacements/{request}/consent: the hall's document, and the first day without the staffer."""

    reference: Name
    effective: date


class LetterBody(_In, frozen=True, rename={"from_": "from"}):
    """POST /letters: a new letter or, with `renews`, the successor of another (default: its matters)."""

    document: Name
    staffer: Code
    from_: date
    to: date
    decide: Annotated[tuple[Code, ...], Meta(max_length=500)] = ()
    accept: Annotated[tuple[Code, ...], Meta(max_length=500)] = ()
    renews: Name | None = None


class PlanRowBody(_In, frozen=True):
    """POST /plan/{table}: one row in the form of a plan file; `dry_run` shows what it would change."""

    row: dict[str, Any]
    dry_run: bool = False


class HallPlanBody(_In, frozen=True):
    """POST /hall-plan: fields of the hall's own row; `hours`: spans by weekday, `{"mon": ["09:00-12:00"]}`."""

    name: WordsBody | None = None
    service_level_minutes: Annotated[int, Meta(ge=1, le=1440)] | None = None
    hours: dict[str, list[str]] | None = None
    dry_run: bool = False


class CalendarDayBody(_In, frozen=True):
    """A day: `works` false: off, true: worked like the weekday `like`; left out: as its weekday says."""

    day: date
    works: bool | None = None
    like: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    name: WordsBody | None = None


class CalendarBody(_In, frozen=True):
    """POST /calendar: days that change; or `announced`: all days that are announced for this year and later."""

    days: Annotated[tuple[CalendarDayBody, ...], Meta(max_length=400)] = ()
    announced: bool = False
    dry_run: bool = False


class BringBackBody(_In, frozen=True):
    """POST /plan-versions/{version}/bring-back; `dry_run` shows what it would change."""

    dry_run: bool = False


class WindowLinkBody(_In, frozen=True):
    """POST /windows/{window}/link: who sets a first PIN there; left out: the device alone is let in."""

    staffer: Code | None = None


class RegisterTermBody(_In, frozen=True, rename={"from_": "from"}):
    """POST /secondments/register: a term that all three signed for on paper."""

    staffer: Code
    from_: date
    to: date
    role: Role = Role.STAFF


class SheetBody(FileBody, frozen=True):
    """POST /plan/{table}/sheet: CSV or XLSX; `dry_run` shows what it would change."""

    dry_run: bool = False


class LocalSheetBody(FileBody, frozen=True, kw_only=True):
    """POST /local/sheet: the same for any table that can be a sheet."""

    kind: Code
    dry_run: bool = False


class MeasuresBody(_In, frozen=True):
    """POST /rectifications/{case}/done: what was changed."""

    measures: Sentence


class CallBackBody(_In, frozen=True):
    """POST /rectifications/{case}/call-back: what the visitor says now."""

    words: Sentence
    satisfied: bool


class ContestBody(_In, frozen=True):
    """POST /contests: the finding (kind and the seq of its event), and why it is unjust."""

    kind: Code
    seq: Id
    reason: Sentence


class SchemeBody(_In, frozen=True):
    """POST /scores/scheme: TOML, and the first month that it scores (`2026-04`; default the next month)."""

    text: Annotated[str, Meta(min_length=1, max_length=20_000, extra=_RAW)]
    from_month: Annotated[str, Meta(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")] | None = None


class SchemeTrialBody(_In, frozen=True):
    """POST /scores/scheme/trial: the draft as TOML, and the month on which it is tried (default the last one)."""

    text: Annotated[str, Meta(min_length=1, max_length=20_000, extra=_RAW)]
    month: Annotated[str, Meta(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")] | None = None


class AnswerBody(_In, frozen=True):
    """POST /concerns/{concern}/answer: what was found, and whether the visitor was right."""

    words: Sentence
    upheld: bool


class ReviewBody(_In, frozen=True):
    """POST /rectifications/{case}/review, POST /contests/{contest}/review."""

    upheld: bool
    reason: Sentence


class CaseReadyBody(_In, frozen=True):
    """POST /cases/{number}/ready: granted, or refused with the reason."""

    result: Result = Result.GRANTED
    reason: Sentence | None = None


class ExtendBody(_In, frozen=True):
    """POST /cases/{number}/extend."""

    reason: Sentence
    until: date


class SendOutBody(_In, frozen=True):
    """POST /cases/{number}/send-out: how the result goes, and the number of parcel, locker or licence."""

    way: Way
    reference: Name


class SupplementBody(_In, frozen=True):
    """POST /cases/{number}/supplement: all missing papers."""

    list: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=200, extra=_KEPT)], ...],
        Meta(min_length=1, max_length=40),
    ]


class LoginBody(_In, frozen=True):
    """POST /login."""

    account: Code
    password: Annotated[str, Meta(min_length=1, max_length=200, extra=_RAW)]
    second_factor: FactorCode | None = None


class OidcBeginBody(_In, frozen=True):
    """POST /login/oidc/begin: the page of ours to come back to (empty: the front door), and its language."""

    page: Literal["", "office", "department", "supervision", "devices"] = ""
    lang: LanguageTag | None = None


class OidcBody(_In, frozen=True):
    """POST /login/oidc: what the provider has sent back; `code` is missing where it refused."""

    state: Annotated[str, Meta(max_length=200, extra=_RAW)]
    code: Annotated[str, Meta(max_length=2000, extra=_RAW)] | None = None
    second_factor: FactorCode | None = None


class FactorBody(_In, frozen=True):
    """POST /second-factor: the draft, its first code, and the account's password if it has one."""

    draft: Annotated[str, Meta(max_length=300, extra=_RAW)]
    code: FactorCode
    password: Annotated[str, Meta(max_length=200, extra=_RAW)] | None = None


class FactorOffBody(_In, frozen=True):
    """POST /second-factor/off: a code, but for a page that has just come by a one-time link."""

    code: FactorCode | None = None


class PasswordBody(_In, frozen=True):
    """POST /password: the account's new password, and the old one if there is one."""

    password: Password
    old: Annotated[str, Meta(max_length=200)] | None = None


class DamageBody(_In, frozen=True):
    """POST /local/damage."""

    found: Sentence


class ClaimBody(_In, frozen=True):
    """POST /local/outbox/claim."""

    receiver: Annotated[str, Meta(min_length=1, max_length=40)]


class SendingBody(_In, frozen=True):
    """POST /local/outbox/{id}/report: whether the receiver has taken the message at this try, and why not."""

    tries: Id
    sent: bool
    why: Annotated[str, Meta(max_length=300)] = ""
    permanent: bool = False
    after_s: Annotated[int, Meta(ge=0, le=86_400 * 7)] | None = None


class PhoneBody(_In, frozen=True):
    """POST /tickets/{id}/phone: the number to be told, and in which language; `agreed` after reading what is done with it."""

    phone: Annotated[str, Meta(min_length=5, max_length=24, extra=_CODE)]
    agreed: Literal[True]
    lang: LanguageTag = "zh"


class RevocationBody(_In, frozen=True):
    """POST /local/revocations."""

    role: Code
    name: Annotated[str, Meta(min_length=1, max_length=80)]


class TokenBody(_In, frozen=True):
    """POST /local/tokens: only over the machine's own socket."""

    role: Code
    name: Code
    window: Code | None = None
    staffer: Code | None = None
    department: Code | None = None


class LocalLinkBody(_In, frozen=True):
    """POST /local/links."""

    role: Code
    name: Code
    window: Code | None = None
    staffer: Code | None = None
    department: Code | None = None


class AccountBody(_In, frozen=True):
    """POST /accounts: a name, its role, and for a department's account the department."""

    name: Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[^#:/\\\x00-\x20\x7f]+$")]
    role: Literal["manager", "department", "supervision", "technician"]
    department: Code | None = None


class MoveAccountBody(_In, frozen=True):
    """POST /accounts/{name}/move: its role from now on, and for a department's account the department."""

    role: Literal["manager", "department", "supervision", "technician"]
    department: Code | None = None


class LocalPinBody(_In, frozen=True):
    """POST /local/pins."""

    staffer: Code
    pin: Pin


class PlanBody(_In, frozen=True):
    """POST /local/plan: a plan file."""

    file: FileName
    text: FileText
    dry_run: bool = False


class Problem(Struct, frozen=True):
    """RFC 9457: the problem, with a stable code and sentences in both languages."""

    type: str
    title: str
    status: int
    code: str
    zh: str
    en: str
    state: Any = None
