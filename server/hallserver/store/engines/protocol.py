"""What the hall asks of an engine, beside the statements that both understand alike."""

from __future__ import annotations

from contextlib import AbstractContextManager
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from hallserver.store.disk.glance import Glance
from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.engines.rows import Opened

STORE = "store"  # under this name a connection's `info` holds its store


class NoStore(ValueError):
    """There is no such engine, or no such place; the message says what to do."""


class Trouble(Enum):
    """What an engine's error means for the hall."""

    BUSY = "another program holds the database: nothing was changed, and the caller may try again"
    FULL = "the disk is full or fails"
    AWAY = "the database server cannot be reached"
    TAKEN = "another server writes: this one must not"
    FOREIGN = "there is no table of ours"


class Watch(Protocol):
    """Whether a server writes this hall, asked again and again by one that waits for its turn."""

    def is_written(self) -> bool:
        """Whether some server is the hall's writer, or nobody can be at this place now.

        Raises:
            DatabaseError, or the driver's own: the place cannot be reached.
        """
        ...

    def close(self) -> None:
        """Look on no more."""
        ...


class Store(Protocol):
    """Where a hall's tables are, and what only its engine knows.

    Attributes:
        data: the hall's folder; keys, settings and the lock are there whatever the engine is.
        place: where the tables are, as messages name it; without a password.
        largest_group: how many commands one transaction may hold.
    """

    data: Path
    place: str
    largest_group: int

    def is_founded(self) -> bool:
        """Whether there is a hall's database, of whatever version."""
        ...

    def writing(self, largest_pages: int, receivers: ReceiversFile) -> Engine:
        """The writer's engine: durable commits, one connection, opened under the lock."""
        ...

    def reading(self, keys: PrivateKeys) -> Engine:
        """The engine for all readers, none of which can write."""
        ...

    def create_tables(self, connection: Connection) -> None:
        """Create the tables of a new hall."""
        ...

    def withdraw(self) -> None:
        """Remove what a founding left that failed."""
        ...

    def rows(self) -> Opened:
        """All rows of this moment, one by one, to be copied."""
        ...

    def protect(self) -> None:
        """Keep others than the hall from reading the new tables, where files say who may."""
        ...

    def glance(self, noted_seq: int) -> Glance:
        """Look at the hall's row, the newest event and the event of this seq.

        Raises:
            ForeignFile: this is no hall's database.
        """
        ...

    def look_through(self) -> None:
        """Check everything for damage; takes its time.

        Raises:
            Damaged: something is damaged.
        """
        ...

    def sizes(self) -> tuple[int, int] | None:
        """Bytes of the database and of its write-ahead log; None where its server's own monitor tells them."""
        ...

    def begin_writing(self, raw: Any, after: int | None = None) -> int | None:
        """Become the hall's only writer; from now on no statement waits long for another program.

        Args:
            raw: the writer's connection.
            after: the term in which this writer wrote before it lost its connection; None: it has just begun.

        Returns:
            the number of the term that begins; None where a lock of the machine's holds others off.

        Raises:
            HallRuns: another server is this hall's writer. DatabaseError: with Trouble.TAKEN, another one has been
                since `after`.
        """
        ...

    def wait_for_copies(self, raw: Any) -> None:
        """Return when whatever was committed is also where a fail-over would look for it."""
        ...

    def begin_command(self, raw: Any) -> None:
        """Mark where a command begins, within an open transaction."""
        ...

    def end_command(self, raw: Any) -> None:
        """Keep what the command has done since its mark; a statement that failed unread is told now."""
        ...

    def undo_command(self, raw: Any) -> None:
        """Take back what the command has done since its mark."""
        ...

    def watch(self) -> Watch:
        """Look on who writes, without writing."""
        ...

    def settle(self, raw: Any) -> None:
        """Leave everything in one place, as far as readers allow it."""
        ...

    def be_careless(self, raw: Any) -> None:
        """Commit without waiting for the disk: for simulated data, which can be simulated again."""
        ...

    def snapshot(self, connection: Connection) -> AbstractContextManager[None]:
        """Show a reader one moment of the hall for the length of a block, however much is written beside."""
        ...

    def skip_ids(self, connection: Connection, table: str, beyond: int) -> None:
        """Let the next id of a table be greater than this one."""
        ...


def store_of(connection: Any) -> Store:
    """The store that a connection belongs to."""
    store: Store = connection.info[STORE]
    return store
