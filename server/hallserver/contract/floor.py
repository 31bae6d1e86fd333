"""The floor: notices, figures of the day, help, concerns, devices."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from hallserver.contract.tickets import WaitRange
from hallserver.core.floor.alarms import AlarmAct, AlarmKind, Gravity
from hallserver.core.floor.equipment import PartKind, PartState, Presence
from hallserver.core.language.words import Words
from hallserver.core.queue.tickets import State, WindowState
from hallserver.core.queue.unheard import UnheardCall


class ZoneView(Struct, frozen=True):
    """A part of the hall with its own loudness; `all` is the whole hall.

    `volume`: `08:00-12:00=80`, percent.
    """

    code: str
    name: Words
    silent: bool
    volume: tuple[str, ...]


class NoticeView(Struct, frozen=True):
    """A sentence at the bottom of the boards."""

    id: int
    words: Words
    zone: str
    posted_at: datetime
    until_at: datetime | None


class NoticesView(Struct, frozen=True):
    """The notices in force, newest first."""

    notices: tuple[NoticeView, ...]


class KioskView(Struct, frozen=True):
    """What a kiosk is told about itself.

    `departments` and `matters`: what it offers, both empty for everything. `idle_s`, `ask_s`, `attract_s`: seconds
    without a touch until it asks, then goes home, and until its page of notices. `stopped`: the office's words.
    `reads`: the languages in which its sentences can be read aloud now.
    """

    name: str
    zone: str
    departments: tuple[str, ...]
    matters: tuple[str, ...]
    idle_s: int
    ask_s: int
    attract_s: int
    stopped: Words | None
    reads: tuple[str, ...]


class MediumView(Struct, frozen=True):
    """A picture, slide or film: where it is fetched by its hash, how long it stays, and what it says in words."""

    hash: str
    type: str
    film: bool
    seconds: int
    words: Words


class MediaView(Struct, frozen=True):
    """What a screen shows now, in order."""

    media: tuple[MediumView, ...]


class FiguresView(Struct, frozen=True):
    """Public figures of the day so far; waits of finished services, in ms."""

    business_day: date
    served: int
    waiting: int
    open_windows: int
    mean_wait_ms: int
    level_ms: int
    within_percent: int
    rated: int
    satisfied_percent: int


class HelpView(Struct, frozen=True):
    """A visitor at a kiosk calls for help."""

    id: int
    place: str
    asked_at: datetime


class HelpsView(Struct, frozen=True):
    """Open calls for help, the longest waiting first."""

    helps: tuple[HelpView, ...]


class ConcernView(Struct, frozen=True):
    """A concern; the visitor's own words stay in the private part of the log."""

    id: int
    kind: str
    kind_words: Words
    matter: str | None
    number: str | None
    raised_at: datetime
    due: date
    answered_at: datetime | None


class ConcernsView(Struct, frozen=True):
    """Open concerns, the most urgent first."""

    concerns: tuple[ConcernView, ...]


class NumberInHall(Struct, frozen=True):
    """A number of today that is not over, one row for each of its matters; `stops` is how many it has."""

    ticket: int
    number: str
    line: str
    matter: str
    matter_name: Words
    state: State
    state_words: Words
    priority: bool
    window: str | None
    waited_ms: int
    stops: int


class NumbersView(Struct, frozen=True):
    """The first numbers of those that were asked for, in the order of their places; `total` of all."""

    now: datetime
    total: int
    numbers: tuple[NumberInHall, ...]


class NumberOfDay(Struct, frozen=True):
    """A number of a day, one row for each of its matters, whatever became of it."""

    ticket: int
    number: str
    line: str
    matter: str
    matter_name: Words
    visitor_class: str
    state: State
    state_words: Words
    window: str | None
    arrived_at: datetime
    called_at: datetime | None
    ended_at: datetime | None
    wait_ms: int | None


class NumbersOfDayView(Struct, frozen=True):
    """Fifty numbers of a day, the newest first; `total` of all. `kept_from`: the oldest day that can be listed."""

    day: date
    total: int
    kept_from: date | None
    numbers: tuple[NumberOfDay, ...]


class ToRate(Struct, frozen=True):
    """The service that was just finished at a window and is not rated; empty when there is none."""

    ticket: int | None = None
    number: str | None = None
    finished_at: datetime | None = None


class RatingPageView(Struct, frozen=True):
    """The code of the province's page of ratings: its address and an SVG; None where the hall has none."""

    link: str | None = None
    svg: str | None = None


class PairingView(Struct, frozen=True):
    """A device that asks to be paired: the six digits it shows, and the secret that becomes its token."""

    code: str
    token: str | None
    expires_at: datetime


class PartView(Struct, frozen=True):
    """A sign, call pad or reader behind an agent, as the agent reported it.

    `fault`: the code of its error, as `silent`, `garbled`, `not_allowed`; `seq`: of the newest call that a sign shows;
    `heard_at`: its last good answer.
    """

    code: str
    kind: PartKind
    state: PartState
    fault: str | None
    seq: int | None
    heard_at: datetime | None


class DeviceView(Struct, frozen=True):
    """A paired device and its last report.

    `behind`: events that it has not shown yet. `hasty_at`: when it last issued more numbers in a minute than
    people can take. `parts`: the devices behind it, of an agent. `stopped`: the words on a stopped kiosk. `zone`:
    where it stands by the plan, "" for the whole hall. `simulated`: it belongs to `hall simulate`.
    """

    role: str
    name: str
    window: str | None
    state: Presence
    paired_at: datetime
    last_seen: datetime | None
    page: str | None
    build: str | None
    seq: int | None
    behind: int | None
    audio: bool | None
    uptime_s: int | None
    size: str | None
    hasty_at: datetime | None = None
    parts: tuple[PartView, ...] = ()
    stopped: Words | None = None
    zone: str = ""
    simulated: bool = False


class PlannedDevice(Struct, frozen=True):
    """A device of the plan that is not paired yet: a kiosk, a screen, a window's computer."""

    role: str
    name: str
    window: str | None
    zone: str
    words: Words


class FleetView(Struct, frozen=True):
    """All devices, what the plan has and is not paired yet, and the build that the hall serves now."""

    build: str
    devices: tuple[DeviceView, ...]
    planned: tuple[PlannedDevice, ...] = ()


class DeviceEvent(Struct, frozen=True):
    """Something that happened to a device, in words, and who did it."""

    seq: int
    at: datetime
    kind: str
    words: Words
    who: Words


class DeviceEventsView(Struct, frozen=True):
    """What happened to a device, newest first."""

    items: tuple[DeviceEvent, ...]


class DoctorLine(Struct, frozen=True):
    """What was looked at: `judged` is ok, look or bad, and the words say what to do."""

    judged: str
    words: Words


class DoctorView(Struct, frozen=True):
    """All that `hall doctor` looks at, and when it looked."""

    at: datetime
    lines: tuple[DoctorLine, ...]


class RetentionLine(Struct, frozen=True):
    """For how long something is kept: `days` is 0 for what goes the same night, and null for what stays.

    `since` is the first day of which it can be read.
    """

    kind: str
    words: Words
    days: int | None
    since: date | None


class RetentionView(Struct, frozen=True):
    """What is kept how long, by the settings of this hall."""

    lines: tuple[RetentionLine, ...]


class UnheardView(Struct, frozen=True):
    """The calls that were not shown or not spoken in time, the oldest first."""

    now: datetime
    calls: tuple[UnheardCall, ...]


class AlarmTaken(Struct, frozen=True):
    """Who takes care of an alarm, since when, and until when it is out of the way."""

    goes: str
    at: datetime
    until: datetime


class AlarmView(Struct, frozen=True):
    """Something that is wrong in the hall: since when, the sentence of this moment, who must act.

    `subject`: the code of the line, window, printer or device that it concerns, "" for the hall. `act`: what a page
    offers for it.
    """

    id: int
    kind: AlarmKind
    subject: str
    gravity: Gravity
    words: Words
    since: datetime
    who: tuple[str, ...]
    act: AlarmAct
    taken: AlarmTaken | None


class AlarmsView(Struct, frozen=True):
    """All alarms that stand: untaken ones first, then the gravest, then the oldest."""

    now: datetime
    alarms: tuple[AlarmView, ...]


class WindowNow(Struct, frozen=True):
    """A window now: who sits there, what it does and since when.

    `reason`: of a pause, or the kind of back-office work. `idle_from`: since when it is free while somebody waits
    whom it could call; a page marks it after a minute. `lines`, `groups`: what it is planned for now; `until`: when a
    manager's plan for today ends.
    """

    code: str
    name: Words
    zone: str
    state: WindowState
    since: datetime | None
    staffer: Words | None
    department: str | None
    reason: str | None
    idle_from: datetime | None
    lines: tuple[str, ...]
    groups: tuple[str, ...] = ()
    until: datetime | None = None


class LineNow(Struct, frozen=True):
    """A line now: how many wait, since when the longest, how many windows call in it, what a newcomer is told.

    `stopped`: what visitors read while it gives no further numbers today.
    """

    line: str
    waiting: int
    longest_from: datetime | None
    windows: int
    wait: WaitRange
    stopped: Words | None = None


class HallNowView(Struct, frozen=True):
    """The hall at a glance: alarms, every window, every line; `target_ms`: how long a visitor should wait at most.

    `day_closed`: whether somebody has closed the hall for today.
    """

    now: datetime
    target_ms: int
    alarms: tuple[AlarmView, ...]
    windows: tuple[WindowNow, ...]
    lines: tuple[LineNow, ...]
    day_closed: bool = False


class Quarter(Struct, frozen=True):
    """A quarter hour (`at`: 09:15, hall time); None for what has not happened yet, or where nothing is usual.

    `arrived`, `served`: in it; `waiting`: at its end. `usual`: the mean arrivals of the last four same weekdays.
    """

    at: str
    arrived: int | None
    served: int | None
    waiting: int | None
    usual: float | None


class DayCurveView(Struct, frozen=True):
    """A day by quarter hours, counted by matter; `usual_days`: how many days “usual” is the mean of."""

    day: date
    quarters: tuple[Quarter, ...]
    usual_days: int


class EmergencyView(Struct, frozen=True):
    """An emergency: where, since when, who goes there; `reset_at` once it is over."""

    id: int
    place: str
    window: str | None
    raised_at: datetime
    answered_at: datetime | None
    goes: str | None
    reset_at: datetime | None


class EmergenciesView(Struct, frozen=True):
    """The emergencies that go on, the first raised first."""

    emergencies: tuple[EmergencyView, ...]


class MessageView(Struct, frozen=True):
    """A short message between the boxes `office`, `guide` and `window:3`; `quick` where it is a quick sentence."""

    id: int
    from_box: str
    to_box: str
    words: Words
    quick: str | None
    sent_at: datetime
    delivered_at: datetime | None
    read_at: datetime | None


class MessagesView(Struct, frozen=True):
    """Today's messages to and from one's own box, the newest first; `quick`: the sentences sent by one key."""

    box: str
    messages: tuple[MessageView, ...]
    quick: dict[str, Words]
