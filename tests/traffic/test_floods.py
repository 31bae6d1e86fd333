"""One client against all others: nothing that anybody may send slows the rest of the hall, fills its memory or its log."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running import RunningHall, free_port, serving
from tests.small import found
from tests.tools.flooding import FLOODS, Felt, flooding, probe
from tests.tools.volley import get, post

pytestmark = pytest.mark.alone
SECONDS = 20.0 if os.environ.get("HALL_SOAK") else 2.0
ROLES = {
    "resumes": ("display", "board-1"),
    "resumes_on_many": ("display", "board-1"),
    "readings": ("kiosk", "kiosk-2"),
    "numbers": ("kiosk", "kiosk-2"),
    "reports": ("manager", "boss"),
}
BY_THE_GUESTS_DOOR = [kind for kind in FLOODS if kind not in ROLES]
SOME = (
    "bad_packets",
    "silent_websockets",
    "pipelined_on_many",
)  # the guests' door has all of them in `make soak`
AGAIN = 2
MOST_LOG = 2_000  # bytes: a line for an offence, not one for each packet


@dataclass
class Place:
    """A served hall, its guests' door, and what its people feel on an ordinary day (p99, ms)."""

    hall: RunningHall
    guests: int
    kiosk: str
    usual: list[float]

    def look(self) -> None:
        """Measure what is usual now."""
        self.probe(1.0)
        self.usual = [each.p99() for each in self.probe(3.0)]

    def probe(self, seconds: float) -> list[Felt]:
        """Somebody reads, and an honest kiosk gives numbers."""
        number = post("/tickets", self.kiosk, {"matter": "notary-will"})
        key = number.index(b"Idempotency-Key: ") + 17
        return probe(
            self.hall.port,
            seconds,
            [
                lambda: get("/healthz"),
                lambda: number[:key] + os.urandom(16).hex().encode() + number[key + 32 :],
            ],
        )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    data: Path = found(tmp_path_factory.mktemp("flood") / "hall")
    guests = free_port()
    with serving(data, "--desk-only", "--public-port", str(guests)) as hall:
        made = Place(hall, guests, hall.token("kiosk", "kiosk-1"), [])
        made.look()
        yield made


@pytest.mark.parametrize("kind", FLOODS)
def test_one_client_does_not_slow_the_others(place: Place, kind: str) -> None:
    role = ROLES.get(kind)

    assert faults_of(place, place.hall.port, kind, place.hall.token(*role) if role else "") == []


@pytest.mark.parametrize("kind", BY_THE_GUESTS_DOOR if os.environ.get("HALL_SOAK") else SOME)
def test_one_guest_does_not_slow_the_hall(place: Place, kind: str) -> None:
    assert faults_of(place, place.guests, kind, "") == []


def faults_of(place: Place, port: int, kind: str, token: str) -> list[str]:
    """What is wrong, unless the hall's people feel it for a second at most, and nothing of it stays.

    A bad round is repeated twice, against what is usual then, and both must be good: a mood of the machine passes, and memory
    that is taken once is used again; what a client does to the hall comes back.
    """
    told = flood(place, port, kind, token)
    if told:
        for _ in range(AGAIN):
            place.look()
            if more := flood(place, port, kind, token):
                return [*told, "and again:", *more]
    return []


def flood(place: Place, port: int, kind: str, token: str) -> list[str]:
    """One round; gives what was felt that should not be."""
    before, logged = resident(place.hall), len(place.hall.log)
    with flooding(kind, port, SECONDS + 1.0, token):
        time.sleep(0.4)
        try:
            felt = place.probe(SECONDS)
        except (AssertionError, OSError) as error:
            return [f"a bystander was refused: {error}"]
    faults = [
        f"p99 {usual:.1f} ms became {[round(ms) for ms in each.seconds()]} ms"
        for each, usual in zip(felt, place.usual, strict=True)
        if each.suffered(usual) > 1
    ]
    grown = resident(place.hall) - before
    if grown >= before * 0.1 + 5:
        faults.append(f"{grown:.0f} MB were taken beside {before:.0f}")
    written = place.hall.log[logged:]
    if len(written) >= MOST_LOG:
        faults.append(f"{len(written)} bytes of log: {written[:1000]}")
    return faults


def resident(hall: RunningHall) -> float:
    """MB that the hall's processes hold."""
    assert hall.process is not None
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = stat.read_text().rpartition(")")[2].split()
        if int(fields[2]) == hall.process.pid:  # its group
            pages += int(fields[21])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
