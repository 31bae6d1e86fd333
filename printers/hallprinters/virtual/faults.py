"""The faults of a virtual printer, and how each shows in its status bytes."""

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
    "refuse": "拒绝连接 refuses connections",
}
COUNTS = {
    "tear_after": "收到若干字节后断开 breaks the connection after so many bytes",
    "stall_after": "收到若干字节后不再收 takes no more after so many bytes",
    "rows_left": "再走若干行后缺纸 runs out of paper after so many rows",
}


class Faults:
    """Switches that may be changed at any time, from any thread; the printer reacts at once.

    `tear_after` and `stall_after` count the bytes of one connection: there it breaks, or is no longer read.
    `rows_left` counts down with the paper, 8 rows a mm; at 0 the paper is out. A refill (`paper_out` off)
    ends it.
    """

    paper_out: bool = False
    paper_low: bool = False
    cover_open: bool = False
    cutter_jam: bool = False
    silent: bool = False
    stall: bool = False
    one_connection: bool = False
    hold: bool = False
    refuse: bool = False
    rows_left: int | None = None
    tear_after: int | None = None
    stall_after: int | None = None

    _changed: Callable[[], None]

    def __init__(self, changed: Callable[[], None]) -> None:
        object.__setattr__(self, "_changed", changed)

    def __setattr__(self, name: str, value: object) -> None:
        if name not in SWITCHES and name not in COUNTS:
            raise AttributeError(f"no fault {name!r}; there are {', '.join((*SWITCHES, *COUNTS))}")
        if name == "paper_out" and not value:
            object.__setattr__(self, "rows_left", None)
        object.__setattr__(self, name, value)
        self._changed()

    def use(self, rows: int) -> int:
        """Return how many of these rows there is paper for; if not for all, the paper is out."""
        if self.rows_left is None:
            return rows
        used = min(rows, self.rows_left)
        object.__setattr__(self, "rows_left", self.rows_left - used)
        if used < rows:
            self.paper_out = True
        return used

    @property
    def offline(self) -> bool:
        """Whether the printer itself reports that it cannot print."""
        return self.paper_out or self.cover_open or self.cutter_jam

    @property
    def blocked(self) -> bool:
        """Whether nothing comes out, reported or not."""
        return self.offline or self.hold

    def real_time(self, n: int) -> bytes:
        """Return the answer to DLE EOT n."""
        bits = {
            1: 0x08 * self.offline,
            2: 0x04 * self.cover_open | 0x20 * self.paper_out | 0x40 * self.cutter_jam,
            3: 0x08 * self.cutter_jam,
            4: 0x0C * self.paper_low | 0x60 * self.paper_out,
        }
        return bytes((0x12 | bits[n],))

    def automatic(self) -> bytes:
        """Return the ASB block."""
        first = 0x10 | 0x08 * self.offline | 0x20 * self.cover_open
        return bytes((first, 0x08 * self.cutter_jam, 0x03 * self.paper_low | 0x0C * self.paper_out, 0))

    def sensor(self) -> bytes:
        """Return the answer to GS r 1."""
        return bytes((0x03 * self.paper_low | 0x0C * self.paper_out,))
