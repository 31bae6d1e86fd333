"""The floor: loudness of zones, notices, pairing of devices, calls for help, concerns."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    text,
)

from hallserver.core.casework.concerns import ConcernKind
from hallserver.core.floor.alarms import AlarmKind
from hallserver.core.language.words import Words
from hallserver.store.schema.form import Columns, index, metadata, one_of, translated, triggers
from hallserver.store.types import Day, UtcDateTime


class ZoneColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    name: Named[Words] = translated("name")
    silent: Named[int] = Column(Integer)
    volume: Named[list[str]] = Column(JSON)  # ["08:00-12:00=80"]: percent by hour of the hall


zones = Table(
    "zone",
    metadata,
    ZoneColumns,
)


class NoticeColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    words: Named[Words] = translated("words")
    zone: Named[str] = Column(String)
    posted_at: Named[datetime] = Column(UtcDateTime)
    until_at: Named[datetime | None] = Column(UtcDateTime)
    withdrawn_at: Named[datetime | None] = Column(UtcDateTime)
    posted_by: Named[str] = Column(String)


notices = Table(
    "notice",
    metadata,
    NoticeColumns,
    CheckConstraint("until_at IS NULL OR until_at > posted_at", name="notice_runs_forward"),
)


# a kiosk that the office has stopped, with the words that stand on it until it is opened again
class KioskStopColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    kiosk: Named[str] = Column(String)  # its name: one that is in no plan can be stopped, too
    words: Named[Words] = translated("words")
    stopped_at: Named[datetime] = Column(UtcDateTime)
    stopped_by: Named[str] = Column(String)
    opened_at: Named[datetime | None] = Column(UtcDateTime)
    opened_by: Named[str | None] = Column(String)


kiosk_stops = Table(
    "kiosk_stop",
    metadata,
    KioskStopColumns,
    CheckConstraint("(opened_at IS NULL) = (opened_by IS NULL)", name="opened_by_somebody"),
)
index("one_stop_a_kiosk", kiosk_stops.c.kiosk, unique=True, where=text("opened_at IS NULL"))
triggers(
    """CREATE TRIGGER kiosk_stop_stays BEFORE DELETE ON kiosk_stop BEGIN
      SELECT RAISE(ABORT, 'the stop of a kiosk is never deleted'); END""",
    """CREATE TRIGGER kiosk_stop_over_is_history BEFORE UPDATE ON kiosk_stop WHEN OLD.opened_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'the stop of a kiosk that is over is history'); END""",
    """CREATE TRIGGER kiosk_stop_is_as_said BEFORE UPDATE OF kiosk, words, stopped_at, stopped_by ON kiosk_stop BEGIN
      SELECT RAISE(ABORT, 'the stop of a kiosk stays as it was said'); END""",
    """CREATE TRIGGER stopped_kiosk_gives_no_number BEFORE INSERT ON ticket
      WHEN EXISTS (SELECT 1 FROM kiosk_stop WHERE kiosk = NEW.device AND opened_at IS NULL) BEGIN
      SELECT RAISE(ABORT, 'a stopped kiosk gives no number'); END""",
)


class PairingColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    code: Named[str] = Column(String, CheckConstraint("length(code) = 6"))
    # the hash of the secret that the device already holds and that becomes its token
    hash: Named[bytes] = Column(LargeBinary, unique=True)
    page: Named[str] = Column(String)
    address: Named[str] = Column(String)  # the address whose pairing requests are counted
    asked_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime] = Column(UtcDateTime)
    used_at: Named[datetime | None] = Column(UtcDateTime)


pairings = Table(
    "pairing",
    metadata,
    PairingColumns,
)
index("one_open_code", pairings.c.code, unique=True, where=text("used_at IS NULL"))


class HelpColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    device: Named[str] = Column(String)
    place: Named[str] = Column(String)
    asked_at: Named[datetime] = Column(UtcDateTime)
    answered_at: Named[datetime | None] = Column(UtcDateTime)
    answered_by: Named[str | None] = Column(String)


helps = Table(
    "help",
    metadata,
    HelpColumns,
)
index("one_open_help_a_device", helps.c.device, unique=True, where=text("answered_at IS NULL"))


class ConcernColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    day: Named[date] = Column(Day)
    kind: Named[str] = Column(String)
    matter: Named[str | None] = Column(ForeignKey("matter.code"))
    ticket: Named[int | None] = Column(ForeignKey("ticket.id"))
    # its words are in the event's private part; deferred, because the log is written after the command
    seq: Named[int] = Column(
        BigInteger,
        ForeignKey("event.seq", deferrable=True, initially="DEFERRED"),
        nullable=False,
        unique=True,
    )
    raised_at: Named[datetime] = Column(UtcDateTime)
    raised_by: Named[str] = Column(String)
    due: Named[date] = Column(Day)
    answered_at: Named[datetime | None] = Column(UtcDateTime)
    answered_by: Named[str | None] = Column(String)
    answer: Named[str | None] = Column(String)
    upheld: Named[int | None] = Column(Integer, CheckConstraint("upheld IN (0, 1)"))


concerns = Table(
    "concern",
    metadata,
    ConcernColumns,
    CheckConstraint("due >= day", name="due_runs_forward"),
    CheckConstraint(
        "(answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (upheld IS NULL)",
        name="answered_with_words",
    ),
    one_of("kind", [str(each) for each in ConcernKind]),
)
index("concerns_by_due", concerns.c.due, where=text("answered_at IS NULL"))


class EmergencyColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    device: Named[str] = Column(String)
    place: Named[str] = Column(String)
    window: Named[str | None] = Column(ForeignKey("window.code"))
    zone: Named[str] = Column(String)  # the area whose other windows hear of it
    raised_at: Named[datetime] = Column(UtcDateTime)
    answered_at: Named[datetime | None] = Column(UtcDateTime)
    answered_by: Named[str | None] = Column(String)
    goes: Named[str | None] = Column(String)  # who goes there
    reset_at: Named[datetime | None] = Column(UtcDateTime)
    reset_by: Named[str | None] = Column(String)
    words: Named[str | None] = Column(String)  # what it was


emergencies = Table(
    "emergency",
    metadata,
    EmergencyColumns,
    CheckConstraint("(answered_at IS NULL) = (goes IS NULL)", name="answered_by_name"),
    CheckConstraint(
        "(reset_at IS NULL) = (words IS NULL) AND coalesce(words, '-') <> ''", name="reset_with_a_word"
    ),
)
index("one_emergency_a_device", emergencies.c.device, unique=True, where=text("reset_at IS NULL"))
triggers(
    """CREATE TRIGGER emergency_stays BEFORE DELETE ON emergency BEGIN
      SELECT RAISE(ABORT, 'an emergency is never deleted'); END""",
    """CREATE TRIGGER emergency_is_as_raised BEFORE UPDATE OF device, place, window, zone, raised_at ON emergency BEGIN
      SELECT RAISE(ABORT, 'where an emergency was raised stays'); END""",
    """CREATE TRIGGER emergency_is_answered_once BEFORE UPDATE OF answered_at, answered_by, goes ON emergency
      WHEN OLD.answered_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'an emergency is answered once'); END""",
    """CREATE TRIGGER emergency_over_is_history BEFORE UPDATE ON emergency WHEN OLD.reset_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'an emergency that is over is history'); END""",
)


# what is wrong in the hall, since when, until when
class AlarmColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    kind: Named[str] = Column(String)
    subject: Named[str] = Column(String)  # the line, window, printer or device; "" is the hall
    value: Named[int] = Column(BigInteger)  # in the kind's own unit, as it was raised
    words: Named[Words] = translated("words")  # the sentence of that moment
    raised_at: Named[datetime] = Column(UtcDateTime)
    cleared_at: Named[datetime | None] = Column(UtcDateTime)


alarms = Table(
    "alarm",
    metadata,
    AlarmColumns,
    one_of("kind", [str(each) for each in AlarmKind]),
    CheckConstraint("cleared_at IS NULL OR cleared_at >= raised_at", name="alarm_runs_forward"),
)
index("one_open_alarm", alarms.c.kind, alarms.c.subject, unique=True, where=text("cleared_at IS NULL"))


# somebody takes care of an alarm, and it is out of the way for a while
class AcknowledgementColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    alarm: Named[int] = Column(ForeignKey("alarm.id"))
    by: Named[str] = Column(String)
    goes: Named[str] = Column(String, CheckConstraint("goes <> ''", name="acknowledged_by_name"))
    at: Named[datetime] = Column(UtcDateTime)
    until_at: Named[datetime] = Column(UtcDateTime)
    ended_at: Named[datetime | None] = Column(UtcDateTime)


acknowledgements = Table(
    "acknowledgement",
    metadata,
    AcknowledgementColumns,
    CheckConstraint("until_at > at", name="snooze_runs_forward"),
    CheckConstraint("ended_at IS NULL OR ended_at >= at", name="acknowledgement_runs_forward"),
)
index("one_open_acknowledgement", acknowledgements.c.alarm, unique=True, where=text("ended_at IS NULL"))
triggers(
    """CREATE TRIGGER alarm_stays BEFORE DELETE ON alarm BEGIN
      SELECT RAISE(ABORT, 'an alarm is never deleted'); END""",
    """CREATE TRIGGER alarm_is_as_raised BEFORE UPDATE OF kind, subject, value, words, raised_at ON alarm BEGIN
      SELECT RAISE(ABORT, 'an alarm stays as it was raised'); END""",
    """CREATE TRIGGER alarm_over_is_history BEFORE UPDATE ON alarm WHEN OLD.cleared_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'an alarm that is over is history'); END""",
    """CREATE TRIGGER alarm_over_ends_its_acknowledgement AFTER UPDATE OF cleared_at ON alarm
      WHEN NEW.cleared_at IS NOT NULL BEGIN
      UPDATE acknowledgement SET ended_at = NEW.cleared_at WHERE alarm = NEW.id AND ended_at IS NULL; END""",
    """CREATE TRIGGER acknowledged_while_open BEFORE INSERT ON acknowledgement
      WHEN (SELECT cleared_at FROM alarm WHERE id = NEW.alarm) IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'an alarm that is over needs nobody'); END""",
    """CREATE TRIGGER acknowledgement_stays BEFORE DELETE ON acknowledgement BEGIN
      SELECT RAISE(ABORT, 'an acknowledgement is never deleted'); END""",
    """CREATE TRIGGER acknowledgement_is_as_given BEFORE UPDATE OF alarm, by, goes, at, until_at ON acknowledgement BEGIN
      SELECT RAISE(ABORT, 'an acknowledgement stays as it was given'); END""",
    """CREATE TRIGGER acknowledgement_ends_once BEFORE UPDATE OF ended_at ON acknowledgement
      WHEN OLD.ended_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'an acknowledgement ends once'); END""",
)


# short messages of the day; their words are in no log, and go with the day
class MessageColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    day: Named[date] = Column(Day)
    sender: Named[str] = Column(String)
    from_box: Named[str] = Column(String)
    to_box: Named[str] = Column(String)
    words: Named[str | None] = Column(String, CheckConstraint("length(words) BETWEEN 1 AND 200"))
    quick: Named[str | None] = Column(String)
    sent_at: Named[datetime] = Column(UtcDateTime)
    delivered_at: Named[datetime | None] = Column(UtcDateTime)
    read_at: Named[datetime | None] = Column(UtcDateTime)


messages = Table(
    "message",
    metadata,
    MessageColumns,
    CheckConstraint("(words IS NULL) <> (quick IS NULL)", name="one_sentence"),
    CheckConstraint("from_box <> to_box", name="not_to_oneself"),
    CheckConstraint("read_at IS NULL OR delivered_at IS NOT NULL", name="read_what_has_arrived"),
)
triggers(
    """CREATE TRIGGER message_is_as_sent BEFORE UPDATE OF day, sender, from_box, to_box, words, quick, sent_at ON message
      BEGIN SELECT RAISE(ABORT, 'a message stays as it was sent'); END""",
)
index("messages_of_a_day", messages.c.day, messages.c.to_box)
index("messages_of_a_sender", messages.c.sender, messages.c.sent_at)
