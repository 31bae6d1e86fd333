"""Events of the hall itself: founding, plan, days, rules, clock, notices and calls for help."""

from __future__ import annotations

from typing import Any, ClassVar

from hallserver.core.events.facts import ABSENT, Absent, Facts, Stream


class HallFounded(Facts, frozen=True, kw_only=True):
    """A hall was founded with a new database."""

    KIND: ClassVar[str] = "hall.founded"

    code: str
    schema: int


class HallPlanned(Facts, frozen=True, kw_only=True):
    """A plan was imported: how many rows were added and changed in each table."""

    KIND: ClassVar[str] = "hall.planned"
    PRINTS: ClassVar[bool] = True
    REPLANS: ClassVar[bool] = True

    added: dict[str, int]
    changed: dict[str, int]
    stepped: dict[str, int] | Absent = ABSENT
    table: str | Absent = ABSENT
    changes: list[Any] | Absent = ABSENT


class HallStarted(Facts, frozen=True, kw_only=True):
    """The server opened the hall."""

    KIND: ClassVar[str] = "hall.started"

    build: str


class HallDamaged(Facts, frozen=True, kw_only=True):
    """The database file is damaged."""

    KIND: ClassVar[str] = "hall.damaged"
    STREAM: ClassVar[Stream] = Stream.STAFF

    found: str


class RulesPublished(Facts, frozen=True, kw_only=True):
    """A new version of the queue rules is in force."""

    KIND: ClassVar[str] = "rules.published"
    REPLANS: ClassVar[bool] = True

    version: int
    rules: dict[str, Any]


class RecordsRebuilt(Facts, frozen=True, kw_only=True):
    """The record of services was rebuilt from the log."""

    KIND: ClassVar[str] = "records.rebuilt"

    services: int
    mended: int


class NumbersLeapt(Facts, frozen=True, kw_only=True):
    """Numbers that may exist on paper were skipped: for each line, from which to which."""

    KIND: ClassVar[str] = "numbers.leapt"

    why: str
    epoch: str
    events: int
    lines: dict[str, dict[str, int]]


class DayOpened(Facts, frozen=True, kw_only=True):
    """No longer written."""

    KIND: ClassVar[str] = "day.opened"


class DayClosing(Facts, frozen=True, kw_only=True):
    """The day is closing; names the numbers that end with it."""

    KIND: ClassVar[str] = "day.closing"
    STREAM: ClassVar[Stream] = Stream.STAFF

    day: str
    reason: str
    numbers: list[str]


class DayClosed(Facts, frozen=True, kw_only=True):
    """The day was sealed with its figures."""

    KIND: ClassVar[str] = "day.closed"
    PRINTS: ClassVar[bool] = True
    STREAM: ClassVar[Stream] = Stream.STAFF
    REPLANS: ClassVar[bool] = True

    day: str
    reason: str
    figures: dict[str, int]


class ClockStepped(Facts, frozen=True, kw_only=True):
    """The wall clock stepped away from hall time."""

    KIND: ClassVar[str] = "clock.stepped"
    STREAM: ClassVar[Stream] = Stream.STAFF

    wall: str
    hall: str
    by_ms: int


class ClockAccepted(Facts, frozen=True, kw_only=True):
    """A person accepted the machine's time."""

    KIND: ClassVar[str] = "clock.accepted"

    newest: str | None
    ended: int


class NoticePosted(Facts, frozen=True, kw_only=True):
    """A notice was posted."""

    KIND: ClassVar[str] = "notice.posted"

    notice: int
    zh: str
    en: str
    zone: str


class NoticeWithdrawn(Facts, frozen=True, kw_only=True):
    """A notice was withdrawn."""

    KIND: ClassVar[str] = "notice.withdrawn"

    notice: int


class HelpAsked(Facts, frozen=True, kw_only=True):
    """A person called for help at a device."""

    KIND: ClassVar[str] = "help.asked"
    STREAM: ClassVar[Stream] = Stream.STAFF

    help: int
    detail: str


class HelpAnswered(Facts, frozen=True, kw_only=True):
    """A call for help was answered."""

    KIND: ClassVar[str] = "help.answered"
    STREAM: ClassVar[Stream] = Stream.STAFF

    help: int


class LineStopped(Facts, frozen=True, kw_only=True):
    """A line gives no further numbers today; visitors read these words, and those who wait are served."""

    KIND: ClassVar[str] = "line.stopped"
    STREAM: ClassVar[Stream] = Stream.STAFF
    REPLANS: ClassVar[bool] = True

    line: str
    zh: str
    en: str


class LineOpened(Facts, frozen=True, kw_only=True):
    """A stopped line gives numbers again."""

    KIND: ClassVar[str] = "line.opened"
    STREAM: ClassVar[Stream] = Stream.STAFF
    REPLANS: ClassVar[bool] = True

    line: str


class KioskStopped(Facts, frozen=True, kw_only=True):
    """The office stopped a kiosk; these words stand on it until it is opened again."""

    KIND: ClassVar[str] = "kiosk.stopped"
    STREAM: ClassVar[Stream] = Stream.STAFF

    kiosk: str
    zh: str
    en: str
    detail: str


class KioskOpened(Facts, frozen=True, kw_only=True):
    """A stopped kiosk gives numbers again."""

    KIND: ClassVar[str] = "kiosk.opened"
    STREAM: ClassVar[Stream] = Stream.STAFF

    kiosk: str
    detail: str


class EmergencyRaised(Facts, frozen=True, kw_only=True):
    """Somebody called for help in an emergency, at a window or the guide desk."""

    KIND: ClassVar[str] = "emergency.raised"
    STREAM: ClassVar[Stream] = Stream.STAFF

    emergency: int
    place: str
    window: str | None
    zone: str


class EmergencyAnswered(Facts, frozen=True, kw_only=True):
    """Somebody goes there: who."""

    KIND: ClassVar[str] = "emergency.answered"
    STREAM: ClassVar[Stream] = Stream.STAFF

    emergency: int
    window: str | None
    goes: str


class EmergencyReset(Facts, frozen=True, kw_only=True):
    """An emergency is over; what it was stands in the private part."""

    KIND: ClassVar[str] = "emergency.reset"
    STREAM: ClassVar[Stream] = Stream.STAFF
    PRIVATE: ClassVar[tuple[str, ...]] = ("words",)

    emergency: int
    window: str | None


class AlarmRaised(Facts, frozen=True, kw_only=True):
    """Something is wrong in the hall: its kind, whom or what it concerns; `again`: a snooze is over and it still is."""

    KIND: ClassVar[str] = "alarm.raised"
    STREAM: ClassVar[Stream] = Stream.STAFF

    alarm: int
    detail: str
    subject: str
    value: int
    again: int


class AlarmAcknowledged(Facts, frozen=True, kw_only=True):
    """Somebody takes care of an alarm: who, and until when it is out of the way."""

    KIND: ClassVar[str] = "alarm.acknowledged"
    STREAM: ClassVar[Stream] = Stream.STAFF

    alarm: int
    detail: str
    subject: str
    goes: str
    until: str


class AlarmCleared(Facts, frozen=True, kw_only=True):
    """An alarm is over."""

    KIND: ClassVar[str] = "alarm.cleared"
    STREAM: ClassVar[Stream] = Stream.STAFF

    alarm: int
    detail: str
    subject: str


class MessageSent(Facts, frozen=True, kw_only=True):
    """A short message was sent; its words are kept for the day, and in no log. `window`: to which it goes."""

    KIND: ClassVar[str] = "message.sent"
    STREAM: ClassVar[Stream] = Stream.STAFF

    message: int
    window: str | None
    from_box: str
    to_box: str


class MessageSeen(Facts, frozen=True, kw_only=True):
    """A message has arrived at a page, or was read there (`read`). `window`: whose message it was."""

    KIND: ClassVar[str] = "message.seen"
    STREAM: ClassVar[Stream] = Stream.STAFF

    message: int
    window: str | None
    read: int
