"""The virtual sign: a body of one of the kinds, plugged into a line, with its picture kept beside."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from PIL import Image

from hallsigns.virtual.bodies import AlphaBody, AreaBody, DigitBody, PixelBody
from hallsigns.virtual.lamps import as_lamps
from hallwires.plug import Hear, Plug


class Body(Protocol):
    """A kind of pretend sign."""

    changed: Callable[[], None]
    silent: bool
    noisy: bool
    busy: bool

    def ears(self) -> Hear:
        """Return what hears one connection."""

    def dots(self) -> Image.Image:
        """Return what it shows, a dot a pixel."""

    def power_cycle(self) -> None:
        """Forget everything that was written."""


class VirtualSign:
    """A pretend sign that lives as long as its `with`.

    Args:
        body: what kind it is, and what is wrong with it.
        line: `tcp`, `udp` or `serial`.
        port: where to listen; 0 takes a free one.
        out: a PNG of round lamps that is kept as the sign changes; None for none.
    """

    def __init__(self, body: Body, line: str = "tcp", port: int = 0, out: Path | None = None) -> None:
        self.body = body
        self.changes = 0
        self._out = out
        self._changed = threading.Condition()
        body.changed = self._note
        self._plug = Plug(body.ears, line, port)
        self.address = self._plug.address

    def dots(self) -> Image.Image:
        """Return what it shows, a dot a pixel."""
        return self.body.dots()

    def power_cycle(self) -> None:
        """Switch off and on: what was written is gone, connections break."""
        self.body.power_cycle()
        self._plug.hang_up()

    def hang_up(self) -> None:
        """Break every connection."""
        self._plug.hang_up()

    def wait(self, good: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Wait until `good()` after a change, for at most `seconds`."""
        with self._changed:
            return self._changed.wait_for(good, seconds)

    def __enter__(self) -> Self:
        self._plug.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._plug.__exit__(kind, error, trace)

    def _note(self) -> None:
        if self._out is not None:
            beside = self._out.with_name(f".{self._out.name}")
            as_lamps(self.dots()).save(beside, "PNG")
            beside.replace(self._out)
        with self._changed:
            self.changes += 1
            self._changed.notify_all()


def virtual_sign(
    kind: str,
    line: str = "tcp",
    port: int = 0,
    out: Path | None = None,
    *,
    unit: int = 1,
    width: int = 64,
    height: int = 32,
    characters: int = 5,
) -> VirtualSign:
    """Return a pretend sign of a kind (`digits`, `alpha`, `area`, `pixels`), not yet switched on.

    A digit display hears RTU on a serial line, Modbus/TCP on a network.
    """
    body: Body
    if kind == "digits":
        body = DigitBody(unit, characters, framed=line == "tcp")
    elif kind == "alpha":
        body = AlphaBody(unit, characters)
    elif kind == "area":
        body = AreaBody(width, height)
    else:
        body, line = PixelBody(width, height), "udp"
    return VirtualSign(body, line, port, out)
