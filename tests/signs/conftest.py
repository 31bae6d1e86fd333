"""Pretend signs of each kind, and frames for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from hallsigns.frame import LOST, Frame, Row, Shows
from hallsigns.plans import Driver, Sign, check, driver_of
from hallsigns.virtual import VirtualSign, virtual_sign
from hallwires.lines import opener

FRAMES = {
    "called": Frame((Row("3", "A001", Shows.CALLED, 7),)),
    "serving": Frame((Row("12", "KB130", Shows.SERVING, 8),)),
    "open": Frame((Row("3", "", Shows.OPEN),)),
    "paused": Frame((Row("3", "", Shows.PAUSED),)),
    "working": Frame((Row("3", "", Shows.WORKING),)),
    "closed": Frame((Row("3", "", Shows.CLOSED),)),
    "lost": LOST,
}
ZONE = Frame(
    (
        Row("3", "A001", Shows.CALLED, 9),
        Row("11", "B012", Shows.CALLED, 8),
        Row("2", "C100", Shows.SERVING, 5),
    )
)
LINES = (
    ("digits", "tcp"),
    ("digits", "serial"),
    ("alpha", "tcp"),
    ("alpha", "serial"),
    ("area", "tcp"),
    ("pixels", "udp"),
)
Meets = Callable[..., tuple[VirtualSign, Driver]]


def sign_at(made: VirtualSign, kind: str, **more: Any) -> Sign:
    """The settings of a pretend sign."""
    sign = Sign("led", kind, made.address, **({"characters": 16} if kind == "alpha" else {}) | more)  # type: ignore[arg-type]
    check(sign)
    return sign


@contextmanager
def pretend(kind: str, line: str = "tcp", **more: Any) -> Iterator[VirtualSign]:
    """A pretend sign that is switched on."""
    with virtual_sign(kind, line, **({"characters": 16} if kind == "alpha" else {}) | more) as made:
        yield made


@pytest.fixture
def meets() -> Iterator[Meets]:
    """A pretend sign and the driver that is connected to it."""
    with ExitStack() as running:

        def meet(kind: str, line: str = "tcp", **more: Any) -> tuple[VirtualSign, Driver]:
            made = running.enter_context(pretend(kind, line))
            sign = sign_at(made, kind, **more)
            return made, driver_of(sign, running.enter_context(opener(sign.line)()))

        yield meet
