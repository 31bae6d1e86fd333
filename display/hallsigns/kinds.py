"""The kinds of signs that there are drivers for."""

from typing import Literal

Kind = Literal["digits", "alpha", "area", "pixels"]
KINDS: tuple[Kind, ...] = ("digits", "alpha", "area", "pixels")
