"""The open hall as routes use it: the writer, a reader, the keys, the bell of the spool."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from flask import has_request_context, request
from gevent.event import Event as Bell
from gevent.lock import BoundedSemaphore
from gevent.threadpool import ThreadPool
from msgspec import json
from sqlalchemy import Connection, Engine

from hallserver.config import Settings
from hallserver.contract import DoctorLine, DoctorView, VerifiedView
from hallserver.contract.parts import Heard
from hallserver.core.errors import HistoryAway
from hallserver.core.events import EVENTS, Event
from hallserver.core.figures.durations import Durations
from hallserver.core.floor.alarms import Flutter, Sighting
from hallserver.core.rights import Principal
from hallserver.history.questions import Question, ask_archive
from hallserver.store.catalogue import Plan
from hallserver.store.disk.day_key import DayKey
from hallserver.store.disk.media import Shelf
from hallserver.store.disk.phone_keys import PhoneKeys
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.queue.kept_waits import LineKept
from hallserver.traffic.begun import BegunSignOns
from hallserver.traffic.clients import Traffic
from hallserver.traffic.credentials import Callers, Signer, TokenCache
from hallserver.traffic.directories import Asking
from hallserver.traffic.guesses import CODES, Guesses
from hallserver.traffic.hashing import Hashing
from hallserver.traffic.rate_limiter import RateLimiter
from hallserver.traffic.refused_sign_ons import RefusedSignOns
from hallserver.traffic.shared_answers import SharedAnswers
from hallserver.traffic.shared_run import SharedRun
from hallserver.traffic.turns import CALLER, LEAVE, MACHINE
from hallserver.writer import Writer

if TYPE_CHECKING:
    from halldisplay.tongues import Tongue

T = TypeVar("T")


class Broadcaster(Protocol):
    """What routes need from the broadcaster."""

    listeners: dict[str, Any]
    took: Durations

    def seq(self, stream: str) -> int:
        """Return the seq of the stream's newest event."""
        ...

    def heard(self) -> dict[str, Heard]:
        """Return by principal a device's last report, when it came, and whether it is connected."""
        ...

    def live_zones(self) -> frozenset[str]:
        """Return the zones with a live screen."""
        ...


@dataclass(slots=True)
class Hall:
    """The open hall, as routes know it."""

    writer: Writer
    reader: Engine
    keyring: TokenCache
    signer: Signer
    settings: Settings
    build: str
    broadcaster: Broadcaster
    day_key: DayKey
    traffic: Traffic
    callers: Callers
    receivers: ReceiversFile
    tongues: Mapping[str, Tongue] = field(default_factory=dict)  # the hall's own languages
    files: Any = None  # of the open database
    damage: str = ""  # what the back office found in the database's file
    forgotten_on: date | None = None  # the day on which old private parts were last deleted
    stopping: bool = False
    verifying: SharedRun[VerifiedView] = field(default_factory=SharedRun)
    examining: SharedRun[tuple[DoctorLine, ...]] = field(default_factory=SharedRun)
    doctor: DoctorView | None = None  # what it found last
    bell: Bell = field(default_factory=Bell)
    # threads for long reports, which would block the hub
    slow: ThreadPool = field(default_factory=lambda: ThreadPool(2))
    guesses: Guesses = field(default_factory=Guesses)
    code_guesses: Guesses = field(default_factory=lambda: Guesses(limits=CODES))
    hash_at_windows: Hashing = field(default_factory=Hashing)
    hash_for_all: Hashing = field(init=False)
    ask_ldap: Asking = field(init=False)
    ask_oidc: Asking = field(init=False)
    begun: BegunSignOns = field(default_factory=BegunSignOns)
    beginning: RateLimiter = field(default_factory=lambda: RateLimiter(30, 600.0))
    refused: RefusedSignOns = field(default_factory=RefusedSignOns)
    drafting: RateLimiter = field(default_factory=lambda: RateLimiter(20, 600.0))
    asking: RateLimiter = field(default_factory=lambda: RateLimiter(60, 600.0))
    # of one address: slots held in ten minutes, and booked in an hour
    choosing: RateLimiter = field(default_factory=lambda: RateLimiter(120, 60.0))  # readings of slots
    holding: RateLimiter = field(default_factory=lambda: RateLimiter(12, 600.0))
    booking: RateLimiter = field(default_factory=lambda: RateLimiter(30, 3600.0))
    dropping: RateLimiter = field(default_factory=lambda: RateLimiter(120, 600.0))  # a platform's too
    confirming: RateLimiter = field(default_factory=lambda: RateLimiter(10, 60.0))
    binding: RateLimiter = field(default_factory=lambda: RateLimiter(6, 600.0))
    shared: SharedAnswers = field(default_factory=SharedAnswers)
    seen: Sequence[Sighting] = ()  # the last look at the hall
    kept: Sequence[LineKept] = ()  # how the lines kept last week what they told
    flutter: Flutter = field(default_factory=Flutter)
    usual: tuple[date, Mapping[int, float]] | None = None  # arrivals of that day's weekday, by quarter hour
    media: Shelf = field(init=False)
    phone_keys: PhoneKeys = field(init=False)
    making: defaultdict[str, BoundedSemaphore] = field(default_factory=lambda: defaultdict(BoundedSemaphore))
    live_tokens: dict[bytes, tuple[Principal, datetime]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.media = Shelf(self.settings.data)
        self.phone_keys = PhoneKeys(self.settings.data)
        self.hash_for_all = Hashing(before=self.hash_at_windows)
        self.ask_ldap, self.ask_oidc = Asking(self.settings.data), Asking(self.settings.data)

    @property
    def plan(self) -> Plan:
        """Return the plan in force."""
        return self.writer.state.plan

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that cannot write."""
        with self.reader.connect() as connection:
            yield connection

    def run_in_threadpool(self, function: Callable[..., T], *args: Any) -> T:
        """Run a long function in a thread beside the hub, one at a time for each caller."""
        with self._slow_seat():
            outcome: T = self.slow.apply(function, args)
        return outcome

    def read_beside(self, read: Callable[..., T], *args: Any) -> T:
        """Read with a connection of its own, in a thread beside the hub."""

        def run() -> T:
            with self.reading() as connection:
                return read(connection, *args)

        return self.run_in_threadpool(run)

    def _slow_seat(self) -> AbstractContextManager[object]:
        """Leave the request's own seat for the one that its caller has for long work."""
        name, _ = MACHINE
        if has_request_context():
            name, _ = request.environ.get(CALLER, MACHINE)
            request.environ.get(LEAVE, _stay)()
        return self.traffic.turns.seat((f"slow {name}", 1))

    def ask_past(self, question: Question) -> bytes:
        """Return the answer of the archive as JSON, one question at a time for each caller.

        A desk without a supervisor has no archive: then it answers by itself, beside the hub.

        Raises:
            HistoryAway, HistoryDamaged, HistoryTooLong: no answer, and why.
        """
        with self._slow_seat():
            try:
                return ask_archive(self.settings.data, question)
            except (ConnectionRefusedError, FileNotFoundError) as error:
                if self.stopping:
                    raise HistoryAway from error
                alone: bytes = self.slow.apply(_answer_alone, (self, question))
                return alone

    def remember_live(self, hashed: bytes, who: Principal, until: datetime) -> None:
        """Store a one-use socket token and drop expired ones."""
        now = self.writer.clock.now()
        self.live_tokens = {key: held for key, held in self.live_tokens.items() if held[1] > now}
        self.live_tokens[hashed] = (who, until)

    def stop_waiting(self) -> None:
        """On shutdown, end the requests that wait for a print job."""
        self.stopping = True
        self.ring()

    def hear(self, events: Sequence[Event]) -> None:
        """After a commit that may have queued a print job, wake the requests that wait for one."""
        if any(EVENTS[event.kind].PRINTS for event in events):
            self.ring()

    def ring(self) -> None:
        """Wake all requests that wait for a print job."""
        bell, self.bell = self.bell, Bell()
        bell.set()


def _answer_alone(hall: Hall, question: Question) -> bytes:
    from hallserver.forecast.answers import FORESIGHT  # noqa: PLC0415 - the engines are loaded where they answer
    from hallserver.history.answers import answer_alone  # noqa: PLC0415 - the same

    answered: bytes = json.encode(answer_alone(hall.settings.data, hall.reader, question, FORESIGHT))
    return answered


def _stay() -> None:
    """Do nothing: the request holds no seat."""
