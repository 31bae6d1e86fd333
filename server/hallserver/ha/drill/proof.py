"""What is proved after a fault: each acknowledged number stands in the hall's log once, and the log is whole."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from msgspec import json

from hallserver.core.events import TicketIssued
from hallserver.ha.drill.halls import environ
from hallserver.ha.drill.kiosks import Given
from hallserver.ha.drill.machines import READY_S, NotReady

UNBROKEN = "unbroken"


@dataclass(frozen=True, slots=True)
class Proof:
    """Of one fault.

    Attributes:
        fault: its name.
        acknowledged: numbers that kiosks were given.
        lost: of them, those that the log does not have.
        twice: numbers of the log that nobody's key stands for, or that stand there again.
        whole: whether `hall verify` finds the log unbroken.
        silence_s: the longest time without a number.
        most_s: how long it may be.
    """

    fault: str
    acknowledged: int
    lost: int
    twice: int
    whole: bool
    silence_s: float
    most_s: float

    @property
    def is_good(self) -> bool:
        """Whether the pair survived as promised."""
        return (
            self.acknowledged > 0
            and self.lost == self.twice == 0
            and self.whole
            and self.silence_s <= self.most_s
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """A number as the log has it."""

    ticket: int
    number: str


def compare(given: list[Given], issued: list[Issued]) -> tuple[int, int]:
    """How many acknowledged numbers are lost, and how many are in the log without, or beyond, an acknowledgement."""
    acknowledged = Counter((each.ticket, each.number) for each in given)
    logged = Counter((each.ticket, each.number) for each in issued)
    lost = sum((acknowledged - logged).values())
    twice = sum((logged - acknowledged).values())
    return lost, twice


def read_issued(url: str, token: str, since: int) -> tuple[list[Issued], int]:
    """The numbers of the log after an event, and the seq of its last event."""
    found, last = [], since
    for event in _events(url, token, since):
        last = event["seq"]
        if event["kind"] == TicketIssued.KIND:
            facts = json.decode(event["body"])
            facts = facts.get("facts", facts)
            found.append(Issued(facts["ticket"], facts["number"]))
    return found, last


def _events(url: str, token: str, since: int) -> Iterator[dict[str, Any]]:
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=30, trust_env=False) as client:
        while True:
            answer = client.get(f"{url}/api/v1/events", params={"since": since})
            if not answer.is_success:
                raise NotReady(f"the log cannot be read: {answer.text}")
            page = answer.json()["events"]
            if not page:
                return
            yield from page
            since = page[-1]["seq"]


def is_whole(data: Path) -> bool:
    """Whether the hall's own verb finds its log unbroken."""
    told = subprocess.run(
        [sys.executable, "-m", "hallserver.cli", "verify", "--data", str(data)],
        capture_output=True,
        text=True,
        timeout=READY_S,
        check=False,
        env=environ(),
    )
    return told.returncode == 0 and UNBROKEN in told.stdout
