"""Checks before a hall opens: the file, its version, the noted head, the clock. They change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hallserver.core.restart import LastSeen, WrongClock, judge_clock
from hallserver.store.disk.glance import Glance, glance_at
from hallserver.store.disk.hall_key import OtherKey, print_of
from hallserver.store.disk.integrity import Damaged, look_quickly
from hallserver.store.disk.noted_head import Noted, boot_id, counted_s, read_noted
from hallserver.store.disk.place import FILE, url_of
from hallserver.store.disk.version import ForeignFile, refuse_version

__all__ = ["CannotOpen", "Damaged", "ForeignFile", "LostTail", "Opening", "OtherKey", "WrongClock", "examine"]


class LostTail(RuntimeError):
    """The database lacks acknowledged events; the message says how many, and how to go on."""

    def __init__(self, data: Path, missing: int, at: datetime) -> None:
        what = (
            f"{missing} events that were acknowledged until {at:%Y-%m-%d %H:%M} UTC"
            if missing
            else "the events that it noted"
        )
        super().__init__(
            f"{data}: the database lacks {what}: its write-ahead log was lost, or this is an older copy. Put the newest "
            f"backup or the lost file back, or go on without them, with new numbers: hall recover · "
            f"数据库缺少已确认的记录，请找回最新的数据文件或备份；如需在缺失的情况下继续，请运行 hall recover。"
        )
        self.missing = missing


CannotOpen = (Damaged, ForeignFile, LostTail, OtherKey, WrongClock)


@dataclass(frozen=True, slots=True)
class Opening:
    """The result of the checks.

    Attributes:
        newest: the time of the newest event; the hall's own time continues from there.
        whole: whether the whole file was checked; otherwise the back office checks the rest.
    """

    newest: datetime | None
    whole: bool


def examine(data: Path, *, to_serve: bool = True) -> Opening:
    """Run all checks. A single command (not `to_serve`) only needs a clock that is not behind the log.

    Raises:
        Damaged, ForeignFile, LostTail, OtherKey, WrongClock: the hall must not be opened as it is.
    """
    whole = _look_quickly(data)
    noted = read_noted(data)
    found = _glance(data, noted)
    refuse_version(found.schema, found.moved)
    newest = None if found.newest_ms is None else datetime.fromtimestamp(found.newest_ms / 1000, UTC)
    _check_noted(data, found, noted)
    if found.key is not None and found.key != print_of(data):
        raise OtherKey(data)
    if not found.demo:  # a demo may have an invented past
        judge_clock(datetime.now(UTC), newest, last_seen(noted) if to_serve else None, to_serve=to_serve)
    return Opening(newest, whole)


def check_head(data: Path) -> None:
    """Compare the database with the noted head; works beside a running server, too.

    Raises:
        LostTail: the database lacks acknowledged events.
    """
    noted = read_noted(data)  # read before the database, which can only grow meanwhile
    _check_noted(data, _glance(data, noted), noted)


def last_seen(noted: Noted | None) -> LastSeen | None:
    """The last noted moment, and the time the wall clock should show now if the machine did not reboot."""
    if noted is None:
        return None
    same_run = noted.boot == boot_id() != "-"
    passed = timedelta(seconds=counted_s() - noted.counted_s)
    return LastSeen(noted.wall, noted.wall + passed if same_run else None)


def _look_quickly(data: Path) -> bool:
    """Check a file for about a second; a database server checks its own pages."""
    return bool(url_of(data)) or look_quickly(data / FILE)


def _glance(data: Path, noted: Noted | None) -> Glance:
    seq = noted.seq if noted else 0
    if not url_of(data):
        return glance_at(data / FILE, seq)
    from hallserver.store.connect import store_at  # noqa: PLC0415 - SQLAlchemy: half a second that SQLite's file need not wait

    return store_at(data).glance(seq)


def _check_noted(data: Path, found: Glance, noted: Noted | None) -> None:
    if noted is None or noted.epoch != found.epoch:
        return
    if noted.seq > found.head_seq:
        raise LostTail(data, noted.seq - found.head_seq, noted.wall)
    if noted.seq and (found.noted_hash is None or found.noted_hash.hex() != noted.hash):
        raise LostTail(data, 0, noted.wall)
