"""Kiosks and windows as processes of their own: raw HTTP/1.1 over keep-alive sockets, so that the clients are cheap.

`python -m tests.tools.load kiosk|window|press …` writes a line of JSON per answered request to stdout; a lost connection is tried
again with the same key, as a kiosk does.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
AWAY_S = 20.0


@dataclass
class Line:
    """One keep-alive connection with a token."""

    port: int
    token: str

    def __post_init__(self) -> None:
        self._wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def post(self, path: str, body: Any = None) -> tuple[int, Any]:
        """POST with a fresh key; the same key again while the server is away."""
        key = uuid.uuid4().hex
        text = json.dumps(body or {})
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        deadline = time.monotonic() + AWAY_S
        while True:
            try:
                self._wire.request("POST", f"/api/v1{path}", text, headers)
                answer = self._wire.getresponse()
                raw = answer.read()
            except (OSError, http.client.HTTPException):
                self._wire.close()
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
                continue
            if answer.status == 503 and time.monotonic() < deadline:
                time.sleep(0.02)
                continue
            return answer.status, json.loads(raw) if raw else None


def kiosk(
    port: int, token: str, matters: list[str], count: int = 10**9, until: str = "", a_second: float = 0.0
) -> None:
    """Take `count` numbers, matters in turn, or as many as it can before the file `until` is there; `a_second`, if said."""
    line, opened = Line(port, token), time.perf_counter()
    for i in range(count):
        if until and Path(until).exists():
            return
        if a_second:
            time.sleep(max(opened + i / a_second - time.perf_counter(), 0.0))
        began = time.perf_counter()
        status, answer = line.post("/tickets", {"matter": matters[i % len(matters)]})
        took_ms = (time.perf_counter() - began) * 1000
        tell({"status": status, "ms": took_ms, "id": answer.get("id"), "number": answer.get("number")})


def window(port: int, token: str, code: str, until: str, recalls: int = 0) -> None:
    """Call, recall, start and finish until nobody waits any more after the file `until` is there."""
    line = Line(port, token)
    while True:
        last_round = Path(until).exists()
        began = time.perf_counter()
        status, answer = line.post(f"/windows/{code}/next")
        took_ms = (time.perf_counter() - began) * 1000
        if status == 204:
            if last_round:
                return
            time.sleep(0.02)
            continue
        tell({"status": status, "ms": took_ms, "called": (answer.get("ticket") or {}).get("id")})
        if status == 200 or answer.get("code") == "window_busy":
            for _ in range(recalls):
                recalled, _ = line.post(f"/windows/{code}/recall")
                tell({"status": recalled, "recalled": True})
            line.post(f"/windows/{code}/start")
            line.post(f"/windows/{code}/finish", {"outcome": "consulted"})


def press(port: int, token: str, code: str, rounds: int, folder: str, many: int) -> None:
    """Press Next together with others, round after round: each waits at the file barrier until all are there."""
    line = Line(port, token)
    for i in range(rounds):
        (Path(folder) / f"{i}-{code}").touch()
        deadline = time.monotonic() + AWAY_S
        while len(list(Path(folder).glob(f"{i}-*"))) < many:
            if time.monotonic() > deadline:
                raise TimeoutError(f"round {i}: not all came")
        status, answer = line.post(f"/windows/{code}/next")
        tell({"round": i, "status": status, "called": (answer or {}).get("ticket", {}).get("id")})
        line.post(f"/windows/{code}/start")
        line.post(f"/windows/{code}/finish", {"outcome": "consulted"})


def tell(said: dict[str, Any]) -> None:
    """A line of JSON at once: what was told stays told when the server dies."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


@dataclass
class Client:
    """A started client process, and the file of what it has told so far."""

    process: subprocess.Popen[bytes]
    lines: IO[bytes]


def start(kind: str, **said: Any) -> Client:
    """Start a client process; read it with `told`. It tells into a file: a pipe that nobody reads would be full, and stop it."""
    command = [sys.executable, "-m", "tests.tools.load", kind, json.dumps(said)]
    lines = tempfile.TemporaryFile()  # noqa: SIM115 - `told` closes it
    return Client(subprocess.Popen(command, stdout=lines, cwd=ROOT), lines)


def told(client: Client, seconds: float = 300.0) -> Iterator[dict[str, Any]]:
    """Wait for its end and give what it told."""
    code = client.process.wait(seconds)
    with client.lines as lines:
        lines.seek(0)
        assert code == 0, lines.read()[-2000:]
        yield from map(json.loads, lines)


if __name__ == "__main__":
    acts: dict[str, Callable[..., None]] = {"kiosk": kiosk, "window": window, "press": press}
    acts[sys.argv[1]](**json.loads(sys.argv[2]))
