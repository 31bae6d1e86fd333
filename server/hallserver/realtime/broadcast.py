"""Streams: events as deltas chained by `prev`, ticks every 5 s, waits once a second, places to followers."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import gevent
import msgspec
from gevent.queue import Queue
from sqlalchemy import Engine

from hallserver.contract import PlaceOfFollower, Tick, Waits
from hallserver.contract.parts import Heard, Part
from hallserver.core.events import PLAN_KINDS, Event
from hallserver.core.figures.durations import Durations
from hallserver.core.queue.unheard import SHOWING
from hallserver.core.rights import Principal
from hallserver.realtime.places import Places
from hallserver.realtime.streams import STREAMS, delta_of
from hallserver.store import log, queries
from hallserver.store.catalogue import Plan
from hallserver.store.queue import waiting
from hallserver.store.queue.next_up import next_in_lines
from hallserver.views.queue.board import board_view

NAMESPACE = "/live"
TICK_S = 5.0
WAITS_S = 1.0
PLACES_S = 5.0
SNAPSHOT_S = 0.25
MOST_DELTAS = 200
HEARD_FOR_S = 45.0
_logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Listener:
    """A connected socket: its principal, its stream, and its last report about itself."""

    who: Principal
    stream: str | None
    said: dict[str, Any] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    unread: bool = False  # its last report named devices that could not be read
    heard_at: float = 0.0
    heard_on: datetime | None = None


class Broadcaster:
    """Sends committed events to all sockets that may receive them.

    Args:
        reader: for snapshots and deltas.
        now: hall time.
        build: the pages' build.
        emit: sends an event with a payload to a room.
    """

    def __init__(
        self, reader: Engine, now: Callable[[], datetime], build: str, emit: Callable[[str, Any, str], None]
    ) -> None:
        self._reader, self._now, self._build, self._emit = reader, now, build, emit
        self._plan: Callable[
            [], Plan
        ]  # set by `begin`: its owner, the writer, is created after the broadcaster
        # groups of events, each with when it was committed
        self._queue: Queue[tuple[float, Sequence[Event]]] = Queue()
        self.took = Durations()  # of each event, from its commit until it is written to the last socket
        self._seq = dict.fromkeys(STREAMS, 0)
        self.listeners: dict[str, Listener] = {}
        self.places: Places  # set by `begin`, with the plan
        self._counts: Counter[str] = Counter()
        self._seen: dict[str, Heard] = {}  # devices that have disconnected
        self._waits_minute = 0
        self._waits_due = False
        self._snapshots: dict[str, tuple[Any, Any]] = {}

    def begin(self, plan: Callable[[], Plan]) -> None:
        """Find the position of each stream, and start the loops."""
        self._plan = plan
        self.places = Places(self._reader, plan, self._now, self._tell_place)
        with self._reader.connect() as connection:
            for stream, kinds in STREAMS.items():
                self._seq[stream] = queries.last_seq(connection, kinds)
        for act, every_s in (
            (self._tell_events, 0.0),
            (self._tick, TICK_S),
            (self._tell_waits, WAITS_S),
            (self.places.tell_changed, PLACES_S),
        ):
            gevent.spawn(_for_ever, act, every_s)

    def hear(self, events: Sequence[Event]) -> None:
        """Queue a committed group; it does no more because the writer calls it."""
        self._queue.put((time.monotonic(), events))

    def seq(self, stream: str) -> int:
        """Return the seq of the stream's newest event."""
        return self._seq[stream]

    def live_zones(self) -> frozenset[str]:
        """Return the zones with a board or announcer heard from lately; "" is one for all zones."""
        found = (self.zone_of(each) for each in list(self.listeners.values()))
        return frozenset(zone for zone in found if zone is not None)

    def zone_of(self, listener: Listener) -> str | None:
        """Return the zone of a board or announcer, "" for all; None for other pages or if silent lately."""
        shows = listener.who.role == "display" and listener.said.get("page") in SHOWING
        if not shows or listener.heard_at <= time.monotonic() - HEARD_FOR_S:
            return None
        return next((each.zone for each in self._plan().screens if each.code == listener.who.name), "")

    def count_of(self, who: str) -> int:
        """Return how many sockets a principal has."""
        return self._counts[who]

    def heard(self) -> dict[str, Heard]:
        """Return by principal a device's last report."""
        found = dict(self._seen)
        for each in list(self.listeners.values()):
            if each.heard_on is not None and each.who.role != "follower":
                found[each.who.id] = Heard(each.said, each.parts, each.heard_on, connected=True)
        return found

    def join(self, sid: str, listener: Listener) -> None:
        """Add a socket."""
        self.listeners[sid] = listener
        self._counts[listener.who.id] += 1
        if listener.who.ticket is not None:
            self.places.join(listener.who.ticket, sid)

    def leave(self, sid: str) -> None:
        """Remove a socket."""
        listener = self.listeners.pop(sid, None)
        if listener:
            self._counts[listener.who.id] -= 1
            if not self._counts[listener.who.id]:
                del self._counts[listener.who.id]
        if listener and listener.heard_on is not None and listener.who.role != "follower":
            self._seen[listener.who.id] = Heard(listener.said, listener.parts, listener.heard_on)
        if listener and listener.who.ticket is not None:
            self.places.leave(listener.who.ticket, sid)

    def forget_all_but(self, good: Container[str]) -> None:
        """Forget devices that are gone and whose token is no longer valid: nobody misses them."""
        self._seen = {who: heard for who, heard in self._seen.items() if who in good}

    def resume(self, stream: str, epoch: str, seq: int) -> dict[str, Any]:
        """Return what brings a client up to date: the deltas it missed, or a snapshot."""
        plan, now, head = self._plan(), self._now(), self._seq[stream]
        with self._reader.connect() as connection:
            if epoch == plan.epoch and 0 < seq <= head:
                missed = log.read_kinds(connection, STREAMS[stream], seq, head, MOST_DELTAS + 1)
                if len(missed) <= MOST_DELTAS:
                    return {"deltas": self._chain(missed, seq, plan.epoch, now)}
        return {"snapshot": self._snapshot(stream, head)}

    def _snapshot(self, stream: str, head: int) -> Any:
        """Return a snapshot shared by requests at about the same time: all screens may reconnect at once."""
        plan, now = self._plan(), self._now()
        state = (id(plan), head, int(now.timestamp() / SNAPSHOT_S))
        kept = self._snapshots.get(stream)
        if kept is None or kept[0] != state:
            with self._reader.connect() as connection:
                board = board_view(connection, plan, "", now, head, self._build)
            kept = self._snapshots[stream] = (state, plain(board))
        return kept[1]

    @staticmethod
    def _chain(events: Sequence[Event], prev: int, epoch: str, now: datetime) -> list[Any]:
        deltas = []
        for event in events:
            deltas.append(plain(delta_of(event, prev, epoch, now)))
            prev = event.seq
        return deltas

    def _tell_events(self) -> None:
        committed, events = self._queue.get()
        for event in events:
            try:
                self._tell(event)
            except Exception:  # one failing event must not drop the rest of its group
                _logger.exception("event %d could not be told", event.seq)
            self.took.add(time.monotonic() - committed)

    def _tell(self, event: Event) -> None:
        epoch, now = self._plan().epoch, self._now()
        streams = {stream: self._seq[stream] for stream, kinds in STREAMS.items() if event.kind in kinds}
        self._seq |= dict.fromkeys(
            streams, event.seq
        )  # first: a client that misses the delta sees the gap, and resumes
        for stream, prev in streams.items():
            if any(each.stream == stream for each in self.listeners.values()):
                self._emit("delta", plain(delta_of(event, prev, epoch, now)), stream)
        if event.kind.startswith(("ticket.", "window.", "line.")) or event.kind in PLAN_KINDS:
            self._waits_due = True
        self.places.hear(event)

    def _tick(self) -> None:
        for stream in STREAMS:
            self._emit("tick", plain(Tick(self._plan().epoch, self._seq[stream], self._now())), stream)

    def _tell_waits(self) -> None:
        now = self._now()
        minute = int(now.timestamp()) // 60  # opening, lunch and closing come without an event
        if not self.listeners or not (self._waits_due or minute != self._waits_minute):
            return
        self._waits_due, self._waits_minute = False, minute
        with self._reader.connect() as connection:
            able = waiting.able_by_matter(connection)
            lines = waiting.lines_on_board(connection, self._plan(), now, able)
            coming = next_in_lines(connection, self._plan(), able)
        waits = plain(Waits(now, lines, coming))
        for stream in STREAMS:
            self._emit("waits", waits, stream)

    def _tell_place(self, ticket: int, place: PlaceOfFollower) -> None:
        self._emit("place", plain(place), f"ticket:{ticket}")


def _for_ever(act: Callable[[], None], every_s: float) -> None:
    """Run a worker's loop: a failure is logged, and the next round still comes."""
    while True:
        gevent.sleep(every_s)
        try:
            act()
        except Exception:  # the top of a worker's loop: logged, and it goes on
            _logger.exception("the broadcaster failed once")


def plain(value: Any) -> Any:
    """Return a shape as JSON values, without empty fields."""
    made = msgspec.to_builtins(value)
    return {name: each for name, each in made.items() if each is not None}
