"""A small hall for tests that need no demo: two departments, five lines, four windows, a clock that can be set."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import psycopg
from psycopg.types.json import set_json_loads
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hallserver import alone
from hallserver.audit import replay
from hallserver.contract import IssuedTicket
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.clock import HallClock
from hallserver.core.events import Event
from hallserver.core.plans.plan import HallPlan, read_plan
from hallserver.core.rights import Principal
from hallserver.services import timers
from hallserver.services.context import CommandContext, Timeouts
from hallserver.services.planning import versions
from hallserver.services.queue import numbers, staff, windows
from hallserver.services.queue.record import End
from hallserver.services.queue.transitions import stop_of
from hallserver.store import connect, log, schema
from hallserver.store.disk.place import url_of
from hallserver.store.engines.postgres_schema import in_postgres
from hallserver.store.watching.dues import Moment
from hallserver.writer import Writer
from tests import postgres
from tests.morning import MORNING
from tests.postgres import Content

SQLITE, POSTGRES = "sqlite", "postgres"
REFUSED = (IntegrityError, sqlite3.IntegrityError, psycopg.IntegrityError)
"""What a constraint or a trigger raises, on either engine."""
P = ParamSpec("P")
T = TypeVar("T")
MONDAY_NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
ALWAYS = "always_open = true"
OFFICE_HOURS = """
[hall.hours]
mon = ["09:00-12:00", "13:30-17:00"]
tue = ["09:00-12:00", "13:30-17:00"]
"""
LINES = {"tax": "A:keep", "reg": "B:back:2", "notary": "C:void", "lonely": "D:keep", "post": "KB:keep"}
MATTERS = {
    "tax-file": ("tax", "tax", "on_the_spot", 5),
    "tax-audit": ("tax", "tax", "promised", 20),
    "tax-visit": ("tax", "tax", "on_the_spot", 10),
    "reg-new": ("tax", "reg", "on_the_spot", 10),
    "notary-will": ("law", "notary", "on_the_spot", 15),
    "lonely-one": ("law", "lonely", "on_the_spot", 15),
    "post-send": ("law", "post", "on_the_spot", 5),
}
WINDOWS = {
    "1": ("tax", ["tax", "reg"], "none", "A"),
    "2": ("tax", ["tax", "reg"], "none", "A"),
    "3": ("law", ["notary"], "none", "B"),
    "9": (None, ["tax", "post"], "accept", "A"),
}
PEOPLE = {
    "t-1": ("tax", "chief"),
    "t-2": ("tax", "staff"),
    "t-3": ("tax", "staff"),
    "l-1": ("law", "chief"),
    "l-2": ("law", "staff"),
    "l-3": ("law", None),
}
LETTERS = """
[[letters]]
document = "Tax 2026-1"
staffer = "t-1"
from = 2026-01-01
to = 2030-12-31
decide = ["tax-file", "tax-audit", "reg-new"]
accept = ["tax-visit"]

[[letters]]
document = "Will 2026-7"
staffer = "l-2"
from = 2026-01-01
to = 2026-03-02
decide = ["notary-will"]
"""


def words(text: str) -> str:
    """The same words twice."""
    return f'{{ zh = "{text}", en = "{text}" }}'


def small_plan(hours: str = ALWAYS, more: str = "", zone: str = "Asia/Shanghai") -> str:
    """The small hall's plan as TOML, with more at its end."""
    parts = [f'[hall]\ncode = "small"\nname = {words("Small hall")}\nzone = "{zone}"\n{hours}\n']
    parts += [
        f'[[departments]]\ncode = "{code}"\nname = {words(code)}\nshort = {words(code)}\n'
        for code in ("tax", "law")
    ]
    for code, said in LINES.items():
        prefix, _, missed = said.partition(":")
        parts.append(
            f'[[lines]]\ncode = "{code}"\nprefix = "{prefix}"\nname = {words(code)}\nmissed = "{missed}"\n'
        )
    for code, (department, line, kind, norm) in MATTERS.items():
        parts.append(
            f'[[matters]]\ncode = "{code}"\ndepartment = "{department}"\nline = "{line}"\nname = {words(code)}\n'
            f'kind = "{kind}"\nnorm_minutes = {norm}\npromised_days = 3\nfee = {words("free")}\nfee_fen = 0\n'
        )
    for code, (home, lines, mandate, area) in WINDOWS.items():
        own = f'department = "{home}"\n' if home else ""
        parts.append(
            f'[[windows]]\ncode = "{code}"\nname = {words(f"Window {code}")}\n{own}lines = {lines}\n'
            f'mandate = "{mandate}"\nzone = "{area}"\n'
        )
    parts.append(f'[[printers]]\ncode = "printer-1"\nname = {words("Printer")}\naddress = "virtual:"\n')
    parts.append(f'[[kiosks]]\ncode = "kiosk-1"\nname = {words("Kiosk")}\nprinter = "printer-1"\n')
    parts.append(f'[[screens]]\ncode = "board-1"\nname = {words("Board")}\n')
    for code, (department, role) in PEOPLE.items():
        parts.append(f'[[staffers]]\ncode = "{code}"\ndepartment = "{department}"\nname = {words(code)}\n')
        if role:
            parts.append(
                f'[[secondments]]\nstaffer = "{code}"\nrole = "{role}"\nfrom = 2026-01-01\nto = 2030-12-31\n'
            )
    return "\n".join([*parts, LETTERS, more])


def made_plan(hours: str = ALWAYS, more: str = "") -> HallPlan:
    """The small hall's plan, checked."""
    return read_plan(small_plan(hours, more), "small.toml")


def found(data: Path, hours: str = ALWAYS) -> Path:
    """Make the small hall in a folder, to be served now."""
    alone.found_hall(data, read_plan(small_plan(hours, zone=MORNING), "small.toml"), BOSS, demo=False)
    return data


KIOSK = Principal("kiosk:kiosk-1", "kiosk", "kiosk-1")
BOSS = Principal("local:uid0", "local", "uid0")
AGENT = Principal("printer:agent", "printer", "agent")


@dataclass(frozen=True)
class Kept:
    """A small hall's files, what it told, and its time; `content`: of PostgreSQL's database, where that keeps its tables."""

    files: Mapping[str, bytes]
    told: tuple[Event, ...]
    now: datetime
    counted: float
    content: Content | None = None


class Trying:
    """On which engine the present test is tried."""

    engine: str = SQLITE


trying = Trying()


class Behind:
    """A raw connection to a hall's tables; each statement stands at once, and the schema alone judges it."""

    def __init__(self, data: Path) -> None:
        url = url_of(data)
        self._raw: Any
        if url:
            self._raw = psycopg.connect(url, autocommit=True)
            set_json_loads(
                lambda said: said if isinstance(said, str) else said.decode(), self._raw
            )  # as it is written
        else:
            self._raw = sqlite3.connect(data / "hall.db", isolation_level=None)
            self._raw.execute("PRAGMA foreign_keys = ON")
        self.on = POSTGRES if url else SQLITE

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """Run a statement whose values stand at question marks; one that fails takes nothing else back."""
        if self.on == SQLITE:
            return self._raw.execute(statement, values)
        if statement.startswith(("SAVEPOINT", "ROLLBACK")):
            return self._raw.execute(statement)
        said = in_postgres(statement).replace("?", "%s") if values else in_postgres(statement)
        with self._raw.transaction():
            return self._raw.execute(said, values or None)

    def begin(self) -> None:
        """Let what follows stand only until the connection is closed."""
        self._raw.execute("BEGIN")

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns, in their order."""
        return [each[0] for each in self.execute(f'SELECT * FROM "{table}" LIMIT 0').description]

    def drop_guards(self) -> None:
        """Let no trigger and no foreign key judge this connection any more: who can write the tables can do that."""
        if self.on == POSTGRES:
            self._raw.execute("SET session_replication_role = replica")
            return
        self._raw.execute("PRAGMA foreign_keys = OFF")
        triggers = self._raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            self._raw.execute(f"DROP TRIGGER {name}")

    def close(self) -> None:
        self._raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass
class Desk:
    """A writer over a real file, without any door; `pass_time` moves its clock."""

    data: Path
    hours: str = ALWAYS
    more: str = ""
    timeouts: Timeouts = field(default_factory=Timeouts)
    now: datetime = MONDAY_NINE
    told: list[Event] = field(default_factory=list)
    plan: HallPlan | None = None  # another hall's than the small one's
    kept: Kept | None = None  # another's state to go on from
    anew: bool = False  # founded here and now, not copied
    on: str = ""  # the engine that keeps it; empty: the one that this test is tried on
    database: str = ""  # PostgreSQL's, of this hall alone

    def __post_init__(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self.on = self.on or trying.engine
        kept = self.kept
        if kept is None and not self.anew and self.plan is None and self.timeouts == Timeouts():
            kept = founded(self.hours, self.more, self.now, self.on)
        if self.on == POSTGRES:
            self._settle_in_postgres(kept)
        self._counted = 0.0
        if kept is not None:
            for name, content in kept.files.items():
                (self.data / name).write_bytes(content)
            self.told.extend(kept.told)
            self.now, self._counted = kept.now, kept.counted
        self.engine = connect.writing_engine(self.data)
        if kept is None:
            first = alone._first_row(self.plan or made_plan(self.hours), demo=False)
            with self.engine.connect() as connection, connection.begin():
                if not self.database:
                    connect.store_at(self.data).create_tables(connection)
                connect.put_first_row(connection, first)
        hall_clock = HallClock(lambda: self.now, lambda: self._counted)
        self.writer = Writer(self.engine, hall_clock, self.timeouts)
        self.writer.subscribe(self.told.extend)
        self.reader = connect.reading_engine(self.data)
        if kept is None:
            self.does(versions.take_first, who=BOSS, plan=self.plan or made_plan(self.hours, self.more))

    def _settle_in_postgres(self, kept: Kept | None) -> None:
        """Have a database of its own, and say so in its settings."""
        self.database = postgres.server().lend(kept.content if kept else None)
        store = json.dumps(postgres.server().url(self.database))
        (self.data / "settings.toml").write_text(f"store = {store}\n")

    def close(self) -> None:
        self.writer.close()
        self.reader.dispose()
        self.engine.dispose()
        if self.database:
            postgres.server().take_back(self.database)
            self.database = ""

    def behind(self) -> Behind:
        """A connection of its own to the tables, past all rules; closed by the caller."""
        return Behind(self.data)

    def keep(self) -> Kept:
        """Its state, for others to go on from: cheaper than to live through the same once more."""
        files, content = {}, None
        if self.database:
            content = postgres.server().content(self.database)
        else:
            with closing(sqlite3.connect(self.data / "hall.db")) as raw:
                files = {"hall.db": raw.serialize()}
        others = [
            each
            for each in self.data.iterdir()
            if each.is_file() and "hall.db" not in each.name and each.name != "settings.toml"
        ]
        return Kept(
            files | {each.name: each.read_bytes() for each in others},
            tuple(self.told),
            self.now,
            self._counted,
            content,
        )

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self._counted += seconds

    def does(self, verb: Callable[Concatenate[CommandContext, P], T], *args: P.args, **said: P.kwargs) -> T:
        """Run a service function as one command."""
        return self.writer(lambda work: verb(work, *args, **said))

    def issue(self, matter: str = "tax-file", **wish: Any) -> IssuedTicket:
        return self.does(numbers.issue, KIOSK, numbers.Wish(matter, **wish))

    def sits(self, staffer: str, window: str, covers: str | None = None) -> Any:
        return self.does(staff.sign_on, clerk(window), window, staff.SignOn(staffer, covers))

    def at(self, window: str, verb: Callable[..., Any], **said: Any) -> Any:
        """Do something at a window."""
        return self.does(partial(verb, who=clerk(window), window=window, **said))

    def visits(self, *wishes: str, **wish: Any) -> IssuedTicket:
        """Take one number for several stops; “b<a” is b after a."""
        said = [each.partition("<") for each in wishes]
        stops = tuple(numbers.StopWish(matter, after or None) for matter, _, after in said)
        return self.does(numbers.issue, KIOSK, numbers.Wish(stops=stops, **wish))

    def ticks(self, seconds: float = 0) -> None:
        """Let time pass, and the clock do what is due."""
        self.pass_time(seconds)
        self.does(self._do_duties)

    def is_due(self) -> bool:
        """Whether the clock has anything to do."""
        with self.reader.connect() as connection:
            return timers.is_anything_due(Moment(connection, self.writer.state.plan, self.writer.clock.now()))

    @staticmethod
    def _do_duties(work: CommandContext) -> int:
        """As `timers.run_due`, but a duty that did something without having been due is a fault."""
        moment = Moment(work.connection, work.plan, work.now, work.timeouts.move_after_ms)
        done = 0
        for duty in timers.DUTIES:
            due = duty.is_due(moment)
            did = duty.act(work)
            assert due or not did, f"“{duty.name}” had something to do, and would have slept"
            done += did
        return done

    def finishes(self, window: str = "1", outcome: Outcome = Outcome.DONE, **more: Any) -> None:
        """Serve whoever was called."""
        self.at(window, windows.start)
        self.at(window, windows.finish, end=End(outcome, **more))

    def calls(self, window: str = "1") -> str:
        """Call the next; gives its number."""
        return str(self.at(window, windows.call_next).ticket.number)

    def serves(self, window: str = "1", outcome: Outcome = Outcome.DONE, **more: Any) -> None:
        self.calls(window)
        self.at(window, windows.start)
        self.at(window, windows.finish, end=End(outcome, **more))

    def stop(self, ticket: int) -> Any:
        return self.does(stop_of, ticket)

    def state(self, ticket: int) -> str:
        return str(self.stop(ticket).state)

    def rows(self, table: Any) -> Sequence[Any]:
        """A table's rows, oldest first where they have an id."""
        query = select(table).order_by(table.c.id) if "id" in table.c else select(table)
        with self.reader.connect() as connection:
            return connection.execute(query).all()

    def privates(self) -> list[str]:
        """The private parts that can still be read."""
        with self.reader.connect() as connection:
            return [body for _, body in log.read_privates(connection).values()]

    def events(self, kind: str | None = None) -> list[Event]:
        return [event for event in self.told if kind in {None, event.kind}]

    def fault(self) -> Any:
        """What `hall verify` finds first."""
        return replay.verify_hall(self.reader)[0]


@cache
def founded(hours: str, more: str, now: datetime, engine: str) -> Kept:
    """A small hall with its plan: made once on each engine, for a hundred tests begin with the same."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), hours, more, now=now, anew=True, on=engine)
        kept = desk.keep()
        desk.close()
        return kept


def clerk(window: str) -> Principal:
    """The device at a window."""
    return Principal(f"window:{window}", "window", window, window)


def nothing(_work: CommandContext) -> None:
    """A command that does nothing."""


__all__ = [
    "AGENT",
    "BOSS",
    "KIOSK",
    "MONDAY_NINE",
    "OFFICE_HOURS",
    "Desk",
    "clerk",
    "found",
    "made_plan",
    "nothing",
    "schema",
    "small_plan",
]
