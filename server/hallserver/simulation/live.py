"""A simulated day over the public API: visitors and staff act, and the screens show what really happens.

Arrivals are a Poisson process whose rate follows a hall's day (peaks at ten and three); service durations are
log-normal around each matter's norm, as measured in service halls. Gaps and durations are divided by `speed`.
"""

from __future__ import annotations

import heapq
import itertools
import math
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from hallserver.core.floor.equipment import SIMULATED
from hallserver.local import Refusal, client

DAY_MINUTES = 8 * 60
SPREAD = 0.55  # sigma of the log-normal service durations
NO_SHOW = 0.04
LOAD = 0.85  # share of what the open windows can serve
PATIENCE_S = 60.0
ONLY_ACCEPTED = "需后台核验"
ENDS = (
    ("done", 0.58),
    ("accepted", 0.2),
    ("consulted", 0.1),
    ("supplement", 0.07),
    ("handed_over", 0.03),
    ("left", 0.02),
)


class Away(RuntimeError):
    """The server has not answered for more than a minute."""


@dataclass(order=True)
class Due:
    """An act due at a time, in simulated minutes."""

    at: float
    order: int
    act: Callable[[float], None] = field(compare=False)


def run_day(
    data: Path,
    url: str | None,
    token: str | None,
    *,
    speed: float,
    seed: int,
    minutes: float | None,
    say: Callable[[str], None],
) -> None:
    """Simulate a day, `speed` times as fast; ends after it, or after `minutes` of real time."""
    with _reach(data, url, token) as desk:
        day = Day(desk, random.Random(seed), speed, say)
        day.prepare()
        day.live(minutes)


def _reach(data: Path, url: str | None, token: str | None) -> httpx.Client:
    if url is None:
        return client(data.resolve())
    return httpx.Client(base_url=url.rstrip("/"), headers={"Authorization": f"Bearer {token}"}, timeout=30)


class Day:
    """One day of one hall."""

    def __init__(
        self, desk: httpx.Client, chance: random.Random, speed: float, say: Callable[[str], None]
    ) -> None:
        self._desk, self._chance, self._speed, self._say = desk, chance, speed, say
        self._due: list[Due] = []
        self._order = itertools.count()
        self._tokens: dict[str, str] = {}
        self._idle: set[str] = set()
        self._norms: dict[str, int] = {}
        self._kiosks: list[str] = []
        self._matters: list[str] = []
        self._weights: list[float] = []
        self.taken = self.served = self.missed = 0

    def prepare(self) -> None:
        """Open kiosks and windows: a token for each, and a staffer at each window."""
        catalogue = self._ask("GET", "/catalogue")
        windows = [each["code"] for each in catalogue["windows"]]
        for name in (
            f"{SIMULATED}1",
            f"{SIMULATED}2",
        ):  # never a real kiosk's name: that would revoke its token
            self._kiosks.append(self._register({"role": "kiosk", "name": name}))
        taken = {each["code"] for each in self._ask("GET", "/board")["windows"] if each["state"] != "closed"}
        for code in windows:
            if code in taken:
                self._say(f"window {code} is somebody's: left alone")
                continue
            body = {"role": "window", "name": f"{SIMULATED}{code}", "window": code, "staffer": "any"}
            try:
                self._tokens[code] = self._register(body)
            except Refusal as refusal:
                self._say(f"window {code} stays closed: {refusal}")
        lines = {
            line for each in catalogue["windows"] if each["code"] in self._tokens for line in each["lines"]
        }
        lines -= {
            each["code"] for each in catalogue["lines"] if each["green"]
        }  # by approved appointment only
        open_matters = [each for each in catalogue["matters"] if each["line"] in lines]
        self._norms = {each["code"]: each["norm_minutes"] for each in open_matters}
        self._matters = [each["code"] for each in open_matters]
        self._weights = [6.0 if each["usual"] else 1.0 for each in open_matters]
        self._idle = set(self._tokens)
        self._say(
            f"{len(self._tokens)} windows, {len(self._matters)} matters; time is {self._speed:g} times as fast, "
            "so recorded durations are as much shorter"
        )

    def live(self, minutes: float | None) -> None:
        """Run until the day's visitors are gone."""
        began = time.monotonic()
        self._plan(self._gap(0.0), self._arrive)
        self._plan(1.0, self._tell)
        while self._due:
            due = heapq.heappop(self._due)
            wait = due.at * 60 / self._speed - (time.monotonic() - began)
            if minutes is not None and time.monotonic() - began + max(wait, 0) > minutes * 60:
                break
            if wait > 0:
                time.sleep(wait)
            due.act(max(due.at, (time.monotonic() - began) * self._speed / 60))
        self._say(f"taken {self.taken}, served {self.served}, missed {self.missed}")

    def _plan(self, at: float, act: Callable[[float], None]) -> None:
        heapq.heappush(self._due, Due(at, next(self._order), act))

    def _gap(self, now: float) -> float:
        mean_norm = sum(n * w for n, w in zip(self._norms.values(), self._weights, strict=True)) / sum(
            self._weights
        )
        rate = LOAD * len(self._tokens) / max(mean_norm, 1) * busy(now / DAY_MINUTES)
        return now + self._chance.expovariate(rate)

    def _arrive(self, now: float) -> None:
        matter = self._chance.choices(self._matters, self._weights)[0]
        body: dict[str, Any] = {"matter": matter, "lang": "en" if self._chance.random() < 0.03 else "zh"}
        if self._chance.random() < 0.02:
            body |= {"class": "statutory", "evidence": "优待证"}
        try:
            self._ask("POST", "/tickets", body, self._chance.choice(self._kiosks))
            self.taken += 1
        except Refusal as refusal:
            self._say(f"no number: {refusal}")
        if now < DAY_MINUTES:
            self._plan(self._gap(now), self._arrive)
        for window in list(self._idle):
            self._call(window, now)

    def _call(self, window: str, now: float) -> None:
        try:
            called = self._ask("POST", f"/windows/{window}/next", {}, self._tokens[window])
        except Refusal as refusal:
            self._say(f"window {window}: {refusal}")
            return
        if called is None:
            return
        self._idle.discard(window)
        matter = called["ticket"]["matter"]
        if self._chance.random() < NO_SHOW:
            self._plan(now + 1.0, lambda at: self._miss(window, at))
        else:
            self._plan(now + self._chance.uniform(0.3, 1.2), lambda at: self._start(window, matter, at))

    def _start(self, window: str, matter: str, now: float) -> None:
        self._do(window, "start", {})
        lasts = self._norms.get(matter, 10) * math.exp(self._chance.gauss(-(SPREAD**2) / 2, SPREAD))
        self._plan(now + lasts, lambda at: self._finish(window, at))

    def _finish(self, window: str, now: float) -> None:
        kinds, shares = zip(*ENDS, strict=True)
        outcome = self._chance.choices(kinds, shares)[0]
        said = {"reason": ONLY_ACCEPTED} if outcome == "accepted" else {}
        try:
            self._ask("POST", f"/windows/{window}/finish", {"outcome": outcome, **said}, self._tokens[window])
        except Refusal:  # beyond the letter: the window may only accept
            self._do(window, "finish", {"outcome": "accepted"})
        self.served += 1
        self._free(window, now)

    def _miss(self, window: str, now: float) -> None:
        try:
            self._ask("POST", f"/windows/{window}/miss", {}, self._tokens[window])
            self.missed += 1
            self._free(window, now)
        except Refusal:  # a screen has not shown it long enough: retry in a moment
            self._plan(now + 1.0 * self._speed / 60, lambda at: self._miss(window, at))

    def _free(self, window: str, now: float) -> None:
        self._idle.add(window)
        self._plan(now + 0.3, lambda at: self._call(window, at) if window in self._idle else None)

    def _do(self, window: str, act: str, body: dict[str, Any]) -> None:
        try:
            self._ask("POST", f"/windows/{window}/{act}", body, self._tokens[window])
        except Refusal as refusal:
            self._say(f"window {window}: {refusal}")

    def _tell(self, now: float) -> None:
        self._say(
            f"{int(now) // 60 + 9:02d}:{int(now) % 60:02d}  taken {self.taken}, served {self.served}, missed {self.missed}"
        )
        if 0 < now < DAY_MINUTES:
            self._plan(now + 15, self._tell)

    def _register(self, body: dict[str, Any]) -> str:
        return str(self._ask("POST", "/devices", body)["token"])

    def _ask(self, method: str, path: str, body: Any = None, token: str | None = None) -> Any:
        """Send a request; retry with the same idempotency key for up to a minute while the server is away."""
        headers = {"Idempotency-Key": uuid.UUID(int=self._chance.getrandbits(128)).hex + uuid.uuid4().hex[:8]}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                answer = self._desk.request(method, f"/api/v1{path}", json=body, headers=headers)
            except httpx.TransportError as error:
                if time.monotonic() > deadline:
                    raise Away(f"the hall does not answer: {error}") from error
                time.sleep(0.2)
                continue
            if answer.is_error:
                raise Refusal(answer.json().get("en", answer.text))
            return answer.json() if answer.content else None


def busy(share_of_day: float) -> float:
    """Return how busy the hall is, 1 on average: peaks at ten and at three, quiet at noon."""
    peaks = (0.15, 0.75)
    return 0.45 + sum(1.35 * math.exp(-(((share_of_day - peak) / 0.13) ** 2)) for peak in peaks)
