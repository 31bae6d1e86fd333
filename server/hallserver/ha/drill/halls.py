"""The two halls of the drill: the real server, one open and one that waits, each started again when it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from hallserver.ha.drill.machines import LOOK_S, LOOPBACK, READY_S, NotReady
from hallserver.ha.pair import Pair
from hallserver.local import ask
from hallserver.parent import STANDBY

AGAIN_S = 1.0  # as RestartSec of the unit
STOP_S = 15.0
NOT_COPIED = shutil.ignore_patterns("hall.sock", "hall.lock", "*.sock")


def environ() -> dict[str, str]:
    """The environment, without what it says of another hall."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HALL_")}


@dataclass
class DrilledHall:
    """A hall's server; whoever keeps services starts it again when it ends."""

    name: str
    data: Path
    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = None
    _ends: threading.Event = field(default_factory=threading.Event)
    _keeper: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Start it, and keep it started."""
        self._begin()
        self._keeper = threading.Thread(target=self._keep, name=f"hall {self.name}", daemon=True)
        self._keeper.start()

    def state(self) -> str:
        """Open, waits or away."""
        try:
            answer = httpx.get(f"{self.url}/readyz", timeout=3, trust_env=False)
        except httpx.TransportError:
            return "away"
        if answer.is_success:
            return "open"
        return "waits" if STANDBY in answer.headers else "away"

    def kill(self) -> None:
        """SIGKILL to every process of it, at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End it, and start it no more."""
        self._ends.set()
        if self._keeper is not None:
            self._keeper.join(AGAIN_S * 2)
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self.kill()
                self.process.wait(STOP_S)

    def _begin(self) -> None:
        words = [
            sys.executable,
            "-m",
            "hallserver.cli",
            "serve",
            "--data",
            str(self.data),
            "--port",
            str(self.port),
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*words, "--desk-only", "--wait"],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=environ(),
                start_new_session=True,
            )

    def _keep(self) -> None:
        while not self._ends.wait(LOOK_S):
            if self.process is not None and self.process.poll() is not None and not self._ends.wait(AGAIN_S):
                self._begin()


@dataclass
class Halls:
    """Both."""

    a: DrilledHall
    b: DrilledHall

    @property
    def both(self) -> tuple[DrilledHall, DrilledHall]:
        """The two."""
        return self.a, self.b

    def start(self) -> None:
        """Open the first, then let the second wait.

        Raises:
            NotReady: one does not come.
        """
        self.a.start()
        self._until(lambda: self.a.state() == "open")
        self.b.start()
        self.until_paired()

    def writer(self) -> DrilledHall | None:
        """The one that is open."""
        return next((each for each in self.both if each.state() == "open"), None)

    def until_paired(self) -> None:
        """Wait until one is open and the other one waits.

        Raises:
            NotReady: it takes too long.
        """
        self._until(lambda: sorted(each.state() for each in self.both) == ["open", "waits"])

    def stop(self) -> None:
        """End both."""
        for each in self.both:
            each.stop()

    def _until(self, true: Any) -> None:
        deadline = time.monotonic() + READY_S
        while not true():
            if time.monotonic() > deadline:
                states = {each.name: each.state() for each in self.both}
                raise NotReady(f"the halls are {states} after {READY_S:.0f} s; see {self.a.log.parent}")
            time.sleep(LOOK_S)


def found_halls(folder: Path, pair: Pair) -> Halls:
    """Found a demo hall in the pair's database, and carry its folder to the second server, as a technician does."""
    first, second = folder / "hall-a", folder / "hall-b"
    shutil.copy(f"{pair.a.files}/pgpass", first / "pgpass")
    (first / "pgpass").chmod(0o600)
    words = [sys.executable, "-m", "hallserver.cli", "demo", "--data", str(first), "--store", pair.store]
    told = subprocess.run(words, capture_output=True, text=True, timeout=READY_S, check=False, env=environ())
    if told.returncode:
        raise NotReady(f"no hall could be founded: {told.stderr.strip()}")
    shutil.copytree(first, second, ignore=NOT_COPIED)
    second.chmod(0o700)
    a, b = (
        DrilledHall(machine.name, data, machine.ports.hall, folder / f"{data.name}.log")
        for machine, data in zip(pair.servers, (first, second), strict=True)
    )
    return Halls(a, b)


def kiosk_token(data: Path, name: str) -> str:
    """A kiosk's token, over the open server's own socket."""
    return _token(data, "kiosk", name)


def supervision_token(data: Path) -> str:
    """The token of somebody who reads the log."""
    return _token(data, "supervision", "drill")


def _token(data: Path, role: str, name: str) -> str:
    body = {"role": role, "name": name, "window": None, "department": None, "staffer": None}
    return str(ask(data, "POST", "/api/v1/local/tokens", body)["token"])
