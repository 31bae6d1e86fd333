"""What can be wrong with a virtual printer, and how that looks in its status bytes."""

from collections.abc import Callable

SWITCHES = {
    "paper_out": "缺纸 paper out",
    "paper_low": "纸将尽 paper low",
    "cover_open": "开盖 cover open",
    "cutter_jam": "切刀卡住 cutter jammed",
    "silent": "不应答 silent",
    "stall": "不收数据 takes no bytes",
    "one_connection": "只接一路 one connection only",
    "hold": "先收后打 holds and prints later",
}


class Faults:
    """Switches that may be thrown at any moment, from any thread; the printer feels each at once.

    `tear_after` and `stall_after` count the bytes of one connection: there it breaks, or is no longer read.
    """

    paper_out: bool = False
    paper_low: bool = False
    cover_open: bool = False
    cutter_jam: bool = False
    silent: bool = False
    stall: bool = False
    one_connection: bool = False
    hold: bool = False
    tear_after: int | None = None
    stall_after: int | None = None

    _changed: Callable[[], None]

    def __init__(self, changed: Callable[[], None]) -> None:
        object.__setattr__(self, "_changed", changed)

    def __setattr__(self, name: str, value: object) -> None:
        if name not in SWITCHES and name not in {"tear_after", "stall_after"}:
            raise AttributeError(f"no fault {name!r}; there are {', '.join(SWITCHES)}")
        object.__setattr__(self, name, value)
        self._changed()

    @property
    def offline(self) -> bool:
        """Whether the printer itself says that it cannot print."""
        return self.paper_out or self.cover_open or self.cutter_jam

    @property
    def blocked(self) -> bool:
        """Whether nothing comes out, said or unsaid."""
        return self.offline or self.hold

    def real_time(self, n: int) -> bytes:
        """The answer to DLE EOT n."""
        bits = {
            1: 0x08 * self.offline,
            2: 0x04 * self.cover_open | 0x20 * self.paper_out | 0x40 * self.cutter_jam,
            3: 0x08 * self.cutter_jam,
            4: 0x0C * self.paper_low | 0x60 * self.paper_out,
        }
        return bytes((0x12 | bits[n],))

    def automatic(self) -> bytes:
        """The ASB block."""
        first = 0x10 | 0x08 * self.offline | 0x20 * self.cover_open
        return bytes((first, 0x08 * self.cutter_jam, 0x03 * self.paper_low | 0x0C * self.paper_out, 0))

    def sensor(self) -> bytes:
        """The answer to GS r 1."""
        return bytes((0x03 * self.paper_low | 0x0C * self.paper_out,))
