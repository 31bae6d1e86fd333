"""Kiosks that take numbers all through a drill, and repeat with the same key until one is given."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass, field
from itertools import pairwise

import httpx

PAUSE_S = 0.08
PATIENCE_S = 5.0
AGAIN_S = 0.1


@dataclass(frozen=True, slots=True)
class Given:
    """A number that the hall has acknowledged: by which key, which ticket, and when."""

    key: str
    ticket: int
    number: str
    at: float


@dataclass(eq=False)
class Kiosk(threading.Thread):
    """One kiosk; it asks the server that answered last, and the other one when that does not answer."""

    addresses: list[str]
    token: str
    matters: list[str]
    given: list[Given] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    _ends: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        threading.Thread.__init__(self, name="kiosk", daemon=True)

    def run(self) -> None:
        """Take numbers until told to end; the last one is waited for."""
        with httpx.Client(
            timeout=PATIENCE_S, headers={"Authorization": f"Bearer {self.token}"}, trust_env=False
        ) as client:
            taken = 0
            while not self._ends.wait(PAUSE_S):
                self._take(client, self.matters[taken % len(self.matters)])
                taken += 1

    def end(self) -> None:
        """Take no more."""
        self._ends.set()

    def _take(self, client: httpx.Client, matter: str) -> None:
        key = uuid.uuid4().hex
        while True:
            try:
                answer = client.post(
                    f"{self.addresses[0]}/api/v1/tickets",
                    json={"matter": matter},
                    headers={"Idempotency-Key": key},
                )
            except httpx.TransportError:
                self._turn()
                continue
            if answer.is_success:
                said = answer.json()
                self.given.append(Given(key, said["id"], said["number"], time.monotonic()))
                return
            if not answer.is_server_error:
                self.refused.append(answer.text)
                return
            self._turn()

    def _turn(self) -> None:
        """Try the other server next."""
        self.addresses.append(self.addresses.pop(0))
        time.sleep(AGAIN_S)


@dataclass
class Kiosks:
    """Several."""

    every: list[Kiosk]

    def start(self) -> None:
        """Let them begin."""
        for each in self.every:
            each.start()

    def end(self) -> None:
        """Let each end with the number that it waits for."""
        for each in self.every:
            each.end()
        for each in self.every:
            each.join()

    @property
    def given(self) -> list[Given]:
        """All acknowledged numbers in their order."""
        return sorted((one for each in self.every for one in each.given), key=lambda one: one.at)

    @property
    def refused(self) -> list[str]:
        """What was refused for good."""
        return [one for each in self.every for one in each.refused]

    def until_given(self, after: float, within_s: float) -> bool:
        """Whether a number was given after a moment, in time."""
        while time.monotonic() < after + within_s:
            if any(each.given and each.given[-1].at > after for each in self.every):
                return True
            time.sleep(0.02)
        return False


def longest_silence(given: list[Given], began: float, ended: float) -> float:
    """The longest time without a number between two moments."""
    moments = [began, *(each.at for each in given if began < each.at < ended), ended]
    return max(last - first for first, last in pairwise(moments))
