"""A row of each table; written by `python -m hallserver.store.generate_rows` out of the schema: change it there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hallserver.core.language.words import Words
from hallserver.store.prepared import Row


class AccountRow(Row):
    """A row of `account`."""

    name: str
    role: str
    department: str | None
    password_hash: str | None
    password_at: datetime | None
    factor_secret: bytes | None
    factor_step: int
    identity: str | None
    signed_on_at: datetime | None
    shut_at: datetime | None


class AcknowledgementRow(Row):
    """A row of `acknowledgement`."""

    id: int
    alarm: int
    by: str
    goes: str
    at: datetime
    until_at: datetime
    ended_at: datetime | None


class AlarmRow(Row):
    """A row of `alarm`."""

    id: int
    kind: str
    subject: str
    value: int
    words: Words
    raised_at: datetime
    cleared_at: datetime | None


class AnswerRow(Row):
    """A row of `answer`."""

    principal: str
    key: bytes
    body_hash: bytes
    status: int
    answer: bytes
    at: datetime


class AppointmentRow(Row):
    """A row of `appointment`."""

    code: str
    day: date
    booked_at: datetime
    matter: str
    state: str
    approver: str | None
    reason: str | None
    project: str | None
    ticket: int | None
    booked_by: str


class CalendarDayRow(Row):
    """A row of `calendar_day`."""

    day: date
    works: int
    like: str
    name: Words
    announced: int


class CaseCounterRow(Row):
    """A row of `case_counter`."""

    year: int
    last: int


class CaseExtensionRow(Row):
    """A row of `case_extension`."""

    case: str
    old_due: date
    new_due: date
    reason: str
    by: str
    at: datetime


class CaseFileRow(Row):
    """A row of `case_file`."""

    number: str
    year: int
    counter: int
    code: str
    stop: int
    ticket: int
    matter: str
    department: str
    window: str
    staffer: str
    secondment: int
    session: int
    state: str
    accepted_at: datetime
    accepted_day: date
    promised: date
    due: date
    reserved: int
    away_days: int
    result: str | None
    result_reason: str | None
    ready_at: datetime | None
    ready_day: date | None
    ready_by: str | None
    reminded_at: datetime | None
    overdue_at: datetime | None
    handed_at: datetime | None
    handed_day: date | None
    handed_stop: int | None
    handed_window: str | None
    handed_staffer: str | None
    handed_secondment: int | None
    handed_way: str | None
    handed_reference: str | None


class CasePartRow(Row):
    """A row of `case_part`."""

    case: str
    department: str
    ready_at: datetime | None
    ready_by: str | None
    result: str | None
    reason: str | None


class CaseRecountRow(Row):
    """A row of `case_recount`."""

    case: str
    at: datetime
    old_promised: date
    new_promised: date
    old_due: date
    new_due: date
    reserved: int


class CaseSupplementRow(Row):
    """A row of `case_supplement`."""

    case: str
    list: Any
    asked_by: str
    asked_at: datetime
    asked_day: date
    brought_day: date | None
    brought_with: int | None


class ClosingRow(Row):
    """A row of `closing`."""

    day: date
    at: datetime
    reason: str
    seq: int
    hash: bytes
    figures: dict[str, Any]


class ComeBackRow(Row):
    """A row of `come_back`."""

    stop: int
    depth: int
    window: str
    staffer: str


class ConcernRow(Row):
    """A row of `concern`."""

    id: int
    day: date
    kind: str
    matter: str | None
    ticket: int | None
    seq: int
    raised_at: datetime
    raised_by: str
    due: date
    answered_at: datetime | None
    answered_by: str | None
    answer: str | None
    upheld: int | None


class ContestRow(Row):
    """A row of `contest`."""

    id: int
    kind: str
    seq: int
    day: date
    reason: str
    contested_by: str
    contested_at: datetime
    upheld: int | None
    review: str | None
    reviewed_by: str | None
    reviewed_at: datetime | None


class CounterRow(Row):
    """A row of `counter`."""

    day: date
    line: str
    last: int


class DecisionRow(Row):
    """A row of `decision`."""

    seq: int
    stop: int


class DepartmentRow(Row):
    """A row of `department`."""

    code: str
    name: Words
    short: Words
    area: str


class DeskWorkRow(Row):
    """A row of `desk_work`."""

    id: int
    session: int
    window: str
    staffer: str
    secondment: int
    department: str
    day: date
    kind: str
    matter: str | None
    from_at: datetime
    to_at: datetime | None
    pieces: int | None
    excluded: str | None


class DutyRow(Row):
    """A row of `duty`."""

    window: str
    weekday: int
    span: str


class EmergencyRow(Row):
    """A row of `emergency`."""

    id: int
    device: str
    place: str
    window: str | None
    zone: str
    raised_at: datetime
    answered_at: datetime | None
    answered_by: str | None
    goes: str | None
    reset_at: datetime | None
    reset_by: str | None
    words: str | None


class EventRow(Row):
    """A row of `event`."""

    seq: int
    at: datetime
    day: date
    kind: str
    ticket: int | None
    body: str
    prev_hash: bytes
    hash: bytes


class EventPrivateRow(Row):
    """A row of `event_private`."""

    seq: int
    key_id: bytes
    body: bytes


class FindingRow(Row):
    """A row of `finding`."""

    kind: str
    seq: int
    day: date
    staffer: str | None
    secondment: int | None
    department: str | None
    window: str | None
    matter: str | None
    ticket: int | None
    stop: int | None
    part: int | None
    amount: int
    detail: str
    lifted: str | None
    lifted_seq: int | None


class GroupMatterRow(Row):
    """A row of `group_matter`."""

    group: str
    matter: str


class HallRow(Row):
    """A row of `hall`."""

    id: int
    schema: int
    epoch: str
    code: str
    name: Words
    zone: str
    hours: Any
    always_open: int
    service_level_ms: int
    demo: int
    head_seq: int
    head_hash: bytes


class HelpRow(Row):
    """A row of `help`."""

    id: int
    device: str
    place: str
    asked_at: datetime
    answered_at: datetime | None
    answered_by: str | None


class KioskRow(Row):
    """A row of `kiosk`."""

    code: str
    name: Words
    printer: str | None
    zone: str
    idle_s: int
    ask_s: int
    attract_s: int


class KioskDepartmentRow(Row):
    """A row of `kiosk_department`."""

    kiosk: str
    department: str


class KioskMatterRow(Row):
    """A row of `kiosk_matter`."""

    kiosk: str
    matter: str


class KioskStopRow(Row):
    """A row of `kiosk_stop`."""

    id: int
    kiosk: str
    words: Words
    stopped_at: datetime
    stopped_by: str
    opened_at: datetime | None
    opened_by: str | None


class LeaveRow(Row):
    """A row of `leave`."""

    id: int
    staffer: str
    kind: str
    first_day: date
    last_day: date
    half: str | None
    noted_at: datetime
    noted_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str | None


class LetterRow(Row):
    """A row of `letter`."""

    id: int
    document: str
    staffer: str
    from_day: date
    to_day: date
    renews: str | None
    reminded_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str | None
    scan_hash: str | None
    scan_type: str | None


class LetterMatterRow(Row):
    """A row of `letter_matter`."""

    document: str
    matter: str
    power: str


class LineRow(Row):
    """A row of `line`."""

    code: str
    prefix: str
    name: Words
    green: int
    kind: str
    tier0_run: int


class LineStopRow(Row):
    """A row of `line_stop`."""

    id: int
    day: date
    line: str
    words: Words
    stopped_at: datetime
    stopped_by: str
    opened_at: datetime | None
    opened_by: str | None


class LinkRow(Row):
    """A row of `link`."""

    id: int
    hash: bytes
    role: str
    name: str
    window: str | None
    department: str | None
    staffer: str | None
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None


class MatterRow(Row):
    """A row of `matter`."""

    code: str
    department: str
    line: str | None
    name: Words
    audience: str
    kind: str
    norm_minutes: int
    promised_days: int
    legal_days: int
    fee: Any
    fee_fen: int | None
    materials: Any
    joint: list[str]
    guide: dict[str, Any] | None
    in_hall: int
    reason: dict[str, Any] | None
    usual: int
    initials: str
    position: int


class MatterGroupRow(Row):
    """A row of `matter_group`."""

    code: str
    name: Words


class MessageRow(Row):
    """A row of `message`."""

    id: int
    day: date
    sender: str
    from_box: str
    to_box: str
    words: str | None
    quick: str | None
    sent_at: datetime
    delivered_at: datetime | None
    read_at: datetime | None


class NoticeRow(Row):
    """A row of `notice`."""

    id: int
    words: Words
    zone: str
    posted_at: datetime
    until_at: datetime | None
    withdrawn_at: datetime | None
    posted_by: str


class OutboxRow(Row):
    """A row of `outbox`."""

    id: int
    uid: str
    receiver: str
    kind: str
    about: str
    seq: int | None
    ticket: int | None
    facts: dict[str, Any] | None
    state: str
    tries: int
    queued_at: datetime
    next_at: datetime
    until_at: datetime
    lease_until: datetime | None
    ended_at: datetime | None
    refusal: str | None


class PairingRow(Row):
    """A row of `pairing`."""

    id: int
    code: str
    hash: bytes
    page: str
    address: str
    asked_at: datetime
    expires_at: datetime
    used_at: datetime | None


class PhoneRow(Row):
    """A row of `phone`."""

    ticket: int
    day: date
    lang: str
    key_id: bytes
    body: bytes
    bound_at: datetime


class PlanVersionRow(Row):
    """A row of `plan_version`."""

    id: int
    at: datetime
    by: str
    table: str
    undoes: int | None
    change_count: int
    changes: list[Any]
    body: bytes


class PrintJobRow(Row):
    """A row of `print_job`."""

    id: int
    kind: str
    ticket: int | None
    facts: dict[str, Any] | None
    asked: str
    with_list: int
    copy: int
    printer: str
    meant: str | None
    state: str
    attempt: int
    owner: str | None
    lease_until: datetime | None
    queued_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    method: str | None
    reason: str | None
    bytes_sent: int


class PrinterRow(Row):
    """A row of `printer`."""

    code: str
    name: Words
    address: str
    profile: str
    state: str
    detail: str | None
    read_at: datetime | None
    neighbour: str | None
    roll_m: int
    owner: str | None
    owner_until: datetime | None
    muted_at: datetime | None
    muted_for: str | None
    used_mm: int
    used_slips: int
    total_mm: int
    paper_changed_at: datetime | None


class ProjectRow(Row):
    """A row of `project`."""

    code: str
    department: str
    name: Words
    staffer: str
    window: str
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str | None
    closed_reason: str | None


class ProjectEffectRow(Row):
    """A row of `project_effect`."""

    project: str
    day: date
    uses: int
    others: int
    delayed: int
    total_ms: int
    mean_ms: int
    longest_ms: int


class QuotaRow(Row):
    """A row of `quota`."""

    line: str
    span: str
    most: int


class QuotaUseRow(Row):
    """A row of `quota_use`."""

    day: date
    line: str
    span: str
    used: int


class RatingRow(Row):
    """A row of `rating`."""

    stop: int
    level: int
    reasons: list[str]
    at: datetime
    device: str


class RectificationRow(Row):
    """A row of `rectification`."""

    id: int
    stop: int
    state: str
    day: date
    due: date
    measures: str | None
    done_by: str | None
    done_at: datetime | None
    done_day: date | None
    call_back: str | None
    satisfied: int | None
    called_back_by: str | None
    called_back_at: datetime | None
    appeal: str | None
    appealed_by: str | None
    appealed_at: datetime | None
    review: str | None
    reviewed_by: str | None
    reviewed_at: datetime | None
    overdue_at: datetime | None


class ReplacementRow(Row):
    """A row of `replacement`."""

    id: int
    secondment: int
    asked_by: str
    asked_at: datetime
    reason: str
    successor: str | None
    state: str
    reference: str | None
    effective_day: date | None
    answered_by: str | None
    answered_at: datetime | None
    answer: str | None


class ReturnCodeRow(Row):
    """A row of `return_code`."""

    code: str
    stop: int
    matter: str
    good_until: date
    papers: list[str] | None
    used_by: int | None


class RuleSetRow(Row):
    """A row of `rule_set`."""

    version: int
    body: dict[str, Any]
    published_at: datetime
    published_by: str


class ScoreSchemeRow(Row):
    """A row of `score_scheme`."""

    version: int
    body: dict[str, Any]
    from_month: str
    published_at: datetime
    published_by: str


class ScreenRow(Row):
    """A row of `screen`."""

    code: str
    name: Words
    zone: str
    diagonal_inch: int
    farthest_m: int
    width_px: int
    height_px: int
    day: list[str]


class SecondmentRow(Row):
    """A row of `secondment`."""

    id: int
    staffer: str
    role: str
    state: str
    nominated_by: str
    nominated_at: datetime
    wished_from: date | None
    wished_to: date | None
    replaces: int | None
    note: str | None
    from_day: date | None
    to_day: date | None
    reminded_at: datetime | None
    end_kind: str | None
    end_reason: str | None
    ended_at: datetime | None
    ended_by: str | None


class SecondmentSignatureRow(Row):
    """A row of `secondment_signature`."""

    secondment: int
    kind: str
    by: str
    at: datetime


class ServiceRow(Row):
    """A row of `service`."""

    stop: int
    part: int
    ticket: int
    number: str
    day: date
    hour: int
    window: str
    staffer: str
    secondment: int
    letter: str | None
    department: str
    matter: str
    line: str
    session: int
    visitor_class: str
    called_at: datetime
    started_at: datetime
    finished_at: datetime
    wait_ms: int
    walk_ms: int
    service_ms: int
    parked_ms: int
    outcome: str
    reason: str | None
    fee_fen: int | None
    promised_until: date | None
    decidable: int
    auto: int
    covers: str | None
    excluded: str | None
    quantity: int


class SessionRow(Row):
    """A row of `session`."""

    id: int
    window: str
    staffer: str
    secondment: int
    covers: str | None
    letter: str | None
    lines: list[str]
    abilities: list[str]
    half: str
    day: date
    opened_at: datetime
    closed_at: datetime | None
    paused_at: datetime | None
    pause_reason: str | None
    working_at: datetime | None
    free_at: datetime
    idle_told_at: datetime | None


class SessionMatterRow(Row):
    """A row of `session_matter`."""

    session: int
    matter: str
    line: str
    power: str


class SessionPauseRow(Row):
    """A row of `session_pause`."""

    id: int
    session: int
    from_at: datetime
    to_at: datetime | None
    reason: str


class ShiftRow(Row):
    """A row of `shift`."""

    window: str
    weekday: int
    half: str
    lines: list[str]
    groups: list[str]


class SlipLogoRow(Row):
    """A row of `slip_logo`."""

    id: int
    png: bytes


class SlipTemplateRow(Row):
    """A row of `slip_template`."""

    kind: str
    body: dict[str, Any]
    changed_at: datetime
    changed_by: str


class SlotPlaceRow(Row):
    """A row of `slot_place`."""

    line: str
    starts_at: datetime
    place: int
    matter: str
    draft: bytes | None
    held_until: datetime | None
    appointment: str | None


class StafferRow(Row):
    """A row of `staffer`."""

    code: str
    department: str
    name: Words
    pin_hash: str | None
    abilities: list[str]


class StopRow(Row):
    """A row of `stop`."""

    id: int
    ticket: int
    position: int
    after: int | None
    day: date
    matter: str
    line: str
    state: str
    held_reason: str | None
    identity: bytes | None
    case_number: str | None
    tier: int
    effective_at: datetime
    seq: int
    needs: str
    lane: str
    only_window: str | None
    only_staffer: str | None
    window: str | None
    session: int | None
    arrived_at: datetime
    callable_at: datetime
    wait_from: datetime
    more_time: int
    called_at: datetime | None
    first_called_at: datetime | None
    call_seq: int | None
    recalled_at: datetime | None
    recall_seq: int | None
    recalls: int
    started_at: datetime | None
    auto: int
    wait_ms: int | None
    walk_ms: int | None
    parts: int
    comment: str | None
    parked_at: datetime | None
    parked_ms: int
    park_reason: str | None
    due_at: datetime | None
    ended_at: datetime | None
    shown_at: datetime | None
    spoken_at: datetime | None
    outcome: str | None


class TallyRow(Row):
    """A row of `tally`."""

    line: str
    matter: str
    lane: str
    waiting: int


class TicketRow(Row):
    """A row of `ticket`."""

    id: int
    day: date
    line: str
    counter: int
    number: str
    visitor_class: str
    arrived_at: datetime
    device: str
    lang: str
    letters: int
    evidence: str | None
    stops: int
    identity_last: str | None
    told_ahead: int
    told_low_ms: int
    told_high_ms: int
    told_by: str


class TokenRow(Row):
    """A row of `token`."""

    id: int
    role: str
    name: str
    window: str | None
    department: str | None
    hash: bytes
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    cookie: int
    by_link: int
    factor_step: int | None
    factor_elsewhere: int
    last_seen_at: datetime | None


class WindowRow(Row):
    """A row of `window`."""

    code: str
    name: Words
    zone: str
    department: str | None
    mandate: str
    printer: str | None
    abilities: list[str]
    position: int


class WindowGroupRow(Row):
    """A row of `window_group`."""

    window: str
    group: str


class WindowLineRow(Row):
    """A row of `window_line`."""

    window: str
    line: str


class WindowTodayRow(Row):
    """A row of `window_today`."""

    day: date
    window: str
    lines: list[str]
    groups: list[str]
    until_at: datetime | None


class ZoneRow(Row):
    """A row of `zone`."""

    code: str
    name: Words
    silent: int
    volume: list[str]
