"""Which of two machines is the hall: the second one says that it has taken over, and the first one asks it.

Whoever has taken over notes the epoch that it ended. A first machine in that epoch must not write any more.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import httpx
import msgspec

from hallserver.standby.offers import Offer, fingerprint_of, secret_of
from hallserver.standby.trust import client_of
from hallserver.store.disk import durable
from hallserver.store.disk.noted_head import read_noted

NOTE = "standby.json"  # in the hall's folder: who follows it, whom it took over
SEEN = "standby.seen"  # written when somebody who follows has asked
ASK_S = 2.0
FRESH_S = 60.0  # so often it is noted again that somebody follows
_logger = logging.getLogger(__name__)
_noted: dict[str, float] = {}


class TakenOver(RuntimeError):
    """Another machine has taken this hall over; this one must not write."""


class Ended(msgspec.Struct, frozen=True):
    """An epoch that ended with a take-over, and when."""

    epoch: str
    at: datetime


class Note(msgspec.Struct, frozen=True):
    """What this machine knows of its pair.

    Attributes:
        followers: URLs at which those that follow this hall would answer as the hall.
        ended: what this machine took over.
        taken: the sentence of the take-over from this machine; empty: it was not.
        to_leap: this machine is in the middle of taking over.
    """

    followers: list[str] = []
    ended: list[Ended] = []
    taken: str = ""
    to_leap: bool = False


class Standing(msgspec.Struct, frozen=True):
    """What a machine says of itself to its pair: the epoch in which it works, and those that it ended."""

    epoch: str
    seq: int
    ended: list[Ended]


def read_note(data: Path) -> Note:
    """What this machine knows."""
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((data / NOTE).read_bytes(), type=Note)
    return Note()


def write_note(data: Path, note: Note) -> None:
    """Keep it, whatever happens next."""
    durable.put(data / NOTE, lambda beside: beside.write_bytes(msgspec.json.encode(note)))
    durable.sync(data)


def note_follower(data: Path, at: str, address: str) -> None:
    """Note where somebody who follows would answer; `:8444` alone stands for the address that it asks from."""
    host = f"[{address}]" if ":" in address else address
    url = at if "://" in at else f"https://{host}{at}"
    if time.monotonic() - _noted.get(url, -FRESH_S) < FRESH_S:
        return
    _noted[url] = time.monotonic()
    (data / SEEN).touch()
    note = read_note(data)
    if url not in note.followers:
        write_note(data, msgspec.structs.replace(note, followers=[*note.followers, url]))


def standing_of(data: Path) -> Standing:
    """What this machine says of itself."""
    noted = read_noted(data)
    return Standing(noted.epoch if noted else "", noted.seq if noted else 0, read_note(data).ended)


def look_for_take_over(data: Path) -> list[str]:
    """Ask those that follow whether one has taken over; return who could not be asked.

    Raises:
        TakenOver: one has, now or before; or this machine is in the middle of taking over itself.
    """
    note = read_note(data)
    if note.taken:
        raise TakenOver(note.taken)
    if note.to_leap:
        raise TakenOver(
            "hall standby switch was interrupted: run it once more, before anything is given · 接管未完成，请再次运行 hall standby switch。"
        )
    noted = read_noted(data)
    silent = []
    for url in note.followers:
        try:
            found = ask(data, Offer(url, secret_of(data), fingerprint_of(data)))
        except (httpx.HTTPError, OSError, ValueError):
            silent.append(url)
            continue
        ended = next((each for each in found.ended if noted is not None and each.epoch == noted.epoch), None)
        if ended is not None:
            said = (
                f"{url} took this hall over at {ended.at.astimezone():%Y-%m-%d %H:%M:%S}, and has gone on; this machine writes no "
                f"more. What it had acknowledged after the last copy is in its files only. Let it follow: hall standby follow · "
                f"备用机已接管本大厅并继续运行，本机不再写入。请在本机运行 hall standby follow 作为新的备用机。"
            )
            write_note(data, msgspec.structs.replace(read_note(data), taken=said))
            raise TakenOver(said)
    return silent


def ask(data: Path, offer: Offer) -> Standing:
    """Ask the other machine what it is.

    Raises:
        httpx.HTTPError, OSError, ValueError: it does not answer, or not as a hall.
    """
    with client_of(data, offer, by_name=False, patience_s=ASK_S) as client:
        answer = client.get("/standby/standing")
        answer.raise_for_status()
        return msgspec.json.decode(answer.content, type=Standing)


def note_ended(data: Path, epoch: str) -> None:
    """Note that this machine ends an epoch of the other one, before it does."""
    note = read_note(data)
    ended = [*(each for each in note.ended if each.epoch != epoch), Ended(epoch, datetime.now(UTC))]
    write_note(data, Note(ended=ended, to_leap=True))
