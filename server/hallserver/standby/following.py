"""The second machine's side: it asks the first one for what is new, ten times a second, until it is told to stop."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import msgspec

from hallserver.standby import files
from hallserver.standby.copies import CannotFollow, Copy
from hallserver.standby.offers import Offer, read_offer
from hallserver.standby.trust import client_of
from hallserver.store.disk import durable, wal
from hallserver.store.disk.lock import HallLock
from hallserver.store.disk.place import FILE

ROOM = "following"  # in the folder of the second machine: all that it has of the first
FILES = "files"  # in it: what is beside the database
STATE, OFFER, STOP = "state.json", "offer", "stop"
BETWEEN_S = 0.1
FILES_EVERY_S = 1.0
AGAIN_S = 1.0  # after the first machine was not reached
MOST = 4 * 2**20  # bytes of the log in one answer
TORN_S = 3.0  # for so long bytes that are not whole may be just being written


class State(msgspec.Struct, frozen=True):
    """What there is of the first machine.

    Attributes:
        copy: the folder of the whole copy; empty: there is none yet.
        at: when the first machine last answered, with everything up to then.
        epoch, seq: the newest event that it had acknowledged then.
    """

    copy: str = ""
    at: datetime | None = None
    epoch: str = ""
    seq: int = 0


class NotFollowing(RuntimeError):
    """This machine follows no hall; the message says what to do."""


def read_state(room: Path) -> State:
    """What there is."""
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((room / STATE).read_bytes(), type=State)
    return State()


def offer_of(room: Path) -> Offer:
    """Whom this machine follows.

    Raises:
        NotFollowing: nobody.
    """
    try:
        return read_offer((room / OFFER).read_text("utf-8"))
    except OSError as error:
        raise NotFollowing(
            "this machine follows no hall: hall standby follow OFFER, with what hall standby offer shows on the first machine · "
            "本机未作为备用机：请先在主机运行 hall standby offer，再在本机运行 hall standby follow。"
        ) from error


def prepare(data: Path, offer: str) -> Path:
    """Make the folder of what this machine has of the first; return it."""
    room = data / ROOM
    durable.make_folder(room / FILES)
    if offer:
        read_offer(offer)
        durable.put(room / OFFER, lambda beside: beside.write_text(offer.strip(), "utf-8"))
        durable.sync(room)
    return room


class Follower:
    """Keeps the copy up to date.

    Args:
        room: the folder of what there is of the first machine.
        at: where this machine would answer if it took over; empty: at the first one's port.
        say: gets a sentence whenever something changes.
    """

    def __init__(self, room: Path, at: str, say: Callable[[str], None]) -> None:
        self._room, self._say = room, say
        self._offer = offer_of(room)
        self._at = at or f":{urlsplit(self._offer.url).port or 443}"
        self._state = read_state(room)
        self._copy: Copy | None = None
        self._files_due = 0.0
        self._torn: float | None = None
        self._most = MOST
        self._lost = ""

    def run(self, stop: threading.Event) -> None:
        """Follow until told to stop, by the event or by `hall standby switch`."""
        lock = HallLock(self._room)
        (self._room / STOP).unlink(missing_ok=True)
        try:
            while not self._is_over(stop):
                try:
                    self._follow(stop)
                except (httpx.HTTPError, OSError, ValueError, CannotFollow) as error:
                    self._tell_lost(error)
                    stop.wait(AGAIN_S)
        finally:
            lock.release()

    def _is_over(self, stop: threading.Event) -> bool:
        return stop.is_set() or (self._room / STOP).exists()

    def _tell_lost(self, error: Exception) -> None:
        said = f"{self._offer.url}: {error or type(error).__name__}"
        if said != self._lost:
            self._say(f"{said}; tried again each second · 无法连接主机，每秒重试")
        self._lost = said

    def _follow(self, stop: threading.Event) -> None:
        folder = self._room / FILES
        with client_of(folder, self._offer) as client:
            client.headers["Standby-At"] = self._at
            if self._copy is None and self._state.copy:
                with suppress(CannotFollow):
                    self._copy = Copy.found(self._room / self._state.copy)
            while not self._is_over(stop):
                if self._copy is None:
                    self._copy = self._begin(client, stop)
                    continue
                try:
                    more = self._take(client, self._copy)
                except CannotFollow as error:
                    self._say(
                        f"{error}: a new copy is made; the old one stays until it is whole · 正在重新建立副本"
                    )
                    self._copy = None
                    continue
                if time.monotonic() >= self._files_due:
                    self._fetch_files(client, only_keys=False)
                    self._files_due = time.monotonic() + FILES_EVERY_S
                if self._lost:
                    self._lost = ""
                    self._say(f"{self._offer.url} is back · 已恢复连接")
                if not more:
                    stop.wait(BETWEEN_S)

    def _begin(self, client: httpx.Client, stop: threading.Event) -> Copy | None:
        """Read the whole file, then the log since before that; return the copy once it has caught up."""
        raw = self._ask(client, "/standby/log", {"from": "0"}).content
        head = wal.read_head(raw)
        if head is None:
            raise CannotFollow("the first machine's hall has just been opened")
        number = 1 + max((int(each.name[5:]) for each in self._room.glob("copy-*")), default=0)
        folder = self._room / f"copy-{number}"
        folder.mkdir(mode=0o700)
        began = time.monotonic()
        size = 0
        with (folder / FILE).open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            while more := self._ask(client, "/standby/database", {"from": str(size)}).content:
                file.write(more)
                size += len(more)
                if self._is_over(stop):
                    return None
            file.flush()
            os.fsync(file.fileno())
        copy = Copy.begun(folder, head.salts)
        try:
            while self._take(client, copy, whole=False):
                pass
            self._fetch_files(client, only_keys=False)
        except CannotFollow:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._note(copy=folder.name)
        for each in self._room.glob("copy-*"):
            if each != folder:
                shutil.rmtree(each, ignore_errors=True)
        took = time.monotonic() - began
        self._say(
            f"{self._offer.url}: {size / 2**20:.1f} MB copied in {took:.1f} s, followed from now on · 副本已建立，持续同步中"
        )
        return copy

    def _take(self, client: httpx.Client, copy: Copy, *, whole: bool = True) -> bool:
        """Take what is new in the log; return whether there may be more at once.

        Raises:
            CannotFollow: the log does not go on where the copy ends.
        """
        asked_at = datetime.now(UTC)
        words = {"salts": copy.salts.hex(), "from": str(copy.asks_from), "most": str(self._most)}
        answer = self._ask(client, "/standby/log", words)
        raw, following = answer.content, answer.headers["Log-Next"]
        is_all = answer.headers["Log-All"] == "yes"
        end = copy.judge(raw)
        if answer.headers["Keys"] != files.keys_stamp(self._room / FILES):
            self._fetch_files(client, only_keys=True)  # before what can only be read with them
        if end is not None:
            copy.take(raw, end)
            self._torn, self._most = None, MOST
        elif not is_all:
            self._most *= 2  # one transaction is longer than the answer
        elif len(raw) > wal.HEADER and not following:
            self._torn = self._torn or time.monotonic()
            if time.monotonic() - self._torn > TORN_S:  # no transaction takes so long: the hall took one back
                self._torn = None
                raise CannotFollow("the log was written anew")
        if is_all and following:
            copy.end_log(bytes.fromhex(following))
            return True
        if is_all and whole:
            epoch, _, seq = answer.headers["Noted"].partition(" ")
            self._note(at=asked_at, epoch=epoch, seq=int(seq or 0))
        return not is_all

    def _fetch_files(self, client: httpx.Client, *, only_keys: bool) -> None:
        """Have the files beside the database as the first machine has them."""
        folder = self._room / FILES
        there = msgspec.json.decode(self._ask(client, "/standby/files").content, type=list[files.File])
        for each in files.lacking(folder, there):
            if (only_keys and not each.is_key) or not files.is_plain(each.name):
                continue
            answer = client.get("/standby/file", params={"name": each.name})
            if answer.status_code == HTTPStatus.OK:  # else it is gone already
                files.store(folder, each, answer.content)
        files.drop_others(folder, there)

    def _ask(self, client: httpx.Client, path: str, words: dict[str, str] | None = None) -> httpx.Response:
        answer = client.get(path, params=words)
        if answer.status_code == HTTPStatus.CONFLICT:
            raise CannotFollow("the hall was opened anew, or has written more than it keeps")
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            raise ValueError("the offer was taken back, or is another hall's · 主机已撤回该地址")
        answer.raise_for_status()
        return answer

    def _note(self, **said: object) -> None:
        self._state = msgspec.structs.replace(self._state, **said)
        beside = self._room / f"{STATE}.tmp"
        beside.write_bytes(msgspec.json.encode(self._state))
        beside.replace(self._room / STATE)


def stop_follower(room: Path, patience_s: float = 15.0) -> HallLock:
    """End the process that follows; return its lock, so that no other one begins.

    Raises:
        HallRuns: it does not end.
    """
    (room / STOP).touch()
    try:
        return HallLock(room, patience_s)
    finally:
        with contextlib.suppress(FileNotFoundError):
            (room / STOP).unlink()
