"""A hall that really runs: a folder made once by `hall demo`, copied for each test, served by `hall serve`."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from hallserver.origins import at
from tests.authority import TOWN, certify

HALL = Path(sys.executable).with_name("hall")
SPOKEN = Path(__file__).parents[1] / "build/clips"
"""What the halls of the tests had spoken: the windows and numbers of the demo are the same each time, and cost 14 s of a core."""
MOST_SPOKEN = 5_000
READY_S = 60.0
USUAL_TLS = ssl.create_default_context()
"""What every plain client shares: to read the authorities of the web anew takes 30 ms, and a test opens dozens of clients."""


def hall(*words: str, data: Path, check: bool = True, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a verb of the command line."""
    return subprocess.run(
        [HALL, *words, "--data", data],
        capture_output=True,
        text=True,
        check=check,
        timeout=120,
        env={**os.environ, **env},
    )


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        return int(plug.getsockname()[1])


@dataclass
class RunningHall:
    """A served hall; `stop` and `start` are what a technician does, `kill` is the power cut of a process."""

    data: Path
    port: int = field(default_factory=free_port)
    words: tuple[str, ...] = ()
    env: dict[str, str] = field(default_factory=dict)
    tls: bool = False
    host: str = "127.0.0.1"
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.verify = self.certify() if self.tls else USUAL_TLS

    def certify(self) -> ssl.SSLContext:
        """What trusts the hall's own authority, or a town's, which certifies it here."""
        if (self.data / "tls/ca.crt").exists():
            return ssl.create_default_context(cafile=str(self.data / "tls/ca.crt"))
        certificate, key = self.data / "tls.pem", self.data / "tls.key"
        TOWN.cert_pem.write_to_path(self.data / "ca.pem")
        self.words += ("--cert", str(certificate), "--key", str(key))
        return certify(certificate, key, "127.0.0.1", "localhost")

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://{at(self.host, self.port)}"

    @property
    def api(self) -> str:
        return f"{self.url}/api/v1"

    @property
    def log(self) -> str:
        return (self.data / "server.log").read_text()

    def start(self) -> float:
        """Serve; gives the seconds until it was ready."""
        began = time.monotonic()
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    HALL,
                    "serve",
                    "--data",
                    self.data,
                    "--port",
                    str(self.port),
                    "--host",
                    self.host,
                    *self.words,
                ],
                stdout=log,
                stderr=log,
                env={**os.environ, **self.env},
                start_new_session=True,
            )
        with httpx.Client(timeout=1, verify=self.verify) as client:
            while time.monotonic() < began + READY_S:
                try:
                    if client.get(f"{self.url}/readyz").status_code == 200:
                        return time.monotonic() - began
                except httpx.TransportError:
                    assert self.process.poll() is None, self.log
                time.sleep(0.02)
        raise AssertionError(f"the hall did not open in {READY_S} s:\n{self.log}")

    def stop(self) -> tuple[int, float]:
        """SIGTERM; gives the exit code and the seconds it took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.terminate()
        code = self.process.wait(15)
        self.process = None
        return code, time.monotonic() - began

    def kill(self) -> None:
        """SIGKILL to every process of it, at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self.process = None

    def token(self, role: str, name: str, *, staffer: str | None = None) -> str:
        """A token, over the server's own socket: what `hall token` does, without a new process."""
        body = {"role": role, "name": name, "window": name if role in {"window", "rating"} else None}
        body |= {"department": name if role == "department" else None, "staffer": staffer}
        return str(self.local("POST", "/api/v1/local/tokens", body)["token"])

    def local(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """A request over the server's own socket."""
        transport = httpx.HTTPTransport(uds=str(self.data / "hall.sock"), verify=USUAL_TLS)
        with httpx.Client(transport=transport, base_url="http://hall", timeout=30) as client:
            answer = client.request(method, path, json=body, headers={"Idempotency-Key": os.urandom(8).hex()})
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def client(self, token: str | None = None) -> httpx.Client:
        """A client with a token, closed by the caller."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.api, headers=headers, timeout=30, verify=self.verify)

    def events(self) -> list[dict[str, Any]]:
        """The whole log, as supervision reads it, each body parsed."""
        found: list[dict[str, Any]] = []
        with self.client(self.token("supervision", "checker")) as client:
            while True:
                since = found[-1]["seq"] if found else 0
                page = client.get("/events", params={"since": since}).json()["events"]
                if not page:
                    return found
                found += [{**each, **json.loads(each["body"])} for each in page]


@contextmanager
def serving(
    data: Path, *words: str, tls: bool = False, mute_at_first: bool = False, **env: str
) -> Iterator[RunningHall]:
    """A hall that is served for the length of a block.

    With a back office it begins with the clips that other tests' halls had spoken, unless it is to be `mute_at_first`.
    """
    speaks = "--desk-only" not in words and not mute_at_first
    if speaks:
        lend_clips(data / "clips")
    running = RunningHall(data, words=words, env=env, tls=tls)
    running.start()
    try:
        yield running
    finally:
        if running.process is not None:
            code, _ = running.stop()
            assert code == 0, running.log
        if speaks:
            keep_clips(data / "clips")


def lend_clips(to: Path) -> None:
    """Put what was spoken before into a hall: a clip is named by its voice and words, and another one is not made."""
    to.mkdir(exist_ok=True)
    for each in SPOKEN.glob("*.wav"):
        with suppress(FileExistsError):
            (to / each.name).symlink_to(each)


def keep_clips(of: Path) -> None:
    """Keep what a hall had spoken that is not kept yet."""
    SPOKEN.mkdir(parents=True, exist_ok=True)
    kept = {each.name for each in SPOKEN.glob("*.wav")}
    new = [each for each in of.glob("*.wav") if each.name not in kept and not each.is_symlink()]
    for each in new[: max(MOST_SPOKEN - len(kept), 0)]:
        half = SPOKEN / f"{each.name}.{os.getpid()}"
        shutil.copy(each, half)
        half.replace(SPOKEN / each.name)


def made_once(base: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A hall's folder that is made once in a run, by whichever worker comes first; the others wait for it. Only copied.

    Args:
        base: pytest's own folder of this worker.
        name: what the folder is called.
        make: founds a hall in a folder.
    """
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = root / name
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            half = root / f"{name}.half"
            shutil.rmtree(half, ignore_errors=True)
            make(half)
            half.rename(made)
    return made


def copy_hall(template: Path, to: Path) -> Path:
    """A fresh copy of a made hall."""
    shutil.copytree(template, to)
    to.chmod(0o700)
    return to


def matter_of(running: RunningHall, window: str) -> str:
    """The first matter of the first line that a window is planned for."""
    with running.client() as client:
        catalogue = client.get("/catalogue").json()
    line = next(each for each in catalogue["windows"] if each["code"] == window)["lines"][0]
    return str(next(each["code"] for each in catalogue["matters"] if each["line"] == line))


def served_matters(running: RunningHall, windows: list[str]) -> list[str]:
    """All matters that these windows are planned for."""
    with running.client() as client:
        catalogue = client.get("/catalogue").json()
    lines = {line for each in catalogue["windows"] if each["code"] in windows for line in each["lines"]}
    lines -= {each["code"] for each in catalogue["lines"] if each["green"]}  # by approved appointment only
    return [each["code"] for each in catalogue["matters"] if each["line"] in lines]
